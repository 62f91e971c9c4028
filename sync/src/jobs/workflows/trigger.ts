/** Conversations set workflows off in the transaction that settles them: neither is kept without the other. */
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../conversation/conversation.ts';
import { logActivity } from '../../store/activity.ts';
import type { Db } from '../../store/schema.ts';
import { addRuns, workflowsRun } from '../../store/workflow-runs.ts';
import { workflowsOn } from '../../store/workflows.ts';
import { endOf, triggerOf } from '../../workflow/loaded.ts';
import type { Context } from '../context.ts';

interface Settled {
  tenant: string;
  key: string;
  conversation: Conversation;
  /** Something in the org changed because of which it was settled again. */
  isAgain: boolean;
}

/**
 * Each workflow runs once for a conversation, whatever settles that again: what a workflow has written itself may well
 * be what did. What ended before the workflow was switched on sets nothing off.
 */
export async function setOff(tx: Db, context: Context, { tenant, key, conversation, isAgain }: Settled): Promise<void> {
  const trigger = triggerOf(conversation);
  if (!trigger) return;
  const ended = Date.parse(endOf(conversation));
  const on = (await workflowsOn(tx, tenant, trigger)).filter(({ since }) => ended >= since.getTime());
  if (on.length === 0) return;
  const before = await workflowsRun(
    tx,
    tenant,
    key,
    on.map(({ name }) => name),
  );
  const fresh = on.filter(({ name }) => !before.has(name));
  if (isAgain)
    await logActivity(
      tx,
      tenant,
      [...before].map((name) => ({
        ...{ kind: 'ignored' as const, key },
        message: `The workflow ${name} has run for it already and does not run again, though the org has changed since.`,
      })),
    );
  if (fresh.length === 0) return;
  await addRuns(
    tx,
    tenant,
    fresh.map(({ name, version }) => ({ id: randomUUID(), workflow: name, version, conversation: key })),
  );
  await context.queue.addRuns(tx, tenant);
}
