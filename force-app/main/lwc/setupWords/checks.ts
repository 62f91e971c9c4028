import { fill, viewer } from 'c/conversationModel';
import type { Check } from 'c/setupModel';
import { checkTexts as texts } from './checkTexts';

export interface CheckWords {
  reason: string;
  /** Empty where nothing is to be done. */
  fix: string;
}

interface Telling {
  reason: string;
  fix?: string;
  /** Facts that stand in the reason, in order. */
  facts?: readonly string[];
}

/** By the service's code for what it found. */
const TELLINGS: Readonly<Record<string, Telling>> = {
  CONNECTION_OK: { reason: texts.connectionOk, facts: ['organization', 'username'] },
  PERMISSIONS_OK: { reason: texts.permissionsOk },
  FIELDS_OK: { reason: texts.fieldsOk },
  API_ACCESS_OK: { reason: texts.apiAccessOk },
  NOTES_OK: { reason: texts.notesOk },
  CHANGE_DATA_CAPTURE_OK: { reason: texts.changeDataCaptureOk },
  PEOPLE_OK: { reason: texts.peopleOk },
  WRITING_OK: { reason: texts.writingOk },
  PACKAGE_NOT_VISIBLE: { reason: texts.packageNotVisible, fix: texts.packageNotVisibleFix },
  RIGHTS_MISSING: { reason: texts.rightsMissing, fix: texts.rightsMissingFix, facts: ['mandatory'] },
  FIELDS_MISSING: { reason: texts.fieldsMissing, fix: texts.fieldsMissingFix, facts: ['mandatory'] },
  API_RESERVE_REACHED: { reason: texts.apiReserveReached, fix: texts.apiReserveReachedFix, facts: ['reservePercent'] },
  NOTES_OFF: { reason: texts.notesOff, fix: texts.notesOffFix },
  NOTES_NO_ACCESS: { reason: texts.notesNoAccess, fix: texts.notesNoAccessFix },
  NOTES_NOT_WRITABLE: { reason: texts.notesNoAccess, fix: texts.notesNoAccessFix },
  CDC_NOT_SELECTED: { reason: texts.cdcNotSelected, fix: texts.cdcNotSelectedFix },
  CDC_NOT_HEARD: { reason: texts.cdcNotHeard, fix: texts.cdcNotHeardFix },
  CDC_NOT_VISIBLE: { reason: texts.cdcNotVisible, fix: texts.cdcNotHeardFix },
  PEOPLE_UNMATCHED: { reason: texts.peopleUnmatched, fix: texts.peopleUnmatchedFix, facts: ['unmatched', 'reps'] },
  WRITING_PAUSED: { reason: texts.writingPaused, fix: texts.writingPausedFix },
  WRITING_OFF: { reason: texts.writingOff, fix: texts.writingOffFix },
  NOT_CONNECTED: { reason: texts.notConnected, fix: texts.notConnectedFix },
  TOKEN_REVOKED: { reason: texts.tokenRevoked, fix: texts.tokenRevokedFix },
  API_DISABLED: { reason: texts.apiDisabled, fix: texts.apiDisabledFix },
  API_LIMIT_REACHED: { reason: texts.apiLimitReached, fix: texts.apiLimitReachedFix },
  ORG_UNREACHABLE: { reason: texts.orgUnreachable, fix: texts.orgUnreachableFix },
  ORG_SLOW: { reason: texts.orgSlow, fix: texts.orgSlowFix },
  ORG_REFUSED: { reason: texts.orgRefused, fix: texts.orgRefusedFix },
};

/** A check in the viewer's words; the service's own, in English, where this version knows none for its code. */
export function checkWords(check: Check): CheckWords {
  const telling = tellingOf(check);
  if (!telling) return { reason: check.reason, fix: check.fix };
  const values = (telling.facts ?? []).map((name) => said(check.facts[name]));
  return { reason: fill(telling.reason, ...values), fix: telling.fix ?? '' };
}

/** A change since the last check: by its code, or in the service's words where these say more. */
export function changeWords({ code, message }: { code: string; message: string }): string {
  const telling = TELLINGS[code];
  return telling && !telling.facts ? telling.reason : message;
}

/** The codes of faults, whoever tells them: a check, or the connection. */
export function codeWords(code: string): CheckWords | undefined {
  const telling = TELLINGS[code];
  return telling && { reason: telling.reason, fix: telling.fix ?? '' };
}

function tellingOf({ code, facts }: Check): Telling | undefined {
  if (code === 'PEOPLE_OK' && facts.reps === 0) return { reason: texts.peopleOkNone };
  if (code === 'CDC_NOT_SELECTED' && facts.opportunity === true)
    return { reason: texts.cdcNotSelectedRoles, fix: texts.cdcNotSelectedFix };
  if (code === 'CDC_NOT_SELECTED' && facts.opportunityContactRole === true)
    return { reason: texts.cdcNotSelectedDeals, fix: texts.cdcNotSelectedFix };
  if (code === 'WRITING_OK' && facts.writing === 'suggest') return { reason: texts.writingOkSuggest };
  return TELLINGS[code];
}

function said(value: string | number | boolean | null | undefined): string {
  return typeof value === 'number' ? new Intl.NumberFormat(viewer.locale).format(value) : String(value ?? '');
}
