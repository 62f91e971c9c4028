/** Reads every mailbox that is due, a few at a time, for as long as the service runs. */
import { EmailSettings } from '../../email/settings.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { dueMailboxes } from '../../store/mailboxes.ts';
import type { Context } from '../context.ts';
import { errorFacts } from '../error-facts.ts';
import { lookEvery, type Looking } from '../look-every.ts';
import { tenantNow } from '../tenants.ts';
import { readMailboxNow } from './turn.ts';

const LOOK_MS = 5_000;
const AT_ONCE = 4;

export function startMailboxes(context: Context): Looking {
  return lookEvery(LOOK_MS, async (isStopped) => {
    for (const name of context.tenants.keys())
      while (!isStopped() && (await readDue(context, name).catch((error: unknown) => failed(context, name, error))));
  });
}

/** True where there may be more. While the feed is off, no provider is asked for anything. */
async function readDue(context: Context, name: string): Promise<boolean> {
  const tenant = await tenantNow(context, name);
  if (!tenant) return false;
  const { settings } = await readFeedSettings(context.db, name, 'emails', EmailSettings);
  if (!settings.on) return false;
  const due = await dueMailboxes(context.db, name, new Date(context.now()), AT_ONCE);
  const turns = await Promise.all(due.map((mailbox) => readMailboxNow(context, tenant, mailbox)));
  return due.length === AT_ONCE && turns.some(({ outcome }) => outcome !== 'held');
}

function failed(context: Context, tenant: string, error: unknown): boolean {
  context.log.error({ tenant, ...errorFacts(error) }, 'mailboxes could not be read; they are tried again');
  return false;
}
