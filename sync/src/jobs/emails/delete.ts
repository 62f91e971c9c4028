/**
 * Deletes emails: in the org with everything beneath them, in the store with every trace of what they said. The mailbox is
 * not touched. What stays is a hash that keeps the email from coming back, and a receipt that says nothing of it.
 */
import { idFrom, keyOfId, sha256 } from '../../email/ids.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Match, Snapshot } from '../../match/types.ts';
import type { Org } from '../../org/types.ts';
import type { Plan, PlannedWrite, ReceiptEntry } from '../../plan/types.ts';
import { logActivity } from '../../store/activity.ts';
import { lockEmails } from '../../store/emails.ts';
import {
  findDeletion,
  forgetConversations,
  saveDeletion,
  type DeletedRecord,
  type DeletionReceipt,
} from '../../store/emails-deleted.ts';
import { findConversation } from '../../store/conversations.ts';
import type { ConversationRecord } from '../../store/schema.ts';
import { inTurn } from '../by-hand/in-turn.ts';
import { Refusal } from '../by-hand/refusal.ts';
import { releasesOf } from '../by-hand/releases.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { tenantNow } from '../tenants.ts';

export interface DeletionWish {
  /** Only say what would be deleted. */
  dryRun?: boolean;
  by?: string;
}

/** `given`: the key or the Message-ID. Undefined where there is no such email and never was. Throws a `Refusal`. */
export async function deleteEmail(
  context: Context,
  name: string,
  given: string,
  { dryRun = false, by }: DeletionWish = {},
): Promise<DeletionReceipt | undefined> {
  const id = idFrom(given);
  return inTurn(context, name, async () => {
    const tenant = await tenantNow(context, name);
    const record = await findConversation(context.db, name, keyOfId(id));
    if (!tenant || !record) return findDeletion(context.db, name, sha256(id));
    const [receipt] = await deleteConversations(context, tenant, [record], { dryRun, by, isForGood: true });
    return receipt;
  });
}

/** Conversations that one snapshot reads. */
const AT_ONCE = 100;

/** The same of everything that was given, without keeping it from coming back. To be called in turn. */
export async function forgetEmails(context: Context, tenant: Tenant, keys: string[], by?: string): Promise<number> {
  let done = 0;
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const records: ConversationRecord[] = [];
    for (const key of keys.slice(from, from + AT_ONCE)) {
      const record = await findConversation(context.db, tenant.name, key);
      if (record) records.push(record);
    }
    const receipts = await deleteConversations(context, tenant, records, { by, isForGood: false });
    done += receipts.filter(({ outcome }) => outcome === 'deleted').length;
  }
  return done;
}

const NO_MATCH: Match = {
  ...{ status: 'Matched', rule: 'none', score: 0, evidence: '', people: [] },
  ...{ activity: { object: 'Task', decision: 'none', candidates: [] }, dealRule: 'none', dealCandidates: [] },
};

async function deleteConversations(
  context: Context,
  tenant: Tenant,
  records: ConversationRecord[],
  { dryRun = false, by, isForGood }: DeletionWish & { isForGood: boolean },
): Promise<DeletionReceipt[]> {
  const plans = await plansOf(context, tenant, records);
  const at = context.now();
  const who = by ? { by } : {};
  if (dryRun)
    return plans.map(({ writes }) => ({
      ...{ at, ...who, outcome: 'planned', remarks: [] },
      records: writes.map(recordOf),
    }));
  const live = plans.filter(({ writes }) => writes.length > 0);
  const applied = live.length > 0 ? await (await context.orgs.open(tenant)).apply(live, at) : [];
  const entriesOf = new Map(applied.map(({ key, entries }) => [key, entries]));
  const receipts = plans.map((plan): DeletionReceipt => {
    const entries = entriesOf.get(plan.key) ?? [];
    const isLeft = entries.some(({ outcome, object }) => outcome === 'failed' && object === 'Conversation__c');
    return {
      ...{ at, ...who, outcome: isLeft ? 'failed' : 'deleted' },
      records: entries.map(recordOf),
      remarks: remarksOn(entries, isForGood, isLeft),
    };
  });
  const gone = records.filter((_, position) => receipts[position]?.outcome === 'deleted');
  await context.db.transaction(async (tx) => {
    await lockEmails(tx, tenant.name, 'alone');
    await forgetConversations(
      tx,
      tenant.name,
      gone.map(({ key }) => key),
    );
    for (const [position, { key }] of records.entries()) {
      const receipt = receipts[position];
      if (receipt?.outcome !== 'deleted') continue;
      if (isForGood) await saveDeletion(tx, tenant.name, sha256(idFrom(key)), receipt);
    }
    if (gone.length > 0)
      await logActivity(tx, tenant.name, [
        {
          kind: 'emailDeleted',
          message: `${gone.length === 1 ? 'An email was' : `${gone.length} emails were`} deleted${by ? ` by ${by}` : ''}.`,
        },
      ]);
  });
  return receipts;
}

function remarksOn(entries: ReceiptEntry[], isForGood: boolean, isLeft: boolean): string[] {
  if (isLeft) return ['The org did not let it be deleted, so nothing was deleted here either.'];
  const inOrg = entries.some(({ object, outcome }) => object === 'Conversation__c' && outcome === 'written');
  return [
    'The email in the mailbox was not touched.',
    ...(inOrg
      ? ['Salesforce keeps deleted records in its Recycle Bin for 15 days, where who deleted them and admins see them.']
      : []),
    ...(isForGood ? ['A hash of its Message-ID is kept, so that it does not come back.'] : []),
    ...entries.flatMap(({ object, id, error }) => (error ? [`${object} ${id ?? ''} was left: ${error.message}`] : [])),
  ];
}

function recordOf(entry: PlannedWrite | ReceiptEntry): DeletedRecord {
  const error = 'error' in entry ? entry.error : undefined;
  const isFailed = 'outcome' in entry && entry.outcome === 'failed';
  return {
    object: entry.object,
    id: entry.id ?? '',
    what: isFailed ? 'failed' : entry.operation === 'delete' ? 'deleted' : 'released',
    ...(error && isFailed ? { error: { code: error.code, message: error.message } } : {}),
  };
}

/** What is deleted in the org, and what lets go of the email there. */
async function plansOf(context: Context, tenant: Tenant, records: ConversationRecord[]): Promise<Plan[]> {
  const blank = (key: string): Plan => ({ key, writing: 'on', match: NO_MATCH, writes: [], remarks: [] });
  const inOrg = records.filter(({ conversationId, activityId, intent }) => conversationId ?? activityId ?? intent);
  if (!tenant.credentials) {
    if (inOrg.length === 0) return records.map(({ key }) => blank(key));
    throw new Refusal('unavailable', 'No org is connected, and the email is in one: connect it again first.');
  }
  const org = await context.orgs.open(tenant);
  const snapshot = await org.snapshot(records.map(standIn), tenant.settings.match);
  const releases = await releasesIn(context, org, tenant, snapshot, records);
  return records.map(({ key }) => {
    const row = snapshot.conversations.find(({ Key__c }) => Key__c === key);
    const remove: PlannedWrite[] = row
      ? [
          {
            object: 'Conversation__c',
            operation: 'delete',
            id: row.Id,
            key: { field: 'Key__c', value: key },
            fields: [],
          },
        ]
      : [];
    return { ...blank(key), writes: [...(releases.get(key) ?? []), ...remove] };
  });
}

async function releasesIn(
  context: Context,
  org: Org,
  { name }: Tenant,
  snapshot: Snapshot,
  records: ConversationRecord[],
) {
  const found = await releasesOf(
    context,
    org,
    name,
    snapshot,
    records.map(({ key }) => ({ key, choice: { activity: null } })),
  );
  return new Map([...found].map(([key, each]) => [key, each.flatMap(({ write }) => write ?? [])]));
}

/** Enough of the email to find what the org has of it. */
function standIn({ key, canonical, startedAt }: ConversationRecord): Conversation {
  if (canonical) return canonical;
  const lists = ['parties', 'nextSteps', 'topics', 'highlights', 'comments', 'questions', 'actionItems', 'tags'];
  return {
    ...Object.fromEntries([...lists, 'segments', 'crmRefs', 'fields'].map((name) => [name, []])),
    ...{ source: 'email', sourceId: idFrom(key), kind: 'email', startedAt: (startedAt ?? new Date()).toISOString() },
  } as unknown as Conversation;
}
