/**
 * How long a match takes and what the index of a snapshot costs, from a thousand activities to a million.
 * `node --expose-gc sync/bench/matching.ts` prints the figures; `--json` as data.
 */
import type { Conversation } from '../src/conversation/conversation.ts';
import { match } from '../src/match/match.ts';
import { DEFAULT_MATCH_SETTINGS } from '../src/match/settings.ts';
import { indexSnapshot } from '../src/match/snapshot-index.ts';
import type { EventRow, MatchSettings, Snapshot, TaskRow } from '../src/match/types.ts';
import { generate } from './generate/generate.ts';
import { titleStartEnd } from './rules/titleStartEnd.ts';
import type { Bench, Figure } from './types.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Conversations matched at each size, each of them once: nothing about their activities is known beforehand. */
const MATCHED = 4_000;
/** Conversations that the yardsticks are given. */
const SCANNED = 20;
const SEED = 3;
const WEEK = 7 * 86_400_000;
const SETTINGS: MatchSettings = { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' };

/** The same team's weeks again and again, further and further back: a calendar as it grows, with no more in a day. */
function grown(snapshot: Snapshot, activities: number): Snapshot {
  // where there are fewer than the team's own, as many of each kind
  const mostEvents = Math.round(
    (activities * snapshot.events.length) / (snapshot.events.length + snapshot.tasks.length),
  );
  const events: EventRow[] = [];
  const tasks: TaskRow[] = [];
  const back = (instant: string, by: number) => new Date(Date.parse(instant) - by).toISOString();
  for (let round = 0; events.length + tasks.length < activities; round++) {
    const by = round * 11 * WEEK;
    const mark = round.toString(36).padStart(4, '0');
    const id = (old: string) => `${old.slice(0, 3)}${mark}${old.slice(7)}`;
    for (const row of snapshot.events.slice(0, mostEvents)) {
      if (events.length >= mostEvents) break;
      const [StartDateTime, EndDateTime] = [back(row.StartDateTime, by), back(row.EndDateTime, by)];
      events.push(round === 0 ? row : { ...row, Id: id(row.Id), StartDateTime, EndDateTime });
    }
    for (const row of snapshot.tasks) {
      if (events.length + tasks.length >= activities) break;
      const CreatedDate = back(row.CreatedDate, by);
      const ActivityDate = row.ActivityDate && back(row.ActivityDate, by).slice(0, 10);
      tasks.push(round === 0 ? row : { ...row, Id: id(row.Id), CreatedDate, ActivityDate, CallObject: null });
    }
  }
  return { ...snapshot, events, tasks };
}

function heapBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const BLOCK = 100;

/** Microseconds each takes: the median of blocks, and the tenth of them that nothing else on the machine slowed. */
function blockTimes<Item>(
  items: Item[],
  work: (item: Item) => void,
  block = BLOCK,
): { median: number; undisturbed: number } {
  const times: number[] = [];
  for (let from = 0; from < items.length; from += block) {
    const some = items.slice(from, from + block);
    const start = process.hrtime.bigint();
    for (const item of some) work(item);
    times.push(Number(process.hrtime.bigint() - start) / 1000 / some.length);
  }
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(times.length / 2)] ?? 0, undisturbed: times[Math.floor(times.length / 10)] ?? 0 };
}

export function matching(): Bench {
  const { snapshot, conversations } = generate(SEED, 8_000);
  const given = conversations.map(({ conversation }) => conversation);
  const index = indexSnapshot(snapshot);
  // what runs for the first time, or has not run since memory was collected, runs slower: that does not grow with a snapshot
  const warmUp = () => {
    const warm = indexSnapshot(snapshot);
    for (const one of given.slice(MATCHED)) match(one, warm, SETTINGS);
  };
  for (let round = 0; round < 3; round++) warmUp();

  const figures: Figure[] = [];
  const each: number[] = [];
  for (const size of SIZES) {
    const many = grown(snapshot, size);
    const before = heapBytes();
    const start = process.hrtime.bigint();
    const large = indexSnapshot(many);
    const building = Number(process.hrtime.bigint() - start) / 1e6;
    const bytes = heapBytes() - before;
    const chosen = given.slice(0, MATCHED);
    warmUp();
    const { median: time, undisturbed } = blockTimes(chosen, (one) => void match(one, large, SETTINGS));
    const { median: rule } = blockTimes(chosen.slice(0, SCANNED), (one) => void scan(one, large.snapshot), 1);
    each.push(time);
    const name = size.toLocaleString('en');
    figures.push(
      {
        what: `a match among ${name} activities`,
        value: time,
        unit: 'µs',
        yardstick: { what: 'title+start+end over every row', value: rule },
      },
      { what: `a match among ${name}, undisturbed`, value: undisturbed, unit: 'µs' },
      { what: `matches a second among ${name}`, value: 1e6 / time, unit: 'matches/s', must: { atLeast: 20_000 } },
      { what: `index of ${name}: made in`, value: building, unit: 'ms' },
      { what: `index of ${name}: memory beside the rows`, value: bytes / size, unit: 'bytes/activity' },
    );
  }
  const { median: byTitle } = blockTimes(given.slice(0, 1000), (one) => {
    titleStartEnd(one, index.usersByEmail.get(one.owner?.email ?? '')?.Id, index);
  });
  figures.push({
    ...{ what: 'growth from 1,000 to 1,000,000 activities', value: (each.at(-1) ?? 0) / (each[0] ?? 1), unit: 'times' },
    yardstick: { what: 'activities', value: 1000 },
  });
  figures.push({ what: 'title+start+end over one calendar', value: byTitle, unit: 'µs' });
  return {
    name: 'Speed of matching',
    figures,
    notes: [
      'Undisturbed is the quickest tenth of the blocks: what it takes where nothing else runs on the machine.',
      `${MATCHED.toLocaleString('en')} conversations at each size, each once, on one core, the median of blocks of ${BLOCK}: activity, people and deal, with the evidence in words.`,
      'The yardstick looks through every event for the same title, start and end; it finds neither people nor deal.',
      globalThis.gc
        ? 'Memory is what the index adds to the rows, after collection.'
        : 'Memory needs node --expose-gc to be exact.',
    ],
  };
}

function scan(conversation: Conversation, { events }: Snapshot): string | undefined {
  const start = Date.parse(conversation.scheduledStart ?? conversation.startedAt);
  const end = Date.parse(conversation.scheduledEnd ?? conversation.endedAt ?? conversation.startedAt);
  const isNear = (a: string, b: number) => Math.abs(Date.parse(a) - b) <= 15 * 60_000;
  return events.find(
    (row) => row.Subject === conversation.title && isNear(row.StartDateTime, start) && isNear(row.EndDateTime, end),
  )?.Id;
}

if (import.meta.main) {
  const bench = matching();
  if (process.argv.includes('--json')) console.log(JSON.stringify(bench));
  else
    console.table(
      bench.figures.map(({ what, value, unit, yardstick }) => ({
        what,
        value,
        unit,
        beside: yardstick && `${yardstick.what}: ${yardstick.value.toFixed(1)}`,
      })),
    );
}
