import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { testClient, type TestClient } from '../rest/testClient.ts';
import { createLocalOrg } from '../server.ts';
import { credentialKeyIn } from './key.ts';
import { CredentialStore } from './store.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
after(() => client.close());

const PATH = '/named-credentials/credential';
const SETUP = '/named-credentials/named-credential-setup/Debrief_Sync';
const place = { externalCredential: 'Debrief_Sync_Key', principalName: 'Rep', principalType: 'NamedPrincipal' };
const SECRET = 'a-very-secret-key-of-the-service';
const QUERY = `${PATH}?${new URLSearchParams(place).toString()}`;

const credential = (credentials: Record<string, unknown>, changes: Record<string, unknown> = {}) => ({
  authenticationProtocol: 'Custom',
  ...place,
  credentials,
  ...changes,
});
const first = (reply: { body: unknown }) => (reply.body as { errorCode: string; message: string }[])[0]!;

test('a secret that is entered is kept and never given out again; the principal is configured', async () => {
  const { body: before } = await client.call('GET', QUERY);
  assert.deepEqual([before['authenticationStatus'], before['credentials']], ['Unknown', {}]);
  const made = await client.call(
    'POST',
    PATH,
    credential({ ApiKey: { value: SECRET, encrypted: true }, Note: { value: 'spare', encrypted: false } }),
  );
  assert.equal(made.status, 201);
  const { body } = await client.call('GET', QUERY);
  assert.equal(body['authenticationStatus'], 'Configured');
  assert.deepEqual(body['credentials'], {
    ApiKey: { encrypted: true, revealed: false },
    Note: { encrypted: false, revealed: false, value: 'spare' },
  });
  assert.equal(JSON.stringify([made.body, body]).includes(SECRET), false);
});

test('PUT puts its values in place of all others, PATCH changes single ones, DELETE takes them away', async () => {
  await client.call('PUT', PATH, credential({ ApiKey: { value: 'one', encrypted: true }, Other: { value: 'two' } }));
  const again = await client.call('POST', PATH, credential({ ApiKey: { value: 'three' } }));
  assert.match(first(again).message, /has credentials already: replace them with PUT/);
  const names = async () => Object.keys((await client.call('GET', QUERY)).body['credentials'] as object);
  await client.call('PATCH', PATH, credential({ Third: { value: 'four' } }));
  assert.deepEqual(await names(), ['ApiKey', 'Other', 'Third']);
  await client.call('PUT', PATH, credential({ ApiKey: { value: 'five' } }));
  assert.deepEqual(await names(), ['ApiKey']);
  assert.equal((await client.call('DELETE', QUERY)).status, 204);
  assert.deepEqual(await names(), []);
});

test('what cannot be stored is refused by name, and nobody but an administrator may look or write', async () => {
  const refused = async (body: unknown, words: RegExp) =>
    assert.match(first(await client.call('PUT', PATH, body)).message, words);
  await refused(credential({}), /credentials is required/);
  await refused(credential({ ApiKey: { value: '' } }), /credentials\.ApiKey needs a value/);
  await refused(credential({ ApiKey: { value: 'a\nb' } }), /ApiKey has a line break/);
  await refused(credential({ 'a b': { value: 'x' } }), /a b can't be the name/);
  await refused(credential({ ApiKey: { value: 'x' } }, { principalName: 'Nobody' }), /no principal Nobody/);
  await refused(credential({ ApiKey: { value: 'x' } }, { externalCredential: 'None' }), /no external credential None/);
  await refused(credential({ ApiKey: { value: 'x' } }, { authenticationProtocol: 'OAuth' }), /is Custom/);
  await refused(
    credential({ ApiKey: { value: 'x' } }, { principalType: 'PerUserPrincipal' }),
    /credentials of a PerUserPrincipal/,
  );
  for (const user of ['paul', 'debrief']) {
    const headers = { authorization: `Bearer ${client.localOrg.org.tokenFor(user)}` };
    for (const [method, address] of [
      ['GET', QUERY],
      ['DELETE', QUERY],
      ['GET', SETUP],
    ] as const)
      // prettier-ignore
      assert.equal((await client.call(method, address, undefined, headers)).status, 403);
    const put = await client.call('PUT', PATH, credential({ ApiKey: { value: 'x' } }), headers);
    assert.equal(first(put).errorCode, 'INSUFFICIENT_ACCESS');
  }
});

test('the address of a named credential is read and changed; what the package says is not', async () => {
  const { body } = await client.call('GET', SETUP);
  assert.equal(body['type'], 'SecuredEndpoint');
  const changed = await client.call('PUT', SETUP, { ...body, calloutUrl: 'http://127.0.0.1:4090' });
  assert.equal(changed.status, 200);
  assert.equal((await client.call('GET', SETUP)).body['calloutUrl'], 'http://127.0.0.1:4090');
  assert.match(first(await client.call('PUT', SETUP, { calloutUrl: 'somewhere' })).message, /must be the address/);
  const other = await client.call('PUT', SETUP, { calloutUrl: 'https://a.example', masterLabel: 'Other' });
  assert.deepEqual([other.status, /changing masterLabel/.test(first(other).message)], [501, true]);
  assert.equal((await client.call('GET', '/named-credentials/named-credential-setup/None')).status, 404);
});

test('a secret stands in no file of the org’s, outlives a restart, and is lost without its key', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'local-org-credentials-'));
  const open = () => createLocalOrg({ home, port: 0, pages: false });
  try {
    const localOrg = await open();
    new CredentialStore(localOrg.org, credentialKeyIn(home)).put('Debrief_Sync_Key', 'Rep', 'ApiKey', SECRET, true);
    await localOrg.close();
    const key = path.join(home, 'credentials.key');
    assert.equal(statSync(key).mode & 0o777, 0o600);
    for (const file of readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      assert.equal(readFileSync(path.join(file.parentPath, file.name)).includes(SECRET), false, file.name);
    const again = await open();
    const known = (store: CredentialStore) => store.secret('Debrief_Sync_Key', 'Rep', 'ApiKey');
    assert.equal(known(new CredentialStore(again.org, credentialKeyIn(home))), SECRET);
    const other = new CredentialStore(again.org, credentialKeyIn(':memory:'));
    assert.throws(() => known(other), /Debrief_Sync_Key Rep ApiKey can't be opened/);
    await again.close();
    chmodSync(key, 0o644);
    assert.throws(() => credentialKeyIn(home), /may be read by others/);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
