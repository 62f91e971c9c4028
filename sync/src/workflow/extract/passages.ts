/** A conversation as numbered passages, each of which can be named as what supports a fact. */
import type { Conversation } from '../../conversation/conversation.ts';
import type { Passage } from './types.ts';

/** Passages in the order of the conversation: the transcript first, so that its numbers are its segments' own, from 1. */
export function passagesOf(conversation: Conversation): Passage[] {
  const { segments, parties, summary, notes, nextSteps, actionItems, highlights, comments } = conversation;
  const found: Omit<Passage, 'number'>[] = segments.map(({ party, startMs, text }) => {
    const speaker = parties[party]?.name ?? parties[party]?.email;
    return { from: 'transcript', text, startMs, ...(speaker ? { speaker } : {}), ...(party < 0 ? {} : { party }) };
  });
  if (summary) found.push({ from: 'summary', text: summary });
  if (notes) found.push({ from: 'notes', text: notes });
  for (const text of nextSteps) found.push({ from: 'nextStep', text });
  for (const { text, owner } of actionItems)
    found.push({ from: 'actionItem', text, ...(owner ? { speaker: owner } : {}) });
  for (const { text, startMs, speaker } of highlights)
    found.push({
      ...{ from: 'highlight', text },
      ...(startMs === undefined ? {} : { startMs }),
      ...(speaker ? { speaker } : {}),
    });
  for (const { text, author, deleted } of comments)
    if (!deleted) found.push({ from: 'comment', text, ...(author ? { speaker: author } : {}) });
  return found.map((passage, index) => ({ number: index + 1, ...passage }));
}
