export interface TranscriptLine {
  /** Seconds from the start. */
  start: number;
  speaker: string;
  text: string;
}

const LINE = /^\[(?:(\d+):)?(\d{1,2}):(\d{2})\]\s*(?:([^:]{1,255}):\s*)?(.*)$/;

/** Lines `[h:mm:ss] Speaker: text`; a line without a time belongs to the one before. Empty when the text is no transcript. */
export function readTranscript(body: string | undefined): TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const raw of (body ?? '').split(/\r?\n/)) {
    const match = LINE.exec(raw.trim());
    if (match) {
      const [, hours = '0', minutes, seconds, speaker = '', text] = match;
      lines.push({
        start: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
        speaker: speaker.trim(),
        text,
      });
    } else if (raw.trim() && lines.length > 0) {
      lines[lines.length - 1].text += ` ${raw.trim()}`;
    }
  }
  return lines;
}

export interface TextPart {
  key: number;
  text: string;
  found: boolean;
}
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

/** The text cut at every occurrence of the term, whatever its case. */
export function markFound(text: string, term: string): TextPart[] {
  const needle = term.trim().toLocaleLowerCase();
  if (!needle) return [{ key: 0, text, found: false }];
  const hay = text.toLocaleLowerCase();
  // Lower-casing can change the length (İ): positions would no longer fit the text.
  if (hay.length !== text.length) return [{ key: 0, text, found: hay.includes(needle) }];
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, from)) {
    if (at > from) parts.push({ key: from, text: text.slice(from, at), found: false });
    from = at + needle.length;
    parts.push({ key: at, text: text.slice(at, from), found: true });
  }
  if (from < text.length || parts.length === 0) parts.push({ key: from, text: text.slice(from), found: false });
  return parts;
}
