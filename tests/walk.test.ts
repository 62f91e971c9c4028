/** From a provider's payload over HTTP to the org's own REST API, both halves as `npm start` starts them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readExpected } from '../samples/load.ts';
import { TestDemo } from './demo.ts';
import { vconFromElsewhere } from './vcon.ts';

let demo: TestDemo;
before(async () => {
  demo = await TestDemo.start();
});
after(() => demo.stop());

/** The sample records by the names that `expected.json` uses for them, found by what makes each unique. */
async function nameOf(object: string, id: unknown): Promise<string | null> {
  if (typeof id !== 'string') return null;
  const field = object === 'Event' || object === 'Task' ? 'Subject' : 'Name';
  const row = await demo.one(`SELECT Id, ${field} FROM ${object} WHERE Id = '${id}'`);
  return row[field] as string;
}

async function inOrg(key: string) {
  const [row] = await demo.query(
    'SELECT Id, Title__c, Match_Status__c, Match_Evidence__c, Activity_Id__c, Account__c, Opportunity__c, Contact__c, Lead__c ' +
      `FROM Conversation__c WHERE Key__c = '${key}'`,
  );
  assert.ok(row, `${key} is not in the org`);
  return row;
}

test('each sample conversation ends where it belongs', async (t) => {
  for (const [key, expected] of Object.entries(readExpected()))
    await t.test(`${expected.file}: ${expected.status}`, async () => {
      const row = await inOrg(key);
      assert.equal(row.Match_Status__c, expected.status);
      assert.equal(Boolean(row.Opportunity__c), expected.opportunity !== null, 'deal');
      assert.equal(Boolean(row.Account__c), expected.account !== null, 'account');
      assert.equal(Boolean(row.Contact__c), expected.contact !== null, 'contact');
      assert.equal(Boolean(row.Lead__c), expected.lead !== null, 'lead');
      const activityId = row.Activity_Id__c as string;
      assert.ok(activityId.startsWith(expected.activity.object === 'Event' ? '00U' : '00T'));
      const activity = await demo.one(
        `SELECT Id, CreatedBy.Alias, WhoId, WhatId, Conversation_Key__c, Description FROM ${expected.activity.object} WHERE Id = '${activityId}'`,
      );
      const creator = (activity.CreatedBy as { Alias: string }).Alias;
      assert.equal(creator === 'debrief', expected.activity.decision === 'create', `created by ${creator}`);
      assert.equal(activity.Conversation_Key__c, key);
      if (expected.lead) assert.equal(activity.WhatId, null, 'a Lead stands alone');
      assert.ok((row.Match_Evidence__c as string).length > 20, 'a reason in words');
    });
  const deals = await Promise.all(
    Object.keys(readExpected()).map(async (key) => nameOf('Opportunity', (await inOrg(key)).Opportunity__c)),
  );
  assert.equal(new Set(deals.filter(Boolean)).size, 3);
});

test('a vCon from somewhere else is in the org, and posted again it changes nothing', async () => {
  const vcon = vconFromElsewhere();
  const key = await demo.post(vcon, 'application/vcon+json');
  const state = await demo.settled(key);
  assert.equal(state.status, 'synced');
  const row = await inOrg(key);
  assert.equal(row.Id, state.conversationId);
  assert.equal(await nameOf('Opportunity', row.Opportunity__c), 'Halvorsen Marine – Fleet telemetry');
  const moments = () =>
    demo.query(
      `SELECT Id, Type__c, SystemModstamp FROM Conversation_Moment__c WHERE Conversation__c = '${row.Id}' ORDER BY Id`,
    );
  const everything = async () => ({
    moments: await moments(),
    conversations: await demo.query('SELECT Id, SystemModstamp FROM Conversation__c ORDER BY Id'),
    events: await demo.query('SELECT Id, SystemModstamp FROM Event ORDER BY Id'),
    tasks: await demo.query('SELECT Id, SystemModstamp FROM Task ORDER BY Id'),
  });
  const first = await everything();
  assert.ok(first.moments.length > 0);

  assert.equal(await demo.post(vcon, 'application/vcon+json'), key);
  await demo.settled(key);
  const receipt = await demo.receipt(key);
  assert.equal(receipt.outcome, 'unchanged');
  assert.deepEqual(receipt.entries, []);
  assert.deepEqual(await everything(), first);
});

test('a person’s own text around the digest survives the next update', async () => {
  const { activityId } = await demo.settled('zoom:83920174551');
  const { Description } = await demo.one(`SELECT Id, Description FROM Event WHERE Id = '${activityId}'`);
  const own = 'My own note: bring the brochure.';
  await demo.org('PATCH', `/sobjects/Event/${activityId}`, {
    Description: `${own}\n\n${Description as string}\n\nAnd after.`,
  });
  const answer = await demo.sync('/v1/conversations/zoom%3A83920174551');
  assert.equal(answer.status, 200);
  const again = await demo.sync('/v1/conversations/zoom%3A83920174551/resync', { method: 'POST' });
  assert.equal(again.status, 202);
  await demo.settled('zoom:83920174551');
  const after = await demo.one(`SELECT Id, Description FROM Event WHERE Id = '${activityId}'`);
  const text = after.Description as string;
  assert.ok(text.startsWith(own) && text.endsWith('And after.'));
});

test('what was written is there after both have been stopped and started again', async () => {
  const rows = () => demo.query('SELECT Id, Key__c, SystemModstamp FROM Conversation__c ORDER BY Id');
  const before = await rows();
  await demo.restart();
  assert.deepEqual(await rows(), before);
});
