/** Tenants as they stand now: what the process was started with, under the settings of the store. */
import type { MatchSettings } from '../match/types.ts';
import { matchSettingsOf } from '../plan/settings.ts';
import { userAliases } from '../store/people.ts';
import { readSettings } from '../store/settings.ts';
import type { Context, Tenant } from './context.ts';

/** Undefined for a tenant that this process does not know. Read anew each time: any process may have changed it. */
export async function tenantNow(context: Pick<Context, 'db' | 'tenants'>, name: string): Promise<Tenant | undefined> {
  const tenant = context.tenants.get(name);
  if (!tenant) return undefined;
  const settings = (await readSettings(context.db, name)) ?? tenant.settings;
  const match: MatchSettings = {
    ...matchSettingsOf(settings),
    userAliases: await userAliases(context.db, name),
  };
  return { ...tenant, settings: { ...settings, match } };
}
