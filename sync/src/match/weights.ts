/**
 * How much each piece of evidence counts, for (+) and against (−): steps of equal evidence, 34.01 natural log-odds from 0 to 1.
 * Learned from 20,000 generated conversations, seed 1; 5b987b3c8fa32a89. Don't edit it: `node sync/bench/learn.ts` writes it.
 */
import type { Weights } from './features.ts';

/** Learned from 10,593 right and 39,087 wrong candidates. */
export const MEETING_WEIGHTS = {
  base: 0.2464,
  features: {
    calendar: {
      own: 0.0308, // same owner
      colleague: -0.0308, // owned by a colleague in it
    },
    start: {
      same: 0.109, // same start
      within5: 0.1189, // starts up to 5 minutes apart
      within10: 0.052, // starts up to 10 minutes apart
      within20: -0.01, // starts up to 20 minutes apart
      within45: -0.0839, // starts up to 45 minutes apart
      within70: -0.1138, // starts up to 70 minutes apart
      further: -0.0723, // starts further apart
    },
    plan: {
      same: -0.0025, // starts as planned
      other: -0.0362, // planned for another time
      unknown: 0.0387, // nothing to tell when it was planned for
    },
    length: {
      exact: 0.0632, // planned from and to the same minute
      covers: 0.0084, // planned and real time are the same for the most part
      touches: -0.0133, // planned and real time overlap
      apart: -0.0583, // planned and real time do not meet
    },
    customers: {
      exact: 0.1085, // same people
      within: 0.0777, // same people, as far as both name them
      part: 0.0486, // some of the same people
      none: -0.2142, // other people
      onlyOurs: -0.0822, // only colleagues invited
      nobody: 0.1039, // no customer on either side
      unknown: -0.0423, // nothing to tell who was invited
    },
    colleagues: {
      same: 0.0233, // same colleagues
      part: -0.0517, // some of the same colleagues
      unknown: 0.0284, // nothing to tell which colleagues
    },
    title: {
      same: 0.103, // same title
      similar: 0.0111, // similar title
      other: -0.0759, // other title
      unknown: -0.0382, // no title to compare
    },
    conference: {
      same: 0.1752, // same conference address
      shared: -0.0137, // the conference address of many meetings
      other: -0.1423, // another conference address
      unknown: -0.0193, // no conference address to compare
    },
    standing: {
      planned: 0.087, // not called off
      block: -0.024, // time kept free of meetings
      cancelled: -0.063, // called off in the calendar
      taken: 0, // holds another conversation already
    },
  },
} satisfies Weights;
/** Learned from 2,235 right and 1,105 wrong candidates. */
export const CALL_WEIGHTS = {
  base: 0.4029,
  features: {
    owner: {
      own: -0.0065, // same owner
      colleague: 0.0065, // owned by a colleague in it
    },
    caller: {
      person: 0.0462, // same caller
      number: 0.0339, // same number
      unknown: -0.0801, // no caller named
    },
    logged: {
      atOnce: 0.0934, // logged within 20 seconds
      within1: 0.0423, // logged within a minute
      within3: 0.0373, // logged within 3 minutes
      soon: -0.0851, // logged within 15 minutes
      later: -0.0879, // logged later that day
    },
    duration: {
      same: 0.1879, // same duration
      close: -0.0144, // a few seconds longer or shorter
      rounded: -0.0527, // the duration in whole minutes
      other: -0.1255, // another duration
      unknown: 0.0046, // no duration to compare
    },
    direction: {
      same: 0.0337, // same direction
      other: -0.0614, // the other direction
      unknown: 0.0277, // no direction to compare
    },
    standing: {
      free: 0, // holds no other conversation
      taken: 0, // holds another conversation already
    },
  },
} satisfies Weights;
/** From this score on, and so far ahead of the next, a link is made: what a tenant starts with. */
export const THRESHOLD = 0.56;
export const MARGIN = 0.19;
/** From this score on a person is asked, rather than another activity created. */
export const REVIEW_FROM = 0.24;
