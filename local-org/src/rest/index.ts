/** Salesforce's REST API over HTTP. The resources themselves are in the router. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org } from '../data/types.ts';
import { registerAuthorization } from '../oauth/authorize.ts';
import { AuthorizationCodes } from '../oauth/codes.ts';
import { revoke, token, tokenForm } from '../oauth/token.ts';
import { apiRouter } from './api.ts';
import { Faults } from './faults.ts';
import { Frontdoor } from './frontdoor.ts';
import {
  administrator,
  apiScope,
  authorised,
  base,
  bearerToken,
  countRequest,
  csvBody,
  identified,
  isGoodFor,
  parsedBody,
  parsedForm,
  respond,
} from './http.ts';
import { identity, userInfo } from './identity.ts';
import { missingService } from './missing.ts';
import { notFound, ok, type Answer } from './router.ts';
import { changeSetup, resetSetup } from './setup.ts';
import { versionIn, versionList } from './versions.ts';

/** Registers everything under `/services`, `/id`, `/secur`, and the local org's own `/local-org/faults` and `/local-org/setup`. */
export function registerRest(app: FastifyInstance, org: Org): void {
  const api = apiRouter();
  const faults = new Faults();
  const frontdoor = new Frontdoor(org);

  const data = (request: FastifyRequest, version: string, path: string, query: URLSearchParams): Answer => {
    const session = authorised(org, request);
    countRequest(org);
    const address = `/services/data/v${version}${path}`;
    const fault = faults.forRequest(address, 'before');
    if (fault) throw fault;
    const method = (query.get('_HttpMethod') ?? request.method).toUpperCase();
    const headers = request.headers as Record<string, string | undefined>;
    const client = /client=([^,;\s]+)/i.exec(headers['sforce-call-options'] ?? '')?.[1];
    const bodyOf = /^\/jobs\/ingest\/[^/]+\/batches\/?$/i.test(path) ? csvBody : parsedBody;
    const body = ['GET', 'HEAD'].includes(method) ? undefined : bodyOf(request);
    const report = (error: unknown) => request.log.error({ err: error, path }, 'a job failed');
    // https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_event_fields_header.htm
    const origin = `com/salesforce/api/rest/${version}${client ? `;client=${client}` : ''}`;
    const answer = org.fromApi(origin, () =>
      org.setup.rules.allowingSave(/allowSave\s*=\s*true/i.test(headers['sforce-duplicate-rule-header'] ?? ''), () =>
        api.dispatch({ org, session, faults, version, method, path, query, headers, body, allOrNone: false, report }),
      ),
    );
    const afterwards = faults.forRequest(address, 'after');
    if (afterwards) throw afterwards;
    return answer;
  };

  const codes = new AuthorizationCodes();

  const oauth = (request: FastifyRequest, endpoint: string, query: URLSearchParams): Answer | undefined => {
    const isPost = request.method === 'POST';
    if (endpoint === 'token' && isPost) return token(org, codes, tokenForm(request), base(request));
    if (endpoint === 'revoke' && isPost) return revoke(org, parsedForm(request));
    if (endpoint === 'revoke' && request.method === 'GET') return revoke(org, query);
    if (endpoint === 'userinfo') return ok(userInfo(org, identified(org, request), base(request)));
    if (endpoint !== 'singleaccess') return undefined;
    const redirectUri = query.get('redirect_uri') ?? parsedForm(request).get('redirect_uri');
    const { user } = authorised(org, request);
    if (!isGoodFor(org, bearerToken(request), ['web']))
      throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'The token was not approved for the scope web.');
    return frontdoor.singleAccess(user.Id, base(request), redirectUri);
  };

  const services = (request: FastifyRequest): Answer => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, , service = '', first = '', ...rest] = pathname.split('/');
    if (service.toLowerCase() !== 'data') {
      const answer = service.toLowerCase() === 'oauth2' ? oauth(request, first.toLowerCase(), searchParams) : undefined;
      const refusal = answer ?? missingService(service);
      if (refusal) return refusal;
      throw notFound();
    }
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm — versions do not count
    if (!first) return { ...ok(versionList()), counted: false };
    if (!/^v/i.test(first)) throw notFound();
    return data(request, versionIn(first), `/${rest.join('/')}`, searchParams);
  };

  const ownFaults = (request: FastifyRequest): Answer => {
    administrator(org, request, 'Making faults on purpose');
    if (request.method === 'POST') faults.add(parsedBody(request));
    else if (request.method === 'DELETE') faults.clear();
    return ok(faults.list, request.method === 'POST' ? 201 : 200);
  };

  const ownSetup = (request: FastifyRequest): Answer => {
    administrator(org, request, 'Setup');
    if (request.method === 'POST') changeSetup(org, parsedBody(request));
    else resetSetup(org);
    return { status: 204, counted: false };
  };

  registerAuthorization(app, org, codes);
  apiScope(app, org, (scope) => {
    const route = (method: string | string[], url: string, work: (request: FastifyRequest) => Answer) =>
      scope.route({ method, url, handler: (request, reply) => respond(org, request, reply, () => work(request)) });
    for (const url of ['/services', '/services/*'])
      route(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url, services);
    route('GET', '/id/:organizationId/:userId', (request) => {
      const { organizationId, userId } = request.params as { organizationId: string; userId: string };
      return ok(identity(org, identified(org, request), base(request), organizationId, userId));
    });
    route('GET', '/secur/frontdoor.jsp', (request) => ({
      ...frontdoor.open(new URL(request.url, 'http://localhost').searchParams),
      counted: false,
    }));
    route(['GET', 'POST', 'DELETE'], '/local-org/faults', ownFaults);
    route(['POST', 'DELETE'], '/local-org/setup', ownSetup);
  });
}
