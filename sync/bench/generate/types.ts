import type { Conversation } from '../../src/conversation/conversation.ts';
import type { EventRow, Snapshot, TaskRow } from '../../src/match/types.ts';
import type { Company, Customer, Deal, Rep } from './org.ts';
import type { Trap } from './rates.ts';

/** An Id, nothing to link, or that nobody could tell. */
export type IdLabel = { id: string } | null | 'review';

/** What a careful human with all of the org's data would say. `review`: that even they could not tell. */
export interface Label {
  /** Any of these activities is right: a meeting stands in several calendars. */
  activity: { ids: string[] } | 'create' | 'review';
  /** By party: the Id of a contact or lead; null for somebody whom the org does not know or who is one of us. */
  people: IdLabel[];
  deal: IdLabel;
}

export interface Labelled {
  conversation: Conversation;
  traps: Trap[];
  label: Label;
  /** The deal it was really about, whether or not anything shows it. */
  about?: string;
}

export interface Generated {
  seed: number;
  snapshot: Snapshot;
  conversations: Labelled[];
}

/** A conversation with what really happened, which the label is made from. */
export interface Draft {
  conversation: Conversation;
  traps: Set<Trap>;
  reps: Rep[];
  /** By party; undefined for ours and for people whom the org does not know. */
  customers: (Customer | undefined)[];
  company?: Company;
  deal?: Deal;
  /** The meeting in each calendar that has it, the conversation owner's own first. */
  events: EventRow[];
  task?: TaskRow;
}

/** Everything that is being made. */
export interface Making {
  events: EventRow[];
  tasks: TaskRow[];
  drafts: Draft[];
}
