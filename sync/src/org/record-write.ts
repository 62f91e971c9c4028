/** One record's write, and what became of it. */
import type { FieldValue } from '../plan/types.ts';

export type SObjectBody = Record<string, FieldValue | Record<string, string>>;

/** Which record of which stage. */
export interface Place {
  stage: number;
  position: number;
}

/** One record's write, as the org is to get it. */
export interface RecordWrite {
  object: string;
  /** An upsert with an Id is sent as the update, and one without as the creation, that it is. */
  operation: 'upsert' | 'update' | 'delete';
  /** The external Id field of an upsert. */
  keyField?: string;
  id?: string;
  body: SObjectBody;
  /** Fields that hold the Id of a record of an earlier stage; left out where that one could not be written. */
  idsOf?: Record<string, Place>;
  /** What saving it locks beside itself, for example its account: such records are tried again together. */
  lock?: string;
}

export interface Repair {
  field: string;
  /** What is written in its place; absent where the field is left out. */
  after?: FieldValue;
  /** The end of a sentence that begins with the field: `was cut to 40 characters: …`. */
  what: string;
}

export interface RecordResult {
  id?: string;
  created: boolean;
  error?: { code: string; message: string; fields: string[] };
  /** Fields that were written otherwise than asked, or not at all. */
  repairs?: Repair[];
  /** A sentence, where a record that was there already stands for the one to be created. */
  adopted?: string;
}
