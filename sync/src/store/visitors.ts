/** Website visitors: what was said of them, how far they are written, and what became of it. */
import { and, asc, count, desc, eq, inArray, isNull, lt, lte, min, ne, or, sql } from 'drizzle-orm';
import { bigint, integer, json, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { FieldValue, RecordReceipt } from '../plan/types.ts';
import type { Crm } from '../visitor/crm.ts';
import type { Written } from '../visitor/plan/types.ts';
import type { Said } from '../visitor/said.ts';
import type { Db } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** As of conversations: `synced` is dealt with, `parked` waits for something outside, `failed` was refused and would be again. */
export const VISITOR_STATES = ['accepted', 'synced', 'parked', 'failed'] as const;
export type VisitorState = (typeof VISITOR_STATES)[number];

/** When a run began to write, and what it was about to make: an account's and a lead's own fields. */
export interface VisitIntent {
  at: string;
  made: Partial<Record<'Account' | 'Lead', Record<string, FieldValue>>>;
}

export const visitors = pgTable(
  'visitors',
  {
    tenant: text('tenant').notNull(),
    id: text('id').notNull(),
    state: text('state').$type<VisitorState>().notNull(),
    said: jsonb('said').$type<Said>().notNull(),
    written: jsonb('written').$type<Partial<Written>>().notNull().default({}),
    crm: jsonb('crm').$type<Crm>(),
    /** When a run began to write: there only until its receipt is kept. */
    intent: json('intent').$type<VisitIntent>(),
    accountId: text('account_id'),
    contactId: text('contact_id'),
    leadId: text('lead_id'),
    outcome: text('outcome').$type<RecordReceipt['outcome']>(),
    evidence: jsonb('evidence').$type<string[]>(),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    attempts: integer('attempts').notNull().default(0),
    /** Counts what has been said; `doneRevision` is the last that a run has dealt with. */
    revision: integer('revision').notNull().default(1),
    doneRevision: integer('done_revision').notNull().default(0),
    dueAt: instant('due_at'),
    /** Sessions that began until then have been told of. */
    toldUntil: instant('told_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.id] })],
);
export type VisitorRecord = typeof visitors.$inferSelect;

export const visitorNames = pgTable(
  'visitor_names',
  { tenant: text('tenant').notNull(), name: text('name').notNull(), visitor: text('visitor').notNull() },
  (table) => [primaryKey({ columns: [table.tenant, table.name] })],
);

const visitorReceipts = pgTable('visitor_receipts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenant: text('tenant').notNull(),
  visitor: text('visitor').notNull(),
  at: instant('at').notNull(),
  // json, not jsonb: shown with its fields in the order they were made
  receipt: json('receipt').$type<RecordReceipt>().notNull(),
});

const of = (tenant: string, id: string) => and(eq(visitors.tenant, tenant), eq(visitors.id, id));
const isOpen = lt(visitors.doneRevision, visitors.revision);
const isDue = or(isNull(visitors.dueAt), lte(visitors.dueAt, sql`now()`));

/** One at a time of a tenant: two requests that name the same visitor anew would make two of them. */
export async function lockVisitors(tx: Db, tenant: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`visitors of ${tenant}`}, 0))`);
}

export async function visitorsNamed(db: Db, tenant: string, names: string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .select()
    .from(visitorNames)
    .where(and(eq(visitorNames.tenant, tenant), inArray(visitorNames.name, names)));
  return new Map(rows.map(({ name, visitor }) => [name, visitor]));
}

export async function putNames(tx: Db, tenant: string, visitor: string, names: string[]): Promise<void> {
  for (const name of names)
    await tx
      .insert(visitorNames)
      .values({ tenant, name, visitor })
      .onConflictDoUpdate({ target: [visitorNames.tenant, visitorNames.name], set: { visitor } });
}

/** What is known of one is known of another: its names and its receipts. */
export async function moveVisitor(tx: Db, tenant: string, from: string, to: string): Promise<void> {
  await tx
    .update(visitorNames)
    .set({ visitor: to })
    .where(and(eq(visitorNames.tenant, tenant), eq(visitorNames.visitor, from)));
  await tx
    .update(visitorReceipts)
    .set({ visitor: to })
    .where(and(eq(visitorReceipts.tenant, tenant), eq(visitorReceipts.visitor, from)));
}

export async function findVisitor(db: Db, tenant: string, id: string): Promise<VisitorRecord | undefined> {
  if (id.includes('\0')) return undefined;
  const [row] = await db.select().from(visitors).where(of(tenant, id)).limit(1);
  return row;
}

/** New, or with more said about it: it is to be dealt with again. */
export async function putVisitor(tx: Db, tenant: string, id: string, said: Said): Promise<void> {
  await tx
    .insert(visitors)
    .values({ tenant, id, said, state: 'accepted' })
    .onConflictDoUpdate({
      target: [visitors.tenant, visitors.id],
      set: {
        ...{ said, state: 'accepted', dueAt: null, attempts: 0 },
        revision: sql`${visitors.revision} + 1`,
        updatedAt: sql`now()`,
      },
    });
}

export async function dropVisitor(tx: Db, tenant: string, id: string): Promise<void> {
  await tx.delete(visitors).where(of(tenant, id));
}

/** False where there is no such visitor. */
export async function retryVisitor(db: Db, tenant: string, id: string): Promise<boolean> {
  const rows = await db
    .update(visitors)
    .set({ state: 'accepted', dueAt: null, attempts: 0, revision: sql`${visitors.revision} + 1` })
    .where(of(tenant, id))
    .returning({ id: visitors.id });
  return rows.length > 0;
}

/** What waited longest first. */
export async function dueVisitors(db: Db, tenant: string, most: number): Promise<VisitorRecord[]> {
  return db
    .select()
    .from(visitors)
    .where(and(eq(visitors.tenant, tenant), isOpen, isDue))
    .orderBy(asc(visitors.updatedAt), asc(visitors.id))
    .limit(most);
}

/** Milliseconds until the next may be tried; 0: now; undefined: nothing waits. */
export async function nextVisitorInMs(db: Db, tenant: string): Promise<number | undefined> {
  const [row] = await db
    .select({
      open: count(),
      due: sql<number>`count(*) FILTER (WHERE ${isDue})::integer`,
      inMs: sql<number | null>`(extract(epoch FROM ${min(visitors.dueAt)} - now()))::float8 * 1000`,
    })
    .from(visitors)
    .where(and(eq(visitors.tenant, tenant), isOpen));
  if (!row || row.open === 0) return undefined;
  return row.due > 0 ? 0 : Math.max(0, row.inMs ?? 0);
}

export async function tenantsWithVisitors(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ tenant: visitors.tenant }).from(visitors).where(and(isOpen, isDue));
  return rows.map(({ tenant }) => tenant);
}

/** Others whose visits go to the same person of the org: what was seen of them counts together. */
export async function siblingsOf(
  db: Db,
  tenant: string,
  visitor: string,
  { contactId, leadId }: { contactId?: string | undefined; leadId?: string | undefined },
): Promise<Said[]> {
  const same = contactId ? eq(visitors.contactId, contactId) : leadId ? eq(visitors.leadId, leadId) : undefined;
  if (!same) return [];
  const rows = await db
    .select({ said: visitors.said })
    .from(visitors)
    .where(and(eq(visitors.tenant, tenant), ne(visitors.id, visitor), same))
    .limit(50);
  return rows.map(({ said }) => said);
}

export async function beginVisitor(db: Db, tenant: string, id: string, intent: VisitIntent): Promise<void> {
  await db.update(visitors).set({ intent }).where(of(tenant, id));
}

export interface VisitorSettlement {
  state: VisitorState;
  /** False: it comes again, at `retryInMs` from now. */
  done: boolean;
  retryInMs?: number;
  error?: { code: string; message: string } | null;
  attempts?: number;
  /** Of a run that has written, or has seen that nothing is to be written. */
  came?: Pick<VisitorRecord, 'accountId' | 'contactId' | 'leadId' | 'outcome' | 'evidence' | 'crm' | 'written'> & {
    toldUntil: Date | null;
  };
}

export async function settleVisitor(tx: Db, record: VisitorRecord, settlement: VisitorSettlement): Promise<void> {
  const { state, done, retryInMs, error = null, attempts = 0, came } = settlement;
  const isStillSaid = sql`${visitors.revision} = ${record.revision}`;
  await tx
    .update(visitors)
    .set({
      // what was said meanwhile waits for the next run
      state: sql`CASE WHEN ${isStillSaid} THEN ${state} ELSE 'accepted' END`,
      ...(done ? { doneRevision: record.revision } : {}),
      dueAt: retryInMs === undefined ? null : sql`now() + ${retryInMs} * interval '1 millisecond'`,
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      attempts,
      ...(came ? { ...came, intent: null } : {}),
    })
    .where(of(record.tenant, record.id));
}

export async function saveVisitorReceipt(
  tx: Db,
  tenant: string,
  visitor: string,
  receipt: RecordReceipt,
): Promise<void> {
  await tx.insert(visitorReceipts).values({ tenant, visitor, at: new Date(receipt.at), receipt });
}

/** Newest first. */
export async function visitorReceiptsOf(
  db: Db,
  tenant: string,
  visitor: string,
  most: number,
): Promise<RecordReceipt[]> {
  const rows = await db
    .select({ receipt: visitorReceipts.receipt })
    .from(visitorReceipts)
    .where(and(eq(visitorReceipts.tenant, tenant), eq(visitorReceipts.visitor, visitor)))
    .orderBy(desc(visitorReceipts.id))
    .limit(most);
  return rows.map(({ receipt }) => receipt);
}
