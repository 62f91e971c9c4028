/**
 * How much each piece of evidence counts. Each table adds up to 1; a piece is worth between 0 (against) and 1 (for),
 * and `UNKNOWN` where one of the two sides says nothing about it.
 */
export const UNKNOWN = 0.5;

export const MEETING_WEIGHTS = {
  owner: 0.15,
  start: 0.22,
  end: 0.08,
  overlap: 0.1,
  attendees: 0.25,
  title: 0.2,
} as const;

export const CALL_WEIGHTS = {
  phone: 0.45,
  start: 0.3,
  duration: 0.15,
  direction: 0.1,
} as const;

/** An event that belongs to another of our participants rather than to the conversation's owner. */
export const COLLEAGUES_EVENT = 0.6;
/** An activity that already holds another conversation of the same provider is rarely this one's too. */
export const TAKEN_PENALTY = 0.15;
/** What a conference address shared by event and conversation, at an overlapping time, is worth. */
export const CONFERENCE_SCORE = 0.97;
/** A call logged later than three minutes after it ended, found by day, number and duration. */
export const LOGGED_LATE_START = 0.5;

const MINUTE = 60_000;
/** Only events that start this close are looked at: never the title alone. */
export const EVENT_WINDOW_MS = 45 * MINUTE;
/** Meetings start and end a little late: this much costs nothing. */
export const TIME_GRACE_MS = 5 * MINUTE;
export const CALL_WINDOW_MS = 3 * MINUTE;
export const LOGGED_LATE_DURATION_SEC = 5;
/** Phone tools log a call when it starts to ring; older tasks of the same id are another phone system's. */
export const LONGEST_RING_MS = 60 * MINUTE;
/** A call with the same person logged this soon after the end is a candidate even where its duration says nothing. */
export const LOGGED_SOON_MS = 15 * MINUTE;

/** 1 within the grace, falling evenly to 0 at `limit`. */
export function closeness(distanceMs: number, limitMs: number, graceMs = 0): number {
  if (distanceMs <= graceMs) return 1;
  return Math.max(0, 1 - (distanceMs - graceMs) / (limitMs - graceMs));
}

export function weigh<Name extends string>(weights: Record<Name, number>, worth: Record<Name, number>): number {
  let sum = 0;
  for (const name of Object.keys(weights) as Name[]) sum += weights[name] * worth[name];
  return roundScore(sum);
}

/** Three decimals, as `Match_Score__c` keeps them. */
export function roundScore(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
}
