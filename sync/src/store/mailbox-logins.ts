/** Log-ins to mailboxes that are under way. */
import { and, eq } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import type { Provider } from '../email/mailbox/types.ts';
import { loginColumns, loginStore, type LoginTable } from './logins.ts';
import type { Db } from './schema.ts';

export const mailboxLogins = pgTable('mailbox_logins', {
  ...loginColumns(),
  /** The address of the user in the org who began it; lower case. */
  owner: text('owner').notNull(),
  /** A code goes to the provider only that was asked for it. */
  provider: text('provider').$type<Provider>().notNull(),
});
export type MailboxLogin = typeof mailboxLogins.$inferSelect;

const MOST = 5;
const logins = loginStore<MailboxLogin>(mailboxLogins as unknown as LoginTable, MOST);
export const {
  find: mailboxLoginOf,
  useTicket: useMailboxTicket,
  end: endMailboxLogin,
  fail: failMailboxLogin,
} = logins;

const ofOwner = (tenant: string, owner: string) =>
  and(eq(mailboxLogins.tenant, tenant), eq(mailboxLogins.owner, owner));

export const saveMailboxLogin = (
  tx: Db,
  login: Pick<MailboxLogin, 'ticketHash' | 'tenant' | 'owner' | 'provider' | 'language' | 'createdAt' | 'expiresAt'>,
): Promise<void> =>
  logins.save(tx, login.createdAt, ofOwner(login.tenant, login.owner), () => tx.insert(mailboxLogins).values(login));

/** What was begun before leads nowhere any more. */
export async function dropMailboxLogins(tx: Db, tenant: string, owner: string): Promise<void> {
  await tx.delete(mailboxLogins).where(ofOwner(tenant, owner));
}

export const lastMailboxLogin = (db: Db, tenant: string, owner: string, now: Date) =>
  logins.last(db, ofOwner(tenant, owner), now);
