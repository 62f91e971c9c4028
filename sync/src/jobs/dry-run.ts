/** Plans conversations against the org as it is now. Nothing is written there, nothing kept here. */
import type { Conversation } from '../conversation/conversation.ts';
import type { Part } from '../intake/types.ts';
import type { Plan } from '../plan/types.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';

/** By the conversation's key. Throws the org's fault. */
export async function dryRun(
  context: Context,
  tenant: Tenant,
  partsOfEach: Part[][],
): Promise<Map<string, { plan: Plan } | { waitingFor: string }>> {
  const answers = new Map<string, { plan: Plan } | { waitingFor: string }>();
  const conversations: { key: string; conversation: Conversation }[] = [];
  for (const parts of partsOfEach) {
    const key = parts[0]?.key;
    if (key === undefined) continue;
    const composed = context.engine.compose(parts);
    if ('waitingFor' in composed) answers.set(key, composed);
    else conversations.push({ key, conversation: composed.conversation });
  }
  if (conversations.length === 0) return answers;
  const org = await context.orgs.open(tenant);
  const snapshot = await org.snapshot(
    conversations.map(({ conversation }) => conversation),
    tenant.settings.match,
  );
  const planOf = context.engine.planner(snapshot, tenant.settings, context.now());
  for (const { key, conversation } of conversations) answers.set(key, { plan: planOf(conversation) });
  return answers;
}
