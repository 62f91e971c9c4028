import type { ObjectSchema } from '../../metadata/types.ts';
import type { Row, Store } from '../store/store.ts';

export interface Change {
  operation: 'create' | 'update';
  object: ObjectSchema;
  /** The record as it will be stored; a rule may change it. */
  next: Row;
  /** The record as it was; null on create. */
  old: Row | null;
  /** Names of the fields that the caller gave. */
  given: Set<string>;
  userId: string;
  now: string;
}

/** What rules need of the org beyond the record at hand. */
export interface RuleOrg {
  store: Store;
  object(name: string): ObjectSchema;
  newId(object: ObjectSchema): string;
}

/** What the platform itself does with a standard object's record around a write. */
export interface Rule {
  before?(change: Change, org: RuleOrg): void;
  after?(change: Change, org: RuleOrg): void;
  beforeDelete?(row: Row, org: RuleOrg): void;
}
