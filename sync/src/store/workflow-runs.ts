/** Runs of workflows, one for each version and conversation, with each step as it was kept. */
import { and, asc, count, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { bigint, integer, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Writing } from '../plan/types.ts';
import type { StepRecord } from '../workflow/step.ts';
import { storable } from './parts.ts';
import type { Db } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** `waiting`: to be gone on with, now or later. `cancelled`: its workflow was switched off before it was done. */
export const RUN_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const workflowRuns = pgTable(
  'workflow_runs',
  {
    id: text('id').notNull(),
    tenant: text('tenant').notNull(),
    workflow: text('workflow').notNull(),
    version: integer('version').notNull(),
    conversation: text('conversation').notNull(),
    state: text('state').$type<RunState>().notNull(),
    /** The tenant's writing when it last went on. */
    writing: text('writing').$type<Writing>().notNull().default('off'),
    attempts: integer('attempts').notNull().default(0),
    errorPath: text('error_path'),
    errorMessage: text('error_message'),
    claimedBy: text('claimed_by'),
    dueAt: instant('due_at').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.id] })],
);
export type RunRecord = typeof workflowRuns.$inferSelect;

const steps = pgTable(
  'workflow_steps',
  {
    tenant: text('tenant').notNull(),
    run: text('run').notNull(),
    path: text('path').notNull(),
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
    type: text('type').notNull(),
    state: text('state').notNull(),
    record: json('record').$type<StepRecord>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.run, table.path] })],
);

export interface NewRun {
  id: string;
  workflow: string;
  version: number;
  conversation: string;
}

/** Workflows that have run for a conversation, or are going to, in whichever version. */
export async function workflowsRun(
  db: Db,
  tenant: string,
  conversation: string,
  names: string[],
): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db
    .select({ workflow: workflowRuns.workflow })
    .from(workflowRuns)
    .where(
      and(
        eq(workflowRuns.tenant, tenant),
        inArray(workflowRuns.workflow, names),
        eq(workflowRuns.conversation, conversation),
      ),
    );
  return new Set(rows.map(({ workflow }) => workflow));
}

export async function addRuns(tx: Db, tenant: string, runs: NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  await tx
    .insert(workflowRuns)
    .values(runs.map((run) => ({ ...run, tenant, state: 'waiting' as const })))
    .onConflictDoNothing();
}

/**
 * Takes runs in hand that are due. To be called while no other process looks after runs of the tenant: whoever had
 * one in hand is no more, and can keep nothing of it.
 */
export async function claimRuns(db: Db, tenant: string, holder: string, most: number): Promise<RunRecord[]> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ id: workflowRuns.id })
      .from(workflowRuns)
      .where(
        and(
          eq(workflowRuns.tenant, tenant),
          or(
            and(eq(workflowRuns.state, 'waiting'), sql`${workflowRuns.dueAt} <= now()`),
            eq(workflowRuns.state, 'running'),
          ),
        ),
      )
      .orderBy(asc(workflowRuns.createdAt), asc(workflowRuns.id))
      .limit(most)
      .for('update');
    if (due.length === 0) return [];
    return tx
      .update(workflowRuns)
      .set({ state: 'running', claimedBy: holder, startedAt: sql`coalesce(${workflowRuns.startedAt}, now())` })
      .where(
        and(
          eq(workflowRuns.tenant, tenant),
          inArray(
            workflowRuns.id,
            due.map(({ id }) => id),
          ),
        ),
      )
      .returning();
  });
}

/** How long until a run is due; undefined where none waits. */
export async function nextRunInMs(db: Db, tenant: string): Promise<number | undefined> {
  const [row] = await db
    .select({
      ms: sql<number>`greatest(0, extract(epoch from ${workflowRuns.dueAt} - now()) * 1000)`.mapWith(Number),
    })
    .from(workflowRuns)
    .where(and(eq(workflowRuns.tenant, tenant), eq(workflowRuns.state, 'waiting')))
    .orderBy(asc(workflowRuns.dueAt))
    .limit(1);
  return row?.ms;
}

/** Tenants with runs to go on with. */
export async function tenantsWithRuns(db: Db): Promise<string[]> {
  const rows = await db
    .selectDistinct({ tenant: workflowRuns.tenant })
    .from(workflowRuns)
    .where(inArray(workflowRuns.state, ['waiting', 'running']));
  return rows.map(({ tenant }) => tenant);
}

type Held = Pick<RunRecord, 'tenant' | 'id' | 'claimedBy'>;

const isHeldBy = ({ tenant, id, claimedBy }: Held) =>
  and(eq(workflowRuns.tenant, tenant), eq(workflowRuns.id, id), eq(workflowRuns.claimedBy, claimedBy ?? ''));

/** Keeps a step as it is now. False where another process has taken the run in hand since. */
export async function saveStep(db: Db, run: Held, record: StepRecord): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [held] = await tx.select({ id: workflowRuns.id }).from(workflowRuns).where(isHeldBy(run)).for('update');
    if (!held) return false;
    const values = { type: record.type, state: record.state, record: storable(record) };
    await tx
      .insert(steps)
      .values({ tenant: run.tenant, run: run.id, path: record.path, ...values })
      .onConflictDoUpdate({ target: [steps.tenant, steps.run, steps.path], set: values });
    return true;
  });
}

export interface RunOutcome {
  state: RunState;
  writing?: Writing;
  error?: { path: string | null; message: string } | null;
  /** Of `waiting`: when it is gone on with. */
  inMs?: number;
  attempts?: number;
}

/** False where another process has taken the run in hand since. */
export async function settleRun(tx: Db, run: Held, outcome: RunOutcome): Promise<boolean> {
  const { state, writing, error, inMs = 0, attempts } = outcome;
  const rows = await tx
    .update(workflowRuns)
    .set({
      state,
      claimedBy: null,
      ...(writing === undefined ? {} : { writing }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(error === undefined ? {} : { errorPath: error?.path ?? null, errorMessage: error?.message ?? null }),
      ...(state === 'waiting'
        ? { dueAt: sql`now() + ${Math.round(inMs)} * interval '1 millisecond'` }
        : { finishedAt: sql`now()` }),
    })
    .where(isHeldBy(run))
    .returning({ id: workflowRuns.id });
  return rows.length > 0;
}

/** Of one run, or of all that wait. Returns how many go on now. */
export async function goOnNow(tx: Db, tenant: string, id?: string): Promise<number> {
  const rows = await tx
    .update(workflowRuns)
    .set({
      ...{ state: 'waiting', dueAt: sql`now()`, attempts: 0, finishedAt: null, errorPath: null, errorMessage: null },
    })
    .where(
      and(
        eq(workflowRuns.tenant, tenant),
        id === undefined
          ? eq(workflowRuns.state, 'waiting')
          : and(eq(workflowRuns.id, id), inArray(workflowRuns.state, ['failed', 'cancelled', 'waiting'])),
      ),
    )
    .returning({ id: workflowRuns.id });
  return rows.length;
}

export async function findRun(db: Db, tenant: string, id: string): Promise<RunRecord | undefined> {
  if (id.includes('\0')) return undefined;
  const [row] = await db
    .select()
    .from(workflowRuns)
    .where(and(eq(workflowRuns.tenant, tenant), eq(workflowRuns.id, id)))
    .limit(1);
  return row;
}

/** In the order in which they were begun. */
export async function stepsOf(db: Db, tenant: string, run: string): Promise<StepRecord[]> {
  const rows = await db
    .select({ record: steps.record })
    .from(steps)
    .where(and(eq(steps.tenant, tenant), eq(steps.run, run)))
    .orderBy(asc(steps.position));
  return rows.map(({ record }) => record);
}

export interface RunQuery {
  workflow?: string;
  state?: RunState;
  conversation?: string;
  limit: number;
  /** Only runs that were made before this one. */
  before?: RunRecord;
}

/** Newest first. */
export async function listRuns(db: Db, tenant: string, { workflow, state, conversation, limit, before }: RunQuery) {
  return db
    .select()
    .from(workflowRuns)
    .where(
      and(
        eq(workflowRuns.tenant, tenant),
        workflow === undefined ? undefined : eq(workflowRuns.workflow, workflow),
        state === undefined ? undefined : eq(workflowRuns.state, state),
        conversation === undefined ? undefined : eq(workflowRuns.conversation, conversation),
        before === undefined
          ? undefined
          : or(
              lt(workflowRuns.createdAt, before.createdAt),
              and(eq(workflowRuns.createdAt, before.createdAt), lt(workflowRuns.id, before.id)),
            ),
      ),
    )
    .orderBy(desc(workflowRuns.createdAt), desc(workflowRuns.id))
    .limit(limit);
}

export async function countRuns(
  db: Db,
  tenant: string,
): Promise<{ workflow: string; state: RunState; count: number }[]> {
  return db
    .select({ workflow: workflowRuns.workflow, state: workflowRuns.state, count: count() })
    .from(workflowRuns)
    .where(eq(workflowRuns.tenant, tenant))
    .groupBy(workflowRuns.workflow, workflowRuns.state);
}

/** What a run kept of a conversation goes with it: its steps hold titles, summaries and what was read out of it. */
export async function deleteRunsOf(tx: Db, tenant: string, conversations: string[]): Promise<number> {
  if (conversations.length === 0) return 0;
  const rows = await tx
    .delete(workflowRuns)
    .where(and(eq(workflowRuns.tenant, tenant), inArray(workflowRuns.conversation, conversations)))
    .returning({ id: workflowRuns.id });
  return rows.length;
}
