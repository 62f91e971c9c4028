/** The org as jsforce sees it, a client that nobody here wrote. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from 'jsforce';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
let connection: Connection;
before(async () => {
  client = await testClient();
  connection = new Connection({ instanceUrl: client.localOrg.url, accessToken: client.token, version: '67.0' });
});
after(() => client.close());

test('identity and limits', async () => {
  const identity = await connection.identity();
  assert.equal(identity.username, 'ines@sealight.example');
  const limits = await connection.limits();
  assert.ok(limits.DailyApiRequests!.Remaining > 0);
  assert.equal(connection.limitInfo.apiUsage?.limit, limits.DailyApiRequests!.Max);
});

test('create, retrieve, update, upsert and destroy', async () => {
  const accounts = connection.sobject('Account');
  const made = await accounts.create([{ Name: 'Jay 1' }, { Name: 'Jay 2' }]);
  assert.ok(made.every(({ success }) => success));
  const ids = made.map(({ id }) => id!);
  assert.deepEqual(
    (await accounts.retrieve(ids)).map(({ Name }) => String(Name)),
    ['Jay 1', 'Jay 2'],
  );
  await accounts.update({ Id: ids[0]!, Name: 'Jay one' });
  assert.equal((await accounts.retrieve(ids[0]!)).Name, 'Jay one');
  const record = { Key__c: 'jay:1', Kind__c: 'Call', Status__c: 'Ready' };
  const first = await connection.sobject('Conversation__c').upsert(record, 'Key__c');
  const second = await connection.sobject('Conversation__c').upsert(record, 'Key__c');
  assert.deepEqual([first.success, second.success], [true, true]);
  await assert.rejects(accounts.create({ Phone: '1' }), { errorCode: 'REQUIRED_FIELD_MISSING' });
  assert.ok((await accounts.destroy(ids)).every(({ success }) => success));
});

test('queries in pages, all of them with queryMore', async () => {
  const records = Array.from({ length: 450 }, (_, n) => ({ LastName: `Page ${String(n).padStart(3, '0')}` }));
  await connection.sobject('Contact').create(records, { allowRecursive: true });
  const soql = "SELECT LastName FROM Contact WHERE LastName LIKE 'Page %' ORDER BY LastName";
  const first = await connection.query(soql, { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  assert.deepEqual([first.totalSize, first.done, first.records.length], [450, false, 200]);
  const all = await connection.query(soql, {
    autoFetch: true,
    maxFetch: 1000,
    headers: { 'Sforce-Query-Options': 'batchSize=200' },
  });
  assert.equal(all.records.length, 450);
  assert.equal(all.records.at(-1)!.LastName, 'Page 449');
  const found = await connection
    .sobject('Contact')
    .find({ LastName: { $like: 'Page 44%' } }, ['Id', 'LastName'])
    .sort({ LastName: -1 })
    .limit(3);
  assert.deepEqual(
    found.map(({ LastName }) => LastName),
    ['Page 449', 'Page 448', 'Page 447'],
  );
});

test('describe and composite', async () => {
  const { sobjects } = await connection.describeGlobal();
  assert.ok(sobjects.some(({ name }) => name === 'Event'));
  const event = await connection.describe('Event');
  assert.deepEqual(event.fields.find(({ name }) => name === 'Conversation_Key__c')?.externalId, true);
  const answer = await connection.request<{ compositeResponse: { httpStatusCode: number }[] }>({
    method: 'POST',
    url: '/services/data/v67.0/composite',
    body: JSON.stringify({
      compositeRequest: [
        { method: 'GET', url: '/services/data/v67.0/query?q=SELECT+Id+FROM+User', referenceId: 'users' },
        {
          method: 'GET',
          url: '/services/data/v67.0/sobjects/User/@{users.records[0].Id}?fields=Name',
          referenceId: 'one',
        },
      ],
    }),
    headers: { 'content-type': 'application/json' },
  });
  assert.deepEqual(
    answer.compositeResponse.map(({ httpStatusCode }) => httpStatusCode),
    [200, 200],
  );
});

test('what changed since, as a poller asks', async () => {
  const contacts = connection.sobject('Contact');
  const { id } = await contacts.create({ LastName: 'Polled' });
  const [start, end] = [new Date(Date.now() - 120_000), new Date(Date.now() + 120_000)];
  assert.ok((await contacts.updated(start, end)).ids.includes(id!));
  await contacts.destroy(id!);
  const { deletedRecords } = await contacts.deleted(start, end);
  assert.ok(deletedRecords.some((record) => record.id === id));
});

test('a token that is not the org’s is refused as an invalid session', async () => {
  const stranger = new Connection({ instanceUrl: client.localOrg.url, accessToken: '00Dx!x', version: '67.0' });
  await assert.rejects(async () => stranger.query('SELECT Id FROM User'), { errorCode: 'INVALID_SESSION_ID' });
});
