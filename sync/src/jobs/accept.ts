/** Takes conversations in: once this returns, a crash cannot lose them. */
import type { Part } from '../intake/types.ts';
import { requestResync } from '../store/conversations.ts';
import { logActivity } from '../store/activity.ts';
import { saveChoice } from '../store/by-hand.ts';
import { saveParts } from '../store/parts.ts';
import type { Db } from '../store/schema.ts';
import type { Context } from './context.ts';

/** Stores the parts and queues their conversations in one transaction. Returns the conversations' keys. */
export async function accept(context: Context, tenant: string, parts: Part[]): Promise<string[]> {
  const keys = await context.db.transaction((tx) => acceptIn(context, tx, tenant, parts));
  countAccepted(context, tenant, parts);
  return keys;
}

/** The same inside the caller's transaction; `countAccepted` is for after its end. */
export async function acceptIn(context: Context, tx: Db, tenant: string, parts: Part[]): Promise<string[]> {
  const saved = await saveParts(tx, tenant, parts);
  await context.queue.add(
    tx,
    saved.map((key) => ({ tenant, key })),
  );
  await logActivity(
    tx,
    tenant,
    parts.map(({ key, name, content: { repairs = [] } }) => ({
      kind: 'accepted',
      key,
      message: [`Took in ${name}.`, ...repairs].join(' ').slice(0, 1000),
    })),
  );
  return saved;
}

export function countAccepted(context: Context, tenant: string, parts: Part[]): void {
  context.metrics.add('debrief_parts_accepted_total', { tenant }, parts.length);
}

/** `unlock` gives one that a person linked back to the rules; `message` is for the log. */
interface ResyncWish {
  unlock?: boolean;
  message?: string;
}

/** False where there is no such conversation. */
export async function resync(
  context: Context,
  tenant: string,
  key: string,
  { unlock = false, message = unlock ? 'Given back to the rules.' : 'Asked to be synced again.' }: ResyncWish = {},
): Promise<boolean> {
  const found = await context.db.transaction(async (tx) => {
    const isThere = unlock ? await saveChoice(tx, tenant, key, { unlock: true }) : await requestResync(tx, tenant, key);
    if (!isThere) return false;
    await context.queue.add(tx, [{ tenant, key }]);
    await logActivity(tx, tenant, [{ kind: 'resync', key, message }]);
    return true;
  });
  // somebody has presumably mended something: ask the org now, not when the wait is over
  if (found) context.orgs.circuit(tenant).askNow();
  return found;
}
