/** What an admin can do about a refusal, by Salesforce's code: the sentence that stands after the org's own words. */
import { isCustomers, writerOf } from '../plan/settings.ts';
import { classifyRefusal } from './error.ts';

export interface Refusal {
  code: string;
  message: string;
  fields: string[];
}

const KNOWN: Record<string, (object: string, fields: string) => string> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: (object) =>
    `A validation rule on ${object} refuses it: let the rule pass what the integration user writes, or complete the record.`,
  REQUIRED_FIELD_MISSING: (object, fields) =>
    `Give ${fields || 'the required field'} of ${object} a default value, or make it required on the page layout only.`,
  FIELD_INTEGRITY_EXCEPTION: (object, fields) =>
    `${fields || 'A value'} does not go with the rest of the ${object}: correct the record in Salesforce, then sync again.`,
  MALFORMED_ID: (object, fields) =>
    `${fields || 'A link'} holds no Id of this org: correct what was sent for the ${object}, then send it again.`,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: (object) =>
    `The integration user may not use a record that the ${object} points to: share that record with it.`,
  INSUFFICIENT_ACCESS_OR_READONLY: (object) =>
    `The integration user may not change this ${object}: assign it the permission set ${writerOf(object)} and share the record with it.`,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: (object) =>
    `Assign the integration user the permission set ${writerOf(object)}, and look for automation on ${object} that fails.`,
  ENTITY_IS_LOCKED: (object) => `The ${object} waits for an approval: sync again when it is decided.`,
  CANNOT_EXECUTE_FLOW_TRIGGER: (object) =>
    `A flow on ${object} fails: its own error is above. Mend the flow, then sync again.`,
  INACTIVE_OWNER_OR_USER: () => 'Give the record an active owner, then sync again.',
  DUPLICATES_DETECTED: (object) =>
    `A duplicate rule on ${object} refuses it: let the rule leave out the integration user, or merge the records that it names.`,
  DUPLICATE_VALUE: (object) =>
    `Another ${object} has the same key and the integration user does not see it: share it with that user, or delete it.`,
  STORAGE_LIMIT_EXCEEDED: () => 'The org’s data storage is full: free some of it, then sync again.',
  UNABLE_TO_LOCK_ROW: (object) =>
    `Something else in the org keeps the ${object} locked: sync again when it has ended, and run data loads apart from it.`,
};

const BY_CLASS: Partial<Record<ReturnType<typeof classifyRefusal>, (object: string) => string>> = {
  repairable: (object) =>
    isCustomers(object)
      ? `Check the field of ${object} in Setup, and assign the integration user the permission set ${writerOf(object)}.`
      : `Compare the fields of ${object} with the package, and assign the integration user the permission set ${writerOf(object)}.`,
  stale: (object) => `A record that the ${object} points to is gone: sync again to have it matched anew.`,
  contention: (object) => KNOWN.UNABLE_TO_LOCK_ROW?.(object, '') ?? '',
  transient: () => 'The org was busy: sync again later.',
  echo: () => 'It went together with another record that was refused: mend that one.',
};

/** Undefined where nothing better can be said than the org's own words. */
export function mendOf(refusal: Refusal, object: string): string | undefined {
  const fields = refusal.fields.join(', ');
  const known =
    KNOWN[refusal.code] ??
    (refusal.code.startsWith('INSUFFICIENT_ACCESS') ? KNOWN.INSUFFICIENT_ACCESS_OR_READONLY : undefined);
  return known ? known(object, fields) : BY_CLASS[classifyRefusal(refusal)]?.(object);
}
