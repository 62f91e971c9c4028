import { fill } from 'c/conversationModel';
import type { ErrorType } from 'c/healthModel';
import { objectName } from 'c/setupWords';
import { errorTexts as texts } from './errorTexts';

export interface ErrorWords {
  title: string;
  fix: string;
}

/** By Salesforce's status codes and the service's own. */
const BY_CODE: Readonly<Record<string, ErrorWords>> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: { title: texts.validation, fix: texts.validationFix },
  REQUIRED_FIELD_MISSING: { title: texts.required, fix: texts.requiredFix },
  FIELD_INTEGRITY_EXCEPTION: { title: texts.integrity, fix: texts.integrityFix },
  MALFORMED_ID: { title: texts.malformed, fix: texts.malformedFix },
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: { title: texts.notShared, fix: texts.notSharedFix },
  INSUFFICIENT_ACCESS_OR_READONLY: { title: texts.notWritable, fix: texts.notWritableFix },
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: { title: texts.automation, fix: texts.automationFix },
  ENTITY_IS_LOCKED: { title: texts.locked, fix: texts.lockedFix },
  CANNOT_EXECUTE_FLOW_TRIGGER: { title: texts.flow, fix: texts.flowFix },
  INACTIVE_OWNER_OR_USER: { title: texts.inactiveOwner, fix: texts.inactiveOwnerFix },
  DUPLICATES_DETECTED: { title: texts.duplicateRule, fix: texts.duplicateRuleFix },
  DUPLICATE_VALUE: { title: texts.duplicateKey, fix: texts.duplicateKeyFix },
  STORAGE_LIMIT_EXCEEDED: { title: texts.storage, fix: texts.storageFix },
  UNABLE_TO_LOCK_ROW: { title: texts.rowLocked, fix: texts.rowLockedFix },
  STRING_TOO_LONG: { title: texts.fieldValue, fix: texts.fieldValueFix },
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: { title: texts.fieldValue, fix: texts.fieldValueFix },
  INVALID_FIELD: { title: texts.fieldValue, fix: texts.fieldValueFix },
  INVALID_FIELD_FOR_INSERT_UPDATE: { title: texts.fieldValue, fix: texts.fieldValueFix },
  ENTITY_IS_DELETED: { title: texts.gone, fix: texts.goneFix },
  NOT_FOUND: { title: texts.gone, fix: texts.goneFix },
  INVALID_CROSS_REFERENCE_KEY: { title: texts.gone, fix: texts.goneFix },
  INVALID_SESSION_ID: { title: texts.auth, fix: texts.authFix },
  INVALID_AUTH_HEADER: { title: texts.auth, fix: texts.authFix },
  invalid_grant: { title: texts.auth, fix: texts.authFix },
  inactive_user: { title: texts.auth, fix: texts.authFix },
  inactive_org: { title: texts.auth, fix: texts.authFix },
  SERVER_UNAVAILABLE: { title: texts.away, fix: texts.awayFix },
  QUERY_TIMEOUT: { title: texts.away, fix: texts.awayFix },
  ECONNRESET: { title: texts.away, fix: texts.awayFix },
  ECONNREFUSED: { title: texts.away, fix: texts.awayFix },
  EPIPE: { title: texts.away, fix: texts.awayFix },
  ETIMEDOUT: { title: texts.away, fix: texts.awayFix },
  EHOSTUNREACH: { title: texts.away, fix: texts.awayFix },
  ENETUNREACH: { title: texts.away, fix: texts.awayFix },
  ENOTFOUND: { title: texts.away, fix: texts.awayFix },
  EAI_AGAIN: { title: texts.away, fix: texts.awayFix },
  ENETWORK: { title: texts.away, fix: texts.awayFix },
  API_DISABLED_FOR_ORG: { title: texts.apiOff, fix: texts.apiOffFix },
  API_CURRENTLY_DISABLED: { title: texts.apiOff, fix: texts.apiOffFix },
  REQUEST_LIMIT_EXCEEDED: { title: texts.limit, fix: texts.limitFix },
  API_RESERVE: { title: texts.reserve, fix: texts.reserveFix },
  PAUSED: { title: texts.paused, fix: texts.pausedFix },
  NOT_CONNECTED: { title: texts.notConnected, fix: texts.notConnectedFix },
  WAITING_FOR_PART: { title: texts.part, fix: texts.partFix },
  INTERRUPTED: { title: texts.interrupted, fix: texts.interruptedFix },
  NOT_COMPOSABLE: { title: texts.notWhole, fix: texts.notWholeFix },
  INTERNAL: { title: texts.internal, fix: texts.internalFix },
  UNKNOWN: { title: texts.noReason, fix: texts.noReasonFix },
};

/** A type of error in the viewer's words; the service's own where this version has none for its code. */
export function errorWords({ code, title, fix, conversations }: ErrorType): ErrorWords {
  const known =
    BY_CODE[code] ?? (code.startsWith('INSUFFICIENT_ACCESS') ? BY_CODE.INSUFFICIENT_ACCESS_OR_READONLY : undefined);
  if (!known) return { title, fix };
  // As the service keeps it: "Task (Subject): the org's own words".
  const [, object = ''] = /^(\w+)(?: \([^)]*\))?: /.exec(conversations[0]?.message ?? '') ?? [];
  const needsObject = known.fix.includes('{0}');
  return { title: known.title, fix: needsObject && !object ? fix : fill(known.fix, objectName(object)) };
}
