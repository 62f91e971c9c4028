/** What is worked out once about rows of a snapshot, and kept beside them. */
import type { TitleKey } from './title.ts';
import type { EventRow, TaskRow } from './types.ts';

export interface EventFacts {
  start: number;
  end: number;
  title: TitleKey;
  /** Customers whom the event names, by address, Id and name: which of them it is. */
  theirs: Map<string, number>;
  theirCount: number;
  /** Colleagues whom the event names, its owner among them: see `colleagueKey`. */
  ours: Set<string>;
  /** Addresses in its place and description, as `conferenceRoom` writes them. */
  rooms: string[];
}

export interface TaskFacts {
  created: number;
  /** The ends of the numbers that it names, itself or through its person: see `phoneTail`. */
  tails: string[];
  /** `nameKey` of its person. */
  name?: string;
}

export interface Known {
  events: Map<EventRow, EventFacts>;
  tasks: Map<TaskRow, TaskFacts>;
  /** By country and text: see `numberOf`. */
  numbers: Map<string, string | undefined>;
  /** By subject: a series has one. */
  titles: Map<string, TitleKey>;
  /** By name of a deal or account. */
  words: Map<string, string[]>;
}
