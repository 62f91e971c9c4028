import type { Connection } from 'c/setupModel';
import { codeWords } from 'c/setupWords';
import { words } from './words';

interface ProblemWords {
  reason: string;
  fix: string;
}

/** Names that OAuth and the org have for what the checks call otherwise (https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm). */
const ALIASES: Readonly<Record<string, string>> = {
  invalid_grant: 'TOKEN_REVOKED',
  INVALID_SESSION_ID: 'TOKEN_REVOKED',
  API_DISABLED_FOR_ORG: 'API_DISABLED',
  API_CURRENTLY_DISABLED: 'API_DISABLED',
  REQUEST_LIMIT_EXCEEDED: 'API_LIMIT_REACHED',
  SERVER_UNAVAILABLE: 'ORG_UNREACHABLE',
  ECONNREFUSED: 'ORG_UNREACHABLE',
  ENOTFOUND: 'ORG_UNREACHABLE',
  ETIMEDOUT: 'ORG_SLOW',
};

/** A problem in the viewer's words, the service's own where this version has none for its code. */
export function problemWords({ code, message, fix }: NonNullable<Connection['problem']>): ProblemWords {
  if (code === 'access_denied') return { reason: words.denied, fix: words.deniedFix };
  return codeWords(ALIASES[code] ?? code) ?? { reason: message, fix };
}
