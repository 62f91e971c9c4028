import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { OrgError } from '../org/error.ts';
import { ErrorsSchema } from './routes/errors.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService();
  for (const id of ['a', 'b', 'c']) service.org.refused.set(`test:${id}`, 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  service.org.refused.set('test:d', 'ENTITY_IS_LOCKED');
  await service.call(
    'POST',
    '/v1/conversations',
    ['a', 'b', 'c', 'd', 'e'].map((id) => conversation(id)),
  );
  for (const id of ['a', 'b', 'c', 'd']) await service.until(`test:${id}`, 'failed');
  await service.until('test:e', 'synced');
});
after(() => service.stop());

const errors = async () => ErrorsSchema.strict().parse((await service.call('GET', '/v1/errors')).body);
const retry = (body?: unknown) => service.call<{ queued: number }>('POST', '/v1/errors/retry', body);

test('what failed is listed by its code, with the org’s own words, the mend and the records', async () => {
  const { total, types } = await errors();
  assert.equal(total, 4);
  assert.deepEqual(
    types.map(({ code, count, retryable }) => [code, count, retryable]),
    [
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 3, true],
      ['ENTITY_IS_LOCKED', 1, true],
    ],
  );
  const [rule] = types;
  assert.equal(rule?.title, 'A validation rule refuses it');
  assert.match(rule.fix, /^A validation rule on \w+ refuses it: let the rule pass/);
  assert.deepEqual(rule.conversations.map(({ key }) => key).sort(), ['test:a', 'test:b', 'test:c']);
  assert.match(rule.conversations[0]?.message ?? '', /the org’s own words/);
  assert.equal(rule.conversations[0]?.title, 'Renewal with Northwind');
  assert.equal(rule.conversations[0]?.conversationId, 'a00000000000001AAA');
});

test('once it is mended a try by code writes those, and leaves the others', async () => {
  service.org.refused.delete('test:a');
  service.org.refused.delete('test:b');
  service.org.refused.delete('test:c');
  const { status, body } = await retry({ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', by: 'Ines' });
  assert.deepEqual([status, body], [200, { queued: 3 }]);
  for (const id of ['a', 'b', 'c']) await service.until(`test:${id}`, 'synced');
  assert.deepEqual(
    (await errors()).types.map(({ code }) => code),
    ['ENTITY_IS_LOCKED'],
  );
  const { body: log } = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=resync');
  assert.equal(
    log.entries[0]?.message,
    '3 conversations are tried again (FIELD_CUSTOM_VALIDATION_EXCEPTION), says Ines.',
  );
});

test('a try of one that is refused again is an error again', async () => {
  assert.deepEqual((await retry({ keys: ['test:d', 'test:e', 'test:nobody'] })).body, { queued: 1 });
  await service.until('test:d', 'failed');
  assert.equal((await errors()).total, 1);
});

test('what waits for the org is listed while it waits, and a try without a code asks the org at once', async () => {
  service.org.refused.clear();
  service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  await service.call('POST', '/v1/conversations', conversation('f'));
  await service.until('test:f', 'parked');
  const away = (await errors()).types.find(({ code }) => code === 'ECONNREFUSED');
  assert.equal(away?.title, 'The org did not answer');
  service.org.down = undefined;
  assert.deepEqual((await retry()).body, { queued: 2 });
  await service.until('test:d', 'synced');
  await service.until('test:f', 'synced');
  assert.deepEqual(await errors(), { total: 0, types: [] });
});

test('what goes on by itself is no matter of a try', async () => {
  await service.call('POST', '/v1/pause');
  await service.call('POST', '/v1/conversations', conversation('g'));
  await service.until('test:g', 'parked');
  const [paused] = (await errors()).types;
  assert.deepEqual([paused?.code, paused?.retryable], ['PAUSED', false]);
  assert.deepEqual((await retry()).body, { queued: 0 });
  await service.call('POST', '/v1/resume');
  await service.until('test:g', 'synced');
});

test('a try that is none is refused with the member', async () => {
  const refused = await service.call<{ errors: { pointer: string }[] }>('POST', '/v1/errors/retry', { codes: [] });
  assert.equal(refused.status, 422);
  assert.equal(refused.body.errors[0]?.pointer, '/codes');
  assert.equal((await retry({ keys: [] })).status, 422);
});
