/**
 * An email from its RFC 5322 source, read as it comes: attachments run past and are never held, so one of 40 MB costs no
 * more memory than a line. Nothing is written anywhere.
 */
import { MailParser, simpleParser, type AddressObject, type AttachmentStream, type EmailAddress } from 'mailparser';
import { addressOf } from './address.ts';
import { isCalendarClass, isCalendarType, LOOKED_AT, methodOf } from './calendar.ts';
import { ANY_TEXT, MOST_TEXT_BYTES, saysLittle, TextOf, withReadableHeader } from './charset.ts';
import { textOfHtml } from './html.ts';
import { bareId, idsIn } from './ids.ts';
import type { Mail, Mailbox } from './mail.ts';

/** It is no email: the sentence says nothing of what it holds. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreadable';
  }
}

export type MimeSource = Buffer | string | AsyncIterable<Buffer | string>;

const TNEF = /^application\/(?:ms-tnef|vnd\.ms-tnef)$/i;

/** A string is bytes as latin1, so that what is not ASCII in it stays what it was. */
export async function readMime(source: MimeSource): Promise<Mail> {
  const seen: Seen = { methods: [], files: 0, hasTnef: false, isTextCut: false };
  const parser = new MailParser({
    Iconv: TextOf,
    checksumAlgo: false,
    ...{ skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true },
  });
  readAsItIs(parser);
  const given: { error?: Error } = {};
  try {
    const reading = (async () => {
      for await (const item of parser as AsyncIterable<{ type: string }>)
        if (item.type === 'attachment') await runPast(item as unknown as AttachmentStream, seen);
    })();
    await Promise.all([reading, write(withReadableHeader(buffersOf(source, given)), parser)]);
  } catch {
    // what the giver of the bytes broke off is no fault of the email; the parser's own words may hold the email's
    if (given.error !== undefined) throw given.error;
    throw new Unreadable('The email’s structure cannot be read.');
  }
  return mailOf(parser, seen, await furtherOf(parser));
}

interface Seen {
  methods: string[];
  files: number;
  hasTnef: boolean;
  isTextCut: boolean;
}

/** The parser decodes only what names another character set than UTF-8: here every text is looked at. */
function readAsItIs(parser: MailParser): void {
  const inner = parser as unknown as { createNode: (node: unknown) => { charset?: string } };
  const create = inner.createNode.bind(parser);
  inner.createNode = (node) => {
    const made = create(node);
    if (saysLittle(made.charset ?? '')) made.charset = ANY_TEXT;
    return made;
  };
}

async function* buffersOf(source: MimeSource, given: { error?: Error }): AsyncGenerator<Buffer> {
  try {
    if (Buffer.isBuffer(source)) yield source;
    else if (typeof source === 'string') yield Buffer.from(source, 'latin1');
    else for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
  } catch (error) {
    given.error = error instanceof Error ? error : new Error('The email was broken off.');
    throw error;
  }
}

async function write(from: AsyncIterable<Buffer>, parser: MailParser): Promise<void> {
  try {
    for await (const buffer of from) {
      // a parser that has given up makes room for nothing more
      if (parser.destroyed) return;
      if (!parser.write(buffer)) await roomIn(parser);
    }
    parser.end();
  } catch (error) {
    parser.destroy();
    throw error;
  }
}

const ROOM = ['drain', 'close', 'error'] as const;

function roomIn(parser: MailParser): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      for (const name of ROOM) parser.off(name, go);
      resolve();
    };
    for (const name of ROOM) parser.on(name, go);
  });
}

/** Only the first bytes of a calendar are looked at; everything else of an attachment is let go as it comes. */
async function runPast(part: AttachmentStream, seen: Seen): Promise<void> {
  const type = part.contentType ?? '';
  const isCalendar = isCalendarType(type);
  const start: Buffer[] = [];
  let size = 0;
  for await (const chunk of part.content as AsyncIterable<Buffer>) {
    if (isCalendar && size < LOOKED_AT) start.push(chunk);
    size += chunk.length;
  }
  part.release?.();
  seen.hasTnef ||= TNEF.test(type) || /^winmail\.dat$/i.test(part.filename ?? '');
  if (isCalendar) {
    const header = part.headers?.get('content-type') as { params?: Record<string, string> } | undefined;
    const method = methodOf(header?.params?.method, Buffer.concat(start).toString('latin1'));
    if (method) seen.methods.push(method);
  }
  // pictures within the text are part of how it looks, not files that somebody attached
  if (!part.related && !isCalendar) seen.files += 1;
}

interface Further {
  senders: Mailbox[];
  subjects: string[];
  hasManySenders: boolean;
}

/** Headers of one name that are looked at. */
const MOST_ALIKE = 20;

/** RFC 5322 allows one `From` and one `Subject`. Where there are more, each reader shows another: all of them count. */
async function furtherOf({ headerLines }: MailParser): Promise<Further> {
  const further = (name: string) => (headerLines || []).filter(({ key }) => key === name).slice(1, MOST_ALIKE);
  const found: Further = { senders: [], subjects: [], hasManySenders: further('from').length > 0 };
  for (const { line } of [...further('from'), ...further('subject')]) {
    const { from, subject } = await simpleParser(Buffer.from(`${line}\r\n\r\n`, 'latin1'));
    found.senders.push(...mailboxes(from));
    if (subject) found.subjects.push(subject);
  }
  return found;
}

function mailOf(parser: MailParser, seen: Seen, further: Further): Mail {
  const { headers, headerLines } = parser;
  if (!headers || !headerLines) throw new Unreadable('The email has no header.');
  // the lines are bytes, and the header has been made UTF-8
  const line = (name: string) => {
    const found = headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]*:\s*/, '');
    return found === undefined ? undefined : Buffer.from(found, 'latin1').toString();
  };
  const [from, ...others] = mailboxes(headers.get('from'));
  const [sender] = mailboxes(headers.get('sender'));
  const alsoFrom = [...others, ...further.senders];
  const mail: Mail = {
    ...defined('messageId', bareId(line('message-id'))),
    ...defined('inReplyTo', idsIn(line('in-reply-to'))[0]),
    references: idsIn(line('references')),
    ...defined('from', from ?? sender),
    ...(alsoFrom.length > 0 ? { alsoFrom } : {}),
    ...(further.hasManySenders ? { hasManySenders: true } : {}),
    to: mailboxes(headers.get('to')),
    cc: mailboxes(headers.get('cc')),
    bcc: mailboxes(headers.get('bcc')),
    subject: [headers.get('subject'), ...further.subjects].map(textOf).filter(Boolean).join(' / '),
    ...defined('date', dateOf(line('date'))),
    text: '',
    isCalendar: seen.methods.length > 0 || isCalendarClass(line('content-class')),
    ...defined('authentication', line('authentication-results')),
    remarks: [],
  };
  if (!mail.from && mail.to.length + mail.cc.length + mail.bcc.length === 0)
    throw new Unreadable('The email names no sender and nobody that it went to.');
  const plain = typeof parser.text === 'string' ? parser.text.trim() : '';
  const html = typeof parser.html === 'string' ? parser.html : '';
  mail.text = plain !== '' ? plain : html === '' ? '' : textOfHtml(html);
  mail.remarks = remarksOn(mail, seen, { isHtmlOnly: plain === '' && mail.text !== '' });
  return mail;
}

function remarksOn(mail: Mail, seen: Seen, { isHtmlOnly }: { isHtmlOnly: boolean }): string[] {
  const files = `${seen.files} attachment${seen.files === 1 ? ' was' : 's were'}`;
  return [
    ...(seen.hasTnef
      ? [
          'A winmail.dat (TNEF) was NOT READ: formatting, attachments and perhaps text that only Outlook wrote into it are missing here.',
        ]
      : []),
    ...(seen.files > 0 ? [`${files} left out: attachments are never kept.`] : []),
    ...(isHtmlOnly ? ['The email had only HTML: its text is what a reader sees of it.'] : []),
    ...(mail.text.includes('\ufffd')
      ? ['Some characters could not be read: the email names another character set than its own.']
      : []),
    ...(mail.text.length >= MOST_TEXT_BYTES ? ['The text was longer than any letter and was cut.'] : []),
    ...(mail.date ? [] : ['The email says no date that can be read: it stands at the time when it was taken in.']),
    ...(mail.messageId ? [] : ['The email has no Message-ID: one was made of what it says, so that it is kept once.']),
  ];
}

const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '').replace(/\s+/g, ' ').trim();

/** Of the line itself: for one that is none, the parser gives the time when it was read. */
function dateOf(line: string | undefined): string | undefined {
  const time = Date.parse((line ?? '').replace(/\s+/g, ' ').trim());
  // a year that no calendar has would be refused by everything behind
  return time > 0 && time < 253_402_300_800_000 ? new Date(time).toISOString() : undefined;
}

/** Those that can be read; a group's members stand for themselves. */
function mailboxes(value: unknown): Mailbox[] {
  const objects = (Array.isArray(value) ? value : value ? [value] : []) as AddressObject[];
  const flat = (addresses: EmailAddress[]): EmailAddress[] =>
    addresses.flatMap((each) => (each.group ? flat(each.group) : [each]));
  return objects
    .flatMap((object) => flat(object.value ?? []))
    .flatMap(({ address, name }) => {
      const email = addressOf(address);
      if (!email) return [];
      const said = textOf(name);
      return [{ address: email, ...(said && said.toLowerCase() !== email ? { name: said.slice(0, 255) } : {}) }];
    });
}
