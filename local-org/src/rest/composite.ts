/** Composite and batch requests: several calls in one HTTP request. */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { isObject, listIn, objectBody, restErrors, type Json } from './body.ts';
import { hasFailure } from './collections.ts';
import { fill, referencesOf } from './references.ts';
import { ok, type Answer, type Call, type Resource, type Router } from './router.ts';

const MOST = 25;
const MOST_HEAVY = 5;

interface SubAnswer {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
}

const HALTED = [
  {
    errorCode: 'PROCESSING_HALTED',
    message: 'The transaction was rolled back since another operation in the same transaction failed.',
  },
];

class TakenBack extends Error {}

function badRequest(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_INPUT', message);
}

function limitExceeded(message: string): SalesforceError {
  return new SalesforceError(400, 'LIMIT_EXCEEDED', message);
}

interface Target {
  version: string;
  path: string;
  query: URLSearchParams;
}

function target(url: unknown, prefix: string): Target {
  const [, version, path = '/', search = ''] =
    /^v(\d+\.\d)(\/[^?]*)?(?:\?(.*))?$/s.exec(
      typeof url === 'string' && url.startsWith(prefix) ? url.slice(prefix.length) : '',
    ) ?? [];
  if (version) return { version, path, query: new URLSearchParams(search) };
  throw badRequest(`The url of a subrequest must begin with ${prefix}vXX.X, not: ${String(url)}`);
}

/** A fault as the answer of one subrequest; what is no fault of Salesforce's kind goes on. */
function answered(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return { status: error.status, body: restErrors(error) };
  }
}

function composite(router: Router, call: Call): Answer {
  const requests = listIn(call.body, 'compositeRequest');
  const allOrNone = objectBody(call.body).allOrNone === true;
  check(router, requests);
  const answers: SubAnswer[] = [];
  let failed = -1;

  const run = () => {
    const bodies = new Map<string, unknown>();
    for (const [n, request] of requests.entries()) {
      const answer = answered(() => subrequest(router, call, request, bodies, allOrNone));
      const failure = answer.status >= 400 || (allOrNone && hasFailure(answer.body));
      if (!failure) bodies.set(String(request.referenceId), answer.body);
      const httpHeaders: Record<string, string> = answer.headers?.location ? { Location: answer.headers.location } : {};
      answers.push({
        body: answer.body ?? null,
        httpHeaders,
        httpStatusCode: answer.status,
        referenceId: String(request.referenceId),
      });
      if (failure && allOrNone) {
        failed = n;
        throw new TakenBack();
      }
    }
  };
  try {
    if (allOrNone) call.session.transaction(run);
    else run();
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  if (failed < 0) return ok({ compositeResponse: answers });
  return ok({
    compositeResponse: requests.map(({ referenceId }, n) =>
      n === failed
        ? answers[n]
        : { body: HALTED, httpHeaders: {}, httpStatusCode: 400, referenceId: String(referenceId) },
    ),
  });
}

function check(router: Router, requests: Json[]): void {
  if (requests.length === 0) throw badRequest('compositeRequest has no subrequest.');
  if (requests.length > MOST)
    throw limitExceeded(`The limit of ${MOST} subrequests in a composite request was exceeded: ${requests.length}.`);
  const seen = new Set<string>();
  let heavy = 0;
  for (const { referenceId, method, url } of requests) {
    if (typeof referenceId !== 'string' || !/^\w+$/.test(referenceId))
      throw badRequest(
        `The referenceId of a subrequest must be of letters, digits and underscores: ${JSON.stringify(referenceId)}`,
      );
    if (seen.has(referenceId)) throw badRequest(`Duplicate referenceId in the composite request: ${referenceId}`);
    seen.add(referenceId);
    if (typeof method !== 'string' || typeof url !== 'string')
      throw badRequest(`The subrequest ${referenceId} needs a method and a url.`);
    if (router.find(target(url, '/services/data/').path)?.resource.heavy) heavy++;
  }
  if (heavy > MOST_HEAVY)
    throw limitExceeded(
      `The limit of ${MOST_HEAVY} sObject Collections and query subrequests in a composite request was exceeded: ${heavy}.`,
    );
}

function subrequest(
  router: Router,
  call: Call,
  request: Json,
  bodies: Map<string, unknown>,
  allOrNone: boolean,
): Answer {
  const { version, path, query } = target(fill(request.url, bodies), '/services/data/');
  if (/^\/composite\/?(batch|tree|graph|$)/i.test(path))
    throw new NotImplementedHere(`${path} inside a composite request`);
  const headers = isObject(request.httpHeaders) ? request.httpHeaders : {};
  return router.dispatch({
    ...call,
    version,
    path,
    query,
    method: String(request.method).toUpperCase(),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: referencesOf(request.body).length ? fill(request.body, bodies) : request.body,
    allOrNone,
  });
}

function batch(router: Router, call: Call): Answer {
  const requests = listIn(call.body, 'batchRequests');
  if (requests.length > MOST)
    throw limitExceeded(`The limit of ${MOST} subrequests in a batch was exceeded: ${requests.length}.`);
  const halt = objectBody(call.body).haltOnError === true;
  const results: { statusCode: number; result: unknown }[] = [];
  for (const request of requests) {
    if (halt && results.some(({ statusCode }) => statusCode >= 400)) {
      results.push({
        statusCode: 412,
        result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
      });
      continue;
    }
    call.org.countRequest();
    const { status, body } = answered(() => {
      const { version, path, query } = target(request.url, '');
      if (/^\/composite\b/i.test(path)) throw new NotImplementedHere(`${path} inside a batch`);
      const method = String(request.method).toUpperCase();
      return router.dispatch({ ...call, version, path, query, method, headers: {}, body: request.richInput });
    });
    results.push({ statusCode: status, result: body ?? null });
  }
  return ok({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}

/** The resources need the router that they are part of, so it is asked for at each call. */
export function compositeResources(router: () => Router): Resource[] {
  return [
    { path: '/composite', methods: { POST: (call) => composite(router(), call) } },
    { path: '/composite/batch', methods: { POST: (call) => batch(router(), call) } },
  ];
}
