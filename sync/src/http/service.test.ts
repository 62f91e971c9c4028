import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aircallEvents } from './testing/aircall.ts';
import {
  ActivityList,
  ConversationStatus,
  PlanList,
  ReadinessSchema,
  ReceiptWithHistory,
  SettingsSchema,
} from './schemas.ts';
import { OrgError } from '../org/error.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService();
});
after(() => service.stop());

const post = (body: unknown, headers?: Record<string, string | undefined>, address = '/v1/conversations') =>
  service.call('POST', address, body, headers);
const receipt = async (key: string) =>
  ReceiptWithHistory.strict().parse((await service.call('GET', `/v1/conversations/${key}/receipt`)).body);

/** Polls the receipts until there are so many. */
async function receipts(key: string, amount: number) {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await receipt(key);
    if (found.history.length + 1 >= amount) return found;
    await sleep(25);
  }
  return assert.fail(`${key} did not get ${amount} receipts`);
}

test('a conversation goes from 202 to synced, with exactly the promised fields', async () => {
  const { status, body } = await post(conversation('first'));
  assert.equal(status, 202);
  assert.deepEqual(body, { results: [{ key: 'test:first', status: 'accepted', index: 0 }] });
  const state = ConversationStatus.strict().parse(await service.until('test:first', 'synced', 'failed', 'parked'));
  assert.equal(state.status, 'synced');
  assert.equal(state.conversationId, 'a00000000000001AAA');
  assert.equal(state.match?.status, 'Created');
  const latest = await receipt('test:first');
  assert.equal(latest.outcome, 'written');
  assert.ok(latest.entries.some(({ fields }) => fields.some(({ field }) => field === 'Title__c')));
});

test('a receipt is told in words to who asks for text', async () => {
  await service.call('POST', '/v1/conversations', conversation('words'));
  await receipts('test:words', 1);
  const { body, headers } = await service.call<string>('GET', '/v1/conversations/test:words/receipt', undefined, {
    accept: 'text/plain',
  });
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(body, /^[^\n]*test:words[^\n]*\nCreated: .*\nWritten to Salesforce on .* UTC/);
});

test('the same conversation again is accepted, asks nothing of the org, and its receipt says unchanged', async () => {
  await post(conversation('twice'));
  await service.until('test:twice', 'synced');
  const asked = service.org.requests;
  assert.equal((await post(conversation('twice'))).status, 202);
  const latest = await receipts('test:twice', 2);
  assert.equal(latest.outcome, 'unchanged');
  assert.equal(latest.history[0]?.outcome, 'written');
  assert.equal(service.org.requests, asked);
});

test('a key may be encoded, and may hold what addresses are made of', async () => {
  await post(conversation('a/b?c:d e'));
  const { status, body } = await service.call('GET', `/v1/conversations/${encodeURIComponent('test:a/b?c:d e')}`);
  assert.equal(status, 200);
  assert.equal(body.key, 'test:a/b?c:d e');
});

test('500 conversations in one request are worked off in batches', async () => {
  const before = service.org.snapshots.length;
  const { body } = await post(Array.from({ length: 500 }, (_, index) => conversation(`many-${index}`)));
  assert.equal((body.results as unknown[]).length, 500);
  for (const index of [0, 250, 499]) await service.until(`test:many-${index}`, 'synced');
  const batches = service.org.snapshots.slice(before);
  assert.ok(batches.length <= 5, `${batches.length} batches`);
  assert.ok(batches.every((keys) => keys.length <= 200));
});

test('resync asks the org though nothing changed', async () => {
  await post(conversation('again'));
  await service.until('test:again', 'synced');
  const { status } = await post(undefined, {}, '/v1/conversations/test:again/resync');
  assert.equal(status, 202);
  const latest = await receipts('test:again', 2);
  assert.equal(latest.requests, 1);
});

test('a dry run says what would be written, and neither keeps nor writes anything', async () => {
  const applied = service.org.applied.length;
  const { status, body } = await post([conversation('dry'), conversation('wrong', { kind: 1 })], {}, '/v1/plan');
  assert.equal(status, 200);
  const { results } = PlanList.strict().parse(body);
  assert.equal(results[0]?.plan?.key, 'test:dry');
  assert.ok(results[0].plan.writes.some(({ object }) => object === 'Conversation__c'));
  assert.equal(results[1]?.status, 'rejected');
  assert.equal((await service.call('GET', '/v1/conversations/test:dry')).status, 404);
  assert.equal(service.org.applied.length, applied);
});

test('a vCon is taken in by its own media type', async () => {
  const uuid = '019a9a4e-0000-7000-8000-0000000000aa';
  const vcon = {
    vcon: '0.3.0',
    uuid,
    created_at: '2026-11-17T10:00:00Z',
    subject: 'Renewal',
    parties: [
      { name: 'Paul', mailto: 'paul@sealight.example' },
      { name: 'Jane', tel: '+33184800000' },
    ],
    dialog: [
      { type: 'text', start: '2026-11-17T10:00:00Z', duration: 60, parties: [0, 1], body: 'hello', encoding: 'none' },
    ],
    analysis: [{ type: 'summary', dialog: 0, vendor: 'someone', body: 'They renew.', encoding: 'none' }],
  };
  const { status, body } = await post(vcon, { 'content-type': 'application/vcon+json' });
  assert.equal(status, 202, JSON.stringify(body));
  const [first] = body.results as { key: string; status: string }[];
  assert.equal(first?.status, 'accepted');
  assert.equal((await service.until(first.key, 'synced', 'failed', 'parked')).status, 'synced');
});

test('Aircall’s events end in the same conversation in whatever order they come', async () => {
  const headers = { authorization: undefined };
  const orders = [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
    [2, 0, 2, 4, 1, 3, 0],
  ];
  const contents: string[] = [];
  for (const [index, order] of orders.entries()) {
    const callId = 8120 + index;
    const events = aircallEvents(callId, 'token-of-aircall');
    for (const at of order) {
      const { status, body } = await post(events[at], headers, '/v1/webhooks/aircall/demo');
      assert.equal(status, 202, JSON.stringify(body));
      assert.deepEqual(body.results, [{ key: `aircall:${callId}`, status: 'accepted' }]);
      // each event meets a service that has dealt with the one before
      await service.until(`aircall:${callId}`, 'synced', 'parked');
    }
    await service.until(`aircall:${callId}`, 'synced');
    const held = service.org.held.get(`aircall:${callId}`) ?? '';
    contents.push(held.replaceAll(String(callId), 'ID').replaceAll(/"Last_Synced_At__c","[^"]+"/g, ''));
  }
  assert.match(contents[0] ?? '', /They want an offer\./);
  assert.match(contents[0] ?? '', /Wants the offer by Friday/);
  assert.equal(contents[1], contents[0]);
  assert.equal(contents[2], contents[0]);
});

test('a piece that came first is parked and says what it waits for', async () => {
  const [, , summary] = aircallEvents(9001, 'token-of-aircall');
  await post(summary, { authorization: undefined }, '/v1/webhooks/aircall/demo');
  const { error } = await service.until('aircall:9001', 'parked');
  assert.match(String(error), /event of the conversation itself.*startedAt.*summary\.created/);
});

test('a silent org parks, and what was parked is synced when it answers', async () => {
  service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  await post(conversation('patient'));
  const { error } = await service.until('test:patient', 'parked');
  assert.match(String(error), /did not answer/);
  assert.equal((await post(conversation('x'), {}, '/v1/plan')).status, 503);
  service.org.down = undefined;
  await post(undefined, {}, '/v1/conversations/test:patient/resync');
  assert.equal((await service.until('test:patient', 'synced')).error, null);
});

test('the log, the settings and the probes say what they promise, without secrets', async () => {
  const page = ActivityList.strict().parse((await service.call('GET', '/v1/activity?limit=2')).body);
  assert.equal(page.entries.length, 2);
  const next = await service.call('GET', `/v1/activity?limit=1&before=${page.nextBefore}`);
  assert.ok(ActivityList.parse(next.body).entries[0]!.id < page.entries[1]!.id);
  const ofOne = ActivityList.parse((await service.call('GET', '/v1/activity?key=test:first')).body);
  assert.deepEqual(ofOne.entries.map(({ kind }) => kind).sort(), ['accepted', 'written']);

  const settings = await service.call('GET', '/v1/settings');
  const parsed = SettingsSchema.strict().parse(settings.body);
  assert.equal(parsed.writing, 'on');
  assert.doesNotMatch(JSON.stringify(settings.body), /token-of/);

  assert.deepEqual((await service.call('GET', '/healthz')).body, { status: 'ok' });
  const ready = await service.call('GET', '/readyz', undefined, { authorization: undefined });
  assert.equal(ReadinessSchema.parse(ready.body).orgs[0]?.organization, 'Sealight');
});

test('metrics count what happened', async () => {
  const { headers, body } = await service.call<string>('GET', '/metrics', undefined, { authorization: undefined });
  assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const value = (name: string) =>
    Number(
      body
        .split('\n')
        .find((line) => line.startsWith(`${name}{`))
        ?.split(' ')
        .at(-1) ?? NaN,
    );
  assert.ok(value('debrief_parts_accepted_total') > 500);
  assert.ok(value('debrief_conversations_synced_total') > 500);
  assert.equal(value('debrief_org_requests_total'), service.org.requests);
  assert.equal(value('debrief_org_api_max'), 100_000);
  assert.ok(value('debrief_queue_depth') >= 0);
});

test('the OpenAPI document describes every route, with names an External Service can use', async () => {
  const { body } = await service.call<{
    openapi: string;
    paths: Record<string, Record<string, { operationId?: string }>>;
    components: { schemas: Record<string, object> };
  }>('GET', '/openapi.json', undefined, { authorization: undefined });
  assert.match(body.openapi, /^3\.0\./);
  const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId ?? '');
  assert.ok(
    ids.every((id) => /^[a-z][A-Za-z]+$/.test(id)),
    ids.join(),
  );
  assert.equal(new Set(ids).size, ids.length);
  const rest = Object.keys(body.paths).filter((path) => !path.startsWith('/v1/flow/'));
  assert.deepEqual(rest.sort(), [
    '/healthz',
    '/metrics',
    '/oauth/mailbox/callback',
    '/oauth/mailbox/start',
    '/oauth/salesforce/callback',
    '/oauth/salesforce/start',
    '/openapi.json',
    '/readyz',
    '/v1/activity',
    '/v1/backfills',
    '/v1/backfills/{id}',
    '/v1/backfills/{id}/cancel',
    '/v1/backfills/{id}/resume',
    '/v1/budget',
    '/v1/changes',
    '/v1/changes/poll',
    '/v1/connection',
    '/v1/connection/start',
    '/v1/connection/test',
    '/v1/conversations',
    '/v1/conversations/{key}',
    '/v1/conversations/{key}/comments',
    '/v1/conversations/{key}/receipt',
    '/v1/conversations/{key}/relink',
    '/v1/conversations/{key}/restore',
    '/v1/conversations/{key}/resync',
    '/v1/conversations/{key}/undo',
    '/v1/emails',
    '/v1/emails/settings',
    '/v1/emails/unmatched',
    '/v1/emails/{id}',
    '/v1/errors',
    '/v1/errors/retry',
    '/v1/fields',
    '/v1/health-check',
    '/v1/mailboxes',
    '/v1/mailboxes/mine',
    '/v1/mailboxes/start',
    '/v1/mailboxes/sync',
    '/v1/mailboxes/withdraw',
    '/v1/notifications/slack',
    '/v1/notifications/slack/test',
    '/v1/pause',
    '/v1/plan',
    '/v1/resume',
    '/v1/settings',
    '/v1/simulations',
    '/v1/try',
    '/v1/users',
    '/v1/users/consent',
    '/v1/users/match',
    '/v1/visitors',
    '/v1/visitors/settings',
    '/v1/visitors/{id}',
    '/v1/visitors/{id}/receipt',
    '/v1/visitors/{id}/retry',
    '/v1/webhooks/{provider}/{tenant}',
    '/v1/workflow-runs',
    '/v1/workflow-runs/{id}',
    '/v1/workflow-runs/{id}/retry',
    '/v1/workflows',
    '/v1/workflows/{name}',
    '/v1/workflows/{name}/dry-run',
    '/v1/workflows/{name}/switch',
  ]);
  for (const name of Object.keys(body.components.schemas)) assert.match(name, /^[A-Z][A-Za-z]+$/);
  for (const name of ['Conversation', 'ConversationStatus', 'Problem', 'Receipt'])
    assert.ok(name in body.components.schemas, name);
});
