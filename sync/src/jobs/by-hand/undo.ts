/** Takes back what the service wrote for a conversation, at once, and keeps the conversation out of the org from then on. */
import type { Conversation } from '../../conversation/conversation.ts';
import { toId18 } from '../../match/ids.ts';
import type { Match } from '../../match/types.ts';
import { classify } from '../../org/error.ts';
import type { Org } from '../../org/types.ts';
import type { Plan, Receipt, ReceiptEntry } from '../../plan/types.ts';
import { emptyActivity } from '../../plan/undo/activity.ts';
import { foldReceipts, sinceLastUndo, type WrittenRecord } from '../../plan/undo/fold.ts';
import { childrenOf, recordsToUndo } from '../../plan/undo/org.ts';
import { movedFrom, NOTE_LINK } from '../../plan/undo/note.ts';
import { withSteps } from '../../plan/undo/receipt.ts';
import { fieldsToUndo } from '../../plan/undo/record.ts';
import type { UndoInput, UndoStep } from '../../plan/undo/types.ts';
import { undo } from '../../plan/undo/undo.ts';
import { logActivity } from '../../store/activity.ts';
import { settleUndone } from '../../store/by-hand.ts';
import { findConversation } from '../../store/conversations.ts';
import { readParts } from '../../store/parts.ts';
import { receiptsOf, saveReceipt } from '../../store/receipts.ts';
import type { ConversationRecord } from '../../store/schema.ts';
import { runBatch } from '../batch/batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { inTurn } from './in-turn.ts';
import { namesOf } from './names.ts';
import { Refusal } from './refusal.ts';
import { ALL_RECEIPTS } from './releases.ts';
import { tenantNow } from '../tenants.ts';

export interface UndoWish {
  /** Only say what would be taken back. */
  dryRun?: boolean;
  /** Who wished it, for the log. */
  by?: string;
  /** Their Salesforce Id: who took it out may bring it back. */
  user?: string;
}

/**
 * Undefined where there is no such conversation. The same undo again ends the same: what is taken back already is left
 * alone. It is done whatever writing is set to, because it is a person's own wish. Throws a `Refusal`, or the org's fault.
 */
export async function undoConversation(
  context: Context,
  name: string,
  key: string,
  { dryRun, by, user }: UndoWish = {},
): Promise<Receipt | undefined> {
  return inTurn(context, name, async () => {
    const tenant = await tenantNow(context, name);
    const record = await findConversation(context.db, name, key);
    if (!tenant || !record) return undefined;
    const told = record.intent && !dryRun ? await afterInterrupted(context, tenant, record) : record;
    const written = foldReceipts(sinceLastUndo(await receiptsOf(context.db, name, key, ALL_RECEIPTS)));
    const org = await context.orgs.open(tenant);
    const asked = org.requests;
    const found = await readOrg(context, tenant, org, told, written);
    const steps = found ? undo(found) : [];
    const plan = planOf(told, steps);
    if (dryRun)
      return withSteps(
        { ...blank(plan, context.now()), outcome: plan.writes.length > 0 ? 'planned' : 'unchanged' },
        steps,
      );

    // the second time there is nothing to say that the first receipt does not say
    if (told.undoneAt && steps.length === 0)
      return blank(plan, context.now(), ['It was undone already: nothing to do.']);
    const receipt: Receipt = {
      ...(found ? await take(org, plan, steps, found, context.now(), asked) : blank(plan, context.now())),
      ...(user ? { user } : {}),
    };
    await context.db.transaction(async (tx) => {
      await saveReceipt(tx, name, receipt);
      await settleUndone(tx, told, whatStays(receipt));
      await logActivity(tx, name, [
        { kind: 'undo', key, message: `Taken back${by ? ` by ${by}` : ''}: ${summary(receipt)}` },
      ]);
    });
    return receipt;
  });
}

/** A run that ended before its receipt is brought to its end first: nobody knows yet what it wrote. */
async function afterInterrupted(
  context: Context,
  tenant: Tenant,
  { key }: ConversationRecord,
): Promise<ConversationRecord> {
  context.orgs.circuit(tenant.name).askNow();
  await runBatch(context, tenant, [key]);
  const record = await findConversation(context.db, tenant.name, key);
  if (record && !record.intent) return record;
  throw new Refusal(
    'unavailable',
    `An interrupted run has to be ended before it can be taken back, and the org does not let it: ${record?.errorMessage ?? 'it gave no answer.'}`,
  );
}

/** What the org says now of every record that was written, and of what people put beneath the conversation's own. */
async function readOrg(
  context: Context,
  tenant: Tenant,
  org: Org,
  record: ConversationRecord,
  written: WrittenRecord[],
): Promise<UndoInput | undefined> {
  const conversation = record.canonical ?? (await composed(context, record));
  if (!conversation) return undefined;
  const snapshot = await org.snapshot([conversation], tenant.settings.match);
  const records = recordsToUndo(written, snapshot, record.key);
  if (records.length === 0) return undefined;
  const children = childrenOf(snapshot);
  const rows = await org.rows([
    ...children.map(({ object, row }) => ({
      object,
      id: String(row.Id),
      fields: ['LastModifiedById', 'LastModifiedDate'],
    })),
    ...records.flatMap((each) =>
      each.id && !(each.created && each.deleted) && each.object !== NOTE_LINK
        ? [{ object: each.object, id: each.id, fields: fieldsToUndo(each) }]
        : [],
    ),
    ...records.flatMap((each) => {
      const id = movedFrom(each);
      return id ? [{ object: 'Opportunity', id, fields: [] }] : [];
    }),
  ]);
  const { userId: self } = await org.identity();
  const names = await namesOf(org, rows.values(), self);
  return {
    ...{ key: record.key, written: records, children, rows, self, names },
    ...(snapshot.shapes ? { shapes: snapshot.shapes } : {}),
  };
}

async function composed(context: Context, { tenant, key }: ConversationRecord): Promise<Conversation | undefined> {
  const parts = (await readParts(context.db, tenant, [key])).get(key) ?? [];
  const answer = context.engine.compose(parts);
  return 'conversation' in answer ? answer.conversation : undefined;
}

const NO_MATCH: Match = {
  ...{ status: 'Needs review', rule: 'none', score: 0, evidence: 'It is linked to nothing.', people: [] },
  ...{ activity: { object: 'Task', decision: 'none', candidates: [] }, dealRule: 'none', dealCandidates: [] },
};

function planOf({ key, match }: ConversationRecord, steps: UndoStep[]): Plan {
  const writes = steps.flatMap(({ write }) => write ?? []);
  return { key, writing: 'on', match: match ?? NO_MATCH, writes, remarks: [] };
}

function blank({ key, match, remarks }: Plan, at: string, more: string[] = []): Receipt {
  return {
    key,
    action: 'undo',
    at,
    outcome: 'unchanged',
    match,
    entries: [],
    remarks: [...remarks, ...more],
    requests: 0,
  };
}

async function take(
  org: Org,
  plan: Plan,
  steps: UndoStep[],
  input: UndoInput,
  now: string,
  asked: number,
): Promise<Receipt> {
  const empty = blank(plan, now);
  if (plan.writes.length === 0) return { ...withSteps(empty, steps), requests: org.requests - asked };
  const [applied] = await org.apply([plan], now);
  const receipt = withSteps({ ...empty, entries: applied?.entries ?? [], remarks: applied?.remarks ?? [] }, steps);
  const entries = await insteadOfDeleting(org, plan, input, receipt.entries, now);
  const outcome = entries.some((entry) => entry.outcome === 'failed')
    ? 'failed'
    : entries.some((entry) => entry.outcome === 'written')
      ? 'written'
      : 'unchanged';
  return { ...receipt, entries, outcome, requests: org.requests - asked };
}

/** Who may edit an activity may not always delete it: then what is ours is taken off, and the rest stays. */
async function insteadOfDeleting(
  org: Org,
  plan: Plan,
  input: UndoInput,
  entries: ReceiptEntry[],
  now: string,
): Promise<ReceiptEntry[]> {
  const refused = entries.flatMap((entry) => {
    const isActivity = entry.object === 'Task' || entry.object === 'Event';
    if (!isActivity || entry.operation !== 'delete' || entry.outcome !== 'failed' || !entry.error) return [];
    if (classify(entry.error.code) !== 'terminal') return [];
    const record = input.written.find(({ id }) => id === entry.id);
    const row = input.rows.get(toId18(entry.id ?? ''));
    const step = record && row && emptyActivity(record, row, input.key, input);
    return step?.write ? [{ entry, write: step.write }] : [];
  });
  if (refused.length === 0) return entries;
  const [applied] = await org.apply([{ ...plan, writes: refused.map(({ write }) => write) }], now);
  return entries.map((entry) => {
    const emptied = refused.some((each) => each.entry === entry) && applied?.entries.find(({ id }) => id === entry.id);
    if (!emptied) return entry;
    const note = `The org does not let the integration user delete it (${entry.error?.message ?? ''}): what the service knows it by and its notes were taken off.`;
    return { ...emptied, note };
  });
}

function whatStays(receipt: Receipt): Parameters<typeof settleUndone>[2] {
  const parent = receipt.entries.find(({ object }) => object === 'Conversation__c');
  const isGone = !parent || (parent.operation === 'delete' && parent.outcome !== 'failed');
  const failed = receipt.entries.find(({ outcome }) => outcome === 'failed');
  return {
    ...(isGone || !parent.id ? {} : { conversationId: parent.id }),
    ...(failed?.error
      ? { error: { code: failed.error.code, message: `${failed.object}: ${failed.error.message}` } }
      : {}),
  };
}

function summary({ entries, outcome }: Receipt): string {
  const done = entries.filter((entry) => entry.outcome === 'written').length;
  const left = entries.filter(
    (entry) => entry.outcome === 'skipped' || entry.fields.some(({ rule }) => rule === 'left'),
  ).length;
  const records = (count: number) => `${count} record${count === 1 ? '' : 's'}`;
  if (outcome === 'unchanged' && left === 0) return 'nothing was there to take back.';
  return `${records(done)} taken back${left > 0 ? `, ${records(left)} left wholly or in part` : ''}${outcome === 'failed' ? '; the org refused a part' : ''}.`;
}
