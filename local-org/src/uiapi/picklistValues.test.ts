import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { openOrg } from '../data/org.ts';
import type { Org } from '../data/types.ts';
import { registerUiApi } from './index.ts';

let org: Org;
let app: FastifyInstance;
let url: string;

before(async () => {
  org = openOrg({
    file: ':memory:',
    packageDirectories: [path.resolve(import.meta.dirname, '../../../force-app/main')],
  });
  app = fastify({ forceCloseConnections: true });
  registerUiApi(app, org);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
after(async () => {
  await app.close();
  org.close();
});

async function get(username: string, resource: string) {
  const token = org.tokenFor(username);
  const answer = await fetch(`${url}/services/data/v67.0/ui-api/object-info/${resource}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('the values of a picklist, in the viewer’s language, for the object’s record type', async () => {
  const { body: info } = await get('camille@sealight.example', 'Conversation_Suggestion__c');
  const type = String(info.defaultRecordTypeId);
  const { status, body } = await get(
    'camille@sealight.example',
    `Conversation_Suggestion__c/picklist-values/${type}/Status__c`,
  );
  assert.equal(status, 200);
  const values = body.values as { label: string; value: string }[];
  assert.deepEqual(values.map(({ value }) => value).slice(0, 2), ['Proposed', 'Accepted']);
  assert.equal(values[1]?.label, 'Acceptée');
  assert.equal(body.defaultValue, null);
  const stages = await get('paul@sealight.example', `Opportunity/picklist-values/${type}/StageName`);
  assert.ok((stages.body.values as object[]).length > 5);
});

test('what is no picklist, not there, or another record type is refused by name', async () => {
  const of = async (resource: string) => (await get('paul@sealight.example', resource)).status;
  assert.equal(await of('Opportunity/picklist-values/012000000000000AAA/Amount'), 400);
  assert.equal(await of('Opportunity/picklist-values/012000000000000AAA/Nothing__c'), 404);
  assert.equal(await of('Opportunity/picklist-values/012000000000001AAA/StageName'), 404);
  assert.equal(await of('Task/picklist-values/012000000000000AAA/Status'), 400);
});
