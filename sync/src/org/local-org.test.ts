import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import { indexSnapshot, match, DEFAULT_MATCH_SETTINGS } from '../match/match.ts';
import { plan } from '../plan/plan.ts';
import { DEFAULT_SETTINGS } from '../plan/settings.ts';
import type { Receipt } from '../plan/types.ts';
import { connectOrg, OrgError } from './connect.ts';
import { runLocalOrg, type RunningOrg } from './testing/run-local-org.ts';
import type { Org } from './types.ts';

const settings = { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' };
const tenantSettings = { ...DEFAULT_SETTINGS, writing: 'on' as const, match: settings };
const NOW = '2026-11-20T10:00:00.000Z';

let local: RunningOrg;
let org: Org;
let ids: Record<'account' | 'astrid' | 'jonas' | 'telemetry' | 'service' | 'event' | 'task', string>;

before(async () => {
  local = await runLocalOrg();
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
  const { create, users } = local;
  const account = await create('Account', { Name: 'Halvorsen Marine', OwnerId: users.paul });
  const person = (first: string, last: string, more: object) =>
    create('Contact', { FirstName: first, LastName: last, AccountId: account, ...more });
  const astrid = await person('Astrid', 'Halvorsen', { Email: 'astrid@halvorsen.example', Phone: '06 12 34 56 78' });
  const jonas = await person('Jonas', 'Berg', { Email: 'jonas@halvorsen.example' });
  const deal = (name: string, owner?: string) =>
    create('Opportunity', {
      ...{ Name: name, AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31', Amount: 120_000 },
      OwnerId: owner,
    });
  const telemetry = await deal('Halvorsen – Telemetry', users.paul);
  const service = await deal('Halvorsen – Service', users.maya);
  await create('OpportunityContactRole', { OpportunityId: telemetry, ContactId: astrid, Role: 'Decision Maker' });
  const event = await create('Event', {
    Subject: 'Telemetry demo with Halvorsen',
    StartDateTime: '2026-11-17T14:00:00.000Z',
    EndDateTime: '2026-11-17T14:45:00.000Z',
    OwnerId: users.paul,
    Description: "Paul's own words.",
  });
  const task = await create('Task', {
    ...{ Subject: 'Call', Status: 'Completed', Priority: 'Normal', TaskSubtype: 'Call', OwnerId: users.paul },
    ...{ ActivityDate: '2026-11-18', CallDurationInSeconds: 372, CallType: 'Outbound', WhoId: astrid },
    ...{ CreatedDate: '2026-11-18T09:20:00.000Z', LastModifiedDate: '2026-11-18T09:20:00.000Z' },
  });
  ids = { account, astrid, jonas, telemetry, service, event, task };
});
after(() => local.stop());

function conversation(more: Record<string, unknown>): ConversationData {
  return Conversation.parse({
    source: 'zoom',
    sourceId: 'one',
    kind: 'meeting',
    startedAt: '2026-11-17T14:01:00Z',
    durationSec: 2400,
    owner: { email: 'paul@sealight.example' },
    ...more,
  });
}

const demo = conversation({
  sourceId: 'demo',
  title: 'Telemetry demo – Halvorsen',
  link: 'https://recordings.example/demo',
  scheduledStart: '2026-11-17T14:00:00Z',
  scheduledEnd: '2026-11-17T14:45:00Z',
  parties: [
    { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
    { role: 'theirs', name: 'Astrid Halvorsen', email: 'Astrid@Halvorsen.example' },
  ],
  summary: 'Astrid wants telemetry on twelve hulls before the May regatta.',
  nextSteps: ['Send the Iridium quote'],
  highlights: [{ text: 'We need twelve hulls by May.', startMs: 754_000, speaker: 'Astrid' }],
  comments: [{ id: 'c1', author: 'Maya', text: 'Mind the margin.', startMs: 60_000 }],
  topics: [{ name: 'Telemetry' }, { name: 'Price' }],
  fields: [{ object: 'Opportunity', field: 'Amount', value: 150_000, quote: 'Twelve hulls then.' }],
  segments: [{ party: 1, startMs: 754_000, endMs: 760_000, text: 'We need twelve hulls by May.' }],
});
const call = conversation({
  ...{ source: 'aircall', sourceId: '771', kind: 'call', direction: 'outbound' },
  ...{ startedAt: '2026-11-18T09:00:00Z', durationSec: 372 },
  parties: [{ role: 'theirs', phone: '+33612345678' }],
});
const unlogged = conversation({
  ...{ source: 'aircall', sourceId: '772', kind: 'call', startedAt: '2026-11-19T09:00:00Z', durationSec: 60 },
  parties: [{ role: 'theirs', name: 'Jonas', email: 'jonas@halvorsen.example' }],
});

async function sync(conversations: ConversationData[], now = NOW): Promise<Receipt[]> {
  const snapshot = await org.snapshot(conversations, settings);
  const index = indexSnapshot(snapshot);
  const plans = conversations.map((each) =>
    plan({ conversation: each, match: match(each, index, settings), index, settings: tenantSettings, now }),
  );
  return org.apply(plans, now);
}

function faults(receipts: Receipt[]) {
  return receipts.flatMap(({ entries }) =>
    entries.flatMap(({ error, object, fields }) => (error ? [{ object, error, fields }] : [])),
  );
}

test('conversations arrive on the right activity and deal, and nothing changes the second time', async () => {
  const receipts = await sync([demo, call, unlogged]);
  assert.deepEqual(faults(receipts), []);
  assert.deepEqual(
    receipts.map(({ outcome }) => outcome),
    ['written', 'written', 'written'],
  );
  assert.deepEqual(
    receipts.flatMap(({ remarks }) => remarks),
    [],
  );

  const [event] = await local.query(
    `SELECT Subject, Description, WhoId, WhatId, Conversation_Key__c FROM Event WHERE Id = '${ids.event}'`,
  );
  assert.equal(event?.Subject, 'Telemetry demo with Halvorsen');
  assert.equal(event?.WhoId, ids.astrid);
  assert.equal(event?.WhatId, ids.telemetry);
  assert.equal(event?.Conversation_Key__c, 'zoom:demo');
  assert.match(String(event?.Description), /^Paul's own words\.\n\n--- Debrief notes/);

  const [kept] = await local.query(
    `SELECT Id, Activity_Id__c, Opportunity__c, Account__c, Match_Status__c, Match_Evidence__c, Stage_Then__c, Amount_Then__c, (SELECT Type__c, Start__c FROM Conversation_Moments__r) FROM Conversation__c WHERE Key__c = 'zoom:demo'`,
  );
  assert.equal(kept?.Activity_Id__c, ids.event);
  assert.equal(kept?.Opportunity__c, ids.telemetry);
  assert.equal(kept?.Match_Status__c, 'Matched');
  assert.equal(kept?.Stage_Then__c, 'Qualification');
  assert.equal(kept?.Amount_Then__c, 120_000);
  assert.match(
    String(kept?.Match_Evidence__c),
    /Matched to 'Halvorsen – Telemetry' because Astrid Halvorsen has the Decision Maker role on it/,
  );
  assert.equal((kept?.Conversation_Moments__r as { totalSize: number }).totalSize, 4);

  const [task] = await local.query(`SELECT Conversation_Key__c FROM Task WHERE Id = '${ids.task}'`);
  assert.equal(task?.Conversation_Key__c, 'aircall:771');
  const created = await local.query(
    "SELECT Status, TaskSubtype, WhoId, WhatId, OwnerId FROM Task WHERE Conversation_Key__c = 'aircall:772'",
  );
  assert.equal(created.length, 1);
  assert.equal(created[0]?.Status, 'Completed');
  assert.equal(created[0]?.WhoId, ids.jonas);
  assert.equal(created[0]?.OwnerId, local.users.paul);

  const again = await sync([unlogged, call, demo], '2026-11-20T11:00:00.000Z');
  assert.deepEqual(
    again.map(({ outcome, entries }) => ({ outcome, entries })),
    again.map(() => ({ outcome: 'unchanged', entries: [] })),
  );
});

test("a call is found by the phone system's id in the task of another user, on another day", async () => {
  const task = await local.create('Task', {
    ...{ Subject: 'Call', Status: 'Completed', TaskSubtype: 'Call', CallObject: '773', OwnerId: local.users.ines },
    ...{ ActivityDate: '2025-03-10', CreatedDate: '2025-03-10T09:00:00.000Z' },
  });
  const snapshot = await org.snapshot([{ ...call, sourceId: '773', startedAt: '2025-03-03T09:00:00.000Z' }], settings);
  assert.ok(snapshot.tasks.some(({ Id }) => Id === task));
});

test('a batch of known reps takes two requests to read, and writes in one', async () => {
  await sync([demo]);
  const start = org.requests;
  const [receipt] = await sync([{ ...demo, summary: 'Said otherwise.' }]);
  assert.equal(receipt?.outcome, 'written');
  assert.equal(org.requests - start, 3);
  assert.equal(receipt?.requests, 3);
  assert.ok((org.usage?.used ?? 0) > 0);
});

test('what a person typed in the org stays: comments, a decided suggestion, a lock', async () => {
  await sync([demo]);
  const [row] = await local.query("SELECT Id FROM Conversation__c WHERE Key__c = 'zoom:demo'");
  const parent = String(row?.Id);
  await local.create('Conversation_Moment__c', { Conversation__c: parent, Type__c: 'Comment', Text__c: 'By hand' });
  const [suggestion] = await local.query(
    `SELECT Id, Status__c, Before__c, Proposed__c FROM Conversation_Suggestion__c WHERE Conversation__c = '${parent}'`,
  );
  assert.equal(suggestion?.Status__c, 'Proposed');
  assert.equal(suggestion?.Before__c, '120000');
  assert.equal(suggestion?.Proposed__c, '150000');
  await local.update('Conversation_Suggestion__c', String(suggestion?.Id), { Status__c: 'Rejected' });
  await local.update('Conversation__c', parent, { Match_Status__c: 'Locked', Opportunity__c: ids.service });
  const [receipt] = await sync([{ ...demo, comments: [] }]);
  assert.equal(receipt?.outcome, 'written');
  const texts = await local.query(
    `SELECT Text__c FROM Conversation_Moment__c WHERE Conversation__c = '${parent}' AND Type__c = 'Comment'`,
  );
  assert.deepEqual(
    texts.map(({ Text__c }) => Text__c),
    ['By hand'],
  );
  const [after] = await local.query(
    `SELECT Opportunity__c, Match_Status__c FROM Conversation__c WHERE Id = '${parent}'`,
  );
  assert.equal(after?.Opportunity__c, ids.service);
  assert.equal(after?.Match_Status__c, 'Locked');
  const [decided] = await local.query(
    `SELECT Status__c FROM Conversation_Suggestion__c WHERE Conversation__c = '${parent}'`,
  );
  assert.equal(decided?.Status__c, 'Rejected');
});

test('writing off writes nothing and says what it would', async () => {
  const dry = conversation({ sourceId: 'dry', title: 'Dry run' });
  const index = indexSnapshot(await org.snapshot([dry], settings));
  const dryPlan = plan({
    conversation: dry,
    match: match(dry, index, settings),
    index,
    settings: { ...tenantSettings, writing: 'off' },
  });
  const start = org.requests;
  const [receipt] = await org.apply([dryPlan], NOW);
  assert.equal(receipt?.outcome, 'planned');
  assert.equal(org.requests, start);
  assert.ok(receipt?.entries.every(({ outcome }) => outcome === 'planned'));
  assert.deepEqual(await local.query("SELECT Id FROM Conversation__c WHERE Key__c = 'zoom:dry'"), []);
});

test("the org's own words stand on the receipt when it refuses a record", async () => {
  const refused = conversation({ sourceId: 'refused', title: 'Refused' });
  const index = indexSnapshot(await org.snapshot([refused], settings));
  const wrong = plan({
    conversation: refused,
    match: match(refused, index, settings),
    index,
    settings: tenantSettings,
  });
  for (const write of wrong.writes)
    if (write.object === 'Event')
      write.fields.push({ field: 'WhoId', before: null, after: ids.telemetry, rule: 'test' });
  const [receipt] = await org.apply([wrong], NOW);
  assert.equal(receipt?.outcome, 'failed');
  const event = receipt?.entries.find(({ object }) => object === 'Event');
  assert.equal(event?.outcome, 'failed');
  assert.ok(event?.error?.message);
  const [row] = await local.query(
    "SELECT Activity_Id__c, Last_Error__c FROM Conversation__c WHERE Key__c = 'zoom:refused'",
  );
  assert.equal(row?.Activity_Id__c, null);
  assert.equal(row?.Last_Error__c, `Event: ${event?.error?.message}\n${event?.note}`);
  assert.match(event?.note ?? '', /WhoId does not go with the rest of the Event/);
});

test('who the service acts as', async () => {
  const identity = await org.identity();
  assert.equal(identity.username, 'integration@sealight.example');
  assert.equal(identity.userId, local.users.debrief);
  assert.ok(identity.organizationName);
});

test('a wrong token is told without repeating it', async () => {
  const other = connectOrg({ instanceUrl: local.url, accessToken: '00Dwrong!secret' });
  await assert.rejects(other.snapshot([demo], settings), (error) => {
    assert.ok(error instanceof OrgError);
    assert.equal(error.code, 'INVALID_SESSION_ID');
    assert.equal(error.fault, 'auth');
    assert.doesNotMatch(`${error.message} ${error.stack}`, /secret/);
    return true;
  });
});
