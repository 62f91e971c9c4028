/** The check of the connection itself, and what a fault of the org means for all the others. */
import { OrgError } from '../../org/error.ts';
import { faultOf } from '../faults.ts';
import { SETUP } from './setup-pages.ts';
import type { Check, CheckId, Facts } from './types.ts';

export interface Trouble {
  code:
    | 'NOT_CONNECTED'
    | 'TOKEN_REVOKED'
    | 'API_DISABLED'
    | 'API_LIMIT_REACHED'
    | 'ORG_UNREACHABLE'
    | 'ORG_SLOW'
    | 'ORG_REFUSED';
  /** In the org's own words, or the system's code. */
  said: string;
}

/** Thrown where the org takes longer than a person waits. */
export class TooSlow extends Error {}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TooSlow) return { code: 'ORG_SLOW', said: error.message };
  if (!(error instanceof OrgError)) throw error;
  const { code, status, fault, message } = error;
  // there is none, or its key has gone
  if (/^(NOT_CONNECTED|SECRET_KEY_MISSING)$/.test(code)) return { code: 'NOT_CONNECTED', said: message };
  if (/^API_(DISABLED_FOR_ORG|CURRENTLY_DISABLED)$/.test(code)) return { code: 'API_DISABLED', said: message };
  if (fault === 'auth' || /^invalid_client/.test(code)) return { code: 'TOKEN_REVOKED', said: message };
  if (fault === 'quota') return { code: 'API_LIMIT_REACHED', said: message };
  if (code === 'ETIMEDOUT') return { code: 'ORG_SLOW', said: message };
  if (fault === 'transient') return { code: 'ORG_UNREACHABLE', said: `${faultOf(error).message} (${code})` };
  return { code: 'ORG_REFUSED', said: `${message} (${code}${status ? `, HTTP ${status}` : ''})` };
}

const WORDS: Record<Trouble['code'], { reason: (said: string) => string; fix: string; setupPath: string | null }> = {
  NOT_CONNECTED: {
    reason: (said) => `${said} What comes in is kept.`,
    fix: 'Connect the org: step 1 of the set-up.',
    setupPath: null,
  },
  TOKEN_REVOKED: {
    reason: (said) => `The org no longer lets the service in: ${said}`,
    fix: 'Connect the org again as the integration user. In Setup, External Client App Manager shows whether its access was revoked or blocked.',
    setupPath: SETUP.apps,
  },
  API_DISABLED: {
    reason: (said) => `The org refuses every request to its API: ${said}`,
    fix: 'Give the integration user the permission API Enabled (permission set Debrief_Integration). Where the user has it, the edition of the org has no API: Enterprise, Unlimited, Performance and Developer Edition have it, Professional Edition as an add-on.',
    setupPath: SETUP.permissionSets,
  },
  API_LIMIT_REACHED: {
    reason: (said) => `The daily API requests of the org are used up: ${said}`,
    fix: 'Wait until the org’s 24 hours have moved on: the service goes on by itself. Company Information in Setup shows who may use how many.',
    setupPath: SETUP.company,
  },
  ORG_UNREACHABLE: {
    reason: (said) => `The org does not answer: ${said}`,
    fix: 'Check that the org’s address is right and that nothing between the service and Salesforce blocks the way; status.salesforce.com says whether Salesforce is up.',
    setupPath: null,
  },
  ORG_SLOW: {
    reason: (said) => `The org takes too long to answer: ${said}`,
    fix: 'Check again in a few minutes. Conversations are written as soon as the org answers.',
    setupPath: null,
  },
  ORG_REFUSED: {
    reason: (said) => `The org refuses the check: ${said}`,
    fix: 'Assign the integration user the permission set Debrief_Integration, then check again.',
    setupPath: SETUP.permissionSets,
  },
};

export function troubledCheck(id: CheckId, trouble: Trouble, facts: Facts = {}): Check {
  const { reason, fix, setupPath } = WORDS[trouble.code];
  return {
    ...{ id, state: 'blocked', code: trouble.code, facts: { ...facts, said: trouble.said } },
    ...{ reason: reason(trouble.said), fix, setupPath },
  };
}

/** A check that nothing can be said of while the org is not there. */
export function notAsked(id: CheckId): Check {
  return {
    ...{ id, state: 'unknown', code: 'NOT_ASKED', facts: {} },
    reason: 'Not asked: the connection comes first.',
    ...{ fix: '', setupPath: null },
  };
}
