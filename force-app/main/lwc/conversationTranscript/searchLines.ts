import type { TranscriptLine } from 'c/conversationModel';
import { markFound } from 'c/foundText';
import type { TextPart } from 'c/foundText';

export interface FoundLine extends TranscriptLine {
  /** Its place among all lines. */
  key: number;
  parts: TextPart[];
  /** How many matches stand in the lines before it. */
  before: number;
}

/** The lines of a speaker, or of all, that hold the words; without words all of theirs. */
export function searchLines(
  lines: readonly TranscriptLine[],
  term: string,
  speaker = '',
): { lines: FoundLine[]; matches: number } {
  const found: FoundLine[] = [];
  let matches = 0;
  lines.forEach((line, key) => {
    if (speaker && line.speaker !== speaker) return;
    const parts = markFound(line.text, term);
    const here = parts.filter((part) => part.found).length;
    if (here === 0 && term.trim()) return;
    found.push({ ...line, key, parts, before: matches });
    matches += here;
  });
  return { lines: found, matches };
}
