import type { Plan, PlannedField, PlannedWrite, Receipt, ReceiptEntry } from '../plan/types.ts';
import { sendRecords, type Place, type RecordResult, type RecordWrite, type SObjectBody } from './collections.ts';
import type { OrgHttp } from './http.ts';

const PARENT = 'Conversation__c';
const LONGEST_ERROR = 4096;

interface Job {
  plan: Plan;
  write: PlannedWrite;
  entry: ReceiptEntry;
}

function isActivity({ object }: PlannedWrite): boolean {
  return object === 'Task' || object === 'Event';
}

function entryOf(write: PlannedWrite, outcome: ReceiptEntry['outcome']): ReceiptEntry {
  const { object, operation, id, key, fields } = write;
  return { object, operation, ...(id ? { id } : {}), ...(key ? { key: key.value } : {}), fields: [...fields], outcome };
}

/** The record as JSON. Lookups to rows of the same plan go by their keys; an activity's Id is text, taken from its write. */
function recordOf({ write, entry }: Job, activity: Place | undefined): RecordWrite {
  const body: SObjectBody = {};
  const idsOf: Record<string, Place> = {};
  if (write.operation === 'upsert' && write.key) body[write.key.field] = write.key.value;
  for (const { field, after } of entry.fields) body[field] = after;
  for (const [field, link] of Object.entries(write.links ?? {})) {
    if (link.object === 'Task' || link.object === 'Event') {
      if (activity) idsOf[field] = activity;
    } else {
      body[field.replace(/__c$/, '__r')] = { Key__c: link.key };
    }
  }
  return {
    object: write.object,
    operation: write.operation === 'create' ? 'upsert' : write.operation,
    ...(write.key ? { keyField: write.key.field } : {}),
    ...(write.id ? { id: write.id } : {}),
    body: write.operation === 'delete' ? {} : body,
    ...(Object.keys(idsOf).length > 0 ? { idsOf } : {}),
  };
}

function record(job: Job, result: RecordResult | undefined): void {
  const { entry } = job;
  if (result?.error) {
    // what is gone already need not be deleted
    const isGone = entry.operation === 'delete' && ['ENTITY_IS_DELETED', 'NOT_FOUND'].includes(result.error.code);
    entry.outcome = isGone ? 'skipped' : 'failed';
    entry.error = result.error;
    return;
  }
  entry.outcome = 'written';
  entry.id = result?.id ?? entry.id;
}

function linksOf({ write }: Job): string[] {
  return Object.entries(write.links ?? {}).flatMap(([field, { object }]) =>
    object === 'Task' || object === 'Event' ? [field] : [],
  );
}

/** Conversations and their activities go together: the entry of one names the other when both are there. */
function noteLink(job: Job, activity: ReceiptEntry | undefined): void {
  if (activity?.outcome !== 'written' || !activity.id) return;
  for (const field of linksOf(job))
    job.entry.fields.push({
      field,
      before: null,
      after: activity.id,
      rule: job.plan.match.rule,
    } satisfies PlannedField);
}

/** What a conversation's own record says of an activity that the org refused. */
async function noteRefused(http: OrgHttp, parents: Job[], activityOf: Map<string, ReceiptEntry>): Promise<void> {
  const writes: RecordWrite[] = [];
  for (const { plan, entry } of parents) {
    const activity = activityOf.get(plan.key);
    if (entry.outcome !== 'written' || !entry.id || activity?.outcome !== 'failed' || !activity.error) continue;
    const before = entry.fields.find(({ field }) => field === 'Last_Error__c')?.before ?? null;
    const after = `${activity.object}: ${activity.error.message}`.slice(0, LONGEST_ERROR);
    entry.fields = entry.fields.filter(({ field }) => field !== 'Last_Error__c');
    if (after !== before) entry.fields.push({ field: 'Last_Error__c', before, after, rule: 'error' });
    writes.push({ object: PARENT, operation: 'update', id: entry.id, body: { Last_Error__c: after } });
  }
  if (writes.length > 0) await sendRecords(http, [writes]);
}

/** Writes plans: activities, then conversations, then what stands beneath them, packed together. */
export async function applyPlans(http: OrgHttp, plans: Plan[], now: string): Promise<Receipt[]> {
  const jobs = plans.map((plan) =>
    plan.writes.map((write): Job => ({
      plan,
      write,
      entry: entryOf(write, plan.writing === 'off' ? 'planned' : 'skipped'),
    })),
  );
  const live = jobs.flat().filter(({ plan }) => plan.writing !== 'off');
  const stage = (wants: (job: Job) => boolean) => live.filter(wants);
  const releases = stage(({ write }) => write.release === true);
  const activities = stage(({ write }) => isActivity(write) && !write.release && write.operation !== 'delete');
  const parents = stage(({ write }) => write.object === PARENT && write.operation !== 'delete');
  const stages = [
    activities,
    parents,
    // a row that goes first makes room for one that comes
    stage(({ write }) => write.operation === 'delete' && !write.release),
    stage(({ write }) => write.object === 'Conversation_Moment__c' && write.operation !== 'delete'),
    stage(
      ({ write }) =>
        !isActivity(write) &&
        write.object !== PARENT &&
        write.object !== 'Conversation_Moment__c' &&
        write.operation !== 'delete',
    ),
  ];
  // a key is unique: it has to be off one activity before it is put on another, and one call gives no such order
  if (releases.length > 0) {
    const gone = await sendRecords(http, [releases.map((job) => recordOf(job, undefined))]);
    releases.forEach((job, position) => record(job, gone[0]?.[position]));
  }
  const placeOf = new Map(activities.map(({ plan }, position) => [plan.key, { stage: 0, position }]));
  const results = await sendRecords(
    http,
    stages.map((list) => list.map((job) => recordOf(job, placeOf.get(job.plan.key)))),
  );
  stages.forEach((list, at) => list.forEach((job, position) => record(job, results[at]?.[position])));
  const activityOf = new Map(activities.map((job) => [job.plan.key, job.entry]));
  for (const job of parents) if (job.entry.outcome === 'written') noteLink(job, activityOf.get(job.plan.key));
  await noteRefused(http, parents, activityOf);

  return plans.map((plan, position) =>
    receiptOf(
      plan,
      (jobs[position] ?? []).map(({ entry }) => entry),
      now,
    ),
  );
}

function outcomeOf(plan: Plan, entries: ReceiptEntry[]): Receipt['outcome'] {
  if (entries.length === 0) return plan.held?.length ? 'planned' : 'unchanged';
  if (plan.writing === 'off') return 'planned';
  return entries.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'written';
}

function receiptOf(plan: Plan, entries: ReceiptEntry[], now: string): Receipt {
  const held = (plan.held ?? []).map((write) => ({ ...entryOf(write, 'planned'), note: write.note }));
  const conversationId = entries.find(({ object }) => object === PARENT)?.id ?? plan.conversationId;
  const released = new Set(plan.writes.flatMap(({ release, id }) => (release && id ? [id] : [])));
  const activity = entries.find(
    ({ object, operation, id }) =>
      (object === 'Task' || object === 'Event') && operation !== 'delete' && !released.has(id ?? ''),
  );
  const activityId = activity?.id ?? plan.match.activity.id;
  return {
    key: plan.key,
    at: now,
    outcome: outcomeOf(plan, entries),
    match: plan.match,
    entries: [...entries, ...held],
    remarks: plan.remarks,
    requests: 0,
    ...(conversationId ? { conversationId } : {}),
    ...(activityId ? { activityId } : {}),
  };
}
