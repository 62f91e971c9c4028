import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testClient, type Body, type Reply, type TestClient } from './testClient.ts';

const DATA = '/services/data/v67.0';
let client: TestClient;
before(async () => {
  client = await testClient();
});
after(() => client.close());

const account = (Name: string | null, more = {}) => ({ attributes: { type: 'Account' }, Name, ...more });
const conversation = (Key__c: string, more = {}) => ({
  attributes: { type: 'Conversation__c' },
  Key__c,
  Kind__c: 'Call',
  Status__c: 'Ready',
  ...more,
});
const count = async (where: string) => (await client.soql(`SELECT Id FROM Account WHERE ${where}`)).length;

test('collections: each record has its own result, in order', async () => {
  const { status, body } = await client.call('POST', '/composite/sobjects', {
    records: [account('Col 1'), account(null), account('Col 2')],
  });
  assert.equal(status, 200);
  assert.deepEqual(
    body.map(({ success }) => success),
    [true, false, true],
  );
  assert.deepEqual(body[1]!.errors, [
    { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] },
  ]);
  assert.equal(await count("Name LIKE 'Col _'"), 2);

  const updated = await client.call('PATCH', '/composite/sobjects', {
    records: [account('Col 1 b', { id: body[0]!.id }), account('no id'), account('Col 1 c', { Id: body[0]!.id })],
  });
  assert.deepEqual(
    updated.body.map(({ errors }) => errors[0]?.statusCode),
    [undefined, 'MISSING_ARGUMENT', 'DUPLICATE_VALUE'],
  );

  const read = await client.call(
    'GET',
    `/composite/sobjects/Account?ids=${body[2]!.id},001000000000000AAA&fields=Id,Name`,
  );
  assert.deepEqual([read.body[0]!.Name, read.body[1]], ['Col 2', null]);
  const posted = await client.call('POST', '/composite/sobjects/Account', { ids: [body[0]!.id], fields: ['Name'] });
  assert.equal(posted.body[0]!.Name, 'Col 1 b');

  const removed = await client.call('DELETE', `/composite/sobjects?ids=${body[0]!.id},${body[2]!.id}`);
  assert.deepEqual(removed.body[1], { id: body[2]!.id, success: true, errors: [] });
  assert.equal(await count("Name LIKE 'Col %'"), 0);
});

test('collections with allOrNone: one failure takes everything back', async () => {
  const { body } = await client.call('POST', '/composite/sobjects', {
    allOrNone: true,
    records: [account('All 1'), account(null)],
  });
  assert.deepEqual(body[0], {
    success: false,
    errors: [
      {
        statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
        fields: [],
      },
    ],
  });
  assert.equal(body[1]!.errors[0]!.statusCode, 'REQUIRED_FIELD_MISSING');
  assert.equal(await count("Name = 'All 1'"), 0);
});

test('collections upsert: by key, a key twice in one call refused, parents named by their key', async () => {
  const path = '/composite/sobjects/Conversation__c/Key__c';
  const first = await client.call('PATCH', path, {
    records: [
      conversation('u:1', { Title__c: 'one' }),
      conversation('u:2'),
      conversation('u:1', { Title__c: 'again' }),
    ],
  });
  assert.deepEqual(
    first.body.map(({ created }) => created),
    [true, true, false],
  );
  assert.equal(first.body[2]!.errors[0]!.statusCode, 'DUPLICATE_VALUE');
  const second = await client.call('PATCH', path, { records: [conversation('u:1', { Title__c: 'two' })] });
  assert.deepEqual(second.body, [{ id: first.body[0]!.id, success: true, errors: [], created: false }]);

  const records = [conversation('u:1'), conversation('u:3'), conversation('u:4', { Kind__c: 'Smoke signal' })];
  const rolledBack = await client.call('PATCH', path, { allOrNone: true, records });
  assert.deepEqual(
    rolledBack.body.map(({ success, created, errors }) => [success, created, errors[0]!.statusCode]),
    [
      [false, false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, true, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, true, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    ],
  );

  const children = await client.call('PATCH', '/composite/sobjects/Conversation_Moment__c/Key__c', {
    records: ['u:1', 'u:nowhere'].map((key, n) => ({
      attributes: { type: 'Conversation_Moment__c' },
      Key__c: `${key}#topic:${n}`,
      Type__c: 'Topic',
      Text__c: 'Pricing',
      Conversation__r: { Key__c: key },
    })),
  });
  assert.deepEqual([children.body[0]!.created, children.body[1]!.success], [true, false]);
  const moments = await client.soql(
    "SELECT Conversation__r.Title__c FROM Conversation_Moment__c WHERE Key__c = 'u:1#topic:0'",
  );
  assert.equal((moments[0]!.Conversation__r as Record<string, unknown>).Title__c, 'two');
});

test('collections take 200 records, not 201', async () => {
  const records = Array.from({ length: 201 }, (_, n) => conversation(`many:${n}`));
  const path = '/composite/sobjects/Conversation__c/Key__c';
  const refused = await client.call('PATCH', path, { records });
  assert.deepEqual([refused.status, refused.body[0]!.errorCode], [400, 'EXCEEDED_ID_LIMIT']);
  const done = await client.call('PATCH', path, { records: records.slice(1) });
  assert.ok(done.body.every(({ created }) => created));
});

test('a fault on purpose can strike single records', async () => {
  await client.call('POST', '//local-org/faults', { errorCode: 'UNABLE_TO_LOCK_ROW', scope: 'record' });
  const { body } = await client.call('POST', '/composite/sobjects', { records: [account('Locked'), account('Free')] });
  assert.equal(body[0]!.errors[0]!.statusCode, 'UNABLE_TO_LOCK_ROW');
  assert.equal(body[1]!.success, true);
});

function composite(allOrNone: boolean, ...requests: [string, string, string, unknown?][]) {
  return client.call('POST', '/composite', {
    allOrNone,
    compositeRequest: requests.map(([referenceId, method, url, body]) => ({
      referenceId,
      method,
      url: DATA + url,
      body,
    })),
  });
}
const codes = (reply: Reply) => reply.body.compositeResponse.map(({ httpStatusCode }) => httpStatusCode);

test('composite: later requests use what earlier ones answered, and all count as one', async () => {
  const before = (await client.call('GET', '/limits')).body.DailyApiRequests.Remaining;
  const reply = await composite(
    true,
    ['acc', 'POST', '/sobjects/Account', { Name: 'Composite' }],
    ['con', 'POST', '/sobjects/Contact', { LastName: 'Roe', AccountId: '@{acc.id}' }],
    ['found', 'GET', "/query?q=SELECT+Id,Name+FROM+Account+WHERE+Id='@{acc.id}'"],
    ['patch', 'PATCH', '/sobjects/Contact/@{con.id}', { Description: 'Works at @{found.records[0].Name}.' }],
    ['read', 'GET', '/sobjects/Contact/@{con.id}?fields=Description,AccountId'],
  );
  assert.deepEqual(codes(reply), [201, 201, 200, 204, 200]);
  const answers = reply.body.compositeResponse;
  assert.equal(answers[0]!.httpHeaders.Location, `${DATA}/sobjects/Account/${answers[0]!.body.id}`);
  assert.equal(answers[3]!.body, null);
  assert.equal(answers[4]!.body.Description, 'Works at Composite.');
  assert.equal(answers[4]!.body.AccountId, answers[0]!.body.id);
  assert.equal((await client.call('GET', '/limits')).body.DailyApiRequests.Remaining, before - 2);
});

test('composite with allOrNone: a failure halts and rolls back the others', async () => {
  const reply = await composite(
    true,
    ['a', 'POST', '/sobjects/Account', { Name: 'Halted' }],
    ['b', 'POST', '/sobjects/Account', {}],
    ['c', 'POST', '/sobjects/Account', { Name: 'Halted too' }],
  );
  assert.equal(reply.status, 200);
  assert.deepEqual(codes(reply), [400, 400, 400]);
  const [a, b, c] = reply.body.compositeResponse.map(({ body }) => body[0]!.errorCode);
  assert.deepEqual([a, b, c], ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']);
  assert.equal(await count("Name LIKE 'Halted%'"), 0);

  const collection = await composite(
    true,
    ['a', 'POST', '/sobjects/Account', { Name: 'Halted' }],
    ['b', 'POST', '/composite/sobjects', { allOrNone: false, records: [account('Halted b'), account(null)] }],
  );
  assert.deepEqual(codes(collection), [400, 200]);
  assert.equal(await count("Name LIKE 'Halted%'"), 0);
});

test('composite without allOrNone: the others stand, and a reference to a failure is refused', async () => {
  const reply = await composite(
    false,
    ['a', 'POST', '/sobjects/Account', {}],
    ['b', 'POST', '/sobjects/Contact', { LastName: 'X', AccountId: '@{a.id}' }],
    ['c', 'POST', '/sobjects/Account', { Name: 'Stands' }],
  );
  assert.deepEqual(codes(reply), [400, 400, 201]);
  assert.equal(reply.body.compositeResponse[1]!.body[0]!.errorCode, 'PROCESSING_HALTED');
  assert.equal(await count("Name = 'Stands'"), 1);
});

test('composite keeps its limits: 25 requests, five of them collections or queries, each name once', async () => {
  const query = (n: number): [string, string, string] => [`q${n}`, 'GET', '/query?q=SELECT+Id+FROM+User'];
  const limit = (n: number): [string, string, string] => [`l${n}`, 'GET', '/limits'];
  assert.equal((await composite(false, ...[0, 1, 2, 3, 4].map(query))).status, 200);
  assert.equal((await composite(false, ...[0, 1, 2, 3, 4, 5].map(query))).body[0]!.errorCode, 'LIMIT_EXCEEDED');
  const many = Array.from({ length: 26 }, (_, n) => limit(n));
  assert.equal((await composite(false, ...many)).body[0]!.errorCode, 'LIMIT_EXCEEDED');
  assert.equal((await composite(false, limit(1), limit(1))).status, 400);
  assert.equal((await composite(false, ['bad name', 'GET', '/limits'])).status, 400);
});

test('batch: each request stands alone and counts', async () => {
  const before = (await client.call('GET', '/limits')).body.DailyApiRequests.Remaining;
  const { body } = await client.call('POST', '/composite/batch', {
    batchRequests: [
      { method: 'POST', url: 'v67.0/sobjects/Account', richInput: { Name: 'Batch' } },
      { method: 'GET', url: 'v67.0/sobjects/Nothing__c' },
      { method: 'GET', url: 'v67.0/limits' },
    ],
  });
  assert.equal(body.hasErrors, true);
  assert.deepEqual(
    body.results.map(({ statusCode }) => statusCode),
    [201, 404, 200],
  );
  assert.equal(body.results[1]!.result[0]!.errorCode, 'NOT_FOUND');
  assert.equal((await client.call('GET', '/limits')).body.DailyApiRequests.Remaining, before - 5);
});

test('tree: parents and children together, or nothing', async () => {
  const attributes = (type: string, referenceId: string) => ({ type, referenceId });
  const tree = (lastName: string | null) => ({
    records: [
      {
        attributes: attributes('Account', 'a1'),
        Name: 'Tree',
        Contacts: {
          records: [
            { attributes: attributes('Contact', 'c1'), LastName: 'Leaf' },
            { attributes: attributes('Contact', 'c2'), LastName: lastName },
          ],
        },
      },
    ],
  });
  const failed = await client.call('POST', '/composite/tree/Account', tree(null));
  assert.equal(failed.status, 400);
  assert.equal(failed.body.hasErrors, true);
  assert.deepEqual(
    failed.body.results.map((result) => [result.referenceId, result.errors[0]?.statusCode]),
    [['c2', 'REQUIRED_FIELD_MISSING']],
  );
  assert.equal(await count("Name = 'Tree'"), 0);
  const done = await client.call('POST', '/composite/tree/Account', tree('Twig'));
  assert.equal(done.status, 201);
  assert.deepEqual(
    done.body.results.map(({ referenceId }) => referenceId),
    ['a1', 'c1', 'c2'],
  );
  const [record] = await client.soql(
    "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account WHERE Name = 'Tree'",
  );
  assert.deepEqual(
    (record!.Contacts as Body).records.map(({ LastName }) => LastName),
    ['Leaf', 'Twig'],
  );
});
