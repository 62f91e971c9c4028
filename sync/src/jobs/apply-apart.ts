/** Asks the org for a whole batch at once, and takes the batch apart when something in it cannot be asked. */
import { withInterrupted, writtenSince } from '../plan/interrupted.ts';
import type { Plan, Receipt } from '../plan/types.ts';
import { saveIntents } from '../store/conversations.ts';
import { lastMatches } from '../store/receipts.ts';
import type { Item } from './batch.ts';
import type { Context, Tenant } from './context.ts';
import { faultOf, type Fault } from './faults.ts';
import { releasesOf, withChosen } from './releases.ts';

export interface Applied {
  receipts: { item: Item; receipt: Receipt }[];
  /** Conversations that break a request even when they are alone in it. */
  refused: { item: Item; fault: Fault }[];
  /** The org itself is the trouble; these were not dealt with. */
  orgFault?: { fault: Fault; items: Item[] };
}

export async function applyApart(context: Context, tenant: Tenant, given: Item[]): Promise<Applied> {
  const applied: Applied = { receipts: [], refused: [] };
  const rounds: Item[][] = [given];
  for (let items = rounds.shift(); items; items = rounds.shift()) {
    try {
      const { receipts, later } = await applyTogether(context, tenant, items);
      applied.receipts.push(...receipts);
      if (later.length > 0) rounds.unshift(later);
    } catch (error) {
      const fault = faultOf(error);
      if (fault.scope === 'org') {
        applied.orgFault = { fault, items: [...items, ...rounds.flat()] };
        return applied;
      }
      const [alone] = items;
      if (items.length === 1 && alone) {
        context.log.error(
          { tenant: tenant.name, key: alone.record.key, code: fault.code },
          'a conversation was refused',
        );
        applied.refused.push({ item: alone, fault });
      } else {
        const middle = Math.ceil(items.length / 2);
        rounds.unshift(items.slice(0, middle), items.slice(middle));
      }
    }
  }
  return applied;
}

async function applyTogether(
  context: Context,
  tenant: Tenant,
  items: Item[],
): Promise<{ receipts: Applied['receipts']; later: Item[] }> {
  const org = await context.orgs.open(tenant);
  context.metrics.add('debrief_batches_total', { tenant: tenant.name });
  const snapshot = await org.snapshot(
    items.map(({ conversation, record }) => withChosen(conversation, record.choice)),
    tenant.settings.match,
  );
  const releases = await releasesOf(
    context,
    org,
    tenant.name,
    snapshot,
    items.map(({ record }) => record),
  );
  const planOf = context.engine.planner(snapshot, tenant.settings, context.now());
  const before = await lastMatches(
    context.db,
    tenant.name,
    items.map(({ record }) => record.key),
  );
  const planned = items.map((item) => {
    const { intent, key, choice } = item.record;
    const history = { interrupted: intent?.match, before: before.get(key), ...(choice ? { choice } : {}) };
    const plan = planOf(item.conversation, history, releases.get(key));
    return { item, plan, done: intent ? writtenSince(intent, plan) : [] };
  });
  const { now, later } = oneForEachActivity(planned);
  const intents = now
    .filter(({ plan }) => plan.writing !== 'off' && plan.writes.length > 0)
    .map(({ item, plan, done }) => ({ item, intent: { match: plan.match, writes: plan.writes, done } }));
  await saveIntents(
    context.db,
    intents.map(({ item, intent }) => ({ record: item.record, intent })),
  );
  // should the request fail half-way, the same records are planned again from here
  for (const { item, intent } of intents) item.record.intent = intent;
  const receipts = await org.apply(
    now.map(({ plan }) => plan),
    context.now(),
  );
  const byKey = new Map(receipts.map((receipt) => [receipt.key, receipt]));
  return {
    receipts: now.map(({ item, plan, done }) => {
      const receipt = byKey.get(plan.key);
      if (!receipt) throw new Error(`The org connection gave no receipt for ${plan.key}.`);
      return { item, receipt: withInterrupted(receipt, done) };
    }),
    later: later.map(({ item }) => item),
  };
}

/**
 * An activity takes one conversation. Two that were matched to the same one in the same reading cannot know of each
 * other, so the second is planned again after the first is written.
 */
function oneForEachActivity<T extends { plan: Plan }>(planned: T[]): { now: T[]; later: T[] } {
  const taken = new Set<string>();
  const now: T[] = [];
  const later: T[] = [];
  for (const entry of planned) {
    const { id, decision } = entry.plan.match.activity;
    if (id && decision === 'enrich' && entry.plan.writing === 'on') {
      if (taken.has(id)) {
        later.push(entry);
        continue;
      }
      taken.add(id);
    }
    now.push(entry);
  }
  return { now, later };
}
