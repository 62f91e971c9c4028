/** Workflows of a tenant: every version that was saved, and which of them conversations set off. */
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { integer, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Trigger, WorkflowDefinition } from '../workflow/definition.ts';
import type { Db } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const workflows = pgTable(
  'workflows',
  {
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    /** The version that runs; each save makes one. */
    version: integer('version').notNull(),
    trigger: text('trigger').$type<Trigger>().notNull(),
    /** Null while it is off. What ended before then sets off nothing. */
    switchedOnAt: instant('switched_on_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    updatedBy: text('updated_by'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.name] })],
);

const versions = pgTable(
  'workflow_versions',
  {
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    // json, not jsonb: steps are shown with their inputs in the order they were typed
    definition: json('definition').$type<WorkflowDefinition>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.name, table.version] })],
);

export interface StoredWorkflow {
  name: string;
  version: number;
  definition: WorkflowDefinition;
  switchedOnAt: Date | null;
  updatedAt: Date;
  updatedBy: string | null;
}

const of = (tenant: string, name: string) => and(eq(workflows.tenant, tenant), eq(workflows.name, name));
const isVersion = and(
  eq(versions.tenant, workflows.tenant),
  eq(versions.name, workflows.name),
  eq(versions.version, workflows.version),
);
const STORED = {
  ...{ name: workflows.name, version: workflows.version, definition: versions.definition },
  ...{ switchedOnAt: workflows.switchedOnAt, updatedAt: workflows.updatedAt, updatedBy: workflows.updatedBy },
};

export async function listWorkflows(db: Db, tenant: string): Promise<StoredWorkflow[]> {
  return db
    .select(STORED)
    .from(workflows)
    .innerJoin(versions, isVersion)
    .where(eq(workflows.tenant, tenant))
    .orderBy(asc(workflows.name));
}

export async function findWorkflow(db: Db, tenant: string, name: string): Promise<StoredWorkflow | undefined> {
  const [row] = await db.select(STORED).from(workflows).innerJoin(versions, isVersion).where(of(tenant, name)).limit(1);
  return row;
}

export async function findDefinition(
  db: Db,
  tenant: string,
  name: string,
  version: number,
): Promise<WorkflowDefinition | undefined> {
  const [row] = await db
    .select({ definition: versions.definition })
    .from(versions)
    .where(and(eq(versions.tenant, tenant), eq(versions.name, name), eq(versions.version, version)))
    .limit(1);
  return row?.definition;
}

/**
 * Keeps a definition as the next version, off where it is new. Undefined where somebody else has saved since `version`,
 * which is 0 for a new one.
 */
export async function saveWorkflow(
  tx: Db,
  tenant: string,
  definition: WorkflowDefinition,
  { version, by }: { version?: number; by?: string } = {},
): Promise<number | undefined> {
  const { name, trigger } = definition;
  // versions go on counting where a workflow of the same name was deleted: runs of old ones keep theirs
  const [last] = await tx
    .select({ version: sql<number>`coalesce(max(${versions.version}), 0)`.mapWith(Number) })
    .from(versions)
    .where(and(eq(versions.tenant, tenant), eq(versions.name, name)));
  const [row] = await tx.select({ version: workflows.version }).from(workflows).where(of(tenant, name)).for('update');
  if (version !== undefined && version !== (row?.version ?? 0)) return undefined;
  const next = (last?.version ?? 0) + 1;
  await tx.insert(versions).values({ tenant, name, version: next, definition });
  const values = { version: next, trigger, updatedAt: sql`now()`, updatedBy: by ?? null };
  if (row) await tx.update(workflows).set(values).where(of(tenant, name));
  else await tx.insert(workflows).values({ tenant, name, version: next, trigger, updatedBy: by ?? null });
  return next;
}

/** False where there is no such workflow. One that is on stays on since when it was. */
export async function switchWorkflow(
  tx: Db,
  tenant: string,
  name: string,
  at: Date | null,
  by?: string,
): Promise<boolean> {
  const rows = await tx
    .update(workflows)
    .set({
      switchedOnAt: at === null ? null : sql`coalesce(${workflows.switchedOnAt}, ${at.toISOString()}::timestamptz)`,
      ...{ updatedAt: sql`now()`, updatedBy: by ?? null },
    })
    .where(of(tenant, name))
    .returning({ name: workflows.name });
  return rows.length > 0;
}

/** Its versions stay with its runs. */
export async function deleteWorkflow(tx: Db, tenant: string, name: string): Promise<boolean> {
  const rows = await tx.delete(workflows).where(of(tenant, name)).returning({ name: workflows.name });
  return rows.length > 0;
}

/** Those that a trigger sets off, with since when. */
export async function workflowsOn(
  db: Db,
  tenant: string,
  trigger: Trigger,
): Promise<{ name: string; version: number; since: Date }[]> {
  const rows = await db
    .select({ name: workflows.name, version: workflows.version, since: workflows.switchedOnAt })
    .from(workflows)
    .where(and(eq(workflows.tenant, tenant), eq(workflows.trigger, trigger), isNotNull(workflows.switchedOnAt)))
    .orderBy(asc(workflows.name));
  return rows.flatMap(({ name, version, since }) => (since ? [{ name, version, since }] : []));
}
