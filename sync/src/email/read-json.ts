/** An email as JSON, for who has no RFC 5322 source of it: `POST /v1/emails` takes one or up to 100. */
import { z } from 'zod';
import { addressOf } from './address.ts';
import { isCalendarClass } from './calendar.ts';
import { textOfHtml } from './html.ts';
import { bareId, idsIn } from './ids.ts';
import type { Mail, Mailbox } from './mail.ts';

const LONGEST_TEXT = 4_000_000;

/** `Jane Roe <jane@acme.example>` or the address alone. */
const mailbox = z
  .string()
  .max(1000)
  .refine(
    (text) => readMailbox(text) !== undefined,
    'holds no address: write "Jane Roe <jane@acme.example>" or the address alone',
  )
  .transform((text) => readMailbox(text) as Mailbox);
const mailboxes = z.array(mailbox).max(2000).default([]);
const id = z
  .string()
  .max(4000)
  .refine((text) => bareId(text) !== undefined, 'is empty: write the id that stands in the header Message-ID');

export const EmailJson = z.strictObject({
  messageId: id,
  subject: z.string().max(4000).default(''),
  from: mailbox,
  to: mailboxes,
  cc: mailboxes,
  bcc: mailboxes,
  date: z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString()),
  text: z.string().max(LONGEST_TEXT).optional(),
  html: z.string().max(LONGEST_TEXT).optional(),
  inReplyTo: z.string().max(4000).optional(),
  references: z.array(z.string().max(4000)).max(10_000).default([]),
  /** Headers by name that decide something: `Authentication-Results`, `Content-Class`, `Content-Type` of a calendar. */
  headers: z.record(z.string().max(200), z.string().max(100_000)).default({}),
});
export type EmailJson = z.input<typeof EmailJson>;

export function mailOfJson(given: z.output<typeof EmailJson>): Mail {
  const headers = new Map(Object.entries(given.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const plain = given.text?.trim() ?? '';
  const type = headers.get('content-type') ?? '';
  const inReplyTo = idsIn(given.inReplyTo)[0] ?? bareId(given.inReplyTo);
  const authentication = headers.get('authentication-results');
  return {
    messageId: bareId(given.messageId) ?? '',
    ...(inReplyTo ? { inReplyTo } : {}),
    references: given.references.flatMap((each) => bareId(each) ?? []),
    from: given.from,
    ...{ to: given.to, cc: given.cc, bcc: given.bcc },
    subject: given.subject.replace(/\s+/g, ' ').trim(),
    date: given.date,
    text: plain !== '' ? plain : textOfHtml(given.html ?? ''),
    isCalendar:
      isCalendarClass(headers.get('content-class')) || (/text\/calendar/i.test(type) && /method\s*=/i.test(type)),
    ...(authentication ? { authentication } : {}),
    remarks: plain === '' && given.html ? ['The email had only HTML: its text is what a reader sees of it.'] : [],
  };
}

function readMailbox(text: string): Mailbox | undefined {
  const [, name = '', inside] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = addressOf(inside ?? text);
  if (!address || !/^[^\s<>,;@]+@[^\s<>,;@]+$/.test(address)) return undefined;
  const said = name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  return { address, ...(said ? { name: said.slice(0, 255) } : {}) };
}
