import { withLeft } from '../plan/left.ts';
import type { Plan, PlannedField, PlannedWrite, Receipt, ReceiptEntry } from '../plan/types.ts';
import { sendRecords } from './collections/send.ts';
import type { Place, RecordWrite } from './record-write.ts';
import type { Describer } from './describe.ts';
import { entryOf, record, recordOf } from './entries.ts';
import { classifyRefusal } from './error.ts';
import type { OrgHttp } from './http.ts';
import { failedSuggestions, together, unmarkedNotes, type Job } from './told-after.ts';

const PARENT = 'Conversation__c';
const LONGEST_ERROR = 4096;

/** Records whose Ids others of the same plan hold as text: they go first. */
function isReferredTo({ object }: { object: string }): boolean {
  return object === 'Task' || object === 'Event' || object === 'ContentNote';
}

const nameOf = (plan: Plan, object: string): string => `${plan.key} ${object === 'ContentNote' ? object : 'activity'}`;

/** Lookups to rows of the same plan go by their keys; Ids of activities and notes are taken from their writes. */
function sentAs(job: Job, placeOf: ReadonlyMap<string, Place> = new Map()): RecordWrite {
  const { plan } = job;
  return recordOf(job, {
    linked: (link) => (isReferredTo(link) ? placeOf.get(nameOf(plan, link.object)) : 'byKey'),
    ...(plan.match.accountId ? { lock: plan.match.accountId } : {}),
  });
}

/** What goes together names each other: an entry says the Ids that its record was given. */
function noteLinks(job: Job, entryOfName: ReadonlyMap<string, ReceiptEntry>): void {
  if (job.entry.outcome !== 'written') return;
  for (const [field, { object }] of Object.entries(job.write.links ?? {})) {
    const other = isReferredTo({ object }) ? entryOfName.get(nameOf(job.plan, object)) : undefined;
    if (other?.outcome !== 'written' || !other.id) continue;
    const rule = object === 'ContentNote' ? 'noteOnDeal' : job.plan.match.rule;
    job.entry.fields.push({ field, before: null, after: other.id, rule } satisfies PlannedField);
  }
}

/** What a conversation's own record says of what the org refused: its words, and the mend. */
function refusals(parents: Job[], jobs: Job[]): RecordWrite[] {
  const failed = jobs.filter(({ entry }) => entry.outcome === 'failed' && entry.error);
  const firstOf = new Map<Plan, ReceiptEntry>();
  for (const { plan, entry } of failed)
    if (!firstOf.has(plan) && entry.error && classifyRefusal(entry.error) !== 'echo') firstOf.set(plan, entry);
  return parents.flatMap(({ plan, entry }): RecordWrite[] => {
    const refused = firstOf.get(plan);
    if (entry.outcome !== 'written' || !entry.id || !refused?.error) return [];
    const before = entry.fields.find(({ field }) => field === 'Last_Error__c')?.before ?? null;
    const words = [`${refused.object}: ${refused.error.message}`, refused.note].filter(Boolean).join('\n');
    const after = words.slice(0, LONGEST_ERROR);
    entry.fields = entry.fields.filter(({ field }) => field !== 'Last_Error__c');
    if (after !== before) entry.fields.push({ field: 'Last_Error__c', before, after, rule: 'error' });
    return [{ object: PARENT, operation: 'update', id: entry.id, body: { Last_Error__c: after } }];
  });
}

/** Writes plans: activities, then conversations, then what stands beneath them, packed together or as `send` does it. */
export async function applyPlans(
  http: OrgHttp,
  describer: Describer,
  plans: Plan[],
  now: string,
  send: typeof sendRecords = sendRecords,
): Promise<Receipt[]> {
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
  const first = stage(({ write }) => isReferredTo(write) && !write.release && write.operation !== 'delete');
  const parents = stage(({ write }) => write.object === PARENT && write.operation !== 'delete');
  const stages = [
    first,
    parents,
    // a row that goes first makes room for one that comes
    stage(({ write }) => write.operation === 'delete' && !write.release),
    stage(({ write }) => write.object === 'Conversation_Moment__c' && write.operation !== 'delete'),
    stage(
      ({ write }) =>
        !isReferredTo(write) &&
        write.object !== PARENT &&
        write.object !== 'Conversation_Moment__c' &&
        write.operation !== 'delete',
    ),
  ];
  // a key is unique: it has to be off one activity before it is put on another, and one call gives no such order
  if (releases.length > 0) {
    const gone = await sendRecords(http, describer, [releases.map((job) => sentAs(job))]);
    releases.forEach((job, position) => record(job, gone[0]?.[position]));
  }
  const placeOf = new Map(
    first.map(({ plan, write }, position) => [nameOf(plan, write.object), { stage: 0, position }]),
  );
  const results = await send(
    http,
    describer,
    stages.map((list) => list.map((job) => sentAs(job, placeOf))),
  );
  stages.forEach((list, at) => list.forEach((job, position) => record(job, results[at]?.[position])));
  const entryOfName = new Map(first.map(({ plan, write, entry }) => [nameOf(plan, write.object), entry]));
  for (const job of live) noteLinks(job, entryOfName);
  const told = together([...refusals(parents, live), ...failedSuggestions(live), ...unmarkedNotes(live)]);
  if (told.length > 0) await sendRecords(http, describer, [told]);

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
  const isRefused = entries.some((entry, at) => entry.outcome === 'failed' && !isToldBeside(plan.writes[at], entry));
  return isRefused ? 'failed' : 'written';
}

/** A CRM field that the org will not take stands on its suggestion, and is nothing to try again. */
function isToldBeside(write: PlannedWrite | undefined, { error }: ReceiptEntry): boolean {
  if (!write?.suggestionKeys || !error) return false;
  const fault = classifyRefusal(error);
  return fault === 'terminal' || fault === 'repairable';
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
    match: plan.writing === 'off' ? plan.match : withLeft(plan.match, plan.writes, entries),
    entries: [...entries, ...held],
    remarks: plan.remarks,
    requests: 0,
    ...(conversationId ? { conversationId } : {}),
    ...(activityId ? { activityId } : {}),
    ...(plan.names ? { names: plan.names } : {}),
  };
}
