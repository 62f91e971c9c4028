/** The org that a tenant is connected to, and its sealed tokens. */
import { and, eq, isNull, lt, max, or, sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Problem } from './logins.ts';
import { conversations, tenants, type Db } from './schema.ts';

export const ENVIRONMENTS = ['production', 'sandbox', 'custom'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const connections = pgTable('connections', {
  tenant: text('tenant').primaryKey(),
  /** That of the tenant when it was connected. */
  generation: integer('generation').notNull(),
  /** Counts renewals of the tokens. */
  revision: integer('revision').notNull().default(1),
  environment: text('environment').$type<Environment>().notNull(),
  loginUrl: text('login_url').notNull(),
  instanceUrl: text('instance_url').notNull(),
  /** Refresh tokens are good for the app only that they were given to. */
  clientId: text('client_id').notNull(),
  sealedTokens: text('sealed_tokens').notNull(),
  /** Separated by spaces, as OAuth has them. */
  scopes: text('scopes').notNull(),
  organizationId: text('organization_id').notNull(),
  organizationName: text('organization_name'),
  isSandbox: boolean('is_sandbox'),
  userId: text('user_id').notNull(),
  username: text('username'),
  userName: text('user_name'),
  connectedAt: instant('connected_at').notNull(),
  connectedBy: text('connected_by'),
  /** Null while the org lets the service in. */
  problem: jsonb('problem').$type<Problem>(),
  /** Until when one process renews the tokens and the others wait for it. */
  renewingUntil: instant('renewing_until'),
});
export type ConnectionRecord = typeof connections.$inferSelect;

/** The connection, if any, and how often it has been made or ended so far. */
export async function readConnection(
  db: Db,
  tenant: string,
): Promise<{ generation: number; connection?: ConnectionRecord }> {
  const [row] = await db
    .select({ generation: tenants.connectionGeneration, connection: connections })
    .from(tenants)
    .leftJoin(connections, eq(connections.tenant, tenants.name))
    .where(eq(tenants.name, tenant))
    .limit(1);
  return { generation: row?.generation ?? 0, ...(row?.connection ? { connection: row.connection } : {}) };
}

async function nextGeneration(tx: Db, tenant: string): Promise<number> {
  const [row] = await tx
    .update(tenants)
    .set({ connectionGeneration: sql`${tenants.connectionGeneration} + 1` })
    .where(eq(tenants.name, tenant))
    .returning({ generation: tenants.connectionGeneration });
  if (!row) throw new Error(`There is no tenant ${tenant}.`);
  return row.generation;
}

export type NewConnection = Omit<ConnectionRecord, 'tenant' | 'generation' | 'revision' | 'renewingUntil'>;

/**
 * Puts a connection in the place of the one before. Undefined, and nothing is changed, where the tenant is connected to
 * another organization by now.
 */
export async function putConnection(tx: Db, tenant: string, values: NewConnection): Promise<number | undefined> {
  // two who connect at once come one after the other
  await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.name, tenant)).for('update');
  const { connection } = await readConnection(tx, tenant);
  if (connection && !isSameOrganization(connection.organizationId, values.organizationId)) return undefined;
  const generation = await nextGeneration(tx, tenant);
  const row = { ...values, generation, revision: 1, renewingUntil: null };
  await tx
    .insert(connections)
    .values({ tenant, ...row })
    .onConflictDoUpdate({ target: connections.tenant, set: row });
  return generation;
}

/** Ids come with 15 characters or, with a check sum, 18. */
export function isSameOrganization(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15);
}

/** Forgets the connection. False where there was none. */
export async function dropConnection(tx: Db, tenant: string): Promise<boolean> {
  const gone = await tx
    .delete(connections)
    .where(eq(connections.tenant, tenant))
    .returning({ tenant: connections.tenant });
  if (gone.length === 0) return false;
  await nextGeneration(tx, tenant);
  return true;
}

const isOf = (tenant: string, generation: number) =>
  and(eq(connections.tenant, tenant), eq(connections.generation, generation));

/** Keeps the problem. True for whoever found it first: a problem is told once. */
export async function setProblem(db: Db, tenant: string, generation: number, problem: Problem): Promise<boolean> {
  const first = await db
    .update(connections)
    .set({ problem })
    .where(and(isOf(tenant, generation), isNull(connections.problem)))
    .returning({ tenant: connections.tenant });
  if (first.length === 0) await db.update(connections).set({ problem }).where(isOf(tenant, generation));
  return first.length > 0;
}

/** True where there was a problem until now. */
export async function clearProblem(db: Db, tenant: string, generation: number): Promise<boolean> {
  const rows = await db
    .update(connections)
    .set({ problem: null })
    .where(and(isOf(tenant, generation), sql`${connections.problem} IS NOT NULL`))
    .returning({ tenant: connections.tenant });
  return rows.length > 0;
}

/** Who the service is in the org, as the org said last. */
export async function saveIdentity(
  db: Db,
  tenant: string,
  generation: number,
  values: Pick<ConnectionRecord, 'organizationName' | 'isSandbox' | 'userId' | 'username' | 'userName'>,
): Promise<void> {
  await db.update(connections).set(values).where(isOf(tenant, generation));
}

/** True for the one process that may renew the tokens now. Times are of the database's clock. */
export async function claimRenewal(
  db: Db,
  tenant: string,
  { generation, revision }: Pick<ConnectionRecord, 'generation' | 'revision'>,
  seconds: number,
): Promise<boolean> {
  const rows = await db
    .update(connections)
    .set({ renewingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(
        isOf(tenant, generation),
        eq(connections.revision, revision),
        or(isNull(connections.renewingUntil), lt(connections.renewingUntil, sql`now()`)),
      ),
    )
    .returning({ tenant: connections.tenant });
  return rows.length > 0;
}

/** Keeps renewed tokens, or only ends the turn. False where the connection has been changed or ended meanwhile. */
export async function endRenewal(
  db: Db,
  tenant: string,
  { generation, revision }: Pick<ConnectionRecord, 'generation' | 'revision'>,
  renewed?: Pick<ConnectionRecord, 'sealedTokens' | 'instanceUrl'>,
): Promise<boolean> {
  const rows = await db
    .update(connections)
    .set({ renewingUntil: null, ...(renewed ? { ...renewed, revision: revision + 1 } : {}) })
    .where(and(isOf(tenant, generation), eq(connections.revision, revision)))
    .returning({ tenant: connections.tenant });
  return rows.length > 0;
}

/** When a conversation was last brought in step with the org. */
export async function lastSyncAt(db: Db, tenant: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: max(conversations.syncedAt) })
    .from(conversations)
    .where(eq(conversations.tenant, tenant));
  return row?.at ?? null;
}
