/** Tenants as they stand now: what the process was started with, under the settings of the store. */
import type { MatchSettings } from '../match/types.ts';
import { matchSettingsOf } from '../plan/settings.ts';
import { readConnection } from '../store/connections.ts';
import { userAliases } from '../store/people.ts';
import { readSettings } from '../store/settings.ts';
import { storedCredentials } from './connection/keeper.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';

/** Undefined for a tenant that this process does not know. Read anew each time: any process may have changed it. */
export async function tenantNow(
  context: Pick<Context, 'db' | 'tenants' | 'orgs' | 'connecting'>,
  name: string,
): Promise<Tenant | undefined> {
  const tenant = context.tenants.get(name);
  if (!tenant) return undefined;
  const settings = (await readSettings(context.db, name)) ?? tenant.settings;
  const match: MatchSettings = {
    ...matchSettingsOf(settings),
    userAliases: await userAliases(context.db, name),
  };
  const now = await connectedAs(context, { ...tenant, settings: { ...settings, match } });
  context.orgs.follow(now);
  return now;
}

/** What the environment says holds over what is in the store: whoever sets it knows. */
async function connectedAs({ db, connecting }: Pick<Context, 'db' | 'connecting'>, tenant: Tenant): Promise<Tenant> {
  if (tenant.credentials) return tenant;
  const { generation, connection } = await readConnection(db, tenant.name);
  if (!connection) return { ...tenant, generation };
  return { ...tenant, generation, connection, credentials: storedCredentials(db, connecting, connection) };
}
