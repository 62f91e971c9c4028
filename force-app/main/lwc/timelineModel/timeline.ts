import type { TranscriptLine } from 'c/conversationModel';

/** A stretch of a bar, in per cent of the whole conversation. */
export interface Span {
  left: number;
  width: number;
}
export interface Lane {
  /** Empty for the lane that several speakers share. */
  speaker: string;
  spans: Span[];
  /** Share of all talking in whole hundredths, 0 to 1; the lanes make 1 together. */
  share: number;
  /** How many speakers stand in this lane together. */
  others?: number;
}
interface Talk {
  speaker: string;
  spans: Span[];
  seconds: number;
  others?: number;
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

/** Each speaker and their share of all talking, the most talkative first; the shares make 1 together. */
export function speakersOf(
  lines: readonly TranscriptLine[],
  length: number,
  talkSeconds: ReadonlyMap<string, number> = new Map(),
): { speaker: string; share: number }[] {
  const speakers = talkOf(lines, length, talkSeconds);
  const shares = wholeShares(speakers.map(({ seconds }) => seconds));
  return speakers.map(({ speaker }, index) => ({ speaker, share: shares[index] }));
}

/** One lane a speaker; at most four, so that the bar stays thin: the last one holds everybody else. */
export function lanesOf(
  lines: readonly TranscriptLine[],
  length: number,
  talkSeconds: ReadonlyMap<string, number> = new Map(),
): Lane[] {
  const lanes = talkOf(lines, length, talkSeconds);
  const shown = lanes.length > LANES ? [...lanes.slice(0, LANES - 1), together(lanes.slice(LANES - 1))] : lanes;
  const shares = wholeShares(shown.map((lane) => lane.seconds));
  return shown.map(({ speaker, spans, others }, index) => ({ speaker, spans, share: shares[index], others }));
}

/** `talkSeconds` by name is what the provider measured; it counts where it knows every speaker, else the lines do. */
function talkOf(lines: readonly TranscriptLine[], length: number, talkSeconds: ReadonlyMap<string, number>): Talk[] {
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
  return [...talk.entries()]
    .map(([speaker, { spans }]) => ({ speaker, spans, seconds: secondsOf(speaker) }))
    .sort((a, b) => b.seconds - a.seconds || a.speaker.localeCompare(b.speaker));
}

/**
 * Positions in per cent, in order: each at least `gap` after the one before, so that none hides another; too many for
 * that share the bar evenly.
 */
export function spreadOut(positions: readonly number[], gap: number): number[] {
  const step = Math.min(gap, 100 / Math.max(1, positions.length - 1));
  const placed = [...positions];
  for (let index = 1; index < placed.length; index += 1)
    placed[index] = Math.max(placed[index], placed[index - 1] + step);
  for (let index = placed.length - 1, limit = 100; index >= 0; index -= 1, limit -= step)
    placed[index] = round(Math.max(0, Math.min(placed[index], limit)));
  return placed;
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

function together(lanes: readonly Talk[]): Talk {
  const spans: Span[] = [];
  const all = lanes.flatMap((lane) => lane.spans).sort((a, b) => a.left - b.left);
  for (const span of all) join(spans, { ...span });
  return { speaker: '', spans, seconds: lanes.reduce((sum, lane) => sum + lane.seconds, 0), others: lanes.length };
}

/** Whole hundredths that make 1: what rounding down leaves goes to the largest fractions. */
function wholeShares(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return values.map(() => 0);
  const exact = values.map((value) => (value / total) * 100);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, value) => sum + value, 0);
  const byFraction = exact.map((value, index) => ({ index, fraction: value - whole[index] }));
  byFraction.sort((a, b) => b.fraction - a.fraction);
  for (const { index } of byFraction.slice(0, left)) whole[index] += 1;
  return whole.map((value) => value / 100);
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
