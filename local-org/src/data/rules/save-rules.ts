/** Rules that admins make in Setup: what may be saved, and what is a duplicate. */
import type { OrgSchema } from '../../metadata/types.ts';
import { SalesforceError } from '../faults/errors.ts';
import { duplicatesDetected } from '../faults/faults.ts';
import type { Value } from '../store/record.ts';
import type { Row, Store } from '../store/store.ts';
import type { Change } from './rule.ts';

export type FilterOperation = 'equals' | 'notEqual' | 'greaterThan' | 'lessThan' | 'contains';

/** A validation rule, with conditions as filters have them (all must hold) where Salesforce has a formula. */
export interface ValidationRule {
  object: string;
  name: string;
  filters: { field: string; operation: FilterOperation; value: Value }[];
  errorMessage: string;
  /** Where the message is shown; on the page's top where none is named. */
  errorDisplayField?: string;
}

/** A duplicate rule over an exact matching rule: records that agree in all these fields, none of them empty. */
export interface DuplicateRule {
  object: string;
  name: string;
  matchOn: string[];
  /** `Alert`: a caller who says `allowSave` may save all the same. */
  action: 'Block' | 'Alert';
}

export class SaveRules {
  readonly #org: { schema: OrgSchema; store: Store };
  #validationRules: ValidationRule[] = [];
  #duplicateRules: DuplicateRule[] = [];
  #allowSave = false;

  constructor(org: { schema: OrgSchema; store: Store }) {
    this.#org = org;
  }

  addValidationRule(rule: ValidationRule): void {
    this.#assertFields(
      rule.object,
      rule.filters.map(({ field }) => field),
    );
    this.#validationRules.push(rule);
  }

  addDuplicateRule(rule: DuplicateRule): void {
    this.#assertFields(rule.object, rule.matchOn);
    this.#duplicateRules.push(rule);
  }

  #assertFields(objectName: string, fields: string[]): void {
    const object = this.#org.schema.object(objectName);
    if (!object) throw new SalesforceError(404, 'NOT_FOUND', `The org has no object ${objectName}`);
    for (const name of fields)
      if (!object.fields.has(name.toLowerCase()))
        throw new SalesforceError(404, 'NOT_FOUND', `${object.name} has no field ${name}`);
  }

  clear(): void {
    this.#validationRules = [];
    this.#duplicateRules = [];
  }

  /** Runs with `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  allowingSave<T>(allowed: boolean, work: () => T): T {
    const before = this.#allowSave;
    this.#allowSave = allowed;
    try {
      return work();
    } finally {
      this.#allowSave = before;
    }
  }

  /** Apex Developer Guide, "Triggers and Order of Execution": validation rules, then duplicate rules, then the save. */
  check(change: Change): void {
    for (const rule of this.#validationRules)
      if (isOf(rule, change) && rule.filters.every((filter) => holds(change.next, filter)))
        throw new SalesforceError(
          400,
          'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          rule.errorMessage,
          rule.errorDisplayField ? [rule.errorDisplayField] : [],
        );
    for (const rule of this.#duplicateRules) if (isOf(rule, change)) this.#refuseDuplicate(rule, change);
  }

  #refuseDuplicate(rule: DuplicateRule, { object, next, old }: Change): void {
    if (rule.action === 'Alert' && this.#allowSave) return;
    const wanted = rule.matchOn.map((field) => ({ field, value: next[field] ?? null }));
    if (wanted.some(({ value }) => value === null)) return;
    if (old && wanted.every(({ field, value }) => old[field] === value)) return;
    const [first, ...rest] = wanted;
    if (!first) return;
    const ids = this.#org.store
      .idsWhere(object, first.field, first.value)
      .filter((id) => id !== next['Id'])
      .filter((id) => {
        const row = this.#org.store.row(object, id);
        return rest.every(({ field, value }) => row?.[field] === value);
      });
    if (ids.length > 0) throw duplicatesDetected(object.name, rule, ids);
  }
}

function isOf(rule: { object: string }, { object }: Change): boolean {
  return rule.object.toLowerCase() === object.name.toLowerCase();
}

function holds(row: Row, { field, operation, value }: ValidationRule['filters'][number]): boolean {
  const current = row[field] ?? null;
  const asked = typeof value === 'boolean' ? Number(value) : value;
  const given = typeof current === 'boolean' ? Number(current) : current;
  switch (operation) {
    case 'equals':
      return given === asked;
    case 'notEqual':
      return given !== asked;
    case 'contains':
      return typeof given === 'string' && given.includes(String(asked));
    case 'greaterThan':
      return given !== null && asked !== null && given > asked;
    case 'lessThan':
      return given !== null && asked !== null && given < asked;
  }
}
