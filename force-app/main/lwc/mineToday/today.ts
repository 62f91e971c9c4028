import { byDue, nodesOf, toCommitment, toSummary, valueOf } from 'c/conversationModel';
import type { Commitment, Connection, ConversationRowNode, ConversationSummary, MomentNode } from 'c/conversationModel';

export interface TodayAnswer {
  uiapi: {
    query: {
      today?: Connection<ConversationRowNode> | null;
      todayJoined?: Connection<ConversationRowNode> | null;
      steps?: Connection<MomentNode> | null;
    };
  };
}
export interface Today {
  /** From the morning on. */
  rows: ConversationSummary[];
  steps: Commitment[];
}

export function toToday({ uiapi }: TodayAnswer): Today {
  const { today, todayJoined, steps } = uiapi.query;
  const byId = new Map([...nodesOf(today), ...nodesOf(todayJoined)].map((node) => [node.Id, toSummary(node)]));
  const rows = [...byId.values()].sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''));
  const promised = nodesOf(steps).filter((step) => byId.has(valueOf(step.Conversation__c) ?? ''));
  return { rows, steps: byDue(promised.map(toCommitment)) };
}
