import type { TranscriptLine } from './transcript';

/** A stretch of a bar, in per cent of the whole conversation. */
export interface Span {
  left: number;
  width: number;
}
export interface Lane {
  speaker: string;
  spans: Span[];
  /** Share of all talking, 0 to 1. */
  share: number;
}
interface Timed {
  start?: number;
  end?: number;
}

/** A pause this short, in per cent, is not worth a gap in a thin bar. */
const JOIN_BELOW = 0.5;
/** The longest a single line is believed to last, in seconds, when nothing says where it ends. */
const LONGEST_LINE = 120;
const LANES = 4;

/** Seconds the timeline stands for: the recorded duration, or as far as anything on it reaches. */
export function timelineLength(
  duration: number | undefined,
  lines: readonly TranscriptLine[],
  moments: readonly Timed[],
): number {
  const reach = Math.max(
    0,
    ...lines.map((line) => line.start),
    ...moments.map((moment) => Math.max(moment.start ?? 0, moment.end ?? 0)),
  );
  return Math.max(duration ?? 0, reach);
}

export function positionOf(second: number, length: number): number {
  return length > 0 ? round(Math.min(100, Math.max(0, (second / length) * 100))) : 0;
}

export function spanOf(start: number, end: number, length: number): Span {
  const left = positionOf(start, length);
  return { left, width: round(Math.max(0.3, positionOf(Math.max(start, end), length) - left)) };
}

/**
 * One lane a speaker, the most talkative first, at most four, so that the bar stays thin. `talkSeconds` by name is what
 * the provider measured; it decides the shares where it knows every speaker, else the lines do.
 */
export function lanesOf(
  lines: readonly TranscriptLine[],
  length: number,
  talkSeconds: ReadonlyMap<string, number> = new Map(),
): Lane[] {
  const talk = new Map<string, { seconds: number; spans: Span[] }>();
  lines.forEach((line, index) => {
    if (!line.speaker) return;
    const next = lines[index + 1]?.start ?? length;
    const end = Math.min(Math.max(next, line.start + 1), line.start + LONGEST_LINE, Math.max(length, line.start + 1));
    const lane = talk.get(line.speaker) ?? { seconds: 0, spans: [] };
    lane.seconds += end - line.start;
    join(lane.spans, spanOf(line.start, end, length));
    talk.set(line.speaker, lane);
  });
  const measured = [...talk.keys()].every((speaker) => talkSeconds.get(speaker) !== undefined);
  const secondsOf = (speaker: string) => (measured ? talkSeconds.get(speaker) : talk.get(speaker)?.seconds) ?? 0;
  const total = [...talk.keys()].reduce((sum, speaker) => sum + secondsOf(speaker), 0);
  return [...talk.entries()]
    .map(([speaker, { spans }]) => ({ speaker, spans, share: total > 0 ? secondsOf(speaker) / total : 0 }))
    .sort((a, b) => b.share - a.share || a.speaker.localeCompare(b.speaker))
    .slice(0, LANES);
}

/** One SVG path for all the spans of a lane, in a box 100 wide and 1 high. */
export function pathOf(spans: readonly Span[]): string {
  return spans.map(({ left, width }) => `M${left} 0h${width}v1h-${width}z`).join('');
}

/** A topic without an end lasts until the next one begins. */
export function topicSpans<T extends Timed>(topics: readonly T[], length: number): (T & Span)[] {
  const placed = topics
    .filter((topic): topic is T & { start: number } => topic.start !== undefined)
    .sort((a, b) => a.start - b.start);
  return placed.map((topic, index) => {
    const end = topic.end ?? placed[index + 1]?.start ?? length;
    return { ...topic, ...spanOf(topic.start, end, length) };
  });
}

function join(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && span.left - (last.left + last.width) < JOIN_BELOW)
    last.width = round(Math.max(last.width, span.left + span.width - last.left));
  else spans.push(span);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
