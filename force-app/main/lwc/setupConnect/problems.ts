import type { Check, Connection } from 'c/setupModel';
import { checkWords, codeWords } from 'c/setupWords';
import { words } from './words';

export interface Problem {
  reason: string;
  fix: string;
  /** The org's own words, where they say something else. */
  detail?: string;
  setupPath?: string | null;
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

/** What a connection tells of itself, in the viewer's words; in the service's own where this version has none for it. */
export function toldProblem({ code, message, fix }: NonNullable<Connection['problem']>): Problem {
  const told = wordsFor(code) ?? { reason: message, fix };
  return { ...told, detail: told.reason === message ? undefined : message };
}

/** What was found when the org was asked. */
export function foundProblem(check: Check): Problem {
  const { said } = check.facts;
  return {
    ...checkWords(check),
    detail: typeof said === 'string' && said ? said : undefined,
    setupPath: check.setupPath,
  };
}

function wordsFor(code: string): { reason: string; fix: string } | undefined {
  if (code === 'access_denied') return { reason: words.denied, fix: words.deniedFix };
  return codeWords(ALIASES[code] ?? code);
}
