/** Asks the org for a whole batch at once, and takes the batch apart when something in it cannot be asked. */
import { withInterrupted, writtenSince } from '../../plan/interrupted.ts';
import type { BulkJob } from '../../org/bulk/ingest.ts';
import { OrgError } from '../../org/error.ts';
import type { Org } from '../../org/types.ts';
import type { Plan, Receipt, ReceiptEntry } from '../../plan/types.ts';
import { isStoreAway } from '../../store/away.ts';
import { rememberRead } from '../../store/changes.ts';
import { saveIntents } from '../../store/conversations.ts';
import { lastMatches } from '../../store/receipts.ts';
import type { Item } from './item.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf, outdatedBy, type Fault } from '../faults.ts';
import { oneForEach } from './one-for-each.ts';
import { factsOfSnapshot, linksOf } from '../changes/match-again.ts';
import { releasesOf, withChosen } from '../by-hand/releases.ts';

export interface Applied {
  receipts: { item: Item; receipt: Receipt }[];
  /** Conversations that break a request even when they are alone in it. */
  refused: { item: Item; fault: Fault }[];
  /** To come again at once: something more urgent goes first. */
  putOff: Item[];
  /** The org itself is the trouble; these were not dealt with. */
  orgFault?: OrgFault;
}

export interface OrgFault {
  fault: Fault;
  items: Item[];
}

export interface ApplyOptions {
  /** Asked between steps of a long batch: false puts the rest off, because something more urgent has come. */
  mayGoOn?: () => Promise<boolean>;
  /** By Bulk API 2.0, which takes minutes: `onJob` hears of each job, and `taken` is given what the plans write to. */
  bulk?: { onJob: (job: BulkJob) => Promise<void>; taken: Set<string> };
  /** Records that another batch, which is still being written, writes to, and its keys: who wants one is put off. */
  taken?: ReadonlySet<string>;
}

/** Another batch has taken over what this one has in hand. */
export class TurnLost extends Error {
  constructor() {
    super('Another process has taken over what this one had in hand.');
    this.name = 'TurnLost';
  }
}

/** Conversations that are written before it is asked whether to go on. */
const STEP = 200;

export async function applyApart(
  context: Context,
  tenant: Tenant,
  given: Item[],
  options: ApplyOptions = {},
): Promise<Applied> {
  const applied: Applied = { receipts: [], refused: [], putOff: [] };
  const rounds: Item[][] = [given];
  /** Read a second time in this batch, and why: the org had changed between reading and writing. */
  const readAgain = new Map<Item, string>();
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    try {
      const later = await applyTogether(context, tenant, round, options, applied, readAgain);
      if (later.length > 0) rounds.unshift(later);
    } catch (error) {
      // no conversation is at fault: all of them come again
      if (error instanceof TurnLost || (!(error instanceof OrgError) && isStoreAway(error))) throw error;
      const fault = faultOf(error);
      const written = new Set(applied.receipts.map(({ item }) => item));
      const items = round.filter((item) => !written.has(item));
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

/** Adds to `applied` step by step, so that what is written stays told if a later step fails. Returns who comes next. */
async function applyTogether(
  context: Context,
  tenant: Tenant,
  items: Item[],
  { mayGoOn, bulk, taken }: ApplyOptions,
  applied: Applied,
  readAgain: Map<Item, string>,
): Promise<Item[]> {
  const org = await context.orgs.open(tenant);
  context.metrics.add('debrief_batches_total', { tenant: tenant.name });
  const snapshot = await org.snapshot(
    items.map(({ conversation, record }) => withChosen(conversation, record.choice)),
    tenant.settings.match,
  );
  await rememberRead(context.db, tenant.name, factsOfSnapshot(snapshot));
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
    const { intent, key, choice, again, match } = item.record;
    const history = {
      interrupted: intent?.match,
      before: before.get(key),
      ...(choice ? { choice } : {}),
      ...(again ? { causes: again } : {}),
      ...(match ? { last: match } : {}),
    };
    const plan = planOf(item.conversation, history, releases.get(key));
    item.links = linksOf(item.conversation, plan.match, tenant.settings.match.defaultCountry);
    return { item, plan, done: intent ? writtenSince(intent, plan, snapshot) : [] };
  });
  const touched = new Set(taken);
  const { now, later } = oneForEach(planned, touched);
  for (const id of touched) bulk?.taken.add(id);
  if (taken) applied.putOff.push(...later.splice(0).map(({ item }) => item));
  const outdatedItems: Item[] = [];
  const size = mayGoOn && !bulk ? STEP : Math.max(1, now.length);
  for (let from = 0; from < now.length; from += size) {
    if (from > 0 && mayGoOn && !(await mayGoOn())) {
      applied.putOff.push(...now.slice(from).map(({ item }) => item), ...later.map(({ item }) => item));
      return outdatedItems;
    }
    for (const written of await writeStep(context, org, now.slice(from, from + size), bulk, readAgain)) {
      const { item, receipt } = written;
      const outdated = readAgain.has(item) ? undefined : outdatedBy(receipt);
      if (outdated) {
        readAgain.set(item, outdated);
        // what this run wrote is told on the receipt of the next reading
        const done = receipt.entries.filter(({ outcome }) => outcome === 'written');
        const intent = { match: receipt.match, writes: [], done, at: context.now() };
        await saveIntents(context.db, [{ record: item.record, intent }]);
        item.record.intent = intent;
        outdatedItems.push(item);
      } else {
        applied.receipts.push(written);
      }
    }
  }
  return [...outdatedItems, ...later.map(({ item }) => item)];
}

interface PlannedItem {
  item: Item;
  plan: Plan;
  done: ReceiptEntry[];
}

async function writeStep(
  context: Context,
  org: Org,
  step: PlannedItem[],
  bulk: ApplyOptions['bulk'],
  readAgain: ReadonlyMap<Item, string>,
): Promise<Applied['receipts']> {
  const intents = step
    .filter(({ plan }) => plan.writing !== 'off' && plan.writes.length > 0)
    .map(({ item, plan, done }) => ({
      item,
      intent: { match: plan.match, writes: plan.writes, done, at: context.now() },
    }));
  const lost = await saveIntents(
    context.db,
    intents.map(({ item, intent }) => ({ record: item.record, intent })),
  );
  // a connection that was lost took the lock with it: another process has begun what this one has in hand
  if (lost.size > 0) throw new TurnLost();
  // should the request fail half-way, the same records are planned again from here
  for (const { item, intent } of intents) item.record.intent = intent;
  const plans = step.map(({ plan }) => plan);
  const now = context.now();
  const receipts = await (bulk ? org.applyBulk(plans, now, { onProgress: bulk.onJob }) : org.apply(plans, now));
  const byKey = new Map(receipts.map((receipt) => [receipt.key, receipt]));
  return step.map(({ item, plan, done }) => {
    const receipt = byKey.get(plan.key);
    if (!receipt) throw new Error(`The org connection gave no receipt for ${plan.key}.`);
    return { item, receipt: withInterrupted(receipt, done, readAgain.get(item)) };
  });
}
