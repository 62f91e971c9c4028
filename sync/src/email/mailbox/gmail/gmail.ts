/** A mailbox over the Gmail API. https://developers.google.com/workspace/gmail/api/guides/sync */
import {
  MailboxError,
  type Answered,
  type Ask,
  type EmailHead,
  type MailboxClient,
  type MailboxPage,
} from '../types.ts';
import { batchOf, MOST_IN_BATCH, partsOf } from './batch.ts';
import { gmailFault } from './faults.ts';
import { HEAD_FIELDS, headOf, HEADERS, isLeftOut, type GmailMessage } from './head.ts';

const ME = '/gmail/v1/users/me';
const PAGE = 100;

/**
 * How far a mailbox was read. `historyId`: what changed after it is asked for. While the recent days are read, it is the
 * one from before they were begun, and `page` is the page of them that comes next.
 */
interface Cursor {
  historyId: string;
  page?: string;
  /** Seconds since 1970: from when on the recent days are read. */
  after?: number;
}

interface History {
  id: string;
  messagesAdded?: { message: { id: string; labelIds?: string[] } }[];
  labelsRemoved?: { message: { id: string; labelIds?: string[] }; labelIds?: string[] }[];
}

/** `ask` sends to the API's address with the access token. */
export function gmail(ask: Ask): MailboxClient {
  return {
    async addresses() {
      return [(await profile(ask)).emailAddress.toLowerCase()];
    },
    async next(cursor, since) {
      if (cursor === undefined) return recent(ask, await begin(ask, since));
      const at = JSON.parse(cursor) as Cursor;
      if (at.after !== undefined) return recent(ask, at);
      try {
        return await changes(ask, at);
      } catch (error) {
        if (!(error instanceof MailboxError) || error.fault !== 'expired') throw error;
        return { ...(await recent(ask, await begin(ask, since))), isResync: true };
      }
    },
    heads: (ids) => headsOf(ask, ids),
    async source(id) {
      const answer = await ask(`${ME}/messages/${encodeURIComponent(id)}?format=raw&fields=raw`);
      if (answer.status === 404) return undefined;
      const { raw } = json<{ raw?: string }>(answer);
      return raw === undefined ? undefined : Buffer.from(raw, 'base64url');
    },
  };
}

async function profile(ask: Ask): Promise<{ emailAddress: string; historyId: string }> {
  const { emailAddress, historyId } = json<{ emailAddress?: string; historyId?: string }>(await ask(`${ME}/profile`));
  if (!emailAddress || !historyId) throw strange();
  return { emailAddress, historyId };
}

/** The place is noted before the first page: what comes meanwhile is told twice rather than not at all. */
async function begin(ask: Ask, since: Date): Promise<Cursor> {
  const { historyId } = await profile(ask);
  return { historyId, after: Math.floor(since.getTime() / 1000) };
}

/** `messages.list` leaves out spam and what is in the bin. */
async function recent(ask: Ask, { historyId, page, after = 0 }: Cursor): Promise<MailboxPage> {
  const query = new URLSearchParams({ q: `after:${after} -in:drafts -in:chats`, maxResults: String(PAGE) });
  if (page) query.set('pageToken', page);
  const answer = await ask(`${ME}/messages?${query.toString()}`);
  // a token of a page that is not good any more: what was taken is known, so the days are read from their start
  if (answer.status === 400 && page) return recent(ask, { historyId, after });
  const { messages = [], nextPageToken } = json<{ messages?: { id: string }[]; nextPageToken?: string }>(answer);
  const next: Cursor = nextPageToken ? { historyId, after, page: nextPageToken } : { historyId };
  return {
    heads: await headsOf(
      ask,
      messages.map(({ id }) => id),
    ),
    cursor: JSON.stringify(next),
    // what came while the days were read is told by the history
    isLast: false,
  };
}

/**
 * `history.list`: from a week on, rarely earlier, it answers 404 and the mailbox has to be read anew. What is taken out of
 * spam is as good as new.
 */
async function changes(ask: Ask, { historyId }: Cursor): Promise<MailboxPage> {
  const query = new URLSearchParams({ startHistoryId: historyId, maxResults: String(PAGE) });
  for (const type of ['messageAdded', 'labelRemoved']) query.append('historyTypes', type);
  const answer = await ask(`${ME}/history?${query.toString()}`);
  if (answer.status === 404)
    throw new MailboxError('expired', 'notFound', 'The mailbox does not know any more what has changed since.');
  const {
    history = [],
    nextPageToken,
    historyId: now,
  } = json<{
    history?: History[];
    nextPageToken?: string;
    historyId?: string;
  }>(answer);
  const ids = history.flatMap(({ messagesAdded = [], labelsRemoved = [] }) => [
    ...messagesAdded.map(({ message }) => message),
    ...labelsRemoved.filter(({ labelIds }) => labelIds?.includes('SPAM')).map(({ message }) => message),
  ]);
  const wanted = new Set(ids.filter(({ labelIds }) => !isLeftOut(labelIds)).map(({ id }) => id));
  // records come in their order: that of the last one is as good a place as a token, and does not grow old
  const reached = nextPageToken ? history.at(-1)?.id : now;
  if (!reached) throw strange();
  return {
    heads: await headsOf(ask, [...wanted]),
    cursor: JSON.stringify({ historyId: reached } satisfies Cursor),
    isLast: nextPageToken === undefined,
  };
}

async function headsOf(ask: Ask, ids: string[]): Promise<EmailHead[]> {
  const query = new URLSearchParams({ format: 'metadata', fields: HEAD_FIELDS });
  for (const header of HEADERS) query.append('metadataHeaders', header);
  const heads: EmailHead[] = [];
  for (let from = 0; from < ids.length; from += MOST_IN_BATCH) {
    const some = ids.slice(from, from + MOST_IN_BATCH);
    const paths = some.map((id) => `${ME}/messages/${encodeURIComponent(id)}?${query.toString()}`);
    const { contentType, body } = batchOf(paths);
    const answer = await ask('/batch/gmail/v1', { method: 'POST', headers: { 'content-type': contentType }, body });
    const text = answer.body.toString('utf8');
    if (answer.status !== 200) throw gmailFault({ ...answer, body: text });
    for (const part of partsOf(answer.headers.get('content-type') ?? '', text, some.length)) {
      if (!part) throw strange();
      // gone since it was listed
      if (part.status === 404) continue;
      if (part.status !== 200) throw gmailFault({ ...part, headers: answer.headers });
      const message = JSON.parse(part.body) as GmailMessage;
      if (!isLeftOut(message.labelIds)) heads.push(await headOf(message));
    }
  }
  return heads;
}

function json<T>(answer: Answered): T {
  const body = answer.body.toString('utf8');
  if (answer.status !== 200) throw gmailFault({ ...answer, body });
  try {
    return JSON.parse(body) as T;
  } catch {
    throw strange();
  }
}

const strange = (): MailboxError =>
  new MailboxError('strange', 'INVALID_ANSWER', 'The Gmail API answered with something that is none of its answers.');
