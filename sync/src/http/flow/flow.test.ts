import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { FLOW_OPERATIONS, methodOf } from './operations.ts';
import { FlowAnswer } from './answer.ts';
import { conversation, startTestService, type TestService } from '../testing/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService({ DEBRIEF_REP_API_KEY: 'dk_rep_0123456789' });
  await service.call('POST', '/v1/conversations', conversation('a/b 1'));
  await service.until('test:a/b 1', 'synced');
});
after(() => service.stop());

const KEY_OF = `key=${encodeURIComponent('test:a/b 1')}`;

async function flow(method: string, address: string, body?: string) {
  const headers = body === undefined ? {} : { 'content-type': 'text/plain; charset=UTF-8' };
  const answer = await service.call(method, `/v1/flow/${address}`, body, headers);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return FlowAnswer.strict().parse(answer.body);
}

test('an operation answers what its route answers, as text', async () => {
  const { ok, status, message, json } = await flow('GET', `getConversation?${KEY_OF}`);
  assert.deepEqual([ok, status, message], [true, 200, '']);
  const { body } = await service.call('GET', `/v1/conversations/${encodeURIComponent('test:a/b 1')}`);
  assert.deepEqual(JSON.parse(json), body);
  const receipt = await flow('GET', `getReceipt?${KEY_OF}`);
  assert.equal((JSON.parse(receipt.json) as { outcome: string }).outcome, 'written');
});

test('scalars become the members of a body, and what is empty is left out', async () => {
  const { ok, json } = await flow('POST', `undoConversation?${KEY_OF}&dryRun=true&by=`);
  assert.equal(ok, true, json);
  assert.equal((JSON.parse(json) as { action: string }).action, 'undo');
  const page = await flow('GET', 'listActivity?limit=1&before=&key=');
  assert.equal((JSON.parse(page.json) as { entries: unknown[] }).entries.length, 1);
  const again = await flow('POST', `resyncConversation?${KEY_OF}`);
  assert.equal(again.status, 202);
});

test('a refusal is an answer that says which input was wrong, and how to mend it', async () => {
  const wrongId = await flow('POST', `relinkConversation?${KEY_OF}&opportunityId=003000000000001AAA`);
  assert.deepEqual([wrongId.ok, wrongId.status], [false, 422]);
  assert.match(wrongId.message, /cannot be linked like this\. opportunityId .*send it as contactId\.$/);
  assert.equal((JSON.parse(wrongId.json) as { status: number }).status, 422);
  const gone = await flow('GET', 'getConversation?key=test:nobody');
  assert.deepEqual([gone.ok, gone.status], [false, 404]);
  assert.match(gone.message, /There is no conversation test:nobody/);
});

test('a parameter that is missing, unknown, twice there or no value of its kind is refused by its name', async () => {
  const refused = async (address: string, ...patterns: RegExp[]) => {
    const { ok, status, message } = await flow(
      address.startsWith('get') || address.startsWith('list') ? 'GET' : 'POST',
      address,
    );
    assert.deepEqual([ok, status], [false, 400], message);
    for (const pattern of patterns) assert.match(message, pattern);
  };
  await refused('getConversation', /key is missing\. The key of the conversation/);
  await refused('getConversation?key=', /key is missing/);
  await refused(`getConversation?${KEY_OF}&expand=all`, /expand is not known here: this operation takes key\./);
  await refused('getBudget?key=1', /key is not known here: there is none/);
  await refused(`getConversation?${KEY_OF}&key=b`, /key is given more than once/);
  await refused(`undoConversation?${KEY_OF}&dryRun=yes`, /dryRun is true or false/);
  await refused('listActivity?limit=many', /limit is a whole number/);
  await refused('startConnection?environment=test', /environment is production or sandbox/);
});

test('long text comes as the body, and its faults are told', async () => {
  const { json } = await flow('GET', 'getSettings');
  const settings = JSON.parse(json) as { revision: number; apiReservePercent: number };
  const saved = await flow('POST', 'putSettings?by=Ines', JSON.stringify({ ...settings, apiReservePercent: 33 }));
  assert.equal(saved.status, 200, saved.message);
  assert.equal((JSON.parse(saved.json) as typeof settings).apiReservePercent, 33);
  const log = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=settings');
  assert.match(log.body.entries[0]?.message ?? '', /changed by Ines: apiReservePercent 20 → 33/);
  const second = await flow('POST', 'putSettings', JSON.stringify(settings));
  assert.deepEqual([second.ok, second.status], [false, 409]);
  assert.match(second.message, /Somebody else has changed the settings/);
  assert.match((await flow('POST', 'putSettings')).message, /body is empty.*settings as JSON text/);
  assert.match((await flow('POST', 'putSettings?by=Ines', '{"a":')).message, /not valid JSON: it ends too early/);
});

test('a key that is missing or unknown is the Flow’s fault, and no answer', async () => {
  for (const authorization of [undefined, 'Bearer nobodys'])
    for (const address of ['/v1/flow/getBudget', `/v1/flow/getConversation?${KEY_OF}`])
      assert.equal((await service.call('GET', address, undefined, { authorization })).status, 401);
});

test('a rep’s key asks what is a rep’s to ask; anything else is a refusal that says so', async () => {
  const authorization = 'Bearer dk_rep_0123456789';
  for (const operation of FLOW_OPERATIONS) {
    const required = operation.parameters.filter((parameter) => parameter.required);
    const values = {
      key: 'test:a/b 1',
      object: 'Opportunity',
      email: 'x@y.example',
      environment: 'sandbox',
      provider: 'google',
      userEmail: 'x@y.example',
      user: '005000000000001AAA',
    };
    const query = new URLSearchParams(
      required.map(({ name }) => [name, values[name as keyof typeof values]]),
    ).toString();
    const address = `/v1/flow/${operation.id}?${query}`;
    const answer = await service.call<FlowAnswer>(methodOf(operation), address, undefined, { authorization });
    assert.equal(answer.status, 200, `${operation.id}: ${JSON.stringify(answer.body)}`);
    if (operation.access !== 'admin') assert.notEqual(answer.body.status, 403, operation.id);
    else assert.equal(answer.body.status, 403, operation.id);
  }
  const { body } = await service.call<FlowAnswer>('GET', '/v1/flow/getBudget', undefined, { authorization });
  assert.match(body.message, /needs an administrator’s key/);
});

test('a wrong method and an unknown operation are refused as everywhere', async () => {
  assert.equal((await service.call('GET', '/v1/flow/undoConversation')).status, 405);
  assert.equal((await service.call('GET', '/v1/flow/nothing')).status, 404);
});

interface Described {
  operationId: string;
  tags?: string[];
  'x-debrief-access'?: string;
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: { type: string } }[];
  requestBody?: { content: Record<string, { schema: { type: string } }> };
  responses: Record<string, unknown>;
}

test('the OpenAPI document describes each operation with scalars alone, and who may ask', async () => {
  const { body } = await service.call<{
    openapi: string;
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, { properties: Record<string, { type: string }> }> };
  }>('GET', '/openapi.json');
  assert.equal(body.openapi, '3.0.3');
  const described = Object.entries(body.paths).filter(([path]) => path.startsWith('/v1/flow/'));
  assert.equal(described.length, FLOW_OPERATIONS.length);
  for (const operation of FLOW_OPERATIONS) {
    const found = body.paths[`/v1/flow/${operation.id}`]?.[methodOf(operation).toLowerCase()];
    assert.ok(found, operation.id);
    assert.equal(found.operationId, operation.id);
    assert.deepEqual(found.tags, ['flow']);
    assert.equal(found['x-debrief-access'], operation.access);
    assert.deepEqual(found.responses[200], {
      description: 'Whether it was done, and the answer.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/FlowAnswer' } } },
    });
    for (const parameter of found.parameters ?? []) {
      assert.equal(parameter.in, 'query');
      assert.match(parameter.name, /^[a-z][A-Za-z0-9]*$/);
      assert.ok(['string', 'boolean', 'integer'].includes(parameter.schema.type));
      assert.ok(parameter.description);
    }
    assert.equal(Boolean(found.requestBody), operation.body !== undefined);
    if (found.requestBody) assert.deepEqual(Object.keys(found.requestBody.content), ['text/plain']);
  }
  const { properties } = body.components.schemas.FlowAnswer ?? { properties: {} };
  assert.deepEqual(
    Object.entries(properties).map(([name, { type }]) => `${name} ${type}`),
    ['ok boolean', 'status integer', 'message string', 'json string'],
  );
});
