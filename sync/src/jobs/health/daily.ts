/** Once a day the set-up is checked, and admins are told what has changed, here and in Salesforce. */
import { logActivity } from '../../store/activity.ts';
import { beginHealth, readHealth, saveHealth, takeTurn } from '../../store/health.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { errorFacts } from '../error-facts.ts';
import { faultOf } from '../faults.ts';
import { tenantNow } from '../tenants.ts';
import { differences, nameOf, statesOf } from './drift.ts';
import { lookEvery } from '../look-every.ts';
import { checkHealth } from './health-check.ts';
import type { Change } from './types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often it is looked whether a day has passed. */
const LOOK_MS = 5 * 60_000;
/** An admin who was away still sees what changed this week. */
const SHOWN_MS = 7 * DAY_MS;

/** Begins to look, the first check a day from now; returns what ends it. */
export function startDailyChecks(context: Context, { lookMs = LOOK_MS } = {}): () => Promise<void> {
  return lookEvery(lookMs, () => lookAtAll(context)).stop;
}

async function lookAtAll(context: Context): Promise<void> {
  for (const name of context.tenants.keys())
    try {
      await checkDaily(context, name);
    } catch (error) {
      context.log.error({ tenant: name, ...errorFacts(error) }, 'the daily check of the set-up did not end');
    }
}

/** The changes; undefined where it is not this process's turn, or not yet. */
export async function checkDaily(context: Context, name: string): Promise<Change[] | undefined> {
  const { db } = context;
  const now = new Date(context.now());
  const in24h = new Date(now.getTime() + DAY_MS);
  await beginHealth(db, name, in24h);
  if (!(await takeTurn(db, name, now, in24h))) return undefined;
  try {
    const tenant = await tenantNow(context, name);
    if (!tenant) return undefined;
    return await compareWithLast(context, tenant, now);
  } catch (error) {
    await saveHealth(db, name, { nextAt: new Date(now.getTime() + HOUR_MS) });
    throw error;
  }
}

async function compareWithLast(context: Context, tenant: Tenant, now: Date): Promise<Change[]> {
  const { db } = context;
  const { name } = tenant;
  const { checks, missing } = await checkHealth(context, tenant);
  const known = await readHealth(db, name);
  const before = known?.states ?? undefined;
  const changes = differences(before, checks, missing);
  const isOld = known?.referenceAt ? now.getTime() - known.referenceAt.getTime() > SHOWN_MS : true;
  const told = known?.told ?? {};
  const news = changes.filter((change) => now.getTime() - Date.parse(told[nameOf(change)] ?? '1970-01-01') >= DAY_MS);
  await db.transaction(async (tx) => {
    await saveHealth(tx, name, {
      ...{ checkedAt: now, states: statesOf(checks, missing, before) },
      ...(changes.length > 0
        ? { reference: before ?? null, referenceAt: known?.checkedAt ?? null }
        : isOld
          ? { reference: null, referenceAt: null }
          : {}),
      told: {
        ...Object.fromEntries(Object.entries(told).filter(([, at]) => now.getTime() - Date.parse(at) < DAY_MS)),
        ...Object.fromEntries(news.map((change) => [nameOf(change), now.toISOString()])),
      },
    });
    await logActivity(
      tx,
      name,
      news.map(({ message }) => ({ kind: 'drift', message })),
    );
  });
  if (news.length > 0) await tellAdmins(context, tenant, news);
  return changes;
}

async function tellAdmins(context: Context, tenant: Tenant, news: Change[]): Promise<void> {
  const worse = news.filter(({ better }) => !better);
  const title =
    worse.length > 0
      ? `Debrief: ${worse.length === 1 ? 'one thing needs' : `${worse.length} things need`} you in the set-up`
      : 'Debrief: the set-up is better than it was';
  let what: string;
  try {
    const org = await context.orgs.open(tenant);
    const outcome = await org.notifyAdmins({ title, body: news.map(({ message }) => message).join('\n') });
    what =
      'told' in outcome
        ? `${outcome.told === 1 ? '1 admin was' : `${outcome.told} admins were`} told in Salesforce.`
        : `Nobody was told in Salesforce: ${outcome.skipped}`;
  } catch (error) {
    what = `Nobody was told in Salesforce: ${faultOf(error).message}`;
  }
  await logActivity(context.db, tenant.name, [{ kind: 'drift', message: what.slice(0, 1000) }]);
}
