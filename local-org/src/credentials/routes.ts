/**
 * Credentials as admins enter them, Connect REST API Developer Guide, "Named Credentials Resources":
 * https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_named_credential.htm
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { ExternalCredentialMetadata, NamedCredentialMetadata } from '../flow/model.ts';
import { registerApiRoutes, type ApiRoute } from '../rest/async.ts';
import { isObject, objectBody, type Json } from '../rest/body.ts';
import { parsedBody } from '../rest/http.ts';
import { NO_CONTENT, ok } from '../rest/router.ts';
import type { CredentialStore } from './store.ts';

const invalid = (message: string) => new SalesforceError(400, 'INVALID_INPUT', message);

/** Salesforce Help, "Create or Edit a Custom Authentication External Credential": Manage Named Credentials or Customize Application. */
function onlyAdmins({ access }: Session): void {
  if (access.hasUserPermission('CustomizeApplication') || access.hasUserPermission('ManageNamedCredentials')) return;
  throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'You need the permission Manage Named Credentials.');
}

interface Place {
  credential: ExternalCredentialMetadata;
  principal: string;
}

export function registerCredentials(app: FastifyInstance, org: Org, store: CredentialStore): void {
  const placeOf = (given: Json): Place => {
    const text = (name: string): string => {
      const value = given[name];
      if (typeof value !== 'string' || value === '') throw invalid(`${name} is required.`);
      return value;
    };
    const type = text('principalType');
    if (type !== 'NamedPrincipal') throw new NotImplementedHere(`credentials of a ${type}`);
    const credential = org.metadata.externalCredentials.get(text('externalCredential'));
    if (!credential)
      throw new SalesforceError(
        404,
        'NOT_FOUND',
        `There is no external credential ${String(given['externalCredential'])}.`,
      );
    const principal = text('principalName');
    if (!credential.principals.some(({ name }) => name === principal))
      throw new SalesforceError(
        404,
        'NOT_FOUND',
        `The external credential ${credential.name} has no principal ${principal}.`,
      );
    return { credential, principal };
  };

  const shown = ({ credential, principal }: Place) => ({
    authenticationProtocol: 'Custom',
    authenticationProtocolVariant: 'NoAuthentication',
    // what a custom protocol needs is not known
    authenticationStatus: store.list(credential.name, principal).length > 0 ? 'Configured' : 'Unknown',
    credentials: Object.fromEntries(
      store
        .list(credential.name, principal)
        .map(({ name, value, isEncrypted }) => [
          name,
          { encrypted: isEncrypted, revealed: false, ...(value === null ? {} : { value }) },
        ]),
    ),
    externalCredential: credential.name,
    principalName: principal,
    principalType: 'NamedPrincipal',
  });

  const write = (request: FastifyRequest, mode: 'create' | 'replace' | 'update') => {
    const body = objectBody(parsedBody(request));
    const place = placeOf(body);
    if (body['authenticationProtocol'] !== 'Custom')
      throw invalid(`The authenticationProtocol of ${place.credential.name} is Custom.`);
    const values = valuesIn(body['credentials']);
    const { credential, principal } = place;
    if (mode === 'create' && store.list(credential.name, principal).length > 0)
      throw invalid(
        `The principal ${principal} has credentials already: replace them with PUT, or change single ones with PATCH.`,
      );
    if (mode === 'replace') store.remove(credential.name, principal);
    for (const { name, value, isEncrypted } of values) store.put(credential.name, principal, name, value, isEncrypted);
    return ok(shown(place), mode === 'create' ? 201 : 200);
  };

  const namedCredential = (request: FastifyRequest): NamedCredentialMetadata => {
    const { name } = request.params as { name: string };
    const named = org.metadata.namedCredentials.get(name);
    if (!named) throw new SalesforceError(404, 'NOT_FOUND', `There is no named credential ${name}.`);
    return named;
  };

  const setup = (named: NamedCredentialMetadata, version: string) => ({
    calloutOptions: calloutOptions(named),
    calloutStatus: named.isEnabled ? 'Enabled' : 'Disabled',
    calloutUrl: store.url(named),
    customHeaders: [],
    developerName: named.name,
    externalCredentials: [{ developerName: named.externalCredential }],
    masterLabel: named.label,
    networkConnection: null,
    parameters: [],
    type: 'SecuredEndpoint',
    url: `/services/data/v${version}/named-credentials/named-credential-setup/${named.name}`,
  });

  const admin =
    (work: ApiRoute['work']): ApiRoute['work'] =>
    (request, session, version) => {
      onlyAdmins(session);
      return work(request, session, version);
    };
  const path = '/named-credentials/credential';
  const setupPath = '/named-credentials/named-credential-setup/:name';
  registerApiRoutes(app, org, [
    { method: 'GET', path, work: admin(({ query }) => ok(shown(placeOf(query as Json)))) },
    { method: 'POST', path, work: admin((request) => write(request, 'create')) },
    { method: 'PUT', path, work: admin((request) => write(request, 'replace')) },
    { method: 'PATCH', path, work: admin((request) => write(request, 'update')) },
    {
      method: 'DELETE',
      path,
      work: admin(({ query }) => {
        const { credential, principal } = placeOf(query as Json);
        store.remove(credential.name, principal);
        return NO_CONTENT;
      }),
    },
    {
      method: 'GET',
      path: setupPath,
      work: admin((request, _session, version) => ok(setup(namedCredential(request), version))),
    },
    {
      method: 'PUT',
      path: setupPath,
      work: admin((request, _session, version) => {
        const named = namedCredential(request);
        store.setUrl(named.name, urlIn(named, objectBody(parsedBody(request))));
        return ok(setup(named, version));
      }),
    },
  ]);
}

const calloutOptions = (named: NamedCredentialMetadata) => ({
  allowMergeFieldsInBody: named.allowMergeFieldsInBody,
  allowMergeFieldsInHeader: named.allowMergeFieldsInHeader,
  generateAuthorizationHeader: named.generateAuthorizationHeader,
});

/** `{"ApiKey": {"value": "…", "encrypted": true}}`; what is not said to be readable is a secret. */
function valuesIn(given: unknown): { name: string; value: string; isEncrypted: boolean }[] {
  if (!isObject(given) || Object.keys(given).length === 0)
    throw invalid('credentials is required: {"<parameter>": {"value": "…", "encrypted": true}}.');
  return Object.entries(given).map(([name, entry]) => {
    const { value, encrypted = true } = isObject(entry) ? entry : {};
    if (!/^[A-Za-z]\w*$/.test(name)) throw invalid(`${name} can't be the name of a parameter.`);
    if (typeof value !== 'string' || value === '' || typeof encrypted !== 'boolean')
      throw invalid(`credentials.${name} needs a value (text) and encrypted (true or false).`);
    if (/\p{Cc}/u.test(value))
      throw invalid(`The value of credentials.${name} has a line break or another control character.`);
    return { name, value, isEncrypted: encrypted };
  });
}

/** The address alone may be changed here: all else is the package's. */
function urlIn(named: NamedCredentialMetadata, body: Json): string {
  const { calloutUrl } = body;
  if (typeof calloutUrl !== 'string' || !/^https?:\/\/[^\s/]/.test(calloutUrl) || !URL.canParse(calloutUrl))
    throw invalid('calloutUrl must be the address of the service: https://…');
  const same: Record<string, unknown> = {
    developerName: named.name,
    masterLabel: named.label,
    type: 'SecuredEndpoint',
    externalCredentials: [{ developerName: named.externalCredential }],
    calloutOptions: calloutOptions(named),
    calloutStatus: named.isEnabled ? 'Enabled' : 'Disabled',
    customHeaders: [],
    parameters: [],
    networkConnection: null,
  };
  for (const [name, value] of Object.entries(body)) {
    // `url` is where these settings stand: what GET answers may be sent back
    if (name === 'calloutUrl' || name === 'url') continue;
    if (JSON.stringify(value) !== JSON.stringify(same[name]))
      throw new NotImplementedHere(`changing ${name} of a named credential: change the package`);
  }
  return calloutUrl;
}
