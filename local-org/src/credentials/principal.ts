import { parseSync, ValidationError, SyntaxError as FormulaSyntaxError } from 'sformula';
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { FlowFault } from '../flow/fault.ts';
import { Globals, globalType } from '../flow/globals.ts';
import type { ExternalCredentialMetadata } from '../flow/model.ts';
import { textOf } from '../flow/values.ts';
import { assignedSets } from './grants.ts';
import type { CredentialStore } from './store.ts';

/**
 * The principal that a user calls out as: of those that their permission sets give, the one with the lowest sequence number.
 * https://help.salesforce.com/s/articleView?id=xcloud.nc_enable_ext_cred_principal.htm
 * @throws FlowFault in Salesforce's words where there is none, or the user may not read User External Credentials
 */
export function principalFor(org: Org, session: Session, credential: ExternalCredentialMetadata): string {
  const granted = new Set(assignedSets(org, session).flatMap((set) => [...set.credentialPrincipals]));
  const principal = credential.principals.find(({ name }) => granted.has(`${credential.name}-${name}`));
  if (principal && session.access.canRead('UserExternalCredential')) return principal.name;
  throw new FlowFault(
    "We couldn't access the credential(s). You might not have the required permissions, or the external credential " +
      `"${credential.name}" might not exist.`,
  );
}

/**
 * The headers that an external credential adds, with the principal's own values.
 * @throws FlowFault where a value that they need was not entered; its words hold no secret
 */
export function credentialHeaders(
  org: Org,
  session: Session,
  store: CredentialStore,
  credential: ExternalCredentialMetadata,
  principal: string,
): Record<string, string> {
  const globals = new Globals(org, session, { guid: '', startedAt: new Date(), faultMessage: null });
  const read = (path: string): string => {
    const [group, owner, name = ''] = path.split('.');
    if (group !== '$Credential')
      return textOf(globals.read(path), globalType(org.schema, org.metadata, path).of, session.user);
    if (owner !== credential.name)
      throw new NotImplementedHere(`${path} in the external credential ${credential.name}`);
    const value = store.secret(credential.name, principal, name);
    if (value !== undefined && value !== '') return value;
    throw new FlowFault(
      `We couldn't access the credential(s): the principal ${principal} of the external credential ` +
        `"${credential.name}" has no value for ${name}. Enter it in Setup, Named Credentials.`,
    );
  };
  return Object.fromEntries(
    credential.headers.map(({ name, formula }) => [
      name,
      formula.replace(/\{!((?:[^{}"']|"[^"]*"|'[^']*')+)\}/g, (_whole, expression: string) =>
        evaluated(`${credential.name}.${name}`, expression, read),
      ),
    ]),
  );
}

/** `{!'Bearer ' & $Credential.Key.ApiKey}`: a formula of texts. */
function evaluated(where: string, expression: string, read: (path: string) => string): string {
  const values: Record<string, string> = {};
  const body = expression
    .split(/("[^"]*"|'[^']*')/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\$\w+(?:\.\w+)+/g, (path) => {
        const name = `r${Object.keys(values).length}_`;
        values[name] = read(path);
        return name;
      }),
    )
    .join(''); // prettier-ignore
  const inputTypes = Object.fromEntries(Object.keys(values).map((name) => [name, { type: 'string' as const }]));
  try {
    return String(parseSync(body, { inputTypes, returnType: 'string' }).evaluate(values) ?? '');
  } catch (error) {
    if (error instanceof ValidationError || error instanceof FormulaSyntaxError)
      throw new FlowFault(`The header ${where} can't be worked out: its formula is faulty.`);
    throw error;
  }
}
