/** What an undo goes by, and what it says. */
import type { OrgShapes } from '../../match/types.ts';
import type { PlannedField, PlannedWrite, ReceiptEntry } from '../types.ts';
import type { WrittenRecord } from './fold.ts';

export type Row = Record<string, unknown>;

/** What the org says now. */
export interface UndoOrg {
  /** By 18-character Id; what is gone or unseen is absent. */
  rows: Map<string, Row>;
  /** The user the service acts as: who else touched a record is somebody. */
  self: string;
  /** Names of users by Id, for the sentences. */
  names?: Map<string, string>;
  shapes?: OrgShapes;
}

export interface UndoInput extends UndoOrg {
  /** The conversation's key. */
  key: string;
  written: WrittenRecord[];
  /** Rows beneath the conversation's own record, as the org has them: people write there too. */
  children: { object: string; row: Row }[];
}

/** One record's undo: what is written, and what the receipt says besides. */
export interface UndoStep {
  write?: PlannedWrite;
  /** The entry of a record that nothing is written to: it stays, is gone already, or goes with its parent. */
  entry?: ReceiptEntry;
  /** Fields that are left as they are, each with the reason as its evidence. */
  left: PlannedField[];
  note?: string;
}
