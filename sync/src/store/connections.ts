/** The org that a tenant is connected to, its sealed tokens, and the log-ins that are under way. */
import { and, desc, eq, gt, isNull, lt, max, or, sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { conversations, tenants, type Db } from './schema.ts';

export const ENVIRONMENTS = ['production', 'sandbox', 'custom'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What is wrong, and what an admin can do about it. `code` is Salesforce's own, or the system's, where there is one. */
export interface ConnectionProblem {
  code: string;
  message: string;
  fix: string;
}

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
  problem: jsonb('problem').$type<ConnectionProblem>(),
  /** Until when one process renews the tokens and the others wait for it. */
  renewingUntil: instant('renewing_until'),
});
export type ConnectionRecord = typeof connections.$inferSelect;

/** A log-in, from its ticket to its end. Tickets, states and browsers are kept as SHA-256, never as they are. */
export const connectionLogins = pgTable('connection_logins', {
  ticketHash: text('ticket_hash').primaryKey(),
  tenant: text('tenant').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  loginUrl: text('login_url').notNull(),
  language: text('language'),
  askedBy: text('asked_by'),
  /** Null until the ticket is used. */
  stateHash: text('state_hash'),
  browserHash: text('browser_hash'),
  sealedVerifier: text('sealed_verifier'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
  /** Why it came to nothing. */
  problem: jsonb('problem').$type<ConnectionProblem>(),
});
export type LoginRecord = typeof connectionLogins.$inferSelect;

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
export async function setProblem(
  db: Db,
  tenant: string,
  generation: number,
  problem: ConnectionProblem,
): Promise<boolean> {
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

/** Log-ins that ended, or were left, longer ago than that are of no use to anybody. */
const KEPT = sql`interval '1 day'`;
/** Whoever asks for tickets without using them keeps no more than these. */
const MOST_LOGINS = 20;

export async function saveLogin(
  tx: Db,
  login: Pick<LoginRecord, 'ticketHash' | 'tenant' | 'environment' | 'loginUrl' | 'createdAt' | 'expiresAt'> & {
    language: string | null;
    askedBy: string | null;
  },
): Promise<void> {
  await tx
    .delete(connectionLogins)
    .where(lt(connectionLogins.createdAt, sql`${login.createdAt.toISOString()}::timestamptz - ${KEPT}`));
  await tx.insert(connectionLogins).values(login);
  const rest = await tx
    .select({ ticketHash: connectionLogins.ticketHash })
    .from(connectionLogins)
    .where(eq(connectionLogins.tenant, login.tenant))
    .orderBy(desc(connectionLogins.createdAt))
    .offset(MOST_LOGINS);
  for (const { ticketHash } of rest)
    await tx.delete(connectionLogins).where(eq(connectionLogins.ticketHash, ticketHash));
}

/** Whatever has become of it; undefined where there never was such a ticket. */
export async function loginOfTicket(db: Db, ticketHash: string): Promise<LoginRecord | undefined> {
  const [row] = await db.select().from(connectionLogins).where(eq(connectionLogins.ticketHash, ticketHash)).limit(1);
  return row;
}

export async function loginOfState(db: Db, stateHash: string): Promise<LoginRecord | undefined> {
  const [row] = await db.select().from(connectionLogins).where(eq(connectionLogins.stateHash, stateHash)).limit(1);
  return row;
}

/** Uses the ticket up. False where it has been used, or its time is over. */
export async function useTicket(
  db: Db,
  ticketHash: string,
  now: Date,
  values: { stateHash: string; browserHash: string; sealedVerifier: string; expiresAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(connectionLogins)
    .set(values)
    .where(
      and(
        eq(connectionLogins.ticketHash, ticketHash),
        isNull(connectionLogins.stateHash),
        isNull(connectionLogins.endedAt),
        gt(connectionLogins.expiresAt, now),
      ),
    )
    .returning({ tenant: connectionLogins.tenant });
  return rows.length > 0;
}

/** Ends a log-in that came back. False where it has ended, or its time is over: it counts once. */
export async function endLogin(db: Db, stateHash: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(connectionLogins)
    .set({ endedAt: now, sealedVerifier: null })
    .where(
      and(
        eq(connectionLogins.stateHash, stateHash),
        isNull(connectionLogins.endedAt),
        gt(connectionLogins.expiresAt, now),
      ),
    )
    .returning({ tenant: connectionLogins.tenant });
  return rows.length > 0;
}

export async function failLogin(db: Db, stateHash: string, problem: ConnectionProblem): Promise<void> {
  await db.update(connectionLogins).set({ problem }).where(eq(connectionLogins.stateHash, stateHash));
}

/** After a connection was made or ended: what was begun before it leads nowhere any more. */
export async function dropLogins(tx: Db, tenant: string): Promise<void> {
  await tx.delete(connectionLogins).where(eq(connectionLogins.tenant, tenant));
}

/** Until when the log-in that was begun last may still come back, or why it came to nothing. */
export async function lastLogin(
  db: Db,
  tenant: string,
  now: Date,
): Promise<{ waitingUntil: Date | null; problem: ConnectionProblem | null }> {
  const [last] = await db
    .select()
    .from(connectionLogins)
    .where(eq(connectionLogins.tenant, tenant))
    .orderBy(desc(connectionLogins.createdAt))
    .limit(1);
  const isOpen = last && last.endedAt === null && last.expiresAt > now;
  return { waitingUntil: isOpen ? last.expiresAt : null, problem: last?.problem ?? null };
}
