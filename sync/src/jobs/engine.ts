/** Composition and the pure core, as a batch uses them. */
import { composeConversation } from '../conversation/compose.ts';
import { contentHash } from '../conversation/contentHash.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Part } from '../intake/types.ts';
import { matchedAgain } from '../match/again.ts';
import { match } from '../match/match.ts';
import { indexSnapshot } from '../match/snapshot-index.ts';
import type { MatchHistory, Snapshot } from '../match/types.ts';
import { plan, type PlanInput } from '../plan/plan.ts';
import type { TenantSettings } from '../plan/settings.ts';
import type { Plan } from '../plan/types.ts';

export interface Engine {
  /** One conversation from its parts; or what it still lacks, in words. */
  compose(parts: Part[]): { conversation: Conversation } | { waitingFor: string };
  /** The same for the same content, whatever the order it was said in. */
  contentHash(conversation: Conversation): string;
  /** Plans any number of conversations against one reading of the org. */
  planner(
    snapshot: Snapshot,
    settings: TenantSettings,
    now: string,
  ): (conversation: Conversation, history?: MatchHistory, releases?: PlanInput['releases']) => Plan;
}

export const engine: Engine = {
  compose(parts) {
    const composed = composeConversation(parts);
    return 'conversation' in composed ? composed : { waitingFor: lackOf(parts, composed.missing) };
  },
  contentHash,
  planner(snapshot, settings, now) {
    const index = indexSnapshot(snapshot);
    return (conversation, history, releases) => {
      const found = matchedAgain(match(conversation, index, settings.match, history), history ?? {}, index);
      return plan({ conversation, match: found, index, settings, releases, now });
    };
  },
};

function lackOf(parts: Part[], missing: string[]): string {
  const come = parts.map(({ name }) => name).join(', ') || 'nothing';
  const part = parts.some(({ name }) => name.includes('.'))
    ? 'the provider’s event of the conversation itself'
    : 'a part';
  return `${part}, which says ${missing.join(', ')} (so far: ${come})`;
}
