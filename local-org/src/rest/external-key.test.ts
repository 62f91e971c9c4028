import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { openTestOrg } from '../data/testOrg.ts';
import { registerRest } from './index.ts';

test('a record is read by a key without case, in every script', async () => {
  const opened = openTestOrg();
  const app = fastify();
  try {
    registerRest(app, opened.org);
    const id = opened.admin.create('Boat__c', { Name: 'Sirius', Code__c: 'ÉTÉ', Key__c: 'É' });
    const read = (address: string) =>
      app.inject({
        url: `/services/data/v67.0/sobjects/Boat__c/${address}`,
        headers: { authorization: `Bearer ${opened.org.tokenFor('ines')}` },
      });
    const found = await read(`Code__c/${encodeURIComponent('été')}`);
    assert.deepEqual([found.statusCode, found.json<{ Id: string }>().Id], [200, id]);
    assert.equal((await read(`Key__c/${encodeURIComponent('é')}`)).statusCode, 404);
    assert.equal((await read(`Key__c/${encodeURIComponent('É')}`)).statusCode, 200);
  } finally {
    await app.close();
    opened.close();
  }
});
