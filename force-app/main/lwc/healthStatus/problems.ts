import type { Connection } from 'c/setupModel';
import { codeWords } from 'c/setupWords';
import type { CheckWords } from 'c/setupWords';

/** Names that OAuth and the org have for what the checks call otherwise. */
const CHECK_CODES: Readonly<Record<string, string>> = {
  invalid_grant: 'TOKEN_REVOKED',
  INVALID_SESSION_ID: 'TOKEN_REVOKED',
  API_DISABLED_FOR_ORG: 'API_DISABLED',
  API_CURRENTLY_DISABLED: 'API_DISABLED',
  REQUEST_LIMIT_EXCEEDED: 'API_LIMIT_REACHED',
};

/** A problem in the viewer's words, the service's own where this version has none for its code. */
export function problemWords({ code, message, fix }: NonNullable<Connection['problem']>): CheckWords {
  return codeWords(CHECK_CODES[code] ?? code) ?? { reason: message, fix };
}
