import { valueOf } from 'c/conversationModel';
import type { ConversationRowNode } from 'c/conversationModel';

export interface TrendColumn {
  id: string;
  title?: string;
  at?: string;
}
export interface TrendRow {
  topic: string;
  /** Whether the topic came up, by column. */
  marks: boolean[];
  count: number;
}
export interface Trend {
  columns: TrendColumn[];
  rows: TrendRow[];
}

const TOPICS = 5;

/** The topics that came up most, and in which conversations, oldest first; of two as frequent, the more recent one. */
export function trendOf(newestFirst: readonly ConversationRowNode[]): Trend {
  const nodes = [...newestFirst].reverse();
  const columns = nodes.map((node) => ({
    id: node.Id,
    title: valueOf(node.Title__c),
    at: valueOf(node.Started_At__c),
  }));
  const names = new Map<string, string>();
  const topics = nodes.map((node) => {
    const said = (valueOf(node.Topics__c) ?? '').split(';').map((name) => name.trim());
    for (const name of said) if (name) names.set(name.toLowerCase(), name);
    return new Set(said.map((name) => name.toLowerCase()));
  });
  const rows = [...names].map(([key, topic]) => {
    const marks = topics.map((said) => said.has(key));
    return { topic, marks, count: marks.filter(Boolean).length };
  });
  rows.sort(
    (a, b) =>
      b.count - a.count || b.marks.lastIndexOf(true) - a.marks.lastIndexOf(true) || a.topic.localeCompare(b.topic),
  );
  return { columns, rows: rows.slice(0, TOPICS) };
}
