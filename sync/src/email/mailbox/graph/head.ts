/** What Graph gives of a message without its body, as every mailbox gives it. https://learn.microsoft.com/graph/api/resources/message */
import { addressOf } from '../../address.ts';
import { bareId } from '../../ids.ts';
import type { Mailbox } from '../../mail.ts';
import type { EmailHead } from '../types.ts';

interface Recipient {
  emailAddress?: { name?: string; address?: string };
}

export interface GraphMessage {
  '@odata.type'?: string;
  '@removed'?: { reason?: string };
  id: string;
  internetMessageId?: string | null;
  subject?: string | null;
  from?: Recipient | null;
  toRecipients?: Recipient[];
  ccRecipients?: Recipient[];
  bccRecipients?: Recipient[];
  sentDateTime?: string | null;
  receivedDateTime?: string | null;
  isDraft?: boolean;
  webLink?: string | null;
}

/** Neither `body` nor `bodyPreview`, which is content. */
export const SELECT = [
  ...['id', 'internetMessageId', 'subject', 'from', 'toRecipients', 'ccRecipients', 'bccRecipients'],
  ...['sentDateTime', 'receivedDateTime', 'isDraft', 'webLink'],
].join(',');

export function headOf(message: GraphMessage): EmailHead {
  const at = message.sentDateTime ?? message.receivedDateTime ?? '';
  const messageId = bareId(message.internetMessageId);
  const [from] = mailboxesOf(message.from ? [message.from] : []);
  return {
    providerId: message.id,
    mail: {
      ...(messageId ? { messageId } : {}),
      ...(from ? { from } : {}),
      ...(Number.isNaN(Date.parse(at)) ? {} : { date: new Date(at).toISOString() }),
      ...{ references: [], remarks: [], text: '', subject: (message.subject ?? '').replace(/\s+/g, ' ').trim() },
      to: mailboxesOf(message.toRecipients),
      cc: mailboxesOf(message.ccRecipients),
      bcc: mailboxesOf(message.bccRecipients),
      // eventMessage and what is derived of it: requests, responses, cancellations
      isCalendar: /^#microsoft\.graph\.eventMessage/.test(message['@odata.type'] ?? ''),
    },
    ...(message.webLink ? { link: message.webLink } : {}),
  };
}

function mailboxesOf(recipients: Recipient[] = []): Mailbox[] {
  return recipients.flatMap(({ emailAddress: { name, address } = {} }) => {
    const known = addressOf(address);
    return known ? [{ address: known, ...(name && name !== address ? { name } : {}) }] : [];
  });
}
