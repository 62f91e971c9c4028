/** What a plan of a visit's writes goes by. */
import type { FieldValue, HeldWrite, PlannedWrite } from '../../plan/types.ts';
import type { Remark, Shapes } from '../../plan/shapes.ts';
import type { AccountFound } from '../account.ts';
import type { PersonFound } from '../person.ts';
import type { Said } from '../said.ts';
import type { VisitorSettings } from '../settings.ts';

/** A record of the org as it is now, with the fields that a plan compares. */
export interface OrgRecord {
  Id: string;
  [field: string]: unknown;
}

/** What the service itself has written for a visitor, and may therefore change. */
export interface Written {
  /** Record → field → value: names, addresses and numbers. */
  fields: Record<string, Record<string, FieldValue>>;
  /** Booked meeting → its Event, and what it said. */
  events: Record<string, { id: string; print: string }>;
  /** Chat → its note, and a print of its text. */
  notes: Record<string, { id: string; print: string }>;
}
/** Senders' ids are any text, also the name of what every object has. */
export const own = <Value>(record: Record<string, Value>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

export const NOTHING_WRITTEN: Written = { fields: {}, events: {}, notes: {} };

/** An activity of the person that may be the booked meeting: a calendar that is synchronised has brought it. */
export interface EventRow {
  Id: string;
  StartDateTime: string;
  [field: string]: unknown;
}

export interface VisitInput {
  id: string;
  said: Said;
  account: AccountFound;
  person: PersonFound;
  /** The account, and the contact or lead, as they are now. */
  accountRow?: OrgRecord | undefined;
  personRow?: OrgRecord | undefined;
  /** Of the person, at the times of booked meetings that have no Event yet. */
  events: readonly EventRow[];
  /** Ids of notes of the person by title: read where a run was interrupted. */
  notesByTitle: ReadonlyMap<string, string>;
  /** Notes that somebody else has changed since. */
  touchedNotes: ReadonlySet<string>;
  written: Written;
  /** Names of users who are to own what is made, by Id. */
  owners: Readonly<Record<string, string>>;
  settings: VisitorSettings;
  country: string;
  shapes: Shapes;
  remark: Remark;
}

/** Keys of writes that others of the same plan link to. */
export const leadKey = (id: string): string => `visitor:${id}`;

export type { HeldWrite, PlannedWrite };
