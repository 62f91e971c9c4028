/** One batch of conversations of one tenant, from their parts to their receipts. */
import { createHash, randomUUID } from 'node:crypto';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Match } from '../../match/types.ts';
import type { Receipt } from '../../plan/types.ts';
import { leaveAloneMs } from '../../plan/under-way.ts';
import { claim, settle, type Settlement } from '../../store/conversations.ts';
import { logActivity, type ActivityEntry } from '../../store/activity.ts';
import { leftOutReps } from '../../store/left-out.ts';
import { saveLinks, type Link } from '../../store/links.ts';
import { readParts } from '../../store/parts.ts';
import { saveReceipt } from '../../store/receipts.ts';
import type { ConversationRecord, Db } from '../../store/schema.ts';
import { applyApart, type ApplyOptions } from './apply-apart.ts';
import type { Item } from './item.ts';
import { backoffMs } from '../../org/fault-table.ts';
import { noteAnswer, noteFault } from '../connection/problems.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { messageOf } from '../error-facts.ts';
import { refusalOf } from '../faults.ts';
import { heldFor, LEFT_OUT } from '../left-out.ts';
import { setOff } from '../workflows/trigger.ts';

/** Tries of one conversation that the org refuses for a reason that may pass, such as a locked row. */
const MOST_ATTEMPTS = 6;
/** The longest wait before the second of them; it doubles each time. */
const FIRST_RETRY_MS = 1000;
/** For what wants a record that a batch of many minutes writes to. */
const PUT_OFF_MS = 60_000;

export interface BatchOptions extends ApplyOptions {
  /** Why the org is not asked now: whatever needs it is parked with this reason. */
  hold?: { code: string; message: string };
}

/** Returns the keys that must come again. Never throws for what is wrong with one conversation or with the org. */
export async function runBatch(
  context: Context,
  tenant: Tenant,
  keys: string[],
  options: BatchOptions = {},
): Promise<string[]> {
  const claimed = await claim(context.db, tenant.name, keys, randomUUID());
  if (claimed.length === 0) return [];
  const parts = await readParts(
    context.db,
    tenant.name,
    claimed.map(({ key }) => key),
  );
  const leftOut = await leftOutReps(context.db, tenant.name);

  const items: Item[] = [];
  for (const record of claimed) {
    let composed: ReturnType<typeof context.engine.compose>;
    let hash = '';
    try {
      composed = context.engine.compose(parts.get(record.key) ?? []);
      if ('conversation' in composed) hash = fingerprint(context.engine.contentHash(composed.conversation), tenant);
    } catch (error) {
      await refuse(context, record, { code: 'NOT_COMPOSABLE', message: messageOf(error) });
      continue;
    }
    if ('waitingFor' in composed) {
      await wait(context, record, composed.waitingFor);
      continue;
    }
    const { conversation } = composed;
    if (record.undoneAt) {
      await keepUndone(context, record, conversation);
      continue;
    }
    const held = heldFor(conversation, leftOut);
    // what a run has begun to write is written to its end
    if (held && !record.intent) {
      await leaveOut(context, record, conversation, held);
      continue;
    }
    const item = { record, conversation, hash };
    const leaveMs = record.intent ? leaveAloneMs(record.intent, context.now()) : 0;
    if (!record.force && !record.intent && record.match && record.syncedHash === hash)
      await finish(context, item, unchangedReceipt(record, record.match, context.now()));
    else if (leaveMs > 0) await park(context, item, INTERRUPTED, leaveMs);
    else items.push(item);
  }
  return syncItems(context, tenant, items, options);
}

async function syncItems(
  context: Context,
  tenant: Tenant,
  items: Item[],
  { hold, ...options }: BatchOptions,
): Promise<string[]> {
  const again: string[] = [];
  if (items.length === 0) return again;
  const circuit = context.orgs.circuit(tenant.name);
  const blocked = hold ?? circuit.blocked(Date.parse(context.now()));
  if (blocked) {
    for (const item of items) await park(context, item, blocked);
    return items.map(({ record }) => record.key);
  }

  const { receipts, refused, putOff, orgFault } = await applyApart(context, tenant, items, options);
  for (const { item, fault } of refused) await refuse(context, item.record, fault);
  for (const { item, receipt } of receipts) if (await finish(context, item, receipt)) again.push(item.record.key);
  const retryInMs = options.taken ? PUT_OFF_MS : undefined;
  for (const { record } of putOff) await settle(context.db, record, { state: 'accepted', done: false, retryInMs });
  again.push(...putOff.map(({ record }) => record.key));
  if (orgFault) {
    await noteFault(context, tenant, orgFault.fault, orgFault.items.length);
    circuit.fail(Date.parse(context.now()), orgFault.fault);
    context.log.warn({ tenant: tenant.name, code: orgFault.fault.code, parked: orgFault.items.length }, 'org fault');
    for (const item of orgFault.items) await park(context, item, orgFault.fault);
    again.push(...orgFault.items.map(({ record }) => record.key));
  } else {
    await noteAnswer(context, tenant, circuit.reason?.isDisconnected === true);
    if (circuit.succeed()) await context.queue.addOpen(context.db, tenant.name);
  }
  return again;
}

function fingerprint(contentHash: string, { settings }: Tenant): string {
  return createHash('sha256')
    .update(JSON.stringify([contentHash, settings]))
    .digest('hex');
}

function unchangedReceipt(record: ConversationRecord, match: Match, at: string): Receipt {
  return {
    key: record.key,
    at,
    outcome: 'unchanged',
    match,
    entries: [],
    remarks: [],
    requests: 0,
    ...(record.conversationId ? { conversationId: record.conversationId } : {}),
    ...(record.activityId ? { activityId: record.activityId } : {}),
  };
}

/** Keeps the receipt and what it means for the state. True when the conversation must come again. */
async function finish(context: Context, item: Item, receipt: Receipt): Promise<boolean> {
  const { record, conversation, hash } = item;
  const refusal = receipt.outcome === 'failed' ? (refusalOf(receipt) ?? NO_REASON) : undefined;
  const attempts = refusal ? record.attempts + 1 : 0;
  const again = refusal !== undefined && refusal.passing && attempts < MOST_ATTEMPTS;
  const error = refusal ? { code: refusal.code, message: refusal.message } : null;
  await save(
    context,
    record,
    {
      state: refusal ? (again ? 'parked' : 'failed') : 'synced',
      done: !again,
      canonical: conversation,
      syncedHash: refusal ? null : hash,
      match: receipt.match,
      ids: {
        ...(receipt.conversationId ? { conversationId: receipt.conversationId } : {}),
        ...(receipt.activityId ? { activityId: receipt.activityId } : {}),
      },
      waitingFor: null,
      error,
      attempts,
      ...(again ? { retryInMs: backoffMs(FIRST_RETRY_MS, attempts) } : {}),
      synced: !refusal,
      isReceipted: true,
      // with writing off the org does not say it yet
      isChosen: receipt.outcome === 'written' || receipt.outcome === 'unchanged',
    },
    { kind: again ? 'parked' : receipt.outcome, message: refusal?.message ?? sentenceOf(receipt) },
    record.choice ? { ...receipt, action: 'relink' } : receipt,
    item.links,
    // a refusal is tried again, or mended by a person: then it sets off what it sets off
    async (tx) => {
      const isAgain = record.syncedAt !== null && receipt.outcome !== 'unchanged';
      if (!refusal) await setOff(tx, context, { tenant: record.tenant, key: record.key, conversation, isAgain });
    },
  );
  if (again) context.metrics.add('debrief_conversations_parked_total', { tenant: record.tenant, reason: 'record' });
  else if (refusal) context.metrics.add('debrief_conversations_failed_total', { tenant: record.tenant });
  else context.metrics.add('debrief_conversations_synced_total', { tenant: record.tenant, outcome: receipt.outcome });
  return again;
}

const NO_REASON = { code: 'UNKNOWN', message: 'The org refused a write and gave no reason.', passing: false };

function sentenceOf(receipt: Receipt): string {
  const count = (wanted: string) => receipt.entries.filter(({ outcome }) => outcome === wanted).length;
  const records = (number: number) => `${number} record${number === 1 ? '' : 's'}`;
  if (receipt.outcome === 'unchanged') return 'The org already says all of it: nothing was written.';
  const planned = count('planned');
  const held = `The settings hold back ${records(planned)}.`;
  if (receipt.outcome === 'planned')
    return receipt.entries.every(({ note }) => note) ? held : `Writing is off: ${records(planned)} would be written.`;
  return `Wrote ${records(count('written'))} (${receipt.match.status}).${planned > 0 ? ` ${held}` : ''}`;
}

/** What a person took back stays so: the new content waits for a resync or relink. */
async function keepUndone(context: Context, record: ConversationRecord, canonical: Conversation): Promise<void> {
  const message = 'New content was kept and not written: the conversation was taken back. Resync or relink writes it.';
  await save(
    context,
    record,
    { state: 'undone', done: true, canonical, syncedHash: null, waitingFor: null },
    { kind: 'undone', message },
  );
}

/** Kept until an admin has its rep written again. */
async function leaveOut(context: Context, record: ConversationRecord, canonical: Conversation, message: string) {
  const error = { code: LEFT_OUT, message };
  await save(
    context,
    record,
    { state: 'parked', done: true, canonical, syncedHash: null, waitingFor: null, error },
    record.errorCode === LEFT_OUT ? undefined : { kind: 'parked', message },
  );
  context.metrics.add('debrief_conversations_parked_total', { tenant: record.tenant, reason: 'leftOut' });
}

async function wait(context: Context, record: ConversationRecord, waitingFor: string): Promise<void> {
  const message = `Waits for ${waitingFor}.`;
  await save(
    context,
    record,
    { state: 'parked', done: true, waitingFor, error: { code: 'WAITING_FOR_PART', message } },
    { kind: 'waiting', message },
  );
  context.metrics.add('debrief_conversations_parked_total', { tenant: record.tenant, reason: 'part' });
}

/** Of a run that was cut off while a note was written: notes have no key. */
const INTERRUPTED = {
  code: 'INTERRUPTED',
  message: 'A run ended while it wrote a note. The org is read again in a minute, when it has certainly dealt with it.',
};

async function park(
  context: Context,
  { record, conversation }: Pick<Item, 'record' | 'conversation'>,
  fault: { code: string; message: string },
  retryInMs?: number,
) {
  const error = { code: fault.code, message: fault.message };
  // a long outage is one line in the log for each conversation, not one for each try
  const known = record.errorCode === error.code;
  await save(
    context,
    record,
    { state: 'parked', done: false, canonical: conversation, waitingFor: null, error, retryInMs },
    known ? undefined : { kind: 'parked', message: error.message },
  );
  context.metrics.add('debrief_conversations_parked_total', { tenant: record.tenant, reason: 'org' });
}

async function refuse(context: Context, record: ConversationRecord, fault: { code: string; message: string }) {
  const error = { code: fault.code, message: fault.message };
  await save(
    context,
    record,
    { state: 'failed', done: true, syncedHash: null, waitingFor: null, error, attempts: record.attempts + 1 },
    { kind: 'failed', message: error.message },
  );
  context.metrics.add('debrief_conversations_failed_total', { tenant: record.tenant });
}

/** State, receipt and log line together or not at all: who has lost its claim tells nothing, who has it now tells all. */
async function save(
  context: Context,
  record: ConversationRecord,
  outcome: Settlement,
  entry: Omit<ActivityEntry, 'key'> | undefined,
  receipt?: Receipt,
  links?: Link[],
  alsoThen?: (tx: Db) => Promise<void>,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await settle(tx, record, outcome))) return;
    if (receipt) await saveReceipt(tx, record.tenant, receipt);
    if (links) await saveLinks(tx, record.tenant, record.key, links);
    if (entry) await logActivity(tx, record.tenant, [{ ...entry, key: record.key }]);
    await alsoThen?.(tx);
  });
}
