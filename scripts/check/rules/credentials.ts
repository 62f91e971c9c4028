import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';

const PRINCIPALS = /^(NamedPrincipal|PerUserPrincipal)$/;
/** Parameters of a credential that carry nothing secret: how it works, and the formula of a header. */
const OPEN = new Set(['AuthProtocolVariant', 'AuthHeader', 'AuthProviderUrl']);
/** Elements of the old kind of named credential, which hold a secret in the file. */
const SECRETS = 'password oauthToken oauthRefreshToken awsAccessSecret'.split(' ');

/** Named and external credentials: what they point at, who may use them, and that no secret stands in a file. */
export const credentials: Rule = {
  name: 'credential',
  check({ source }, report) {
    for (const file of source.of('NamedCredential')) named(file, source, report);
    for (const file of source.of('ExternalCredential')) external(file, report);
  },
};

function named({ file, root }: MetadataFile, source: PackageSource, report: Report): void {
  for (const name of [...SECRETS, 'endpoint'])
    for (const each of childrenOf(root, name))
      report(file, each.line, `${name} is of the old kind of named credential`);
  const parameters = childrenOf(root, 'namedCredentialParameters');
  const one = (type: string): XmlElement | undefined => {
    const found = parameters.filter((each) => textOf(each, 'parameterType') === type);
    if (found.length !== 1) report(file, root.line, `There are ${found.length} parameters of type ${type}, not one`);
    return found[0];
  };
  const url = one('Url');
  const address = textOf(url ?? root, 'parameterValue') ?? '';
  if (url && !/^https:\/\/[^/?#@\s]+\/?$/.test(address))
    report(file, url.line, `${address || 'Nothing'} is no https address without a path`);
  const credential = textOf(one('Authentication') ?? root, 'externalCredential') ?? '';
  const used = source.of('ExternalCredential').find(({ name }) => name === credential);
  if (!used) report(file, root.line, `There is no external credential ${credential}`);
  // Salesforce Help, "Create Custom Headers for Named Credentials": its own header, and formulas in headers
  const hasHeader = used && ofType(used, 'AuthHeader').length > 0;
  if (hasHeader && textOf(root, 'allowMergeFieldsInHeader') !== 'true')
    report(file, root.line, `The headers of ${credential} are formulas: allowMergeFieldsInHeader is needed`);
  if (hasHeader && textOf(root, 'generateAuthorizationHeader') === 'true')
    report(file, root.line, `${credential} sends a header of its own: generateAuthorizationHeader would send another`);
}

function external(credential: MetadataFile, report: Report): void {
  const { file, name, root } = credential;
  const parameters = childrenOf(root, 'externalCredentialParameters');
  const seen = new Set<string>();
  const taken = new Set<string>();
  for (const parameter of parameters) {
    const type = textOf(parameter, 'parameterType') ?? '';
    const own = textOf(parameter, 'parameterName') ?? '';
    if (seen.has(`${type} ${own}`.toLowerCase())) report(file, parameter.line, `The ${type} ${own} stands twice`);
    seen.add(`${type} ${own}`.toLowerCase());
    const value = childOf(parameter, 'parameterValue');
    if (value && !OPEN.has(type))
      report(file, value.line, `A value of ${own} stands in the file: keys are entered in Setup`);
    if (PRINCIPALS.test(type)) {
      const number = textOf(parameter, 'sequenceNumber') ?? '';
      if (!number) report(file, parameter.line, `${own} has no sequenceNumber`);
      else if (taken.has(number))
        report(file, parameter.line, `Another principal has the sequenceNumber ${number} too`);
      taken.add(number);
    }
    if (type === 'AuthHeader') header(parameter, name, file, report);
  }
  if (!parameters.some((each) => PRINCIPALS.test(textOf(each, 'parameterType') ?? '')))
    report(file, root.line, 'Nobody could use it: there is no principal');
}

/** A header is a formula over what each principal was given, never the key itself. */
function header(parameter: XmlElement, credential: string, file: string, report: Report): void {
  const formula = textOf(parameter, 'parameterValue') ?? '';
  const named = [...formula.matchAll(/\$Credential\.(\w+)\.(\w+)/g)];
  if (!/^\{!.*\}$/s.test(formula) || named.length === 0)
    report(file, parameter.line, `${textOf(parameter, 'parameterName') ?? ''} is no formula over $Credential`);
  for (const [whole, of] of named)
    if (of !== credential) report(file, parameter.line, `${whole} is not of ${credential}`);
}

function ofType({ root }: MetadataFile, type: string): XmlElement[] {
  return childrenOf(root, 'externalCredentialParameters').filter((each) => textOf(each, 'parameterType') === type);
}
