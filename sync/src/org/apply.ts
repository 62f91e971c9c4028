import type { Plan, PlannedField, PlannedWrite, Receipt, ReceiptEntry } from '../plan/types.ts';
import { sendRecords, type RecordResult, type RecordWrite, type SObjectBody } from './collections.ts';
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

/** The record as JSON. Lookups to rows of the same plan go by their keys; an activity's Id is put in as text. */
function recordOf({ write, entry }: Job, activityId: string | undefined): RecordWrite {
  const body: SObjectBody = {};
  if (write.operation === 'upsert' && write.key) body[write.key.field] = write.key.value;
  for (const { field, after } of entry.fields) body[field] = after;
  for (const [field, link] of Object.entries(write.links ?? {})) {
    if (link.object === 'Task' || link.object === 'Event') {
      if (activityId) body[field] = activityId;
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

/** What the conversation's own record says of an activity that could not be written. */
function noteActivity(job: Job, activity: ReceiptEntry | undefined): void {
  const clears = job.entry.fields.find(({ field }) => field === 'Last_Error__c');
  if (activity?.outcome === 'failed' && activity.error) {
    const before = clears?.before ?? null;
    const after = `${activity.object}: ${activity.error.message}`.slice(0, LONGEST_ERROR);
    job.entry.fields = job.entry.fields.filter(({ field }) => field !== 'Last_Error__c');
    if (after !== before) job.entry.fields.push({ field: 'Last_Error__c', before, after, rule: 'error' });
  }
  for (const [field, link] of Object.entries(job.write.links ?? {}))
    if (activity?.outcome === 'written' && activity.id && (link.object === 'Task' || link.object === 'Event'))
      job.entry.fields.push({
        field,
        before: null,
        after: activity.id,
        rule: job.plan.match.rule,
      } satisfies PlannedField);
}

/** Activities and conversations went together: where an activity was refused, its conversation is told afterwards. */
async function noteLate(http: OrgHttp, parents: Job[], activityOf: Map<string, ReceiptEntry>): Promise<void> {
  const told = parents.filter(
    ({ plan, entry }) => entry.outcome === 'written' && activityOf.get(plan.key)?.outcome === 'failed',
  );
  for (const job of told) noteActivity(job, activityOf.get(job.plan.key));
  const errors = told.flatMap(({ entry }): RecordWrite[] => {
    const error = entry.fields.find(({ field, rule }) => field === 'Last_Error__c' && rule === 'error');
    return error && entry.id
      ? [{ object: PARENT, operation: 'update', id: entry.id, body: { Last_Error__c: error.after } }]
      : [];
  });
  if (errors.length > 0) await sendRecords(http, [errors]);
}

/**
 * Writes plans: activities, then conversations, then what stands beneath them. One request after the other only where
 * a conversation has to name an activity that does not exist yet; all else goes together.
 */
export async function applyPlans(http: OrgHttp, plans: Plan[], now: string): Promise<Receipt[]> {
  const jobs = plans.map((plan) =>
    plan.writes.map((write): Job => ({
      plan,
      write,
      entry: entryOf(write, plan.writing === 'on' ? 'skipped' : 'planned'),
    })),
  );
  const live = jobs.flat().filter(({ plan }) => plan.writing === 'on');
  const stage = (wants: (job: Job) => boolean) => live.filter(wants);
  const activities = stage(({ write }) => isActivity(write));
  const stages = [
    stage(({ write }) => write.object === PARENT),
    // a row that goes first makes room for one that comes
    stage(({ write }) => write.operation === 'delete'),
    stage(({ write }) => write.object === 'Conversation_Moment__c' && write.operation !== 'delete'),
    stage(
      ({ write }) =>
        !isActivity(write) &&
        write.object !== PARENT &&
        write.object !== 'Conversation_Moment__c' &&
        write.operation !== 'delete',
    ),
  ];
  const activityOf = new Map(activities.map((job) => [job.plan.key, job.entry]));
  const send = async (lists: Job[][]) => {
    const results = await sendRecords(
      http,
      lists.map((list) => list.map((job) => recordOf(job, activityOf.get(job.plan.key)?.id))),
    );
    lists.forEach((list, at) => list.forEach((job, position) => record(job, results[at]?.[position])));
  };

  const mustWait = activities.some(({ write }) => write.operation !== 'update');
  if (mustWait) {
    await send([activities]);
    for (const job of stages[0] ?? []) noteActivity(job, activityOf.get(job.plan.key));
    await send(stages);
  } else if (live.length > 0) {
    await send([activities, ...stages]);
    await noteLate(http, stages[0] ?? [], activityOf);
  }

  return plans.map((plan, position) =>
    receiptOf(
      plan,
      (jobs[position] ?? []).map(({ entry }) => entry),
      now,
    ),
  );
}

function receiptOf(plan: Plan, entries: ReceiptEntry[], now: string): Receipt {
  const failed = entries.some(({ outcome }) => outcome === 'failed');
  const outcome =
    entries.length === 0 ? 'unchanged' : plan.writing !== 'on' ? 'planned' : failed ? 'failed' : 'written';
  const conversationId = entries.find(({ object }) => object === PARENT)?.id ?? plan.conversationId;
  const activity = entries.find(({ object }) => object === 'Task' || object === 'Event');
  const activityId = activity?.id ?? plan.match.activity.id;
  return {
    key: plan.key,
    at: now,
    outcome,
    match: plan.match,
    entries,
    remarks: plan.remarks,
    requests: 0,
    ...(conversationId ? { conversationId } : {}),
    ...(activityId ? { activityId } : {}),
  };
}
