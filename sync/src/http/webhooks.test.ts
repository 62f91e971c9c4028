import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { sql, type SQL } from 'drizzle-orm';
import { webhookProviders } from '../intake/providers.ts';
import { parseVcon } from '../intake/vcon/vcon.ts';
import { runFetches } from '../jobs/fetches.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const ZOOM = 'secret-of-zoom';
const UUID = 'cN7l/1GRQWqbXQ4C+pT5Xg==';
const DOWNLOAD = 'https://sealight.zoom.us/rec/webhook_download/def';
const TOKEN = 'token-of-the-download';

let service: TestService;
before(async () => {
  service = await startTestService({
    ZOOM_WEBHOOK_SECRET: ZOOM,
    FIREFLIES_WEBHOOK_SECRET: 'secret-of-fireflies',
    GONG_WEBHOOK_SECRET: 'secret-of-gong',
  });
});
afterEach(() => {
  delete service.service.context.fetch;
  service.service.context.now = () => new Date().toISOString();
});
after(() => service.stop());

const recording = (uuid: string) => ({
  event: 'recording.transcript_completed',
  event_ts: 1_763_391_600_000,
  payload: {
    account_id: 'acc',
    object: {
      uuid,
      id: 83920174551,
      host_email: 'paul@sealight.example',
      topic: 'Telemetry demo',
      start_time: '2026-11-17T14:01:12Z',
      duration: 37,
      recording_files: [{ file_type: 'TRANSCRIPT', download_url: DOWNLOAD }],
    },
  },
  download_token: TOKEN,
});

function zoom(body: object, at = new Date()) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', ZOOM)
    .update(`v0:${timestamp}:${JSON.stringify(body)}`)
    .digest('hex');
  const headers = {
    authorization: undefined,
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': `v0=${signature}`,
  };
  return service.call('POST', '/v1/webhooks/zoom/demo', body, headers);
}

/** Providers answer this from now on. Resolves with each address that was asked, once it was. */
function providersAnswer(answer: () => Response) {
  const asked: { address: string; authorization: string | null }[] = [];
  service.service.context.fetch = ((address: string, init?: RequestInit) => {
    asked.push({ address, authorization: new Headers(init?.headers).get('authorization') });
    return Promise.resolve(answer());
  }) as typeof globalThis.fetch;
  return asked;
}

async function rowsOf(statement: SQL): Promise<unknown[]> {
  const answer: unknown = await service.service.context.db.execute(statement);
  return (answer as { rows: unknown[] }).rows;
}

async function messages(key: string): Promise<string[]> {
  const { body } = await service.call<{ entries: { message: string }[] }>(
    'GET',
    `/v1/activity?key=${encodeURIComponent(key)}`,
  );
  return body.entries.map(({ message }) => message);
}

test('every provider is listed with its address; without a secret it answers 401 and names the variable', async () => {
  const { body } = await service.call<{ webhooks: { provider: string; path: string; secretSet: boolean }[] }>(
    'GET',
    '/v1/settings',
  );
  assert.deepEqual(body.webhooks.map(({ provider }) => provider).sort(), [...webhookProviders.keys()].sort());
  assert.deepEqual(
    body.webhooks.filter(({ secretSet }) => !secretSet).map(({ provider }) => provider),
    ['modjo'],
  );
  const modjo = await service.call('POST', '/v1/webhooks/modjo/demo', { values: [] }, { authorization: undefined });
  assert.equal(modjo.status, 401);
  assert.match(String(modjo.body.detail), /MODJO_WEBHOOK_SECRET/);
  assert.equal((await service.call('POST', '/v1/webhooks/gong/nobody', {})).status, 404);
});

test('Zoom’s check of the address is answered with 200 and the hashed token, by signature only', async () => {
  const body = { event: 'endpoint.url_validation', payload: { plainToken: 'abc' }, event_ts: 1_763_391_600_000 };
  const answer = await zoom(body);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, {
    plainToken: 'abc',
    encryptedToken: createHmac('sha256', ZOOM).update('abc').digest('hex'),
  });
  assert.equal((await service.call('POST', '/v1/webhooks/zoom/demo', body)).status, 401);
  assert.equal((await zoom(body, new Date(Date.now() - 6 * 60_000))).status, 401);
});

test('a transcript that an event tells of is fetched with its token, which is never kept in the clear', async () => {
  let release = (_: Response): void => undefined;
  const answer = new Promise<Response>((resolve) => (release = resolve));
  const asked: (string | null)[] = [];
  service.service.context.fetch = ((_: string, init?: RequestInit) => {
    asked.push(new Headers(init?.headers).get('authorization'));
    return answer;
  }) as typeof globalThis.fetch;
  const { status, body } = await zoom(recording(UUID));
  assert.deepEqual([status, body.results], [202, [{ key: `zoom:${UUID}`, status: 'accepted' }]]);
  const rows = await rowsOf(sql`SELECT * FROM fetches`);
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(TOKEN));
  release(new Response('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAstrid Halvorsen: Hello.\n'));
  await untilParts(`zoom:${UUID}`, 'transcript');
  assert.deepEqual(asked, [`Bearer ${TOKEN}`]);
  await service.until(`zoom:${UUID}`, 'synced');
  const log = service.logged.join('');
  for (const secret of [TOKEN, ZOOM, 'Astrid']) assert.ok(!log.includes(secret), secret);
});

/** Polls until a piece is there and nothing is left to fetch. */
async function untilParts(key: string, name: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const parts = await rowsOf(sql`SELECT 1 FROM parts WHERE key = ${key} AND name = ${name}`);
    const open = await rowsOf(sql`SELECT 1 FROM fetches`);
    if (parts.length === 1 && open.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`${name} of ${key} did not come`);
}

test('what cannot be fetched yet is asked for again later, for a day; then the log says that it is not', async () => {
  const { context } = service.service;
  const start = Date.now();
  let response = () => new Response('', { status: 500 });
  const asked = providersAnswer(() => response());
  const at = async (ms: number) => {
    context.now = () => new Date(start + ms).toISOString();
    return runFetches(context);
  };
  await zoom(recording('later=='));
  for (let tries = 0; asked.length === 0 && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  assert.equal(asked.length, 1);
  await untilLogged('zoom:later==', /^Waits for the transcript: Zoom answered 500/);
  assert.equal(await at(1_000), 0);
  assert.equal(await at(120_000), 1);
  assert.equal(await at(25 * 3_600_000), 1);
  assert.match(
    (await messages('zoom:later==')).join('\n'),
    /transcript could not be fetched from zoom.*not asked for again/,
  );
  assert.equal(await at(50 * 3_600_000), 0);

  context.now = () => new Date().toISOString();
  response = () => new Response('', { status: 401 });
  await zoom(recording('dead=='));
  await untilLogged('zoom:dead==', /no longer takes the token/);
});

async function untilLogged(key: string, words: RegExp): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await messages(key)).some((message) => words.test(message))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`${String(words)} was not logged for ${key}`);
}

test('a Fireflies event without an API key is answered, and the log says which variable is missing', async () => {
  const body = { event: 'meeting.transcribed', meeting_id: 'A1', timestamp: 1_763_391_600_000 };
  const signature = createHmac('sha256', 'secret-of-fireflies').update(JSON.stringify(body)).digest('hex');
  const headers = { authorization: undefined, 'x-hub-signature': `sha256=${signature}` };
  assert.equal((await service.call('POST', '/v1/webhooks/fireflies/demo', body, headers)).status, 202);
  await untilLogged('fireflies:A1', /FIREFLIES_API_KEY must be set/);
});

test('an export of Gong is taken from who shows the secret, and ends in the org', async () => {
  const call = {
    metaData: { id: '778', started: '2026-11-17T15:03:37+01:00', duration: 60, title: 'Pricing' },
    parties: [],
  };
  const send = (secret: string) =>
    service.call(
      'POST',
      '/v1/webhooks/gong/demo',
      { calls: [call] },
      { authorization: undefined, 'x-debrief-secret': secret },
    );
  assert.equal((await send('wrong')).status, 401);
  assert.equal((await send('secret-of-gong')).status, 202);
  await service.until('gong:778', 'synced');
});

test('a conversation is given as a vCon to who names its media type, and only then', async () => {
  await service.call('POST', '/v1/conversations', conversation('vcon', { parties: [{ role: 'ours', name: 'Paul' }] }));
  await service.until('test:vcon', 'synced');
  const get = (accept?: string) => service.call('GET', '/v1/conversations/test:vcon', undefined, { accept });
  for (const accept of ['*/*', 'application/json']) assert.equal((await get(accept)).body.status, 'synced');
  for (const accept of ['application/vcon+json', 'application/vcon, */*;q=0.1']) {
    const { status, headers, body } = await get(accept);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^application\/vcon\+json/);
    assert.equal(headers.get('vary'), 'accept');
    const { key, content } = parseVcon(body);
    assert.deepEqual(
      [key, content.title, content.summary],
      ['test:vcon', 'Renewal with Northwind', 'They renew for two years.'],
    );
  }
  const piece = { event: 'summary.created', token: 'token-of-aircall', data: { call_id: 999, content: 'Soon.' } };
  await service.call('POST', '/v1/webhooks/aircall/demo', piece, { authorization: undefined });
  const half = await service.call('GET', '/v1/conversations/aircall:999', undefined, {
    accept: 'application/vcon+json',
  });
  assert.equal(half.status, 409);
  assert.match(String(half.body.detail), /waits for.*startedAt/);
  assert.equal(
    (await service.call('GET', '/v1/conversations/zoom:nobody', undefined, { accept: 'application/vcon+json' })).status,
    404,
  );
});

test('a resync that sends a content type and no body is taken like one without', async () => {
  await service.call('POST', '/v1/conversations', conversation('resync'));
  await service.until('test:resync', 'synced');
  for (const type of ['application/json', undefined]) {
    const answer = await fetch(`${service.url}/v1/conversations/test:resync/resync`, {
      method: 'POST',
      headers: { authorization: 'Bearer dk_test_0123456789', ...(type ? { 'content-type': type } : {}) },
    });
    assert.equal(answer.status, 202, await answer.text());
  }
  const { status } = await service.call('POST', '/v1/conversations/test:resync/resync', '{', {
    'content-type': 'application/json',
  });
  assert.equal(status, 400);
});
