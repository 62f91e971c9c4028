import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { LocalOrg } from '../server.ts';
import { createLocalOrg } from '../server.ts';

/** The Flows of this repository's own package, over HTTP, against a service that answers every operation alike. */
let localOrg: LocalOrg;
let service: Server;
let asked: { url: string; authorization: string | undefined }[] = [];
before(async () => {
  localOrg = await createLocalOrg({ home: ':memory:', port: 0 });
  service = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, status: 200, message: '', json: '{"sample":true}' }));
  });
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  const calloutUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  await call('ines', 'PUT', '/named-credentials/named-credential-setup/Debrief_Sync', { calloutUrl });
  for (const principalName of ['Admin', 'Rep'])
    await call('ines', 'POST', '/named-credentials/credential', {
      externalCredential: 'Debrief_Sync_Key', principalType: 'NamedPrincipal', authenticationProtocol: 'Custom',
      principalName, credentials: { ApiKey: { value: `key-of-${principalName}`, encrypted: true } },
    }); // prettier-ignore
});
after(async () => {
  service.closeAllConnections();
  service.close();
  await localOrg.close();
});

interface Output {
  name: string;
  value: unknown;
}

async function call(
  user: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${localOrg.url}/services/data/v67.0${path}`, {
    method,
    headers: { authorization: `Bearer ${localOrg.org.tokenFor(user)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const ACTIONS = '/actions/custom/flow';

test('Flows are listed as actions, and described by their inputs and outputs', async () => {
  const { body } = await call('ines', 'GET', ACTIONS);
  const { actions } = body as { actions: { name: string; type: string; url: string }[] };
  assert.ok(
    actions.some(
      ({ name, type, url }) => name === 'Debrief_Get_Settings' && type === 'FLOW' && url.endsWith(`${ACTIONS}/${name}`),
    ),
  );
  const described = (await call('ines', 'GET', `${ACTIONS}/Debrief_List_Activity`)).body as Record<
    'inputs' | 'outputs',
    { name: string; type: string }[]
  >;
  assert.equal(described.inputs.find(({ name }) => name === 'limit')?.type, 'NUMBER');
  assert.deepEqual(described.outputs.map(({ name }) => name), ['ok', 'status', 'message', 'json', 'Flow__InterviewStatus']); // prettier-ignore
});

test('an action runs its Flow as the caller, and answers with the outputs; the admin’s key goes with the admin', async () => {
  asked = [];
  const { status, body } = await call('ines', 'POST', `${ACTIONS}/Debrief_Get_Settings`, { inputs: [{}] });
  assert.equal(status, 200);
  const [result] = body as { isSuccess: boolean; errors: null; outputValues: Record<string, unknown> }[];
  assert.deepEqual([result?.isSuccess, result?.errors], [true, null]);
  assert.deepEqual(
    [result?.outputValues['Flow__InterviewStatus'], result?.outputValues['json']],
    ['Finished', '{"sample":true}'],
  );
  assert.deepEqual(asked, [{ url: '/v1/flow/getSettings', authorization: 'Bearer key-of-Admin' }]);
});

test('a rep is refused by an admin’s Flow in the rep’s own language, and the service is not asked', async () => {
  asked = [];
  for (const [user, language] of [
    ['paul', 'en_US'],
    ['camille', 'fr'],
  ] as const) {
    // prettier-ignore
    const { body } = await call(user, 'POST', `${ACTIONS}/Debrief_Get_Settings`, { inputs: [{}] });
    const [result] = body as { outputValues: Record<string, unknown> }[];
    assert.equal(result?.outputValues['status'], 403);
    assert.equal(result.outputValues['message'], localOrg.org.metadata.labels.get(language)?.get('Flow_Admin_Only'));
  }
  assert.deepEqual(asked, []);
});

test('a rep’s Flow asks for a conversation that the rep may see, with the rep’s key', async () => {
  asked = [];
  const run = async (key: string) => {
    const { body } = await call('paul', 'POST', `${ACTIONS}/Debrief_Get_Receipt`, { inputs: [{ key }] });
    return (body as { outputValues: Record<string, unknown> }[])[0]?.outputValues;
  };
  assert.equal((await run('nowhere'))?.['status'], 404);
  assert.deepEqual(asked, []);
  localOrg.org.sessionFor('debrief').create('Conversation__c', { Key__c: 'there' });
  assert.deepEqual((await run('there'))?.['ok'], true);
  assert.deepEqual(asked, [{ url: '/v1/flow/getReceipt?key=there', authorization: 'Bearer key-of-Rep' }]);
});

test('what is no Flow, not the caller’s to run, or no input is refused', async () => {
  assert.equal((await call('ines', 'POST', `${ACTIONS}/Nothing`, { inputs: [{}] })).status, 404);
  // the integration user runs no Flows
  assert.equal((await call('debrief', 'POST', `${ACTIONS}/Debrief_Get_Settings`, { inputs: [{}] })).status, 403);
  assert.deepEqual((await call('debrief', 'GET', ACTIONS)).body, { actions: [] });
  const unknown = await call('ines', 'POST', `${ACTIONS}/Debrief_Get_Settings`, { inputs: [{ colour: 'red' }] });
  assert.equal(unknown.status, 400);
  const [result] = unknown.body as { isSuccess: boolean; errors: { message: string }[] }[];
  assert.match(result?.errors[0]?.message ?? '', /no input variable colour/);
  assert.equal((await call('ines', 'POST', `${ACTIONS}/Debrief_Get_Settings`, {})).status, 400);
  assert.equal((await call('ines', 'POST', `${ACTIONS}/Debrief_Get_Settings`, { inputs: [{}, {}] })).status, 501);
});

test('lightning-flow runs Flows in the page’s session, for the org’s own pages alone', async () => {
  const page = (user: string | null, method: string, flow: string, headers: Record<string, string> = {}) =>
    fetch(`${localOrg.url}/web/flow/${flow}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(user ? { cookie: `local_org_sid=${encodeURIComponent(localOrg.org.tokenFor(user))}` } : {}),
        ...headers,
      },
      ...(method === 'POST' ? { body: JSON.stringify({ inputs: {} }) } : {}),
    });
  assert.equal((await page('paul', 'GET', 'Debrief_Get_Settings')).status, 200);
  const run = (await (await page('ines', 'POST', 'Debrief_Get_Settings')).json()) as {
    status: string;
    outputs: Output[];
  };
  assert.equal(run.status, 'Finished');
  assert.equal(run.outputs.find(({ name }) => name === 'ok')?.value, true);
  assert.equal((await page('ines', 'GET', 'Nothing')).status, 404);
  assert.equal((await page(null, 'POST', 'Debrief_Get_Settings')).status, 401);
  assert.equal((await page('ines', 'POST', 'Debrief_Get_Settings', { 'sec-fetch-site': 'cross-site' })).status, 403);
});
