/** Works off visits: reads the org, plans, writes, tells, and keeps what became of it. One run of a tenant at a time. */
import { logActivity, type ActivityKind } from '../../store/activity.ts';
import { saveUsage } from '../../store/budgets.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import {
  dueVisitors,
  nextVisitorInMs,
  saveVisitorReceipt,
  settleVisitor,
  type VisitorRecord,
} from '../../store/visitors.ts';
import { releaseDomain } from '../../store/visitor-domains.ts';
import { isStoreAway } from '../../store/away.ts';
import { backoffMs } from '../../org/fault-table.ts';
import { OrgError } from '../../org/error.ts';
import type { Org } from '../../org/types.ts';
import { VisitorSettings } from '../../visitor/settings.ts';
import { accept } from '../accept.ts';
import { isDailyLimit, park, roomFor } from '../budget/hold.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { errorFacts } from '../error-facts.ts';
import { faultOf, refusalOf, type Fault } from '../faults.ts';
import { chatParts } from './chats.ts';
import { claimed, oneForEach } from './claims.ts';
import { planVisits } from './plan.ts';
import { tellOfVisit } from './tell.ts';
import type { WrittenVisit } from './types.ts';
import { cameOf, crmAfter, writeVisits } from './write.ts';

const MOST = 50;
/** That a run takes at most, where it is not taken apart. */
const REQUESTS = 20;
/** An org that has begun a request ends it within two minutes; what it does last is seen by then. */
const LEAVE_ALONE_MS = 60_000;
const TAKEN_MS = 2000;
const FIRST_RETRY_MS = 15_000;
const MOST_TRIES = 6;

/** Milliseconds until it is worth looking again: Infinity where nothing waits. */
export async function visitsInMs(context: Context, tenant: Tenant): Promise<number> {
  const { settings } = await readFeedSettings(context.db, tenant.name, 'visitors', VisitorSettings);
  return settings.on ? ((await nextVisitorInMs(context.db, tenant.name)) ?? Infinity) : Infinity;
}

export async function runVisits(context: Context, tenant: Tenant): Promise<void> {
  const { settings } = await readFeedSettings(context.db, tenant.name, 'visitors', VisitorSettings);
  if (!settings.on) return;
  const due = await dueVisitors(context.db, tenant.name, MOST);
  if (due.length === 0) return;
  const { apiReservePercent: reservePercent } = tenant.settings;
  const { hasRoom, usage } = await roomFor(context, tenant, due.length, { reservePercent, cost: REQUESTS });
  if (!hasRoom) return park(context, tenant, 'reserve', usage);
  const left = (record: VisitorRecord) =>
    record.intent ? LEAVE_ALONE_MS - (Date.parse(context.now()) - Date.parse(record.intent.at)) : 0;
  for (const record of due.filter((each) => left(each) > 0))
    await settleVisitor(context.db, record, {
      state: 'parked',
      done: false,
      retryInMs: left(record),
      error: INTERRUPTED,
      attempts: record.attempts,
    });
  await runApart(
    context,
    tenant,
    settings,
    due.filter((each) => left(each) <= 0),
  );
}

const INTERRUPTED = {
  code: 'INTERRUPTED',
  message: 'A run ended while it wrote. The org is read again in a minute, when it has certainly dealt with it.',
};

/** All at once; what breaks a run is found by taking it apart. */
async function runApart(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  given: VisitorRecord[],
): Promise<void> {
  const rounds = given.length > 0 ? [given] : [];
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    try {
      const later = await runTogether(context, tenant, settings, round);
      // each round deals with one at least
      if (later.length > 0) rounds.unshift(later);
    } catch (error) {
      if (!(error instanceof OrgError) && isStoreAway(error)) throw error;
      const fault = faultOf(error);
      if (fault.scope === 'org') {
        await stopFor(context, tenant, fault, [...round, ...rounds.flat()]);
        return;
      }
      const middle = Math.ceil(round.length / 2);
      const [alone] = round;
      if (round.length > 1) rounds.unshift(round.slice(0, middle), round.slice(middle));
      else if (alone) {
        context.log.error({ tenant: tenant.name, visitor: alone.id, ...errorFacts(error) }, 'a visit was refused');
        await settleVisitor(context.db, alone, {
          state: 'failed',
          done: true,
          error: { code: fault.code, message: fault.message },
        });
        await log(context, tenant, alone.id, 'failed', fault.message);
      }
    }
  }
}

/** Returns who comes next: those that touch what this round has touched, and who have to be read anew. */
async function runTogether(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  records: VisitorRecord[],
): Promise<VisitorRecord[]> {
  const org = await context.orgs.open(tenant);
  const given = records.map((record) => ({ record, said: record.said }));
  const plan = () => planVisits(context, tenant, settings, org, given);
  const visits = await plan().catch((error: unknown) => {
    if (!(error instanceof OrgError) || error.fault !== 'repairable') throw error;
    // a field has gone since the org was described: ask for what there is
    org.forgetShapes();
    return plan();
  });
  const { now, later } = oneForEach(visits);
  const { ready, again, taken } = await claimed(context, tenant, settings, org, now);
  for (const { record } of taken)
    await settleVisitor(context.db, record, {
      state: 'accepted',
      done: false,
      retryInMs: TAKEN_MS,
      attempts: record.attempts,
    });
  try {
    for (const written of await writeVisits(context, tenant, org, ready))
      await finish(context, tenant, settings, org, written);
    if (org.usage) await saveUsage(context.db, tenant.name, org.usage);
    if (context.orgs.circuit(tenant.name).succeed()) await context.queue.addOpen(context.db, tenant.name);
  } finally {
    // after a fault the next run looks whether it was made
    for (const { makesFor, record } of ready)
      if (makesFor) await releaseDomain(context.db, tenant.name, makesFor, record.id);
  }
  return [...again, ...later].map(({ record }) => record);
}

async function finish(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  org: Org,
  written: WrittenVisit,
): Promise<void> {
  const { db } = context;
  const { visit, receipt } = written;
  const { record, makesFor } = visit;
  const crm = crmAfter(written);
  const came = cameOf(written);
  if (makesFor) await releaseDomain(db, tenant.name, makesFor, record.id, came.accountId ?? undefined);
  const told = await tellOfVisit(context, tenant, settings, org, { visit: { ...visit, crm }, receipt });
  const kept = { ...receipt, remarks: [...receipt.remarks, ...told.remarks] };
  const parts = visit.person.isColleague ? [] : chatParts(record.id, record.said);
  if (parts.length > 0) await accept(context, tenant.name, parts);
  const refusal = receipt.outcome === 'failed' ? refusalOf(receipt) : undefined;
  const attempts = refusal ? record.attempts + 1 : 0;
  const isAgain = refusal !== undefined && refusal.passing && attempts < MOST_TRIES;
  await db.transaction(async (tx) => {
    await settleVisitor(tx, record, {
      state: isAgain ? 'parked' : refusal ? 'failed' : 'synced',
      done: !isAgain,
      ...(isAgain ? { retryInMs: backoffMs(FIRST_RETRY_MS, attempts) } : {}),
      error: refusal ? { code: refusal.code, message: refusal.message } : null,
      attempts,
      came: { ...came, outcome: receipt.outcome, evidence: receipt.evidence ?? [], crm, toldUntil: told.until },
    });
    await saveVisitorReceipt(tx, tenant.name, record.id, kept);
    await log(
      context,
      tenant,
      record.id,
      isAgain ? 'parked' : receipt.outcome,
      refusal?.message ?? sentenceOf(written),
      tx,
    );
  });
  context.metrics.add('debrief_visits_total', { tenant: tenant.name, outcome: receipt.outcome });
}

function sentenceOf({ receipt: { entries, outcome } }: WrittenVisit): string {
  const count = (wanted: string) => entries.filter((entry) => entry.outcome === wanted).length;
  const records = (number: number) => `${number} record${number === 1 ? '' : 's'}`;
  if (outcome === 'unchanged') return 'A visit: the org already says all of it.';
  if (outcome === 'planned') return `A visit: ${records(count('planned'))} would be written.`;
  return `A visit: wrote ${records(count('written'))}.`;
}

async function log(context: Context, tenant: Tenant, id: string, kind: ActivityKind, message: string, db = context.db) {
  await logActivity(db, tenant.name, [{ kind, key: `visitor:${id}`, message: message.slice(0, 1000) }]);
}

/** The org itself is the trouble: everything is kept for when it answers. */
async function stopFor(context: Context, tenant: Tenant, fault: Fault, records: VisitorRecord[]): Promise<void> {
  const circuit = context.orgs.circuit(tenant.name);
  circuit.fail(Date.parse(context.now()), fault);
  context.log.warn({ tenant: tenant.name, code: fault.code, visits: records.length }, 'org fault');
  if (isDailyLimit(fault)) await park(context, tenant, 'limit', undefined);
  for (const record of records) {
    const error = { code: fault.code, message: fault.message };
    const retryInMs = Math.max(1000, circuit.opensInMs(Date.parse(context.now())));
    await settleVisitor(context.db, record, {
      state: 'parked',
      done: false,
      retryInMs,
      error,
      attempts: record.attempts,
    });
    if (record.errorCode !== fault.code) await log(context, tenant, record.id, 'parked', fault.message);
  }
}
