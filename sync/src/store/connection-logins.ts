/** Log-ins to an org that are under way. */
import { eq } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import type { Environment } from './connections.ts';
import { loginColumns, loginStore, type LoginTable } from './logins.ts';
import type { Db } from './schema.ts';

export const connectionLogins = pgTable('connection_logins', {
  ...loginColumns(),
  environment: text('environment').$type<Environment>().notNull(),
  loginUrl: text('login_url').notNull(),
  askedBy: text('asked_by'),
});
export type LoginRecord = typeof connectionLogins.$inferSelect;

const MOST = 20;
const logins = loginStore<LoginRecord>(connectionLogins as unknown as LoginTable, MOST);
export const { find: loginOf, useTicket, end: endLogin, fail: failLogin } = logins;

const ofTenant = (tenant: string) => eq(connectionLogins.tenant, tenant);

export const saveLogin = (
  tx: Db,
  login: Pick<
    LoginRecord,
    'ticketHash' | 'tenant' | 'environment' | 'loginUrl' | 'language' | 'askedBy' | 'createdAt' | 'expiresAt'
  >,
): Promise<void> =>
  logins.save(tx, login.createdAt, ofTenant(login.tenant), () => tx.insert(connectionLogins).values(login));

/** After a connection was made or ended: what was begun before it leads nowhere any more. */
export async function dropLogins(tx: Db, tenant: string): Promise<void> {
  await tx.delete(connectionLogins).where(ofTenant(tenant));
}

export const lastLogin = (db: Db, tenant: string, now: Date) => logins.last(db, ofTenant(tenant), now);
