import type { Connection } from 'c/setupModel';
import { words } from './words';

interface ProblemWords {
  text: string;
  fix: string;
}

const REVOKED = { text: words.revoked, fix: words.revokedFix };
const UNREACHABLE = { text: words.unreachable, fix: words.unreachableFix };
const API_OFF = { text: words.apiOff, fix: words.apiOffFix };
const DENIED = { text: words.denied, fix: words.deniedFix };

/** By the codes of OAuth and of the org (https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm). */
const PROBLEMS: Readonly<Record<string, ProblemWords>> = {
  invalid_grant: REVOKED,
  INVALID_SESSION_ID: REVOKED,
  TOKEN_REVOKED: REVOKED,
  unreachable: UNREACHABLE,
  ORG_UNREACHABLE: UNREACHABLE,
  SERVER_UNAVAILABLE: UNREACHABLE,
  API_DISABLED_FOR_ORG: API_OFF,
  API_CURRENTLY_DISABLED: API_OFF,
  API_DISABLED: API_OFF,
  access_denied: DENIED,
};

/** A problem in the viewer's words, the service's own where this version has none for its code. */
export function problemWords({ code, message, fix }: NonNullable<Connection['problem']>): ProblemWords {
  return PROBLEMS[code] ?? { text: message, fix };
}
