/** Conversations that the org does not say yet, by what keeps them. */
import { and, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import { rowsOf } from './migrate.ts';
import { conversations, type Db } from './schema.ts';

export interface StoredError {
  key: string;
  title: string | null;
  code: string;
  message: string;
  at: Date;
  conversationId: string | null;
  activityId: string | null;
  opportunityId: string | null;
}

export interface StoredErrorType {
  code: string;
  count: number;
  lastAt: Date;
  /** The latest, newest first. */
  latest: StoredError[];
}

const HELD = ['failed', 'parked'] as const;

/** Failed and parked ones by their code, but those of `except`; the most frequent first, with the latest `most` of each. */
export async function errorTypes(db: Db, tenant: string, except: string[], most: number): Promise<StoredErrorType[]> {
  const answer: unknown = await db.execute(sql`
    WITH held AS (
      SELECT key, canonical ->> 'title' AS title, error_code AS code, error_message AS message, updated_at AS at,
        conversation_id AS "conversationId", activity_id AS "activityId", opportunity_id AS "opportunityId",
        row_number() OVER (PARTITION BY error_code ORDER BY updated_at DESC, key COLLATE "C") AS place,
        count(*) OVER (PARTITION BY error_code)::integer AS count
      FROM ${conversations}
      WHERE tenant = ${tenant} AND state IN ('failed', 'parked') AND error_code IS NOT NULL
        AND NOT (error_code = ANY(${sql.param(except)}::text[]))
    )
    SELECT * FROM held WHERE place <= ${most} ORDER BY count DESC, code COLLATE "C", place`);
  type Row = Omit<StoredError, 'at'> & { at: string | Date; count: number };
  const types = new Map<string, StoredErrorType>();
  for (const { count, at, ...row } of rowsOf<Row>(answer)) {
    const { key, title, code, message, conversationId, activityId, opportunityId } = row;
    const error = { key, title, code, message, at: new Date(at), conversationId, activityId, opportunityId };
    const type = types.get(code) ?? { code, count, lastAt: error.at, latest: [] };
    types.set(code, type);
    type.latest.push(error);
  }
  return [...types.values()];
}

/** Keys of failed and parked ones: of one code or of all but those of `except`, of these keys or of any. */
export async function errorKeys(
  db: Db,
  tenant: string,
  { code, keys, except }: { code?: string; keys?: string[]; except: string[] },
): Promise<string[]> {
  const rows = await db
    .select({ key: conversations.key })
    .from(conversations)
    .where(
      and(
        eq(conversations.tenant, tenant),
        inArray(conversations.state, [...HELD]),
        isNotNull(conversations.errorCode),
        code === undefined ? notInArray(conversations.errorCode, except) : eq(conversations.errorCode, code),
        keys === undefined ? undefined : inArray(conversations.key, keys),
      ),
    );
  return rows.map(({ key }) => key);
}
