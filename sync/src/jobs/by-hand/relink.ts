/** A relink by hand: checked against the org, kept, and written at once by the way of every other batch. */
import { keyOf, type Conversation } from '../../conversation/conversation.ts';
import { objectOfId } from '../../match/ids.ts';
import type { MatchChoice } from '../../match/types.ts';
import type { Org } from '../../org/types.ts';
import type { Plan, Receipt, ReceiptEntry } from '../../plan/types.ts';
import { logActivity } from '../../store/activity.ts';
import { saveChoice } from '../../store/by-hand.ts';
import { findConversation } from '../../store/conversations.ts';
import { readParts } from '../../store/parts.ts';
import { lastMatches, receiptsOf } from '../../store/receipts.ts';
import type { ConversationRecord } from '../../store/schema.ts';
import { runBatch } from '../batch/batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { inTurn } from './in-turn.ts';
import { Refusal } from './refusal.ts';
import { ALL_RECEIPTS, chosenRecords, releasesOf, withChosen } from './releases.ts';
import { tenantNow } from '../tenants.ts';

export interface RelinkWish {
  choice: MatchChoice;
  /** Only say what would change. */
  dryRun?: boolean;
}

/** Undefined where there is no such conversation. Throws a `Refusal`, or the org's fault. */
export async function relink(
  context: Context,
  name: string,
  key: string,
  { choice: wished, dryRun }: RelinkWish,
): Promise<Receipt | undefined> {
  return inTurn(context, name, async () => {
    const tenant = await tenantNow(context, name);
    const record = await findConversation(context.db, name, key);
    if (!tenant || !record) return undefined;
    const conversation = await conversationOf(context, record);
    const choice = together(record.choice, wished);
    const org = await context.orgs.open(tenant);
    if (!choice.unlock) await checkChoice(org, key, choice);
    const plan = await planOf(context, tenant, org, record, conversation, choice);
    checkMatch(choice, plan);
    if (dryRun) return { ...receiptOfPlan(plan, context.now()), action: 'relink' };

    await context.db.transaction(async (tx) => {
      await saveChoice(tx, name, key, choice);
      await context.queue.add(tx, [{ tenant: name, key }]);
      const what = choice.unlock ? 'Given back to the rules' : 'Linked by hand';
      await logActivity(tx, name, [{ kind: 'relink', key, message: `${what}${choice.by ? ` by ${choice.by}` : ''}.` }]);
    });
    context.orgs.circuit(name).askNow();
    const before = (await receiptsOf(context.db, name, key, ALL_RECEIPTS)).length;
    await runBatch(context, tenant, [key]);
    const receipts = await receiptsOf(context.db, name, key, ALL_RECEIPTS);
    const [latest] = receipts;
    if (latest && receipts.length > before) return latest;
    const after = await findConversation(context.db, name, key);
    throw new Refusal(
      'unavailable',
      `The choice is kept and will be written when the org takes it: ${after?.errorMessage ?? 'the org gave no answer.'}`,
    );
  });
}

/** What was chosen before and the org does not say yet holds beside what is chosen now. */
function together(before: MatchChoice | null, now: MatchChoice): MatchChoice {
  if (!before || before.unlock || now.unlock) return now;
  const { contactId, leadId, ...rest } = before;
  const isPersonChosen = now.contactId !== undefined || now.leadId !== undefined;
  const person = isPersonChosen
    ? {}
    : { ...(contactId === undefined ? {} : { contactId }), ...(leadId === undefined ? {} : { leadId }) };
  return { ...rest, ...person, ...now };
}

/** The conversation from its parts. Throws a `conflict` while a part is missing. */
export async function conversationOf(context: Context, { tenant, key }: ConversationRecord): Promise<Conversation> {
  const parts = (await readParts(context.db, tenant, [key])).get(key) ?? [];
  const composed = context.engine.compose(parts);
  if ('conversation' in composed) return composed.conversation;
  throw new Refusal('conflict', `${key} is not complete: it waits for ${composed.waitingFor}.`);
}

async function planOf(
  context: Context,
  tenant: Tenant,
  org: Org,
  record: ConversationRecord,
  conversation: Conversation,
  choice: MatchChoice,
): Promise<Plan> {
  const key = keyOf(conversation);
  const snapshot = await org.snapshot([withChosen(conversation, choice)], tenant.settings.match);
  const releases = await releasesOf(context, org, tenant.name, snapshot, [{ key, choice }]);
  const before = (await lastMatches(context.db, tenant.name, [key])).get(key);
  const planner = context.engine.planner(snapshot, tenant.settings, context.now());
  const last = record.match ? { last: record.match } : {};
  return planner(conversation, { interrupted: record.intent?.match, before, choice, ...last }, releases.get(key));
}

/** Every record that was chosen is there, of its kind, and free. */
async function checkChoice(org: Org, key: string, choice: MatchChoice): Promise<void> {
  const wanted = chosenRecords(choice);
  const rows = await org.rows(
    wanted.map(({ object, id }) => ({
      object,
      id,
      fields:
        object === 'Lead' ? ['IsConverted', 'ConvertedContactId'] : isActivity(object) ? ['Conversation_Key__c'] : [],
    })),
  );
  const errors = wanted.flatMap(({ pointer, object, id }) => {
    const row = rows.get(id);
    const detail = !row
      ? `no ${object} ${id} is visible to the integration user: it was deleted, belongs to another org, or is not shared with that user. Share it, or choose another.`
      : row.IsConverted === true
        ? `this lead was converted${typeof row.ConvertedContactId === 'string' ? ` to the contact ${row.ConvertedContactId}: send that as contactId` : ': choose the contact'}.`
        : row.Conversation_Key__c && row.Conversation_Key__c !== key
          ? `this ${object.toLowerCase()} already carries the conversation ${row.Conversation_Key__c as string}: relink or undo that one first, or choose another.`
          : undefined;
    return detail ? [{ pointer, detail }] : [];
  });
  if (errors.length > 0) throw new Refusal('invalid', 'The conversation cannot be linked to this.', errors);
}

function isActivity(object: string): boolean {
  return object === 'Task' || object === 'Event';
}

/** A lead beside a deal is refused, as Salesforce refuses it: Task and Event take no WhatId while WhoId is a Lead. */
function checkMatch(choice: MatchChoice, { match }: Plan): void {
  if (choice.unlock || !match.leadId || !match.opportunityId) return;
  const pointer = choice.leadId ? '/leadId' : '/opportunityId';
  const mend = choice.leadId
    ? 'send opportunityId: null to take the deal away, or convert the lead and send its contactId'
    : 'send leadId: null to take the lead away, or convert the lead and send its contactId';
  throw new Refusal('invalid', 'A conversation with a lead cannot be linked to a deal.', [
    { pointer, detail: `Salesforce takes no deal on an activity whose name is a lead: ${mend}.` },
  ]);
}

/** A plan as a receipt of what would be written. */
export function receiptOfPlan(plan: Plan, at: string): Receipt {
  const entry = ({ object, operation, id, key, fields }: Plan['writes'][number], note?: string): ReceiptEntry => ({
    ...{ object, operation, fields, outcome: 'planned' },
    ...(id ? { id } : {}),
    ...(key ? { key: key.value } : {}),
    ...(note ? { note } : {}),
  });
  const held = (plan.held ?? []).map((write) => entry(write, write.note));
  const entries = [...plan.writes.map((write) => entry(write)), ...held];
  const { key, match, remarks, conversationId } = plan;
  const activityId = match.activity.id;
  return {
    ...{ key, at, outcome: entries.length > 0 ? 'planned' : 'unchanged', match, entries, remarks, requests: 0 },
    ...(conversationId ? { conversationId } : {}),
    ...(activityId && objectOfId(activityId) ? { activityId } : {}),
    ...(plan.names ? { names: plan.names } : {}),
  };
}
