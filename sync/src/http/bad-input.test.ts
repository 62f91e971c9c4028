import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { sql } from 'drizzle-orm';
import { NOT_HERE } from './not-here.ts';
import { ProblemSchema } from './schemas.ts';
import { conversation, KEY, startTestService, type Answer, type TestService } from './testing/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService();
});
after(() => service.stop());

/** A problem document in full, of the status it claims. */
function problem(answer: Answer, status: number): Record<string, unknown> & { detail: string } {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const document = ProblemSchema.loose().parse(answer.body);
  assert.equal(document.status, status);
  assert.equal(document.instance, `urn:uuid:${answer.headers.get('x-request-id')}`);
  return document;
}
const post = (body: unknown, headers?: Record<string, string | undefined>, address = '/v1/conversations') =>
  service.call('POST', address, body, headers);

test('JSON that is none is a 400 with the place', async () => {
  const { detail, position } = problem(await post('{\n "a" 1}'), 400);
  assert.match(detail, /line 2, column 6/);
  assert.deepEqual(position, { offset: 7, line: 2, column: 6 });
  problem(await post(''), 400);
  problem(await post('"just text"'), 400);
});

test('bytes that are not UTF-8 are a 400', async () => {
  const answer = await fetch(`${service.url}/v1/conversations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: new Uint8Array([0x22, 0xff, 0x22]),
  });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /UTF-8/);
});

test('wrong types are a 422 that points to each field', async () => {
  const { errors } = problem(await post(conversation('1', { startedAt: 'yesterday', parties: [{ role: 'us' }] })), 422);
  assert.deepEqual(
    (errors as { pointer: string }[]).map(({ pointer }) => pointer),
    ['/startedAt', '/parties/0/role'],
  );
  const inArray = problem(await post([conversation('1', { title: 7 }), { source: 'test' }]), 422);
  const pointers = (inArray.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  assert.ok(pointers.includes('/0/title') && pointers.includes('/1/sourceId'), pointers.join());
});

test('an array is taken item by item: the valid are accepted, the others say why', async () => {
  const { status, body } = await post([conversation('good'), conversation('bad', { kind: 'seance' })]);
  assert.equal(status, 202);
  const [good, bad] = body.results as { key: string; status: string; errors?: { pointer: string }[] }[];
  assert.deepEqual(good, { key: 'test:good', status: 'accepted', index: 0 });
  assert.equal(bad?.status, 'rejected');
  assert.equal(bad.errors?.[0]?.pointer, '/1/kind');
  assert.equal((await service.call('GET', '/v1/conversations/test:bad')).status, 404);
});

test('an empty array and more than 500 are refused wholly', async () => {
  assert.match(problem(await post([]), 422).detail, /empty/);
  const many = Array.from({ length: 501 }, (_, index) => conversation(`many-${index}`));
  assert.match(problem(await post(many), 413).detail, /501/);
  assert.equal((await service.call('GET', '/v1/conversations/test:many-0')).status, 404);
});

test('a missing key and a wrong key are a 401 with a challenge', async () => {
  for (const authorization of [undefined, 'Bearer wrong', KEY, 'Basic eDp5']) {
    const answer = await post(conversation('1'), { authorization });
    problem(answer, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
  }
  for (const address of [
    '/v1/activity',
    '/v1/settings',
    '/v1/conversations/test:1',
    '/v1/conversations/test:1/receipt',
  ])
    problem(await service.call('GET', address, undefined, { authorization: 'Bearer wrong' }), 401);
  problem(await post(conversation('1'), { authorization: undefined }, '/v1/plan'), 401);
  problem(await post(undefined, { authorization: undefined }, '/v1/conversations/test:1/resync'), 401);
});

test('another content type is a 415 that names those taken', async () => {
  assert.match(problem(await post('a,b', { 'content-type': 'text/csv' }), 415).detail, /text\/csv.*application\/json/);
  problem(await post('{}', { 'content-type': 'application/xml' }, '/v1/plan'), 415);
  problem(await post('{}', { 'content-type': 'text/plain' }, '/v1/webhooks/aircall/demo'), 415);
});

test('a body over the limit is a 413', async () => {
  problem(await post(conversation('big', { summary: 'x'.repeat(21 * 1024 * 1024) })), 413);
});

test('webhooks: unknown provider or tenant 404, missing or wrong token 401, nonsense 422', async () => {
  const at = (address: string, body: unknown) => post(body, { authorization: undefined }, address);
  const event = { event: 'call.ended', timestamp: 1, token: 'wrong', resource: 'call', data: {} };
  assert.match(problem(await at('/v1/webhooks/nobody/demo', event), 404).detail, /aircall/);
  problem(await at('/v1/webhooks/aircall/nobody', event), 404);
  problem(await at('/v1/webhooks/aircall/demo', event), 401);
  problem(await at('/v1/webhooks/aircall/demo', { ...event, token: undefined }), 401);
  const { status } = await at('/v1/webhooks/aircall/demo', { ...event, token: 'token-of-aircall' });
  assert.ok(status === 422 || status === 400, String(status));
});

test('unknown addresses are a 404, known ones with another method a 405 that lists the right ones', async () => {
  problem(await service.call('GET', '/v1/nothing'), 404);
  problem(await service.call('GET', '/v1/conversations/test:nobody'), 404);
  problem(await service.call('GET', '/v1/conversations/test:nobody/receipt'), 404);
  problem(await post(undefined, {}, '/v1/conversations/test:nobody/resync'), 404);
  const answer = await service.call('DELETE', '/v1/conversations/test:1');
  problem(answer, 405);
  assert.equal(answer.headers.get('allow'), 'GET, HEAD');
  problem(await service.call('GET', '/v1/conversations/%zz'), 400);
});

test('a query that makes no sense is a 400 that names the parameter', async () => {
  const { errors } = problem(await service.call('GET', '/v1/activity?limit=0'), 400);
  assert.equal((errors as { pointer: string }[])[0]?.pointer, '?limit');
});

test('what the design has and this version has not is a 501 that names itself', async () => {
  for (const { method, path, what } of NOT_HERE) {
    const address = path.replace(':key', 'test:1').replace(':id', '1').replace(':email', 'a@b.example');
    const { detail } = problem(await service.call(method, address), 501);
    assert.ok(detail.startsWith(what), detail);
  }
});

test('who may not ask is told so before the body is looked at', async () => {
  problem(await post('{"a" 1}', { authorization: 'Bearer wrong' }), 401);
  problem(await post('a,b', { authorization: undefined, 'content-type': 'text/csv' }, '/v1/plan'), 401);
  assert.match(
    problem(await post('a=b', { 'content-type': 'text/plain' }, '/v1/webhooks/zoom/demo'), 401).detail,
    /ZOOM_WEBHOOK_SECRET/,
  );
});

test('a NUL character anywhere is the sender’s fault or nobody’s, never the service’s', async () => {
  problem(await post({ source: 'a\u0000b', sourceId: 'x\u0000' }), 422);
  assert.equal((await post(conversation('nul\u0000', { title: 'a\u0000b', extra: { 'k\u0000': 1 } }))).status, 202);
  problem(await service.call('GET', '/v1/conversations/test:a%00b'), 404);
  problem(await post(undefined, {}, '/v1/conversations/test:a%00b/resync'), 404);
  assert.equal((await service.call('GET', '/v1/activity?key=a%00b')).status, 200);
});

test('a compressed body is a 415 that says so', async () => {
  assert.match(problem(await post(conversation('gz'), { 'content-encoding': 'gzip' }), 415).detail, /gzip.*without/);
});

test('of ten thousand participants the first 500 are kept, and receipt and log say so', async () => {
  const parties = Array.from({ length: 10_000 }, (_, at) => ({ role: 'theirs', name: `Person ${at}` }));
  assert.equal((await post(conversation('webinar', { parties }))).status, 202);
  await service.until('test:webinar', 'synced');
  const { body: receipt } = await service.call('GET', '/v1/conversations/test:webinar/receipt');
  assert.ok((receipt.remarks as string[]).includes('10000 people took part; the first 500 are kept.'));
  const { body: activity } = await service.call<{ entries: { message: string }[] }>(
    'GET',
    '/v1/activity?key=test:webinar',
  );
  assert.ok(activity.entries.some(({ message }) => message.includes('the first 500 are kept')));
});

test('a transcript of five megabytes is taken', async () => {
  const text = 'They talked about the renewal. '.repeat(30);
  const segments = Array.from({ length: 5_500 }, (_, at) => ({ party: -1, startMs: at * 1000, text }));
  assert.equal((await post(conversation('long', { segments }))).status, 202);
  await service.until('test:long', 'synced');
});

test('a store that refuses a statement is logged by its code, without the statement’s values', async () => {
  const broken = await startTestService();
  try {
    await broken.service.context.db.execute(sql`ALTER TABLE parts RENAME TO gone`);
    problem(await broken.call('POST', '/v1/conversations', conversation('1', { title: 'Zanzibar' })), 500);
    const log = broken.logged.join('');
    assert.match(log, /"code":"42P01"/);
    assert.doesNotMatch(log, /Zanzibar/);
  } finally {
    await broken.stop();
  }
});

test('no log line holds content, keys or tokens', async () => {
  await post(conversation('secret', { title: 'Zanzibar', startedAt: 'Zanzibar' }));
  await post('{"title": "Zanzibar" oops}');
  await post(
    { event: 'call.ended', token: 'token-of-aircall', data: { Zanzibar: 1 } },
    { authorization: undefined },
    '/v1/webhooks/aircall/demo',
  );
  await service.call('GET', '/v1/conversations/test:1?key=Zanzibar');
  const log = service.logged.join('');
  assert.match(log, /"status":422/);
  for (const word of ['Zanzibar', KEY, 'token-of-aircall', 'token-of-the-org']) assert.ok(!log.includes(word), word);
});
