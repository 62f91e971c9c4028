/** A mailbox over Microsoft Graph. https://learn.microsoft.com/graph/delta-query-messages */
import { MailboxError, type Answered, type Ask, type EmailHead, type MailboxClient } from '../types.ts';
import { graphFault } from './faults.ts';
import { headOf, SELECT, type GraphMessage } from './head.ts';

const ME = '/v1.0/me';
const PAGE = 50;
/** Delta is asked folder by folder: what comes in, and what goes out. */
const FOLDERS = ['inbox', 'sentitems'] as const;
type Folder = (typeof FOLDERS)[number];

/** Ids that stay when a message is moved. https://learn.microsoft.com/graph/outlook-immutable-id */
const IMMUTABLE = 'IdType="ImmutableId"';

/** Path and query of the next request of each folder; absent before its first. `done`: of this turn, so that each folder has its own. */
type Cursor = Partial<Record<Folder, string>> & { done?: Folder[] };

interface Delta {
  value?: GraphMessage[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

/** `ask` sends to the API's address, `baseUrl`, with the access token. */
export function graph(ask: Ask, baseUrl: string): MailboxClient {
  return {
    addresses: () => addressesOf(ask),
    async next(text, since) {
      const cursor = JSON.parse(text ?? '{}') as Cursor;
      const done = cursor.done ?? [];
      const folder = FOLDERS.find((each) => !done.includes(each)) ?? FOLDERS[0];
      let page: Read;
      let isResync = false;
      try {
        page = await read(ask, baseUrl, cursor[folder] ?? first(folder, since));
      } catch (error) {
        if (!(error instanceof MailboxError) || error.fault !== 'expired' || !cursor[folder]) throw error;
        isResync = true;
        page = await read(ask, baseUrl, first(folder, since));
      }
      const doneNow = page.isEnd ? [...done, folder] : done;
      const isLast = doneNow.length === FOLDERS.length;
      const next: Cursor = { ...cursor, [folder]: page.next, done: isLast ? [] : doneNow };
      return { heads: page.heads, cursor: JSON.stringify(next), isLast, ...(isResync ? { isResync } : {}) };
    },
    async heads(ids) {
      const heads: EmailHead[] = [];
      for (const id of ids) {
        const answer = await ask(`${ME}/messages/${encodeURIComponent(id)}?$select=${SELECT}`, immutable());
        if (answer.status === 404) continue;
        const message = json<GraphMessage>(answer);
        if (!message.isDraft) heads.push(headOf(message));
      }
      return heads;
    },
    /** https://learn.microsoft.com/graph/outlook-get-mime-message */
    async source(id) {
      const answer = await ask(`${ME}/messages/${encodeURIComponent(id)}/$value`, immutable());
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw graphFault(answer);
      return answer.body;
    },
  };
}

interface Read {
  heads: EmailHead[];
  next: string;
  isEnd: boolean;
}

/**
 * The first request of a folder. `$filter` takes no other field. `changeType`: a message that is read, flagged or categorised is no news.
 */
function first(folder: Folder, since: Date): string {
  const filter = encodeURIComponent(`receivedDateTime ge ${since.toISOString().replace(/\.\d+Z$/, 'Z')}`);
  return `${ME}/mailFolders/${folder}/messages/delta?changeType=created&$select=${SELECT}&$filter=${filter}`;
}

async function read(ask: Ask, baseUrl: string, path: string): Promise<Read> {
  const delta = json<Delta>(await ask(path, immutable(`odata.maxpagesize=${PAGE}`)));
  const link = delta['@odata.nextLink'] ?? delta['@odata.deltaLink'];
  if (!link) throw strange();
  const messages = (delta.value ?? []).filter((each) => !each['@removed'] && !each.isDraft);
  return {
    heads: messages.map(headOf),
    next: pathOf(link, baseUrl),
    isEnd: delta['@odata.nextLink'] === undefined,
  };
}

/** The access token goes to Graph and to nobody else, whatever a link says. */
function pathOf(link: string, baseUrl: string): string {
  const base = new URL(baseUrl);
  if (!URL.canParse(link, baseUrl)) throw strange();
  const { origin, pathname, search } = new URL(link, baseUrl);
  if (origin !== base.origin) throw strange();
  return pathname + search;
}

/** The user's own, and the other ones that mail to them comes at. https://learn.microsoft.com/graph/api/user-get */
async function addressesOf(ask: Ask): Promise<string[]> {
  const me = json<{ mail?: string | null; userPrincipalName?: string; proxyAddresses?: string[] }>(
    await ask(`${ME}?$select=mail,userPrincipalName,proxyAddresses`),
  );
  const others = (me.proxyAddresses ?? []).filter((each) => /^smtp:/i.test(each)).map((each) => each.slice(5));
  const all = [me.mail, me.userPrincipalName, ...others].flatMap((each) => (each ? [each.toLowerCase()] : []));
  if (all.length === 0) throw strange();
  return [...new Set(all)];
}

const immutable = (...more: string[]) => ({ headers: { prefer: [IMMUTABLE, ...more].join(', ') } });

function json<T>(answer: Answered): T {
  if (answer.status !== 200) throw graphFault(answer);
  try {
    return JSON.parse(answer.body.toString('utf8')) as T;
  } catch {
    throw strange();
  }
}

const strange = (): MailboxError =>
  new MailboxError('strange', 'INVALID_ANSWER', 'Microsoft Graph answered with something that is none of its answers.');
