/** What is read out of a conversation, and what vouches for it. */
import type { Conversation } from '../../conversation/conversation.ts';

/** A JSON schema of the keywords that `checkSchema` knows. */
export type Schema = Record<string, unknown>;

export interface ExtractInput {
  /** The admin's own words: what to look for. */
  instructions: string;
  /** What the answer holds; its root is an object. */
  schema: Schema;
  conversation: Conversation;
  /** What the org says of the deal and the people, for example its stages. Ids may only come from here. */
  facts?: Record<string, unknown>;
}

/** A quote that stands in a passage of the conversation, and what it vouches for. */
export interface SupportedFact {
  /** JSON pointer into `data`: a value, or the object of a list that holds several. */
  pointer: string;
  /** Number of the passage, from 1: the transcript first, then what the provider wrote beside it. */
  segment: number;
  quote: string;
  from: PassageKind;
  /** Where in the recording, in milliseconds, if the passage has a time. */
  startMs?: number;
}

export interface Dropped {
  pointer: string;
  /** A sentence without words of the conversation. */
  why: string;
}

export interface ExtractOutput {
  data: Record<string, unknown>;
  facts: SupportedFact[];
  dropped: Dropped[];
  /** `plain`: without a language model, only what the conversation itself lists. */
  by: 'endpoint' | 'plain';
  note: string;
}

export type PassageKind = 'transcript' | 'summary' | 'notes' | 'nextStep' | 'actionItem' | 'highlight' | 'comment';

export interface Passage {
  number: number;
  from: PassageKind;
  speaker?: string;
  /** Index into `parties`, where it is known who spoke. */
  party?: number;
  startMs?: number;
  text: string;
}
