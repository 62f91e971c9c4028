/**
 * What is looked at when an activity is compared with a conversation. Each feature takes one of a few levels, in words
 * that the evidence says; what a level counts for is learned (`weights.ts`).
 */
export const MEETING_FEATURES = {
  calendar: {
    own: 'same owner',
    colleague: 'owned by a colleague in it',
  },
  start: {
    same: 'same start',
    within5: 'starts up to 5 minutes apart',
    within10: 'starts up to 10 minutes apart',
    within20: 'starts up to 20 minutes apart',
    within45: 'starts up to 45 minutes apart',
    within70: 'starts up to 70 minutes apart',
    further: 'starts further apart',
  },
  plan: {
    same: 'starts as planned',
    other: 'planned for another time',
    unknown: 'nothing to tell when it was planned for',
  },
  length: {
    exact: 'planned from and to the same minute',
    covers: 'planned and real time are the same for the most part',
    touches: 'planned and real time overlap',
    apart: 'planned and real time do not meet',
  },
  customers: {
    exact: 'same people',
    within: 'same people where both name them',
    part: 'some of the same people',
    none: 'other people',
    onlyOurs: 'only colleagues invited',
    nobody: 'no customer on either side',
    unknown: 'nothing to tell who was invited',
  },
  colleagues: {
    same: 'same colleagues',
    part: 'some of the same colleagues',
    unknown: 'nothing to tell which colleagues',
  },
  title: {
    same: 'same title',
    similar: 'similar title',
    other: 'other title',
    unknown: 'no title to compare',
  },
  conference: {
    same: 'same conference address',
    shared: 'the conference address of many meetings',
    other: 'another conference address',
    unknown: 'no conference address to compare',
  },
  standing: {
    planned: 'not called off',
    block: 'time kept free of meetings',
    cancelled: 'called off in the calendar',
    taken: 'holds another conversation already',
  },
} as const;

export const CALL_FEATURES = {
  owner: {
    own: 'same owner',
    colleague: 'owned by a colleague in it',
  },
  caller: {
    person: 'same caller',
    number: 'same number',
    unknown: 'no caller named',
  },
  logged: {
    atOnce: 'logged within 20 seconds',
    within1: 'logged within a minute',
    within3: 'logged within 3 minutes',
    soon: 'logged within 15 minutes',
    later: 'logged later that day',
  },
  duration: {
    same: 'same duration',
    close: 'a few seconds longer or shorter',
    rounded: 'the duration in whole minutes',
    other: 'another duration',
    unknown: 'no duration to compare',
  },
  direction: {
    same: 'same direction',
    other: 'the other direction',
    unknown: 'no direction to compare',
  },
  standing: {
    free: 'holds no other conversation',
    taken: 'holds another conversation already',
  },
} as const;

type Features = Record<string, Record<string, string>>;
export type Levels<Table extends Features> = { [Name in keyof Table]: keyof Table[Name] & string };
export type MeetingLevels = Levels<typeof MEETING_FEATURES>;
export type CallLevels = Levels<typeof CALL_FEATURES>;

/** A feature's levels and what each counts for; `base` is what stands before anything is looked at. */
export interface Weights {
  base: number;
  features: Record<string, Record<string, number>>;
}

/** Between 0 (surely not) and 1 (surely), in equal steps of evidence: 0.5 is as likely as not. */
export function score(weights: Weights, levels: Record<string, string>): number {
  let sum = weights.base;
  for (const name in levels) sum += weights.features[name]?.[levels[name] as string] ?? 0;
  return roundScore(sum);
}

/** Three decimals, as `Match_Score__c` keeps them. */
export function roundScore(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
}
