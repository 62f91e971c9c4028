/**
 * How much each piece of evidence counts, for (+) and against (−): steps of equal evidence, 33.06 natural log-odds from 0 to 1.
 * Learned from 20,000 generated conversations, seed 1; f70c6eb93a536206. Don't edit it: `node sync/bench/learn.ts` writes it.
 */
import type { Weights } from './features.ts';

/** Learned from 10,554 right and 38,355 wrong candidates. */
export const MEETING_WEIGHTS = {
  base: 0.186,
  features: {
    calendar: {
      own: 0.0417, // same owner
      colleague: -0.0417, // owned by a colleague in it
    },
    start: {
      same: 0.102, // same start
      within5: 0.1049, // starts up to 5 minutes apart
      within10: 0.0472, // starts up to 10 minutes apart
      within20: -0.0048, // starts up to 20 minutes apart
      within45: -0.0724, // starts up to 45 minutes apart
      within70: -0.1002, // starts up to 70 minutes apart
      further: -0.0767, // starts further apart
    },
    plan: {
      same: -0.0038, // starts as planned
      other: -0.034, // planned for another time
      unknown: 0.0379, // nothing to tell when it was planned for
    },
    length: {
      exact: 0.0671, // planned from and to the same minute
      covers: 0.0111, // planned and real time are the same for the most part
      touches: -0.0209, // planned and real time overlap
      apart: -0.0573, // planned and real time do not meet
    },
    customers: {
      exact: 0.0976, // same people
      within: 0.0735, // same people where both name them
      part: 0.0339, // some of the same people
      none: -0.2205, // other people
      onlyOurs: -0.0237, // only colleagues invited
      nobody: 0.081, // no customer on either side
      unknown: -0.0418, // nothing to tell who was invited
    },
    colleagues: {
      same: 0.0352, // same colleagues
      part: -0.0706, // some of the same colleagues
      unknown: 0.0354, // nothing to tell which colleagues
    },
    title: {
      same: 0.095, // same title
      similar: 0.0204, // similar title
      other: -0.0766, // other title
      unknown: -0.0389, // no title to compare
    },
    conference: {
      same: 0.1789, // same conference address
      shared: -0.029, // the conference address of many meetings
      other: -0.1146, // another conference address
      unknown: -0.0352, // no conference address to compare
    },
    standing: {
      planned: 0.1556, // not called off
      block: -0.0064, // time kept free of meetings
      cancelled: -0.1454, // called off in the calendar
      taken: -0.0038, // holds another conversation already
    },
  },
} satisfies Weights;
/** Learned from 2,252 right and 1,049 wrong candidates. */
export const CALL_WEIGHTS = {
  base: 0.3886,
  features: {
    owner: {
      own: 0.0074, // same owner
      colleague: -0.0074, // owned by a colleague in it
    },
    caller: {
      person: 0.0476, // same caller
      number: 0.037, // same number
      unknown: -0.0846, // no caller named
    },
    logged: {
      atOnce: 0.0922, // logged within 20 seconds
      within1: 0.0393, // logged within a minute
      within3: 0.0353, // logged within 3 minutes
      soon: -0.0856, // logged within 15 minutes
      later: -0.0812, // logged later that day
    },
    duration: {
      same: 0.2032, // same duration
      close: -0.0063, // a few seconds longer or shorter
      rounded: -0.0709, // the duration in whole minutes
      other: -0.1281, // another duration
      unknown: 0.0022, // no duration to compare
    },
    direction: {
      same: 0.0285, // same direction
      other: -0.0557, // the other direction
      unknown: 0.0272, // no direction to compare
    },
    standing: {
      free: 0.0048, // holds no other conversation
      taken: -0.0048, // holds another conversation already
    },
  },
} satisfies Weights;
/** From this score on, and so far ahead of the next, a link is made: what a tenant starts with. */
export const THRESHOLD = 0.53;
export const MARGIN = 0.19;
/** From this score on a person is asked, rather than another activity created. */
export const REVIEW_FROM = 0.24;
