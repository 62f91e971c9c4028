/** Which records go in one call of sObject Collections. */
import { byText } from '../../match/ids.ts';
import type { Place, RecordWrite } from '../record-write.ts';

/** sObject Collections take 200 records a call, and at most ten runs of one object ("Create Multiple Records"). */
export const MOST_RECORDS = 200;
const MOST_OBJECTS = 10;
/** A call with more than this is split: an org answers many small ones sooner than one it has to give up. */
const MOST_BYTES = 4_000_000;

export type Kind = 'update' | 'create' | 'delete';

export interface Item {
  write: RecordWrite;
  place: Place;
  kind: Kind;
}

export interface Call {
  kind: Kind;
  items: Item[];
  /** Text that looks like a composite reference cannot be sent inside one. */
  isAlone: boolean;
}

export function kindOf({ operation, id }: RecordWrite): Kind {
  return operation === 'upsert' ? (id === undefined ? 'create' : 'update') : operation;
}

/** Updates may all go first, mixed as they are; the rest goes stage by stage, creations of several objects together. */
export function callsOf(stages: RecordWrite[][], places: Place[], mostRecords = MOST_RECORDS): Call[] {
  const items = places.flatMap((place): Item[] => {
    const write = stages[place.stage]?.[place.position];
    if (!write) return [];
    return [{ write, place, kind: kindOf(write) }];
  });
  const isFree = ({ kind, write }: Item) => kind === 'update' && write.idsOf === undefined;
  const calls = chunk(items.filter(isFree), mostRecords);
  for (let stage = 0; stage < stages.length; stage++)
    calls.push(
      ...chunk(
        items.filter((item) => item.place.stage === stage && !isFree(item)),
        mostRecords,
      ),
    );
  return calls;
}

function chunk(items: Item[], mostRecords: number): Call[] {
  const groups = Map.groupBy(items, ({ kind, write }) =>
    JSON.stringify(write.body).includes('@{') ? `alone ${kind}` : kind,
  );
  return [...groups].flatMap(([group, members]) => {
    const kind = members[0]?.kind ?? 'update';
    const isAlone = group.startsWith('alone ');
    const calls: Call[] = [];
    let objects = new Set<string>();
    let bytes = 0;
    const byLock = members.toSorted((a, b) => byText(a.write.lock ?? '', b.write.lock ?? ''));
    const byObject = [...Map.groupBy(byLock, ({ write }) => write.object).values()].flat();
    for (const item of byObject) {
      const size = JSON.stringify(item.write.body).length;
      let current = calls.at(-1);
      if (
        !current ||
        current.items.length >= mostRecords ||
        bytes + size > MOST_BYTES ||
        (objects.size === MOST_OBJECTS && !objects.has(item.write.object))
      ) {
        current = { kind, items: [], isAlone };
        calls.push(current);
        objects = new Set();
        bytes = 0;
      }
      current.items.push(item);
      objects.add(item.write.object);
      bytes += size;
    }
    return calls;
  });
}
