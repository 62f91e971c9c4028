import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
after(() => client.close());

function error(reply: { body: unknown }): { errorCode: string; message: string } {
  return (reply.body as { errorCode: string; message: string }[])[0]!;
}

test('versions are told to anyone, everything else needs a token', async () => {
  const versions = await client.call('GET', '//services/data', undefined, { authorization: '' });
  assert.equal(versions.status, 200);
  assert.equal(versions.headers.get('sforce-limit-info'), null);
  assert.deepEqual(versions.body.at(-1), { label: "Summer '26", url: '/services/data/v67.0', version: '67.0' });
  for (const authorization of ['', 'Bearer 00Dnope!nope', 'Basic abc']) {
    const refused = await client.call('GET', '/sobjects', undefined, { authorization });
    assert.equal(refused.status, 401);
    assert.deepEqual(refused.body, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  }
  const oauth = await client.call('GET', '/limits', undefined, { authorization: `OAuth ${client.token}` });
  assert.equal(oauth.status, 200);
});

test('every version from 31.0 to 67.0 answers, doubled slashes too; others are not found', async () => {
  for (const path of ['//services/data/v31.0/limits', '//services/data/v61.0/limits', '///services/data/v67.0/limits'])
    assert.equal((await client.call('GET', path)).status, 200, path);
  for (const path of ['//services/data/v30.0/limits', '//services/data/v99.0/limits', '//services/data/x/limits'])
    assert.equal((await client.call('GET', path)).status, 404, path);
  const { body } = await client.call('GET', '//services/data/v61.0/');
  assert.equal(body.query, '/services/data/v61.0/query');
});

test('each answer says how many requests are used, and a used-up org refuses', async () => {
  const first = await client.call('GET', '/limits');
  const [, used, max] = /^api-usage=(\d+)\/(\d+)$/.exec(first.headers.get('sforce-limit-info') ?? '') ?? [];
  assert.deepEqual(first.body.DailyApiRequests, { Max: Number(max), Remaining: Number(max) - Number(used) });
  const second = await client.call('GET', '/nowhere');
  assert.equal(second.headers.get('sforce-limit-info'), `api-usage=${Number(used) + 1}/${max}`);

  const poor = await testClient({ dailyApiRequests: 2 });
  try {
    await poor.call('GET', '/limits');
    await poor.call('GET', '/limits');
    const refused = await poor.call('GET', '/limits');
    assert.equal(refused.status, 403);
    assert.equal(error(refused).errorCode, 'REQUEST_LIMIT_EXCEEDED');
  } finally {
    await poor.close();
  }
});

test('bad JSON, wrong media types and wrong methods are told apart', async () => {
  const bad = await client.call('POST', '/sobjects/Account', '{"Name": ');
  assert.deepEqual([bad.status, error(bad).errorCode], [400, 'JSON_PARSER_ERROR']);
  const none = await client.call('POST', '/sobjects/Account');
  assert.deepEqual([none.status, error(none).errorCode], [400, 'JSON_PARSER_ERROR']);
  const text = await client.call('POST', '/sobjects/Account', 'Name=x', { 'content-type': 'text/plain' });
  assert.deepEqual([text.status, error(text).errorCode], [415, 'UNSUPPORTED_MEDIA_TYPE']);
  const method = await client.call('PUT', '/sobjects/Account', {});
  assert.deepEqual([method.status, error(method).errorCode], [405, 'METHOD_NOT_ALLOWED']);
  assert.match(error(method).message, /'PUT' not allowed. Allowed are GET,POST/);
});

test('a gzipped body is read, a broken one refused', async () => {
  const gzip = { 'content-encoding': 'gzip' };
  const body = gzipSync(JSON.stringify({ Name: 'Zipped' }));
  assert.equal((await client.call('POST', '/sobjects/Account', body, gzip)).status, 201);
  assert.equal((await client.call('POST', '/sobjects/Account', 'no gzip', gzip)).status, 400);
});

test('what Salesforce has and the local org has not is 501 with its name; the rest is 404', async () => {
  for (const path of [
    '/tooling/sobjects',
    '/query?q=SELECT+Id+FROM+ObjectPermissions',
    '/tooling/query?q=SELECT+Id+FROM+ApexClass',
    '/jobs/query',
    '/metadata/deployRequest',
    '/analytics/reports',
    '/search?q=x',
    '/sobjects/Account/describe/layouts',
    '/sobjects/Account/describe/layouts/x',
    '/sobjects/Account/listviews',
    '/sobjects/Account/quickActions',
    '//services/apexrest/x',
  ]) {
    const reply = await client.call('GET', path);
    assert.deepEqual([reply.status, error(reply).errorCode], [501, 'NOT_IMPLEMENTED'], path);
    assert.match(error(reply).message, /^The local org does not implement /);
  }
  for (const path of ['/nowhere', '/sobjects/Nothing__c', '/sobjects/Nothing__c/describe', '//services/nowhere'])
    assert.deepEqual((await client.call('GET', path)).body, [
      { message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' },
    ]);
});

test('a service whose sessions come another way is refused as what it is, SOAP in its own form', async () => {
  const { url } = client.localOrg;
  const bulk = await fetch(`${url}/services/async/67.0/job`, { method: 'POST', headers: { 'x-sfdc-session': 'x' } });
  assert.equal(bulk.status, 501);
  const soap = await fetch(`${url}/services/Soap/u/67.0`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<soapenv:Envelope/>',
  });
  assert.equal(soap.headers.get('content-type'), 'text/xml;charset=UTF-8');
  assert.match(
    await soap.text(),
    /<faultstring>The local org does not implement the SOAP APIs beyond Metadata API.<\/faultstring>/,
  );
});

test('a token opens a page once, on this org alone', async () => {
  const { url } = client.localOrg;
  const open = async (redirect: string) => {
    const body = { method: 'POST', body: new URLSearchParams({ redirect_uri: redirect }) };
    const headers = { authorization: `Bearer ${client.token}` };
    const answer = await fetch(`${url}/services/oauth2/singleaccess`, { ...body, headers });
    return ((await answer.json()) as { frontdoor_uri: string }).frontdoor_uri;
  };
  const enter = (address: string) => fetch(address, { redirect: 'manual' });
  const address = await open('lightning/n/Debrief_Setup?x=1');
  const first = await enter(address);
  assert.equal(first.status, 302);
  assert.equal(first.headers.get('location'), '/lightning/n/Debrief_Setup?x=1');
  assert.match(first.headers.get('set-cookie') ?? '', /^local_org_sid=00D.+; HttpOnly; SameSite=Lax$/);
  assert.equal((await enter(address)).status, 401);
  const strange = await enter(await open('https://elsewhere.example/x'));
  assert.equal(strange.headers.get('location'), '/');
  assert.equal((await enter(`${url}/secur/frontdoor.jsp?sid=nope&retURL=/x`)).status, 401);
});

test('limits: numbers of records of what the user may read', async () => {
  await client.create('Account', { Name: 'Counted' });
  const { body } = await client.call('GET', '/limits/recordCount?sObjects=account,Nothing__c');
  const count = (await client.call('GET', '/query?q=SELECT+COUNT()+FROM+Account')).body['totalSize'];
  assert.deepEqual(body['sObjects'], [{ count, name: 'Account' }]);
});

test('userinfo and the identity address say who is calling', async () => {
  const { body } = await client.call('GET', '//services/oauth2/userinfo');
  const { org } = client.localOrg;
  const ines = org.users().find(({ Alias }) => Alias === 'ines')!;
  assert.equal(body.user_id, ines.Id);
  assert.equal(body.organization_id, org.organizationId);
  assert.equal(body.email, 'ines@sealight.example');
  assert.equal(body.family_name, 'Carvalho');
  assert.equal(body.utcOffset, 3_600_000);
  const identity = await client.call('GET', `/${new URL(String(body.sub)).pathname}`);
  assert.equal(identity.body.username, 'ines@sealight.example');
  const other = await client.call('GET', `//id/${org.organizationId}/005000000000000AAA`);
  assert.equal(other.status, 403);
});

test('faults on purpose: the next requests fail, before or after they are carried out; admins only', async () => {
  const fault = await client.call('POST', '//local-org/faults', {
    errorCode: 'UNABLE_TO_LOCK_ROW',
    times: 2,
    path: '/query',
  });
  assert.equal(fault.status, 201);
  assert.equal((await client.call('GET', '/limits')).status, 200);
  const query = `/query?q=${encodeURIComponent('SELECT Id FROM User')}`;
  for (let n = 0; n < 2; n++) {
    const failed = await client.call('GET', query);
    assert.deepEqual([failed.status, error(failed).errorCode], [400, 'UNABLE_TO_LOCK_ROW']);
  }
  assert.equal((await client.call('GET', query)).status, 200);

  await client.call('POST', '//local-org/faults', { errorCode: 'SERVER_UNAVAILABLE', when: 'after' });
  const lost = await client.call('POST', '/sobjects/Account', { Name: 'Saved all the same' });
  assert.equal(lost.status, 503);
  assert.equal((await client.soql("SELECT Id FROM Account WHERE Name = 'Saved all the same'")).length, 1);

  await client.call('POST', '//local-org/faults', { errorCode: 'QUERY_TIMEOUT', times: 5 });
  assert.deepEqual((await client.call('DELETE', '//local-org/faults')).body, []);
  assert.equal((await client.call('GET', query)).status, 200);
  const paul = { authorization: `Bearer ${client.localOrg.org.tokenFor('paul')}` };
  assert.equal((await client.call('POST', '//local-org/faults', { errorCode: 'X' }, paul)).status, 403);
});
