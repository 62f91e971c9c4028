/** The headers that Gmail gives of a message, as every mailbox gives them. */
import { simpleParser, type AddressObject } from 'mailparser';
import { addressOf } from '../../address.ts';
import { bareId } from '../../ids.ts';
import type { Mailbox } from '../../mail.ts';
import type { EmailHead } from '../types.ts';

/** What `messages.get` answers with format=metadata, as far as it is asked for: never the snippet, which is content. */
export interface GmailMessage {
  id: string;
  labelIds?: string[];
  /** Milliseconds since 1970, as text. */
  internalDate?: string;
  payload?: { mimeType?: string; headers?: { name: string; value: string }[] };
}

export const HEADERS = ['From', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID', 'Content-Type'];
export const HEAD_FIELDS = 'id,labelIds,internalDate,payload(mimeType,headers)';

/** Drafts change until they are sent, and a sent one is a message of its own. */
const LEFT_OUT = ['DRAFT', 'SPAM', 'TRASH', 'CHAT'];

export function isLeftOut(labelIds: string[] = []): boolean {
  return labelIds.some((label) => LEFT_OUT.includes(label));
}

/** Read as the whole source would be, so that what is decided by the headers is decided alike. */
export async function headOf({ id, internalDate, payload = {} }: GmailMessage): Promise<EmailHead> {
  const headers = (payload.headers ?? []).filter(({ name }) => !/^content-/i.test(name));
  const source = headers.map(({ name, value }) => `${name}: ${value.replaceAll(/[\r\n]+\s*/g, ' ')}`).join('\r\n');
  const { messageId, subject, from, to, cc, bcc, date } = await simpleParser(`${source}\r\n\r\n`);
  const received = Number(internalDate);
  const at = date ?? (received > 0 ? new Date(received) : undefined);
  const type = payload.headers?.find(({ name }) => /^content-type$/i.test(name))?.value ?? payload.mimeType;
  const bare = bareId(messageId);
  const [sender] = mailboxesOf(from);
  return {
    providerId: id,
    mail: {
      ...(bare ? { messageId: bare } : {}),
      ...(sender ? { from: sender } : {}),
      ...(at && !Number.isNaN(at.getTime()) ? { date: at.toISOString() } : {}),
      ...{ references: [], remarks: [], text: '', subject: (subject ?? '').replace(/\s+/g, ' ').trim() },
      ...{ to: mailboxesOf(to), cc: mailboxesOf(cc), bcc: mailboxesOf(bcc) },
      isCalendar: /^\s*text\/calendar\b/i.test(type ?? ''),
    },
  };
}

function mailboxesOf(given: AddressObject | AddressObject[] | undefined): Mailbox[] {
  return [given ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap((each) => [each, ...(each.group ?? [])])
    .flatMap(({ name, address }) => {
      const known = addressOf(address);
      return known ? [{ address: known, ...(name ? { name } : {}) }] : [];
    });
}
