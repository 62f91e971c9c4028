/**
 * Sessions of one visitor on all devices. What is sent may come in any order, in pieces, and again: what is kept is a set
 * of pieces that only grows, so the count is the same whatever the order.
 */

/** Half an hour without a sign of life ends a session. */
export const IDLE_MS = 30 * 60_000;
/** More pieces than anybody leaves in months; see `compacted`. */
const MOST_PIECES = 2000;
const SETTLED_MS = 30 * 24 * 3_600_000;

/** Milliseconds since 1970: start, end, and the last end at which the sender said that it was over; 0: never. */
export type Piece = [start: number, end: number, closed: number];

/** By device and by the sender's id of the session, or its start. */
export type Pieces = Record<string, Piece>;

export interface Session {
  start: number;
  end: number;
  device: string;
}

export interface Seen {
  device?: string | undefined;
  /** The sender's id of the session; absent: its start tells it. */
  id?: string | undefined;
  start: number;
  /** Absent: one sign of life, such as a page that was opened. */
  end?: number | undefined;
  /** The visitor closed the tab: what comes after begins a new session, however soon. */
  isClosed?: boolean | undefined;
}

const nameOf = (device: string, id: string) => JSON.stringify([device, id]);
const deviceOf = (name: string): string => (JSON.parse(name) as [string, string])[0];

export function piecesOf(seen: Seen[]): Pieces {
  const pieces: Pieces = {};
  for (const { device = '', id, start, end = start, isClosed } of seen)
    put(pieces, nameOf(device, id ?? `at ${start}`), [start, end, isClosed ? end : 0]);
  return pieces;
}

function put(pieces: Pieces, name: string, [start, end, closed]: Piece): void {
  const known = pieces[name];
  pieces[name] = known
    ? [Math.min(known[0], start), Math.max(known[1], end), Math.max(known[2], closed)]
    : [start, end, closed];
}

/** Associative, commutative, and the same when done twice. */
export function mergePieces(...sets: Pieces[]): Pieces {
  const merged: Pieces = {};
  for (const set of sets) for (const [name, piece] of Object.entries(set)) put(merged, name, piece);
  return merged;
}

/** In the order of their starts. Those of one device that overlap, or follow within half an hour, are one. */
export function sessionsOf(pieces: Pieces): Session[] {
  const byDevice = Map.groupBy(Object.entries(pieces), ([name]) => deviceOf(name));
  const sessions = [...byDevice].flatMap(([device, named]) =>
    joined(
      named.map(([, piece]) => piece),
      device,
    ),
  );
  return sessions.sort((a, b) => a.start - b.start || a.end - b.end || (a.device < b.device ? -1 : 1));
}

function joined(pieces: Piece[], device: string): Session[] {
  const sessions: Session[] = [];
  let closedAt = 0;
  for (const [start, end, closed] of pieces.toSorted((a, b) => a[0] - b[0])) {
    const last = sessions.at(-1);
    const isOver = last && (start > last.end + IDLE_MS || (closedAt === last.end && start > last.end));
    if (!last || isOver) {
      sessions.push({ start, end, device });
      closedAt = closed;
    } else {
      last.end = Math.max(last.end, end);
      closedAt = Math.max(closedAt, closed);
    }
  }
  return sessions;
}

/** Undefined before the first. */
export function lastSeenOf(pieces: Pieces): number | undefined {
  const ends = Object.values(pieces).map(([, end]) => end);
  return ends.length > 0 ? ends.reduce((a, b) => Math.max(a, b)) : undefined;
}

/**
 * Where there are very many, those of sessions that ended a month before the last are joined for good. A late piece
 * still extends such a session; what it no longer does is tell that its tab was closed in the middle.
 */
export function compacted(pieces: Pieces): Pieces {
  if (Object.keys(pieces).length <= MOST_PIECES) return pieces;
  const last = lastSeenOf(pieces) ?? 0;
  const settled = new Map<string, Session[]>();
  for (const session of sessionsOf(pieces))
    if (session.end < last - SETTLED_MS) settled.set(session.device, [...(settled.get(session.device) ?? []), session]);
  const kept: Pieces = {};
  for (const [name, piece] of Object.entries(pieces)) {
    const device = deviceOf(name);
    const session = settled.get(device)?.find(({ start, end }) => start <= piece[0] && piece[1] <= end);
    if (!session) put(kept, name, piece);
    // each stays apart from the next: it says that it was closed
    else put(kept, nameOf(device, `at ${session.start}`), [session.start, session.end, session.end]);
  }
  return kept;
}
