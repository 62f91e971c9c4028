/** Sends one batch, and keeps what it took. */
import { readBudget, saveUsage } from '../../store/budgets.ts';
import { saveSending } from '../../store/waiting.ts';
import { runBatch, type BatchOptions } from './batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { isDailyLimit, park } from '../budget/hold.ts';

/** Requests that the batch took. To be called while no other batch of the tenant runs. */
export async function sendBatch(
  context: Context,
  tenant: Tenant,
  lane: 'live' | 'backfill',
  keys: string[],
  options: BatchOptions = {},
): Promise<number> {
  const { db, orgs } = context;
  const connected = () => orgs.connected().find((each) => each.tenant === tenant.name)?.org;
  const before = connected()?.requests ?? 0;
  await runBatch(context, tenant, keys, options);
  const org = connected();
  const requests = (org?.requests ?? 0) - before;
  if (requests > 0) await saveSending(db, tenant.name, { lane, conversations: keys.length, requests });
  if (requests > 0 && org?.usage) await saveUsage(db, tenant.name, org.usage);
  const fault = orgs.circuit(tenant.name).blocked(Date.parse(context.now()));
  if (fault && isDailyLimit(fault)) {
    await park(context, tenant, 'limit', (await readBudget(db, tenant.name)).usage);
    // the park has its own clock
    orgs.circuit(tenant.name).reset();
  }
  return requests;
}
