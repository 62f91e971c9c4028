import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Session } from '../data/types.ts';
import { metadataXml } from '../metadata/testPackage.ts';
import {
  assignment,
  element,
  fieldsXml,
  flowFile,
  flowXml,
  openTestFlows,
  tell,
  to,
  valueXml,
  variable,
  type TestFlows,
} from './testFlow.ts';

let server: Server;
let url: string;
/** What the harbour's service got, and what it does next. */
let received: { method: string; url: string; headers: IncomingMessage['headers']; body: string } | undefined;
let answer: (response: ServerResponse) => void;

before(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      answer(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const moored = json(200, { ok: true, berth_no: 7, boat: { names: ['Ran'] } });

const document = {
  openapi: '3.0.3',
  info: { title: 'Harbour', version: '1' },
  paths: {
    '/v1/boats/{name}/moor': {
      post: {
        operationId: 'moor',
        parameters: [
          { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'berth_no', in: 'query', schema: { type: 'integer' } },
          { name: 'isPaid', in: 'query', schema: { type: 'boolean' } },
        ],
        requestBody: { content: { 'text/plain': { schema: { type: 'string' } } } },
        responses: { '2XX': { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Mooring' } } } } },
      },
    },
  },
  components: {
    schemas: {
      Mooring: {
        type: 'object',
        properties: {
          ok: { type: 'boolean' },
          berth_no: { type: 'integer' },
          boat: { type: 'object', properties: { names: { type: 'array', items: { type: 'string' } } } },
        },
      },
    },
  },
}; // prettier-ignore

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const principal = (name: string, sequence: number) =>
  `<externalCredentialParameters><parameterGroup>${name}</parameterGroup><parameterName>${name}</parameterName><parameterType>NamedPrincipal</parameterType><sequenceNumber>${sequence}</sequenceNumber></externalCredentialParameters>`;
const header = (name: string, formula: string) =>
  `<externalCredentialParameters><parameterGroup>DefaultGroup</parameterGroup><parameterName>${name}</parameterName><parameterType>AuthHeader</parameterType><parameterValue>${escaped(formula)}</parameterValue></externalCredentialParameters>`;
const access = (names: string[], mayRead = true) =>
  metadataXml(
    'PermissionSet',
    `${names.map((name) => `<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Harbour_Key-${name}</externalCredentialPrincipal></externalCredentialPrincipalAccesses>`).join('')}
     <label>Harbour</label>${mayRead ? '<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>UserExternalCredential</object><viewAllRecords>false</viewAllRecords></objectPermissions>' : ''}`,
  );

/** Paul the rep has the permission set Debrief_Rep, Ines the admin has Debrief_Admin. */
const harbour = (rep = access(['Rep'])): Record<string, string> => ({
  'externalServiceRegistrations/Harbour.externalServiceRegistration-meta.xml': metadataXml(
    'ExternalServiceRegistration',
    `<label>Harbour</label><namedCredentialReference>Harbour</namedCredentialReference><operations><active>true</active><name>moor</name></operations>
     <registrationProviderType>Custom</registrationProviderType><schema>${escaped(JSON.stringify(document))}</schema><schemaType>OpenApi3</schemaType>
     <serviceBinding>{"host":"","basePath":"/"}</serviceBinding><status>Complete</status><systemVersion>5</systemVersion>`,
  ),
  'namedCredentials/Harbour.namedCredential-meta.xml': metadataXml(
    'NamedCredential',
    `<label>Harbour</label><namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>${url}/</parameterValue></namedCredentialParameters>
     <namedCredentialParameters><externalCredential>Harbour_Key</externalCredential><parameterName>ExternalCredential</parameterName><parameterType>Authentication</parameterType></namedCredentialParameters>
     <namedCredentialType>SecuredEndpoint</namedCredentialType>`,
  ),
  'externalCredentials/Harbour_Key.externalCredential-meta.xml': metadataXml(
    'ExternalCredential',
    `<authenticationProtocol>Custom</authenticationProtocol><externalCredentialParameters><parameterName>Custom</parameterName><parameterType>AuthProtocolVariant</parameterType><parameterValue>NoAuthentication</parameterValue></externalCredentialParameters>
     ${principal('Rep', 2)}${principal('Admin', 1)}${header('Authorization', "{!'Bearer ' & $Credential.Harbour_Key.ApiKey}")}${header('X-Asked-By', '{!$User.Username} of {!$Organization.Name}')}<label>Harbour key</label>`,
  ),
  'permissionsets/Debrief_Rep.permissionset-meta.xml': rep,
  'permissionsets/Debrief_Admin.permissionset-meta.xml': access(['Admin', 'Rep']),
});

const input = (name: string, value: string) =>
  `<inputParameters><name>${name}</name>${valueXml(value)}</inputParameters>`;
const call = (more = to('Take') + to('Tell', 'faultConnector'), inputs = input('berthx5fno', 'berth') + input('isPaid', 'true') + input('body', "'Quietly, please: é'")) =>
  element('actionCalls', 'Call', `<actionName>Harbour.moor</actionName><actionType>externalService</actionType>${more}${input('name', 'boat')}${inputs}<storeOutputAutomatically>true</storeOutputAutomatically>`); // prettier-ignore

const outputs =
  variable('boat', { as: 'in', value: "'Ran / 2'" }) + variable('berth', { type: 'Number', as: 'in' }) +
  variable('ok', { type: 'Boolean', as: 'out' }) + variable('number', { type: 'Number', as: 'out' }) +
  variable('status', { type: 'Number', as: 'out' }) + variable('first', { list: true, as: 'out' }) +
  assignment('Take', [
    ['ok', 'Assign', 'Call.2XX.ok'], ['number', 'Assign', 'Call.2XX.berthx5fno'],
    ['status', 'Assign', 'Call.responseCode'], ['first', 'Assign', 'Call.2XX.boat.names'],
  ]); // prettier-ignore

const mooring = () => flowXml(call() + outputs + tell(), 'Call');

async function withHarbour(
  work: (opened: TestFlows) => Promise<void>,
  files: Record<string, string> = {},
  timeoutMs?: number,
): Promise<void> {
  const opened = openTestFlows({ ...harbour(), [flowFile('Moor')]: mooring(), ...files }, timeoutMs);
  opened.credentials.put('Harbour_Key', 'Admin', 'ApiKey', 'the-admin-key', true);
  opened.credentials.put('Harbour_Key', 'Rep', 'ApiKey', 'the-rep-key', true);
  received = undefined;
  answer = moored;
  try {
    await work(opened);
  } finally {
    opened.close();
  }
}

async function moor(
  { flows }: TestFlows,
  as: Session,
  inputs: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const result = await flows.run(as, 'Moor', inputs);
  assert.equal(result.status, 'Finished', result.status === 'Error' ? result.message : '');
  return Object.fromEntries(result.outputs.map(({ name, value }) => [name, value]));
}

test('an action calls the address of the Named Credential with its inputs, and gives the answer’s properties', () =>
  withHarbour(async (opened) => {
    assert.deepEqual(await moor(opened, opened.rep, { berth: 7 }), {
      ok: true,
      number: 7,
      status: 200,
      first: ['Ran'],
      message: null,
    });
    assert.equal(received?.method, 'POST');
    assert.equal(received.url, '/v1/boats/Ran%20%2F%202/moor?berth_no=7&isPaid=true');
    assert.equal(received.body, 'Quietly, please: é');
    assert.match(received.headers['content-type'] ?? '', /^text\/plain/);
    assert.equal(received.headers['x-asked-by'], 'paul@sealight.example of Sealight');
    await moor(opened, opened.rep);
    assert.equal(received.url, '/v1/boats/Ran%20%2F%202/moor?isPaid=true');
  }));

test('a user calls out as the principal that their permission sets give, the lowest sequence number first', () =>
  withHarbour(async (opened) => {
    await moor(opened, opened.rep);
    assert.equal(received?.headers.authorization, 'Bearer the-rep-key');
    await moor(opened, opened.admin);
    assert.equal(received.headers.authorization, 'Bearer the-admin-key');
  }));

test('who has no principal, or may not read User External Credentials, calls nobody', async () => {
  const path = 'permissionsets/Debrief_Rep.permissionset-meta.xml';
  for (const set of [access([]), access(['Rep'], false)])
    await withHarbour(
      async (opened) => {
        assert.match(
          String((await moor(opened, opened.rep))['message']),
          /^We couldn't access the credential\(s\)\. .*"Harbour_Key" might not exist\.$/,
        );
        assert.equal(received, undefined);
      },
      { [path]: set },
    );
});

test('a key that was not entered is named, and no request is made', () =>
  withHarbour(async (opened) => {
    opened.credentials.remove('Harbour_Key', 'Rep');
    assert.match(
      String((await moor(opened, opened.rep))['message']),
      /principal Rep of the external credential "Harbour_Key" has no value for ApiKey/,
    );
    assert.equal(received, undefined);
  }));

test('an answer that is none takes the fault path, with the status and the service’s own words', () =>
  withHarbour(async (opened) => {
    const told = async (respond: typeof answer) => {
      answer = respond;
      return String((await moor(opened, opened.rep))['message']);
    };
    assert.equal(
      await told(json(401, { title: 'Unauthorized', detail: 'This key is not known.' })),
      'Harbour answered moor with 401: This key is not known.',
    );
    assert.equal(await told(json(503, 'Closed for repairs')), 'Harbour answered moor with 503: Closed for repairs');
    assert.match(await told(json(302, '')), /answered moor with 302/);
    assert.match(await told(json(200, 'no')), /with 200, but its answer is no JSON/);
    assert.match(await told(json(200, { ok: 'yes' })), /with 200, but ok is not of the type boolean/);
    assert.match(
      await told((response) => response.destroy()),
      /The callout to Harbour failed: (Unexpected end of file|Connection reset)/,
    );
  }));

test('a service that does not answer in time, or is not there, takes the fault path', () =>
  withHarbour(
    async (opened) => {
      answer = () => undefined;
      assert.equal((await moor(opened, opened.rep))['message'], 'The callout to Harbour failed: Read timed out.');
      opened.credentials.setUrl('Harbour', 'http://127.0.0.1:9');
      assert.match(String((await moor(opened, opened.rep))['message']), /The callout to Harbour failed: /);
    },
    {},
    100,
  ));

test('a service may take longer than the org’s own work may', (context) =>
  withHarbour(async (opened) => {
    let waited = 0;
    const now = performance.now.bind(performance);
    context.mock.method(performance, 'now', () => now() + waited);
    for (const respond of [moored, json(500, { detail: 'Broken.' })]) {
      answer = (response) => {
        waited += 60_000;
        respond(response);
      };
      await moor(opened, opened.rep);
    }
  }));

test('without a fault path the interview ends in an error that says why', () =>
  withHarbour(
    async (opened) => {
      answer = json(500, { detail: 'Broken.' });
      const result = await opened.flows.run(opened.rep, 'Moor', {});
      assert.deepEqual(
        [result.status, result.status === 'Error' && result.message],
        ['Error', 'Harbour answered moor with 500: Broken.'],
      );
    },
    { [flowFile('Moor')]: flowXml(call(to('Take')) + outputs, 'Call') },
  ));

test('what was written but not committed forbids a call, in the words of Salesforce', () =>
  withHarbour(
    async (opened) => {
      assert.match(
        String((await moor(opened, opened.rep))['message']),
        /^You have uncommitted work pending\. Please commit or rollback before calling out/,
      );
      assert.equal(received, undefined);
    },
    {
      [flowFile('Moor')]: flowXml(
        element('recordCreates', 'Make', `${to('Call')}<object>Account</object>${fieldsXml({ Name: "'Ran'" })}`) +
          call() +
          outputs +
          tell(),
        'Make',
      ),
    },
  ));

test('what is written after a call is kept, while others write in between', () =>
  withHarbour(
    async (opened) => {
      answer = (response) => {
        opened.admin.create('Account', { Name: 'In between' });
        moored(response);
      };
      await moor(opened, opened.rep);
      const made = opened.org.database.prepare('SELECT Name FROM "Account" ORDER BY Name').all();
      assert.deepEqual(made.map(({ Name }) => Name), ['In between', 'Ran']); // prettier-ignore
    },
    {
      [flowFile('Moor')]: flowXml(
        call(to('Make') + to('Tell', 'faultConnector')) + outputs + tell() +
          element('recordCreates', 'Make', `<object>Account</object>${fieldsXml({ Name: "'Ran'" })}`),
        'Call',
      ), // prettier-ignore
    },
  ));

test('what names a credential, a principal or a Flow that is not there is refused with its file', () => {
  const load = (files: Record<string, string>) => () => openTestFlows({ ...harbour(), ...files }).close();
  const without = (part: string) =>
    Object.fromEntries(Object.entries(harbour()).filter(([path]) => !path.startsWith(part)));
  const opened = (files: Record<string, string>) => () => openTestFlows(files).close();
  assert.throws(
    opened(without('namedCredentials')),
    /Harbour\.externalServiceRegistration-meta\.xml: there is no named credential Harbour/,
  );
  assert.throws(
    opened(without('externalCredentials')),
    /Harbour\.namedCredential-meta\.xml: there is no external credential Harbour_Key/,
  );
  const path = 'permissionsets/Debrief_Rep.permissionset-meta.xml';
  assert.throws(load({ [path]: access(['Nobody']) }), /Debrief_Rep.*grants Harbour_Key-Nobody, which is no principal/);
  const flow = '<flowAccesses><enabled>true</enabled><flow>Nothing</flow></flowAccesses><label>x</label>';
  assert.throws(
    load({ [path]: metadataXml('PermissionSet', flow) }),
    /Debrief_Rep.*grants the Flow Nothing, which does not exist/,
  );
});

test('an input that an operation needs or does not know is refused when the Flow is loaded', () => {
  const load = (body: string) => () =>
    openTestFlows({ ...harbour(), [flowFile('Moor')]: flowXml(body, 'Call') }).close();
  assert.throws(load(call('', input('berth', '1')).concat(outputs)), /Harbour\.moor has no input berth/);
  assert.throws(
    load(call('', '').replace(input('name', 'boat'), '').concat(outputs)),
    /Harbour\.moor needs the input name/,
  );
});
