/**
 * Learns what each level of each feature counts for, and from which score on a link is made, from a generated set whose
 * right answers are known: `node sync/bench/learn.ts` writes `sync/src/match/weights.ts`. The same seed gives the same file.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { keyOf } from '../src/conversation/conversation.ts';
import { callLevels, factsOfCall, tasksNear } from '../src/match/call.ts';
import { factsOfEvent, factsOfTask } from '../src/match/facts.ts';
import { CALL_FEATURES, MEETING_FEATURES } from '../src/match/features.ts';
import { eventsNear, factsOfMeeting, isCopyOf, meetingLevels } from '../src/match/meeting.ts';
import { matchPeople } from '../src/match/people.ts';
import { DEFAULT_MATCH_SETTINGS } from '../src/match/settings.ts';
import { indexSnapshot, type SnapshotIndex } from '../src/match/snapshot-index.ts';
import type { EventRow, MatchSettings, TaskRow } from '../src/match/types.ts';
import { generate, type Label, type Labelled } from './generate/generate.ts';

export const LEARNING_SEED = 1;
export const LEARNING_SIZE = 20_000;
/** Of links made on the learning set, at most this share may be wrong. */
const MOST_WRONG = 0.001;

type Table = Record<string, Record<string, string>>;
interface Candidate {
  /** Positions in the list of all levels. */
  on: number[];
  isRight: boolean;
  row: EventRow | TaskRow;
}
interface Case {
  label: Label['activity'];
  candidates: Candidate[];
  isCopy: (a: Candidate, b: Candidate) => boolean;
}

/** The levels of a table in one list; 0 is the base. */
function positions(table: Table): Map<string, number> {
  const names = Object.entries(table).flatMap(([feature, levels]) =>
    Object.keys(levels).map((each) => `${feature}.${each}`),
  );
  return new Map(names.map((name, number) => [name, number + 1]));
}

const MEETING = positions(MEETING_FEATURES);
const CALL = positions(CALL_FEATURES);

function vector(levels: Record<string, string>, table: Map<string, number>): number[] {
  return [0, ...Object.entries(levels).map(([feature, level]) => table.get(`${feature}.${level}`) as number)];
}

function caseOf({ conversation, label }: Labelled, index: SnapshotIndex, settings: MatchSettings): Case {
  const { people } = matchPeople(conversation, index, settings);
  const ownerId = index.usersByEmail.get(conversation.owner?.email ?? '')?.Id;
  const key = keyOf(conversation);
  const right = new Set(typeof label.activity === 'object' ? label.activity.ids : []);
  const candidates: Candidate[] = [];
  if (conversation.kind === 'meeting') {
    const facts = factsOfMeeting(conversation, people, ownerId, index, key);
    for (const row of eventsNear(facts, people, ownerId, index)) {
      const on = vector(meetingLevels(facts, row, factsOfEvent(row, index)), MEETING);
      candidates.push({ on, isRight: right.has(row.Id), row });
    }
  } else {
    const facts = factsOfCall(conversation, people, ownerId, key);
    for (const row of tasksNear(conversation, facts, people, index)) {
      if (row.CallObject === conversation.sourceId) continue;
      const levels = callLevels(facts, row, factsOfTask(row, index));
      if (levels) candidates.push({ on: vector(levels, CALL), isRight: right.has(row.Id), row });
    }
  }
  const isCopy: Case['isCopy'] = (a, b) =>
    conversation.kind === 'meeting' && isCopyOf(a.row as EventRow, b.row as EventRow, index);
  return { label: label.activity, candidates, isCopy };
}

/** Linear equations by elimination: `matrix` × answer = `right`. */
function solve(matrix: Float64Array<ArrayBuffer>[], right: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const size = right.length;
  const rows = matrix.map((row, number) => Float64Array.of(...row, right[number] as number));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, pivot, column))) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] as Float64Array<ArrayBuffer>, rows[column] as Float64Array<ArrayBuffer>];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(rows, row, column) / at(rows, column, column);
      const [to, from] = [rows[row] as Float64Array<ArrayBuffer>, rows[column] as Float64Array<ArrayBuffer>];
      for (let each = column; each <= size; each++) to[each] = (to[each] as number) - factor * (from[each] as number);
    }
  }
  return Float64Array.from(rows, (row, number) => (row[size] as number) / (row[number] as number));
}

function at(rows: Float64Array<ArrayBuffer>[], row: number, column: number): number {
  return (rows[row] as Float64Array<ArrayBuffer>)[column] as number;
}

/** Logistic regression by Newton's steps, with a pull to zero that keeps rare levels modest. */
function fit(pairs: Candidate[], size: number, pull = 1): Float64Array<ArrayBuffer> {
  let weights: Float64Array<ArrayBuffer> = new Float64Array(size);
  for (let step = 0; step < 25; step++) {
    const gradient = weights.map((weight, number) => (number === 0 ? 0 : -pull * weight));
    const curve = Array.from({ length: size }, (_, number) => {
      const row = new Float64Array(size);
      row[number] = number === 0 ? 1e-6 : pull;
      return row;
    });
    for (const { on, isRight } of pairs) {
      const likely = 1 / (1 + Math.exp(-sum(weights, on)));
      const slope = likely * (1 - likely);
      for (const a of on) {
        gradient[a] = (gradient[a] as number) + Number(isRight) - likely;
        const row = curve[a] as Float64Array<ArrayBuffer>;
        for (const b of on) row[b] = (row[b] as number) + slope;
      }
    }
    const move = solve(curve, gradient);
    weights = weights.map((weight, number) => weight + (move[number] as number));
    if (move.every((each) => Math.abs(each) < 1e-9)) break;
  }
  return weights;
}

function sum(weights: Float64Array<ArrayBuffer>, on: number[]): number {
  let total = 0;
  for (const each of on) total += weights[each] as number;
  return total;
}

/** What decides a case, whatever the threshold: its best candidate, the next that is no copy of it. */
interface Outcome {
  label: 'link' | 'create' | 'review';
  best: number;
  rival: number;
  isRight: boolean;
}

function outcomeOf({ label, candidates, isCopy }: Case, worth: (on: number[]) => number): Outcome {
  const scored = candidates.map((each) => ({ each, value: worth(each.on) }));
  scored.sort((a, b) => b.value - a.value || (a.each.row.Id < b.each.row.Id ? -1 : 1));
  const [best] = scored;
  const rival = best && scored.slice(1).find(({ each }) => !isCopy(best.each, each));
  const isRight =
    best !== undefined && (best.each.isRight || scored.some(({ each }) => each.isRight && isCopy(best.each, each)));
  return {
    label: typeof label === 'object' ? 'link' : label,
    best: best?.value ?? -Infinity,
    rival: rival?.value ?? -Infinity,
    isRight,
  };
}

interface Limits {
  threshold: number;
  margin: number;
  reviewFrom: number;
}

/** The limits that link most while almost nothing is linked wrongly; then where asking costs less than a duplicate. */
function calibrate(outcomes: Outcome[]): Limits {
  let best: { threshold: number; margin: number; right: number } | undefined;
  for (let threshold = 52; threshold <= 90; threshold++)
    for (let margin = 2; margin <= 30; margin++) {
      const linked = outcomes.filter((each) => each.best >= threshold / 100 && each.best - each.rival >= margin / 100);
      const right = linked.filter((each) => each.label === 'link' && each.isRight).length;
      if (linked.length - right > MOST_WRONG * linked.length) continue;
      if (!best || right > best.right) best = { threshold, margin, right };
    }
  if (!best) throw new Error('No threshold and margin keep wrong links rare enough.');
  let asking = { from: best.threshold, cost: Infinity };
  for (let from = best.threshold - 1; from >= 20; from--) {
    const isLinked = (each: Outcome) =>
      each.best * 100 >= best.threshold && (each.best - each.rival) * 100 >= best.margin;
    const open = outcomes.filter((each) => !isLinked(each));
    // a duplicate is noticed by a customer, a question only by the rep
    const duplicates = open.filter((each) => each.label !== 'create' && each.best * 100 < from).length;
    const questions = open.filter((each) => each.label === 'create' && each.best * 100 >= from).length;
    const cost = 3 * duplicates + questions;
    if (cost < asking.cost) asking = { from, cost };
  }
  return { threshold: best.threshold / 100, margin: best.margin / 100, reviewFrom: asking.from / 100 };
}

interface Learned {
  table: Table;
  positions: Map<string, number>;
  weights: Float64Array<ArrayBuffer>;
  pairs: number;
  right: number;
}

function learnTable(cases: Case[], table: Table, places: Map<string, number>): Learned {
  // what a human would not link is no link, though it may be the one
  const pairs = cases.flatMap(({ candidates, isCopy }) => {
    const right = candidates.filter(({ isRight }) => isRight);
    // the same meeting in another calendar is neither right nor wrong
    return candidates.filter((each) => each.isRight || !right.some((one) => isCopy(one, each)));
  });
  const weights = fit(pairs, places.size + 1);
  return {
    table,
    positions: places,
    weights,
    pairs: pairs.length,
    right: pairs.filter(({ isRight }) => isRight).length,
  };
}

/** The most that a table can say for a candidate. */
function most({ table, positions: places, weights }: Learned): number {
  const best = Object.entries(table).map(([feature, levels]) =>
    Math.max(...Object.keys(levels).map((level) => weights[places.get(`${feature}.${level}`) as number] as number)),
  );
  return (weights[0] as number) + best.reduce((total, each) => total + each, 0);
}

const DIGITS = 4;

function tableText(name: string, learned: Learned, span: number): string {
  const points = (weight: number | undefined) => ((weight ?? 0) / (2 * span)).toFixed(DIGITS);
  const lines = Object.entries(learned.table).flatMap(([feature, levels]) => [
    `    ${feature}: {`,
    ...Object.entries(levels).map(
      ([level, words]) =>
        `      ${level}: ${trim(points(learned.weights[learned.positions.get(`${feature}.${level}`) as number]))}, // ${words}`,
    ),
    '    },',
  ]);
  const base = trim((0.5 + Number(points(learned.weights[0]))).toFixed(DIGITS));
  return [
    `/** Learned from ${learned.right.toLocaleString('en')} right and ${(learned.pairs - learned.right).toLocaleString('en')} wrong candidates. */`,
    `export const ${name} = {`,
    `  base: ${base},`,
    '  features: {',
    ...lines,
    '  },',
    '} satisfies Weights;',
  ].join('\n');
}

function trim(digits: string): string {
  return digits.replace(/0+$/, '').replace(/\.$/, '').replace(/^-0$/, '0');
}

/** The text of `weights.ts`. */
export function learn(seed: number, size: number): string {
  const { snapshot, conversations } = generate(seed, size);
  const index = indexSnapshot(snapshot);
  const settings: MatchSettings = { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' };
  const casesOf = (kind: string) =>
    conversations
      // what an activity names by its key was never a question
      .filter(({ conversation }) => conversation.kind === kind && !index.eventByKey.has(keyOf(conversation)))
      .map((each) => caseOf(each, index, settings));
  const [meetings, calls] = [casesOf('meeting'), casesOf('call')];
  const meeting = learnTable(meetings, MEETING_FEATURES, MEETING);
  const call = learnTable(calls, CALL_FEATURES, CALL);
  const span = Math.max(most(meeting), most(call));
  const worth = (learned: Learned) => (on: number[]) => 0.5 + sum(learned.weights, on) / (2 * span);
  const outcomes = [
    ...meetings.map((each) => outcomeOf(each, worth(meeting))),
    ...calls.map((each) => outcomeOf(each, worth(call))),
  ];
  const { threshold, margin, reviewFrom } = calibrate(outcomes);
  const body = [
    tableText('MEETING_WEIGHTS', meeting, span),
    tableText('CALL_WEIGHTS', call, span),
    '/** From this score on, and so far ahead of the next, a link is made: what a tenant starts with. */',
    `export const THRESHOLD = ${threshold};`,
    `export const MARGIN = ${margin};`,
    '/** From this score on a person is asked, rather than another activity created. */',
    `export const REVIEW_FROM = ${reviewFrom};`,
  ].join('\n');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `/**
 * How much each piece of evidence counts, for (+) and against (−): steps of equal evidence, ${trim((2 * span).toFixed(2))} natural log-odds from 0 to 1.
 * Learned from ${size.toLocaleString('en')} generated conversations, seed ${seed}; ${hash}. Don't edit it: \`node sync/bench/learn.ts\` writes it.
 */
import type { Weights } from './features.ts';

${body}
`;
}

if (import.meta.main) {
  const file = path.resolve(import.meta.dirname, '../src/match/weights.ts');
  writeFileSync(file, learn(LEARNING_SEED, LEARNING_SIZE));
}
