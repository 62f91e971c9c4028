/** Bulk API 2.0 as jsforce uses it, a client that nobody here wrote, and as a plain HTTP client does. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from 'jsforce';
import { testClient, type TestClient } from '../testClient.ts';

let client: TestClient;
let connection: Connection;
before(async () => {
  client = await testClient();
  connection = new Connection({ instanceUrl: client.localOrg.url, accessToken: client.token, version: '67.0' });
  connection.bulk2.pollInterval = 5;
});
after(() => client.close());

const BASE = '/services/data/v67.0/jobs/ingest';

async function send(method: string, path: string, body?: string | object, token = client.token) {
  const isCsv = typeof body === 'string';
  const response = await fetch(client.localOrg.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': isCsv ? 'text/csv' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isCsv ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

type Answer = Record<string, string> & { numberRecordsProcessed: number; numberRecordsFailed: number };

/** Creates a job, uploads, closes it and waits for its end. */
async function carryOut(job: object, csv: string): Promise<Answer> {
  const { id } = JSON.parse((await send('POST', BASE, job)).text) as Answer;
  assert.equal((await send('PUT', `${BASE}/${id}/batches`, csv)).status, 201);
  assert.equal((await send('PATCH', `${BASE}/${id}`, { state: 'UploadComplete' })).status, 200);
  for (;;) {
    const info = JSON.parse((await send('GET', `${BASE}/${id}`)).text) as Answer;
    if (!['UploadComplete', 'InProgress'].includes(info.state!)) return info;
  }
}

const conversation = (n: number) => ({
  Key__c: `bulk:${n}`,
  Kind__c: 'Call',
  Status__c: 'Ready',
  Title__c: `Call ${n}`,
});

test('jsforce upserts by key, twice the same is once, and children find their parents by key', async () => {
  const records = Array.from({ length: 450 }, (_, n) => conversation(n));
  const load = () =>
    connection.bulk2.loadAndWaitForResults({
      ...{ object: 'Conversation__c', operation: 'upsert', externalIdFieldName: 'Key__c', input: records },
    });
  const first = await load();
  assert.equal(first.successfulResults.length, 450);
  assert.ok(first.successfulResults.every(({ sf__Created }) => sf__Created === 'true'));
  const second = await load();
  assert.ok(second.successfulResults.every(({ sf__Created }) => sf__Created === 'false'));
  assert.deepEqual(
    second.successfulResults.map(({ sf__Id }) => sf__Id),
    first.successfulResults.map(({ sf__Id }) => sf__Id),
  );
  const { successfulResults, failedResults, unprocessedRecords } = await connection.bulk2.loadAndWaitForResults({
    ...{ object: 'Conversation_Moment__c', operation: 'insert' },
    input: [
      { 'Conversation__r.Key__c': 'bulk:7', Key__c: 'm7', Type__c: 'Highlight', Text__c: 'Said, "twelve"\nhulls' },
      { 'Conversation__r.Key__c': 'bulk:none', Key__c: 'm8', Type__c: 'Highlight', Text__c: 'Nobody’s' },
    ],
  });
  assert.deepEqual([successfulResults.length, failedResults.length, unprocessedRecords.length], [1, 1, 0]);
  assert.equal(
    failedResults[0]!.sf__Error,
    'INVALID_FIELD:Foreign key external ID: bulk:none not found for field Key__c in entity Conversation__c: --',
  );
  const found = await connection.query(
    "SELECT Text__c, Conversation__r.Key__c FROM Conversation_Moment__c WHERE Key__c = 'm7'",
  );
  assert.equal(found.records[0]!.Text__c, 'Said, "twelve"\nhulls');
});

test('an update changes what the file names: empty leaves, #N/A clears; a delete deletes', async () => {
  const made = await connection.sobject('Contact').create([
    { LastName: 'Bulk one', Phone: '1', Title: 'CEO' },
    { LastName: 'Bulk two', Phone: '2', Title: 'CTO' },
  ]);
  const [one, two] = made.map(({ id }) => id!);
  const info = await carryOut(
    { object: 'Contact', operation: 'update', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' },
    `Id;Phone;Title\r\n${one};;#N/A\r\n${two};22;\r\n`,
  );
  assert.deepEqual([info.state, info.numberRecordsProcessed, info.numberRecordsFailed], ['JobComplete', 2, 0]);
  const rows = await connection.query(
    "SELECT Phone, Title FROM Contact WHERE LastName LIKE 'Bulk %' ORDER BY LastName",
  );
  assert.deepEqual(
    rows.records.map(({ Phone, Title }) => [Phone, Title] as unknown[]),
    [
      ['1', null],
      ['22', 'CTO'],
    ],
  );
  await carryOut({ object: 'Contact', operation: 'delete' }, `Id\n${one}\n${two}\n`);
  const left = await connection.query("SELECT COUNT() FROM Contact WHERE LastName LIKE 'Bulk %'");
  assert.equal(left.totalSize, 0);
});

test('a row that the org refuses is told in its words, and the others are saved', async () => {
  const { id, numberRecordsFailed } = await carryOut(
    { object: 'Contact', operation: 'insert' },
    'LastName,Email\nGood,good@acme.example\n,no@acme.example\nBad,no address\n',
  );
  assert.equal(numberRecordsFailed, 2);
  const { text, headers } = await send('GET', `${BASE}/${id}/failedResults`);
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  const [header, ...lines] = text.trim().split('\n');
  assert.equal(header, '"sf__Id","sf__Error","LastName","Email"');
  assert.match(lines[0]!, /^"","REQUIRED_FIELD_MISSING:.*:LastName --","","no@acme\.example"$/);
  assert.match(lines[1]!, /^"","INVALID_EMAIL_ADDRESS:.*:Email --","Bad","no address"$/);
});

test('a key that stands twice in a chunk is refused the second time', async () => {
  const { id } = await carryOut(
    { object: 'Conversation__c', operation: 'upsert', externalIdFieldName: 'Key__c' },
    'Key__c,Kind__c,Status__c\nbulk:twice,Call,Ready\nbulk:twice,Call,Ready\n',
  );
  assert.match((await send('GET', `${BASE}/${id}/failedResults`)).text, /DUPLICATE_VALUE:Duplicate external id/);
});

test('a file that the job cannot take fails it as a whole', async () => {
  const unknown = await carryOut({ object: 'Contact', operation: 'insert' }, 'LastName,Nope__c\nx,y\n');
  assert.deepEqual([unknown.state, unknown.errorMessage], ['Failed', 'InvalidBatch : Field name not found : Nope__c']);
  const { text } = await send('GET', `${BASE}/${unknown.id}/unprocessedrecords`);
  assert.equal(text, '"LastName","Nope__c"\n"x","y"\n');
  const ends = await carryOut({ object: 'Contact', operation: 'insert' }, 'LastName\r\nx\r\n');
  assert.match(ends.errorMessage!, /LineEnding is invalid on user data\. Current LineEnding setting is LF/);
});

test('the rights are those of who made the job, and nobody else sees it', async () => {
  const rep = client.localOrg.org.tokenFor('paul@sealight.example');
  const made = await send('POST', BASE, { object: 'Account', operation: 'insert' });
  const { id } = JSON.parse(made.text) as Answer;
  assert.equal((await send('GET', `${BASE}/${id}`, undefined, rep)).status, 404);
  assert.equal((await send('POST', BASE, { object: 'Nope__c', operation: 'insert' })).status, 404);
});

test('states go one way: no second upload, no closing without data, no reopening', async () => {
  const open = async () =>
    (JSON.parse((await send('POST', BASE, { object: 'Account', operation: 'insert' })).text) as Answer).id;
  const id = await open();
  const code = ({ text }: { text: string }) => (JSON.parse(text) as { errorCode: string }[])[0]!.errorCode;
  assert.equal(code(await send('PATCH', `${BASE}/${id}`, { state: 'UploadComplete' })), 'INVALIDJOBSTATE');
  assert.equal((await send('PUT', `${BASE}/${id}/batches`, 'Name\nBulk\n')).status, 201);
  assert.equal(code(await send('PUT', `${BASE}/${id}/batches`, 'Name\nBulk\n')), 'INVALIDJOBSTATE');
  assert.equal((await send('DELETE', `${BASE}/${id}`)).status, 400);
  assert.equal((await send('PATCH', `${BASE}/${id}`, { state: 'Aborted' })).status, 200);
  assert.equal(code(await send('PATCH', `${BASE}/${id}`, { state: 'UploadComplete' })), 'INVALIDJOBSTATE');
  assert.equal((await send('DELETE', `${BASE}/${id}`)).status, 204);
  assert.equal((await send('GET', `${BASE}/${id}`)).status, 404);
});

test('what is not there is refused by name', async () => {
  assert.equal((await send('POST', '/services/data/v67.0/jobs/query', { operation: 'query' })).status, 501);
  assert.equal((await send('POST', BASE, { object: 'Account', operation: 'hardDelete' })).status, 501);
});
