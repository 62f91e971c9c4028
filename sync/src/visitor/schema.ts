/** What `POST /v1/visitors` takes, and how it is read: what cannot be read names its field and the mend. */
import { z } from 'zod';
import { cleanText } from '../conversation/text.ts';
import { asciiEmail } from '../conversation/address.ts';
import { toE164 } from '../match/address.ts';
import { isMailService, siteDomain } from './domain.ts';
import type { Said } from './said.ts';
import { piecesOf, type Seen } from './sessions.ts';
import { mergeUtm, utmAt } from './utm.ts';

const clean = (value: string): string => cleanText(value).trim();

const text = (most: number, what: string) =>
  z
    .string({ error: `is a text: ${what}` })
    .max(most, `has more than ${most} characters`)
    .transform((value) => clean(value))
    .nullish()
    .transform((value) => value || undefined);
const needed = (most: number, what: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `is missing: ${what}` : `is a text: ${what}`) })
    .max(most, `has more than ${most} characters`)
    .transform((value) => clean(value))
    .refine((value) => value !== '', `is empty: ${what}`);
const instant = (what: string) =>
  z.iso
    .datetime({
      offset: true,
      error: (issue) =>
        issue.input === undefined ? `is missing: ${what}` : `is no time: ${what}, for example 2026-11-20T14:05:00Z`,
    })
    .refine((value) => /^(?:19[7-9]|[23]\d\d)/.test(value), 'is before 1970 or after 3999: check the sender’s clock')
    .transform((value) => new Date(value).toISOString());
const link = z
  .string({ error: 'is a text: an address' })
  .max(2048, 'has more than 2048 characters')
  .regex(/^https?:\/\/\S+$/i, 'must be an address that starts with https:// or http://')
  .nullish()
  .transform((value) => value ?? undefined);

const Utm = z
  .object({
    source: text(1000, 'utm_source'),
    medium: text(1000, 'utm_medium'),
    campaign: text(1000, 'utm_campaign'),
    content: text(1000, 'utm_content'),
  })
  .nullish();
const device = text(200, 'what tells one device from another');

const Session = z
  .object({
    id: text(200, 'your id of the session'),
    device,
    startedAt: instant('when it began'),
    endedAt: instant('when the visitor was seen last').nullish(),
    closed: z.boolean({ error: 'is true or false: whether the visitor closed the tab' }).nullish(),
    utm: Utm,
  })
  .refine(({ startedAt, endedAt }) => !endedAt || endedAt >= startedAt, {
    path: ['endedAt'],
    message: 'is before startedAt',
  });
const Sign = z.object({ at: instant('when it was'), device, utm: Utm });
const Chat = z.object({
  id: text(200, 'your id of the chat'),
  at: instant('when it began'),
  text: needed(100_000, 'what was written'),
});
const Meeting = z
  .object({
    id: text(200, 'your id of the booking'),
    start: instant('when it begins'),
    end: instant('when it ends').nullish(),
    title: text(1000, 'what it is about'),
    link,
  })
  .refine(({ start, end }) => !end || end > start, { path: ['end'], message: 'is not after start' });

const many = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item, { error: 'is a list' })
    .max(most, `has more than ${most} items: send the rest in another request`)
    .nullish()
    .transform((value) => value ?? []);

export const VisitorBody = z
  .object(
    {
      id: text(200, 'your own id of the visitor'),
      company: z
        .object(
          {
            name: text(255, 'the name of the company'),
            domain: text(2048, 'its domain or website'),
            link,
          },
          { error: 'is an object: {"name": …, "domain": …}' },
        )
        .nullish(),
      person: z
        .object(
          {
            name: text(255, 'the whole name'),
            firstName: text(40, 'the first name'),
            lastName: text(80, 'the last name'),
            title: text(128, 'what they do'),
            email: text(254, 'the email address'),
            phone: text(64, 'the phone number'),
          },
          { error: 'is an object: {"name": …, "email": …, "phone": …}' },
        )
        .nullish(),
      sessions: many(Session, 1000),
      events: many(Sign, 5000),
      chats: many(Chat, 200),
      meetings: many(Meeting, 200),
      link,
    },
    { error: 'is an object: a visitor' },
  )
  .superRefine(({ id, company, person }, context) => {
    const { email } = person ?? {};
    if (email !== undefined && !/^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:]+$/.test(email))
      context.addIssue({
        code: 'custom',
        path: ['person', 'email'],
        message: 'is no email address, for example jane@acme.example',
      });
    if (company?.domain !== undefined && siteDomain(company.domain) === undefined)
      context.addIssue({
        code: 'custom',
        path: ['company', 'domain'],
        message: 'names no company’s website: send its domain, for example acme.example',
      });
    if (!id && !email && !person?.phone && !company?.domain)
      context.addIssue({
        code: 'custom',
        path: [],
        message:
          'tells nobody from others: send company.domain, person.email, person.phone or your own id of the visitor',
      });
  });
export type VisitorBody = z.output<typeof VisitorBody>;

const DAY_MS = 86_400_000;

export interface ReadVisitor {
  /** The sender's own. */
  id: string | undefined;
  said: Said;
  /** What was left out or mended, in sentences. */
  remarks: string[];
}

export interface Fault {
  pointer: string;
  detail: string;
}

/** `country`: where numbers without an international prefix are. A time that has not come yet is a fault. */
export function readVisitor(item: unknown, country: string, now: string): ReadVisitor | { faults: Fault[] } {
  const parsed = VisitorBody.safeParse(item);
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map(({ path, message }) => ({
        pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        detail: message,
      })),
    };
  const body = parsed.data;
  const faults = inTheFuture(body, Date.parse(now) + DAY_MS);
  if (faults.length > 0) return { faults };
  const remarks: string[] = [];
  const said = saidBy(body, country, remarks);
  return { id: body.id, said, remarks };
}

function inTheFuture({ sessions, events, chats }: VisitorBody, limit: number): Fault[] {
  const detail = 'lies in the future: check the sender’s clock and its time zone';
  const check = (list: string, name: string, times: (string | null | undefined)[]) =>
    times.flatMap((time, at) =>
      time && Date.parse(time) > limit ? [{ pointer: `/${list}/${at}/${name}`, detail }] : [],
    );
  return [
    ...check(
      'sessions',
      'startedAt',
      sessions.map(({ startedAt }) => startedAt),
    ),
    ...check(
      'sessions',
      'endedAt',
      sessions.map(({ endedAt }) => endedAt),
    ),
    ...check(
      'events',
      'at',
      events.map(({ at }) => at),
    ),
    ...check(
      'chats',
      'at',
      chats.map(({ at }) => at),
    ),
  ];
}

function saidBy(
  { company, person, sessions, events, chats, meetings, link }: VisitorBody,
  country: string,
  remarks: string[],
): Said {
  const seen: Seen[] = [
    ...sessions.map(({ id, device, startedAt, endedAt, closed }) => ({
      ...{ id, device, start: Date.parse(startedAt), isClosed: closed === true },
      ...(endedAt ? { end: Date.parse(endedAt) } : {}),
    })),
    ...events.map(({ at, device }) => ({ device, start: Date.parse(at) })),
  ];
  const domain = siteDomain(company?.domain);
  const isOfMail = domain !== undefined && isMailService(domain);
  if (isOfMail)
    remarks.push(`${domain} is a mail service: it is nobody’s company, and no account is looked for or made.`);
  const phone = toE164(person?.phone, country);
  if (person?.phone && !phone) remarks.push('The phone number was left out: it is none that can be dialled.');
  const pieces = piecesOf(seen);
  return {
    company: { name: company?.name, domain: isOfMail ? undefined : domain, link: company?.link },
    person: {
      ...{ name: person?.name, firstName: person?.firstName, lastName: person?.lastName, title: person?.title },
      ...{ email: asciiEmail(person?.email), phone },
    },
    former: { emails: [], phones: [] },
    link,
    pieces,
    utm: mergeUtm(
      ...sessions.map(({ startedAt, utm }) => utmAt(Date.parse(startedAt), utm ?? undefined)),
      ...events.map(({ at, utm }) => utmAt(Date.parse(at), utm ?? undefined)),
    ),
    chats: named(
      chats,
      ({ at }) => at,
      ({ text }) => text,
    ).map(({ id, at, text }) => ({ id, at, text })),
    meetings: named(
      meetings,
      ({ start }) => start,
      ({ title, link }) => `${title ?? ''}\n${link ?? ''}`,
    ).map(({ id, start, end, title, link }) => ({
      ...{ id, start, title, link },
      end: end ?? new Date(Date.parse(start) + 30 * 60_000).toISOString(),
    })),
  };
}

/** Under the sender's ids, else by their times: others of the same time are told apart by what they say. The last of one id stands. */
function named<Item extends { id: string | undefined }>(
  items: Item[],
  timeOf: (item: Item) => string,
  said: (item: Item) => string,
): (Item & { id: string })[] {
  const found = new Map<string, Item & { id: string }>();
  for (const item of items) {
    const time = timeOf(item);
    let id = item.id ?? time;
    for (let more = 2; item.id === undefined && isOther(found.get(id), item); more += 1) id = `${time}/${more}`;
    found.set(id, { ...item, id });
  }
  function isOther(before: Item | undefined, item: Item): boolean {
    return before !== undefined && said(before) !== said(item);
  }
  return [...found.values()];
}
