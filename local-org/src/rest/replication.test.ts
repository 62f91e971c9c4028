import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
after(() => client.close());

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const span = (what: string, start: string, end: string) =>
  client.call('GET', `/sobjects/Account/${what}/?start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`);

test('updated and deleted tell what changed in the span, and how far it reaches', async () => {
  const kept = await client.create('Account', { Name: 'Kept' });
  const gone = await client.create('Account', { Name: 'Gone' });
  await client.call('DELETE', `/sobjects/Account/${gone}`);
  const updated = await span('updated', at(-5), at(5));
  assert.deepEqual(updated.body['ids'], [kept]);
  assert.match(String(updated.body['latestDateCovered']), /^\d{4}-.+\.\d{3}\+0000$/);
  assert.ok(Date.parse(String(updated.body['latestDateCovered'])) <= Date.now(), 'what is to come is not covered');
  const deleted = await span('deleted', at(-5), at(5));
  assert.deepEqual(
    (deleted.body['deletedRecords'] as { id: string }[]).map(({ id }) => id),
    [gone],
  );
  const earlier = await span('updated', at(-60), at(-30));
  assert.deepEqual(earlier.body['ids'], []);
});

test('a span that is no span is refused, by the name of its end', async () => {
  const code = async (start: string, end: string) => {
    const { status, body } = await span('updated', start, end);
    return [status, body[0]!.errorCode];
  };
  assert.deepEqual(await code(at(-1), at(-2)), [400, 'INVALID_REPLICATION_DATE']);
  assert.deepEqual(await code(at(-60 * 24 * 40), at(0)), [400, 'INVALID_REPLICATION_DATE']);
  assert.deepEqual(await code('yesterday', at(0)), [400, 'INVALID_FIELD']);
  const unknown = await client.call('GET', `/sobjects/Nothing__c/updated/?start=${at(-5)}&end=${at(0)}`);
  assert.equal(unknown.status, 404);
});
