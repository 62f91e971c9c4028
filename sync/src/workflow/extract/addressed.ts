/**
 * Passages that speak to whatever machine reads the conversation, not to the people in it. A model should pass over them
 * by itself; that it was led astray by them is made harmless by not letting them vouch for anything.
 */
import { plainForm } from './quote.ts';
import type { Passage } from './types.ts';

const WHOSE = '(?:all|any|the|your|my|of|previous|prior|above|these|those|earlier|other|existing|current|system)';
const SIGNS: RegExp[] = [
  new RegExp(
    `(?<!(?:not|n't|never) )\\b(?:ignore|disregard|forget|override|bypass)\\s+(?:${WHOSE}\\s+){0,5}(?:instructions?|prompts?|guidelines)\\b`,
  ),
  /(?<!n')\b(?:ignore[rsz]?|oublie[rsz]?|ne (?:tiens|tenez) (?:pas|aucun) compte)\b[^.!?]{0,40}\b(?:instructions?|consignes?|directives?)\b/,
  /(?:^|[\n\]}>"])[^\S\n]*(?:#+[^\S\n]*)?(?:system|assistant|developer|système)\s*(?:(?:message|prompt)\s*)?:/,
  /<\|[^|<>]{1,40}\|>|\[\/?inst\]|<<\/?sys>>|<\/?s>|<\/?(?:system|assistant|user|instructions?|transcript|conversation)>/,
  /"role"\s*:\s*"(?:system|assistant|developer|tool)"/,
  /\b(?:begin|end)(?: of)? (?:conversation|transcript|data)\b/,
  /\b(?:you are|you're|act as|as) (?:now )?(?:an? )?(?:ai|artificial intelligence|language model|llm|chatbot)\b/,
  /\b(?:system prompt|new instructions|nouvelles instructions|developer mode)\b/,
];
/** What the same speaker says right after belongs to it. */
const FOLLOWING = 3;

/** Numbers of the passages that vouch for nothing. */
export function addressedToMachines(passages: Passage[]): Set<number> {
  const found = new Set<number>();
  passages.forEach((passage, index) => {
    const text = plainForm(passage.text);
    // its lines as they are: a sign may stand at the beginning of one
    const raw = passage.text.toLowerCase().replaceAll('’', "'");
    if (!SIGNS.some((sign) => sign.test(text) || sign.test(raw))) return;
    found.add(passage.number);
    if (passage.from !== 'transcript') return;
    const next = passages.slice(index + 1, index + 1 + FOLLOWING);
    for (const other of next) if (other.from === 'transcript' && other.party === passage.party) found.add(other.number);
  });
  return found;
}
