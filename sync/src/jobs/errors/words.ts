/** What an admin reads of an error: a title, and the mend. By Salesforce's code, or the service's own. */
import { classify } from '../../org/error.ts';
import type { FaultClass } from '../../org/fault-table.ts';
import { mendOf } from '../../org/mends.ts';

export interface ErrorWords {
  title: string;
  fix: string;
  /** Whether trying again now may help, once what is wrong is mended. */
  retryable: boolean;
}

const OWN: Record<string, ErrorWords> = {
  WAITING_FOR_PART: {
    title: 'A part of the conversation has not come yet',
    fix: 'The provider sends it by itself. Where it never comes, check that its webhooks are switched on for all events.',
    retryable: false,
  },
  PAUSED: {
    title: 'The service is paused',
    fix: 'Resume it: what waits is written then.',
    retryable: false,
  },
  API_RESERVE: {
    title: 'Kept, to spare the org’s daily API requests',
    fix: 'It goes on by itself as the org’s 24 hours move on. Lower the reserve in the settings, or find what else uses the API.',
    retryable: false,
  },
  REQUEST_LIMIT_EXCEEDED: {
    title: 'The org takes no more requests today',
    fix: 'It goes on by itself as the org’s 24 hours move on. Company Information in Setup shows what uses the API.',
    retryable: false,
  },
  NOT_CONNECTED: {
    title: 'No org is connected',
    fix: 'Connect the org in the set-up: what waits is written then.',
    retryable: false,
  },
  SECRET_KEY_MISSING: {
    title: 'The key to the connection is gone',
    fix: 'Start the service with the key that sealed the connection (DEBRIEF_SECRET_KEYS), or connect the org again in the set-up.',
    retryable: false,
  },
  INTERRUPTED: {
    title: 'A run was cut off while it wrote a note',
    fix: 'It is read again and written within a minute, by itself.',
    retryable: true,
  },
  NOT_COMPOSABLE: {
    title: 'What the provider sent cannot be put together',
    fix: 'Send the conversation again as the error says.',
    retryable: true,
  },
  INTERNAL: {
    title: 'The service failed',
    fix: 'Try it again. Where it fails again, the service’s log has the reason.',
    retryable: true,
  },
  UNKNOWN: {
    title: 'The org refused it without a reason',
    fix: 'Try it again, and look for automation in the org that ends without an error.',
    retryable: true,
  },
  API_DISABLED_FOR_ORG: {
    title: 'The org’s API is closed to the service',
    fix: 'Give the integration user the permission API Enabled (permission set Debrief_Integration), or an edition with API to the org.',
    retryable: true,
  },
};

const TITLES: Record<string, string> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'A validation rule refuses it',
  REQUIRED_FIELD_MISSING: 'A required field is empty',
  FIELD_INTEGRITY_EXCEPTION: 'A value does not go with the rest of the record',
  MALFORMED_ID: 'A link holds no Id',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'A linked record is not shared with the integration user',
  INSUFFICIENT_ACCESS_OR_READONLY: 'The integration user may not change the record',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'Automation in the org fails',
  ENTITY_IS_LOCKED: 'The record waits for an approval',
  CANNOT_EXECUTE_FLOW_TRIGGER: 'A flow in the org fails',
  INACTIVE_OWNER_OR_USER: 'The owner of the record is inactive',
  DUPLICATES_DETECTED: 'A duplicate rule refuses it',
  DUPLICATE_VALUE: 'The key is taken by a record that is not shared with the integration user',
  STORAGE_LIMIT_EXCEEDED: 'The org’s data storage is full',
};

const BY_CLASS: Record<FaultClass, Pick<ErrorWords, 'title'> & { fix?: string }> = {
  auth: {
    title: 'The org does not let the service in',
    fix: 'Connect the org again in the set-up: what waits is written then.',
  },
  contention: { title: 'Something else in the org keeps a record locked' },
  quota: { title: 'The org takes no more requests today' },
  transient: {
    title: 'The org did not answer',
    fix: 'It is tried again by itself. Where the org is back, try again now.',
  },
  echo: { title: 'It went together with a record that was refused' },
  repairable: { title: 'A field does not take the value' },
  identity: { title: 'Another record is there already' },
  stale: { title: 'A linked record is gone' },
  terminal: { title: 'The org refuses it' },
};

/** `message` is as the service keeps it: "Task (Subject): the org's own words". */
export function wordsOf(code: string, message: string): ErrorWords {
  const own = OWN[code];
  if (own) return own;
  const [, object = 'record', fields = ''] = /^(\w+)(?: \(([^)]*)\))?: /.exec(message) ?? [];
  const fault = classify(code);
  const ofClass = BY_CLASS[fault];
  return {
    title:
      TITLES[code] ?? (code.startsWith('INSUFFICIENT_ACCESS') ? 'The integration user may not do it' : ofClass.title),
    fix:
      ofClass.fix ??
      mendOf({ code, message, fields: fields ? fields.split(', ') : [] }, object) ??
      'Mend in the org what its own words say, then try again.',
    retryable: true,
  };
}

/** Those that trying again does nothing for. */
export const NOT_RETRYABLE = Object.entries(OWN)
  .filter(([, { retryable }]) => !retryable)
  .map(([code]) => code);
