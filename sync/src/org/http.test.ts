import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import { chunked, literal, likeDigits } from './soql.ts';
import { sendRecords } from './collections/send.ts';
import type { RecordWrite } from './record-write.ts';
import { pack, sendComposite, type Subrequest } from './composite.ts';
import { Describer } from './describe.ts';
import { classify, OrgError } from './error.ts';
import { backoffMs } from './fault-table.ts';
import { OrgHttp } from './http.ts';
import { mergeWindows } from './windows.ts';

interface Asked {
  method: string;
  url: string;
  token: string;
  body: string;
}
type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

let server: Server | undefined;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

async function serve(answer: (asked: Asked, count: number) => Answer): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const one = { method: request.method ?? '', url: request.url ?? '', token, body };
      asked.push(one);
      const { status = 200, body: content, headers = {} } = answer(one, asked.length);
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
      response.end(JSON.stringify(content));
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const query: Subrequest = { method: 'GET', path: '/query?q=x', isHeavy: true };
const light: Subrequest = { method: 'GET', path: '/sobjects/X/describe', isHeavy: false };

test('a composite request holds five queries or collections, and 25 parts in all', () => {
  const repeat = (subrequest: Subrequest, count: number) => Array.from({ length: count }, () => subrequest);
  assert.deepEqual(
    pack(repeat(query, 12)).map(({ length }) => length),
    [5, 5, 2],
  );
  assert.deepEqual(
    pack(repeat(light, 30)).map(({ length }) => length),
    [25, 5],
  );
  assert.deepEqual(
    pack([...repeat(query, 5), ...repeat(light, 3), query]).map(({ length }) => length),
    [8, 1],
  );
});

test('parts run in their order, and the usage is read from every answer', async () => {
  const { url, asked } = await serve(({ body }) => ({
    headers: { 'sforce-limit-info': 'api-usage=18/5000' },
    body: {
      compositeResponse: (
        JSON.parse(body) as { compositeRequest: { referenceId: string; url: string }[] }
      ).compositeRequest
        .map(({ referenceId, url: body }) => ({ referenceId, httpStatusCode: 200, body }))
        .reverse(),
    },
  }));
  const http = new OrgHttp({ instanceUrl: `${url}/`, accessToken: 't' });
  const answers = await sendComposite(http, [light, query]);
  assert.deepEqual(
    answers.map(({ body }) => body),
    ['/services/data/v67.0/sobjects/X/describe', '/services/data/v67.0/query?q=x'],
  );
  assert.deepEqual(http.usage, { used: 18, max: 5000 });
  assert.equal(http.requests, 1);
  const sent = JSON.parse(asked[0]?.body ?? '{}') as { collateSubrequests: boolean; allOrNone: boolean };
  assert.equal(sent.collateSubrequests, false);
  assert.equal(sent.allOrNone, false);
});

test('a session that has ended is renewed once for all requests, and each is sent again', async () => {
  const { url, asked } = await serve(({ url: path, token }) => {
    if (path === '/services/oauth2/token') return { body: { access_token: 'new', instance_url: url } };
    return token === 'new'
      ? { body: { ok: true } }
      : { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] };
  });
  const http = new OrgHttp({
    instanceUrl: url,
    accessToken: 'old',
    refreshToken: 'r',
    clientId: 'c',
    clientSecret: 's',
    loginUrl: url,
  });
  await Promise.all([http.get('/a'), http.get('/b'), http.get('/c')]);
  assert.equal(asked.filter((each) => each.url === '/services/oauth2/token').length, 1);
});

test('a renewed session that is refused again is an error, not a loop, and tells no secret', async () => {
  const { url, asked } = await serve(({ url: path }) =>
    path === '/services/oauth2/token'
      ? { body: { access_token: 'still-secret', instance_url: url } }
      : { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] },
  );
  const credentials = {
    instanceUrl: url,
    accessToken: 'top-secret',
    refreshToken: 'r-secret',
    clientId: 'c',
    clientSecret: 's-secret',
    loginUrl: url,
  };
  await assert.rejects(new OrgHttp(credentials).get('/a'), (error: OrgError) => {
    assert.equal(error.fault, 'auth');
    assert.doesNotMatch(`${error.message}${error.stack}${JSON.stringify(error)}`, /secret/);
    return true;
  });
  assert.equal(asked.length, 3);
});

test('a revoked connection is told as invalid_grant', async () => {
  const { url } = await serve(() => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
  }));
  const http = new OrgHttp({ instanceUrl: url, refreshToken: 'r', clientId: 'c', loginUrl: url });
  await assert.rejects(http.get('/a'), { code: 'invalid_grant', fault: 'auth' });
});

test('an overloaded org is asked again; a used-up limit is not', async () => {
  const busy = await serve((_, count) =>
    count === 1
      ? { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'busy' }] }
      : { body: { ok: true } },
  );
  assert.deepEqual(await new OrgHttp({ instanceUrl: busy.url, accessToken: 't' }).get('/a'), { ok: true });
  server?.close();
  const full = await serve(() => ({
    status: 403,
    body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
  }));
  await assert.rejects(new OrgHttp({ instanceUrl: full.url, accessToken: 't' }).get('/a'), {
    code: 'REQUEST_LIMIT_EXCEEDED',
    fault: 'quota',
    message: 'TotalRequests Limit exceeded.',
  });
  assert.equal(full.asked.length, 1);
});

test('records go 200 a call; one that lost a lock is sent again alone, and keeps its place', async () => {
  const { url, asked } = await serve(({ body }, count) => {
    const { compositeRequest } = JSON.parse(body) as {
      compositeRequest: { referenceId: string; body: { records: { Key__c: string }[] } }[];
    };
    return {
      body: {
        compositeResponse: compositeRequest.map(({ referenceId, body: { records } }) => ({
          referenceId,
          httpStatusCode: 200,
          body: records.map(({ Key__c }) =>
            Key__c === 'k201' && count === 1
              ? {
                  success: false,
                  errors: [
                    { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access', fields: [] },
                  ],
                }
              : { success: true, created: true, id: `id-${Key__c}`, errors: [] },
          ),
        })),
      },
    };
  });
  const writes = Array.from({ length: 450 }, (_, index): RecordWrite => ({
    ...{ object: 'Conversation__c', operation: 'upsert', keyField: 'Key__c', body: { Key__c: `k${index}` } },
  }));
  const http = new OrgHttp({ instanceUrl: url, accessToken: 't' }, { sleep: () => Promise.resolve() });
  const [results] = await sendRecords(http, new Describer(http), [writes]);
  assert.equal(results?.length, 450);
  assert.ok(results?.every(({ id }, index) => id === `id-k${index}`));
  assert.equal(asked.length, 2);
  const sizes = asked.map(({ body }) =>
    (JSON.parse(body) as { compositeRequest: { body: { records: unknown[] } }[] }).compositeRequest.map(
      ({ body: { records } }) => records.length,
    ),
  );
  assert.deepEqual(sizes, [[200, 200, 50], [1]]);
});

for (const [code, fault] of [
  ['INVALID_SESSION_ID', 'auth'],
  ['UNABLE_TO_LOCK_ROW', 'contention'],
  ['REQUEST_LIMIT_EXCEEDED', 'quota'],
  ['QUERY_TIMEOUT', 'transient'],
  ['PROCESSING_HALTED', 'echo'],
  ['STRING_TOO_LONG', 'repairable'],
  ['DUPLICATES_DETECTED', 'identity'],
  ['ENTITY_IS_DELETED', 'stale'],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'terminal'],
  ['SOMETHING_NEW', 'terminal'],
] as const)
  test(`${code} is ${fault}`, () => assert.equal(classify(code), fault));

test('a wait grows, has jitter, and stays between its first length and a minute', () => {
  assert.equal(
    backoffMs(1000, 0, () => 0),
    1000,
  );
  assert.equal(
    backoffMs(1000, 0, () => 1),
    2000,
  );
  assert.equal(
    backoffMs(1000, 3, () => 0.5),
    12_000,
  );
  assert.equal(
    backoffMs(1000, 20, () => 1),
    60_000,
  );
});

test('SOQL text cannot be broken out of', () => {
  assert.equal(literal("O'Neil\\' OR Name != '"), "'O\\'Neil\\\\\\' OR Name != \\''");
  assert.equal(likeDigits('Phone', '612'), "Phone LIKE '%6%1%2%'");
});

test('lists of values stay within a statement', () => {
  const emails = Array.from({ length: 5000 }, (_, index) => `${'x'.repeat(200)}${index}@acme.example`);
  const chunks = chunked([...emails, ...emails], 1000);
  assert.equal(chunks.flat().length, 5000);
  for (const chunk of chunks) assert.ok(chunk.map(literal).join(',').length <= 99_000);
});

test('windows of time are joined until few are left, and still hold all of them', () => {
  const spans = Array.from({ length: 200 }, (_, index) => ({ start: index * 1000, end: index * 1000 + 10 }));
  const merged = mergeWindows(spans, 7);
  assert.equal(merged.length, 7);
  for (const span of spans) assert.ok(merged.some(({ start, end }) => start <= span.start && span.end <= end));
});
