/** Conversations as the simulator of the rules reads them: what they are matched by, and no word of what was said. */
import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Conversation } from '../conversation/conversation.ts';
import type { Match, MatchChoice } from '../match/types.ts';
import { conversations, type Db } from './schema.ts';

export interface Span {
  from: Date;
  to: Date;
  /** Of those that an admin keeps from being written. */
  except: string;
}

const isWithin = (tenant: string, { from, to, except }: Span) =>
  and(
    eq(conversations.tenant, tenant),
    gte(conversations.startedAt, from),
    lte(conversations.startedAt, to),
    isNotNull(conversations.canonical),
    isNull(conversations.undoneAt),
    or(isNull(conversations.errorCode), ne(conversations.errorCode, except)),
  );

/** What a match never goes by, and what makes a conversation long. */
const LISTS = [
  'segments',
  'topics',
  'highlights',
  'comments',
  'questions',
  'actionItems',
  'nextSteps',
  'tags',
  'fields',
];
const TEXTS = ['summary', 'notes', 'quoted', 'extra', 'repairs'];
const slim = sql<Conversation>`(${conversations.canonical} - ${sql.raw(`ARRAY['${[...LISTS, ...TEXTS].join("','")}']`)}) || ${sql.raw(`'${JSON.stringify(Object.fromEntries(LISTS.map((name) => [name, []])))}'::jsonb`)}`;

export interface StoredCase {
  key: string;
  conversationId: string | null;
  conversation: Conversation;
  match: Match | null;
  choice: MatchChoice | null;
  interrupted: Match | null;
}

export async function countWithin(db: Db, tenant: string, span: Span): Promise<number> {
  const [row] = await db.select({ count: count() }).from(conversations).where(isWithin(tenant, span));
  return row?.count ?? 0;
}

/** Keys, the newest first. */
export async function keysWithin(db: Db, tenant: string, span: Span, most: number): Promise<string[]> {
  const rows = await db
    .select({ key: conversations.key })
    .from(conversations)
    .where(isWithin(tenant, span))
    .orderBy(desc(conversations.startedAt), desc(conversations.key))
    .limit(most);
  return rows.map(({ key }) => key);
}

/** In the order of the keys; without those that are gone meanwhile. */
export async function casesOf(db: Db, tenant: string, keys: string[]): Promise<StoredCase[]> {
  const rows = await db
    .select({
      key: conversations.key,
      conversationId: conversations.conversationId,
      conversation: slim,
      match: conversations.match,
      choice: conversations.choice,
      interrupted: sql<Match | null>`${conversations.intent} -> 'match'`,
    })
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, keys), isNotNull(conversations.canonical)));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}
