/** What the set-up check says. Every fault of the org is a state of a check, and none an error. */
import type { FieldRow, Missing, PermissionRow } from '../../org/check/compare.ts';

export const CHECK_IDS = [
  ...(['connection', 'permissions', 'fields', 'apiAccess', 'notes'] as const),
  ...(['changeDataCapture', 'people', 'writing'] as const),
];
export type CheckId = (typeof CHECK_IDS)[number];

/** `attention`: it works, and something is to be decided or mended. `blocked`: it does not work. `unknown`: not asked. */
export const CHECK_STATES = ['ok', 'attention', 'blocked', 'unknown'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

export type Facts = Record<string, string | number | boolean | null>;

export interface Check {
  id: CheckId;
  state: CheckState;
  /** Stable, for labels; `<ID>_OK` where all is well. */
  code: string;
  facts: Facts;
  /** What is so, in English; empty `fix` where nothing is to be done. */
  reason: string;
  fix: string;
  /** The page of Setup where it is mended, below the org's address. */
  setupPath: string | null;
}

export interface Change {
  check: CheckId;
  /** The code as it is now. */
  code: string;
  from: CheckState;
  to: CheckState;
  message: string;
  better: boolean;
}

export interface ApiFacts {
  edition: string | null;
  enabled: boolean | null;
  used: number | null;
  max: number | null;
  reserve: number | null;
  reservePercent: number;
}

export interface HealthCheck {
  /** RFC 3339 UTC. */
  checkedAt: string;
  organization: { id: string; name: string; edition: string; isSandbox: boolean } | null;
  user: { id: string; username: string; name: string } | null;
  checks: Check[];
  permissions: PermissionRow[];
  fields: FieldRow[];
  missing: Missing[];
  permissionSetXml: string | null;
  api: ApiFacts | null;
  drift: { since: string | null; changes: Change[] };
}
