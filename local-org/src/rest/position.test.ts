import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTestOrg, type TestOrg } from '../data/testOrg.ts';
import fastify, { type FastifyInstance } from 'fastify';
import { registerRest } from './index.ts';
import { positionOfValue } from './position.ts';

test('a value is found by its key at the top of the record alone', () => {
  const json =
    '{"Name": "a \\"CloseDate\\": 1",\n  "Deal__r": {"CloseDate": 1}, "List": ["CloseDate"],\n  "closedate" : "never"}';
  assert.equal(positionOfValue(json, 'CloseDate'), '[line:3, column:17]');
  assert.equal(positionOfValue(json, 'name'), '[line:1, column:10]');
  assert.equal(positionOfValue(json, 'Amount'), null);
});

let opened: TestOrg;
let app: FastifyInstance;
beforeEach(() => {
  opened = openTestOrg();
  app = fastify();
  registerRest(app, opened.org);
});
afterEach(async () => {
  await app.close();
  opened.close();
});

const post = async (body: string) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/services/data/v67.0/sobjects/Account',
    headers: { authorization: `Bearer ${opened.org.tokenFor('paul')}`, 'content-type': 'application/json' },
    payload: body,
  });
  return { status: answer.statusCode, error: answer.json<{ errorCode: string; message: string }[]>()[0] };
};

test('a value of the wrong kind and broken JSON are refused with their place', async () => {
  const wrong = await post('{"Name": "A",\n "NumberOfEmployees": "many"}');
  assert.equal(wrong.status, 400);
  assert.equal(wrong.error?.errorCode, 'JSON_PARSER_ERROR');
  assert.equal(
    wrong.error?.message,
    'Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:2, column:23]',
  );
  const broken = await post('{"Name": "A"\n x}');
  assert.match(broken.error?.message ?? '', / at \[line:2, column:2\]$/);
});
