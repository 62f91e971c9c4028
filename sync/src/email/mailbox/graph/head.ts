/** What Graph gives of a message without its body, as every mailbox gives it. https://learn.microsoft.com/graph/api/resources/message */
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
  return {
    providerId: message.id,
    messageId: message.internetMessageId ?? '',
    subject: message.subject ?? '',
    from: addressesOf(message.from ? [message.from] : [])[0] ?? '',
    to: addressesOf(message.toRecipients),
    cc: addressesOf(message.ccRecipients),
    bcc: addressesOf(message.bccRecipients),
    date: Number.isNaN(Date.parse(at)) ? '' : new Date(at).toISOString(),
    // eventMessage and what is derived of it: requests, responses, cancellations
    isCalendar: /^#microsoft\.graph\.eventMessage/.test(message['@odata.type'] ?? ''),
    ...(message.webLink ? { link: message.webLink } : {}),
  };
}

function addressesOf(recipients: Recipient[] = []): string[] {
  return recipients.flatMap(({ emailAddress: { name, address } = {} }) =>
    address ? [name && name !== address ? `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>` : address] : [],
  );
}
