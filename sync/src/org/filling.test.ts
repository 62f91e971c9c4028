/** Against the local org: facts written into CRM fields, and notes on deals. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import { DEFAULT_MATCH_SETTINGS, indexSnapshot, match } from '../match/match.ts';
import { plan } from '../plan/plan.ts';
import { DEFAULT_SETTINGS, matchSettingsOf, type TenantSettings } from '../plan/settings.ts';
import type { Receipt } from '../plan/types.ts';
import { connectOrg } from './connect.ts';
import { noteContent } from './notes.ts';
import { runLocalOrg, type RunningOrg } from './testing/run-local-org.ts';
import type { Org } from './types.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const base: TenantSettings = {
  ...DEFAULT_SETTINGS,
  writing: 'on',
  match: { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' },
};
const filling: TenantSettings = { ...base, objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] };

let local: RunningOrg;
let org: Org;
let ids: Record<'account' | 'astrid' | 'telemetry' | 'service', string>;

before(async () => {
  local = await runLocalOrg();
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
  const { create, users } = local;
  const account = await create('Account', { Name: 'Halvorsen Marine', OwnerId: users.paul });
  const astrid = await create('Contact', {
    ...{ FirstName: 'Astrid', LastName: 'Halvorsen', AccountId: account, Email: 'astrid@halvorsen.example' },
  });
  const deal = (Name: string, OwnerId?: string) =>
    create('Opportunity', {
      ...{ Name, AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31', Amount: 120_000, OwnerId },
    });
  const telemetry = await deal('Halvorsen – Telemetry', users.paul);
  const service = await deal('Halvorsen – Service', users.maya);
  await create('OpportunityContactRole', { OpportunityId: telemetry, ContactId: astrid, Role: 'Decision Maker' });
  ids = { account, astrid, telemetry, service };
});
after(() => local.stop());

function meeting(sourceId: string, more: Record<string, unknown>): ConversationData {
  return Conversation.parse({
    ...{ source: 'zoom', sourceId, kind: 'meeting', title: `Talk ${sourceId}` },
    ...{ startedAt: '2026-11-17T14:01:00Z', durationSec: 2400, owner: { email: 'paul@sealight.example' } },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen.example' },
    ],
    crmRefs: [{ object: 'Opportunity', id: ids.telemetry }],
    ...more,
  });
}
const amount = (value: unknown) => ({ object: 'Opportunity', field: 'Amount', value, quote: 'Twelve hulls then.' });

async function sync(conversation: ConversationData, settings: TenantSettings, to = org): Promise<Receipt> {
  const index = indexSnapshot(await to.snapshot([conversation], matchSettingsOf(settings)));
  const found = match(conversation, index, matchSettingsOf(settings));
  const [receipt] = await to.apply([plan({ conversation, match: found, index, settings, now: NOW })], NOW);
  assert.ok(receipt);
  return receipt;
}

async function suggestionOf(key: string) {
  const rows = await local.query(
    `SELECT Id, Status__c, Proposed__c, Before__c, Error__c FROM Conversation_Suggestion__c WHERE Conversation__r.Key__c = '${key}' ORDER BY CreatedDate`,
  );
  return rows.map(({ Status__c, Proposed__c, Before__c, Error__c }) => [Status__c, Proposed__c, Before__c, Error__c]);
}
const valueOf = async (field: string) =>
  (await local.query(`SELECT ${field} FROM Opportunity WHERE Id = '${ids.telemetry}'`))[0]?.[field];

test('without the right to edit deals, what is on is suggested and the missing permission set is named', async () => {
  const receipt = await sync(meeting('norights', { fields: [amount(150_000)] }), filling);
  assert.equal(receipt.outcome, 'written');
  assert.match(receipt.remarks.join('\n'), /Opportunity\.Amount was suggested, not written: .*Debrief_CRM_Filling/);
  assert.deepEqual(await suggestionOf('zoom:norights'), [['Proposed', '150000', '120000', null]]);
  assert.equal(await valueOf('Amount'), 120_000);
});

test('with the permission set the fact is written and recorded, and a person’s later word stays', async () => {
  const [set] = await local.query("SELECT Id FROM PermissionSet WHERE Name = 'Debrief_CRM_Filling'");
  await local.create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: local.users.debrief });
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
  const talk = meeting('filled', {
    fields: [
      amount('150000'),
      { object: 'Opportunity', field: 'StageName', value: 'Negotiation/Review' },
      { object: 'Opportunity', field: 'CloseDate', value: 'next spring' },
      { object: 'Opportunity', field: 'ExpectedRevenue', value: 5 },
    ],
  });
  const receipt = await sync(talk, filling);
  assert.equal(receipt.outcome, 'written');
  const entry = receipt.entries.find(({ object }) => object === 'Opportunity');
  assert.deepEqual(
    entry?.fields.map(({ field, before: was, after: is, evidence }) => [field, was, is, evidence]),
    [
      ['Amount', 120_000, 150_000, 'Twelve hulls then.'],
      ['StageName', 'Qualification', 'Negotiation/Review', undefined],
    ],
  );
  assert.match(receipt.remarks.join('\n'), /CloseDate was not suggested: 'next spring' is not a date/);
  assert.match(receipt.remarks.join('\n'), /ExpectedRevenue was not suggested: the org keeps this field itself/);
  assert.equal(await valueOf('Amount'), 150_000);
  assert.equal(await valueOf('StageName'), 'Negotiation/Review');
  assert.deepEqual(await suggestionOf('zoom:filled'), [
    ['Applied', '150000', '120000', null],
    ['Applied', 'Negotiation/Review', 'Qualification', null],
  ]);
  assert.equal((await sync(talk, filling)).outcome, 'unchanged');

  await local.update('Opportunity', ids.telemetry, { Amount: 99_000 });
  assert.equal((await sync(talk, filling)).outcome, 'unchanged');
  assert.equal(await valueOf('Amount'), 99_000);
});

test('a write that the org refuses is a failed suggestion with the org’s own words, and is tried again', async () => {
  const talk = meeting('refused', { fields: [amount(77_000)] });
  const fault = { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Ask your manager first.' };
  await local.provoke('POST', 'faults', { ...fault, scope: 'record', object: 'Opportunity' });
  const receipt = await sync(talk, filling);
  const entry = receipt.entries.find(({ object }) => object === 'Opportunity');
  assert.equal(entry?.outcome, 'failed');
  assert.equal(receipt.outcome, 'written', 'the conversation itself stands in the org');
  assert.deepEqual(await suggestionOf('zoom:refused'), [['Failed', '77000', '99000', 'Ask your manager first.']]);
  assert.equal(await valueOf('Amount'), 99_000);

  assert.equal((await sync(talk, filling)).outcome, 'written');
  assert.deepEqual(await suggestionOf('zoom:refused'), [['Applied', '77000', '99000', null]]);
  assert.equal(await valueOf('Amount'), 77_000);
});

test('a mapped fact goes to the other field, whose value now is read', async () => {
  await local.update('Opportunity', ids.telemetry, { NextStep: 'Call Astrid' });
  const talk = meeting('mapped', {
    fields: [{ object: 'Opportunity', field: 'Name', value: 'Send the quote' }],
  });
  const settings: TenantSettings = {
    ...base,
    fieldMapping: [{ object: 'Opportunity', field: 'Name', toField: 'NextStep' }],
  };
  assert.deepEqual((await sync(talk, settings)).remarks, []);
  assert.deepEqual(await suggestionOf('zoom:mapped'), [['Proposed', 'Send the quote', 'Call Astrid', null]]);
});

test('writing set to suggest: the record and its suggestion are written, the calendar and the deal are left to people', async () => {
  const talk = meeting('suggested', { startedAt: '2026-11-18T09:00:00Z', fields: [amount(201_000)] });
  const receipt = await sync(talk, { ...filling, writing: 'suggest' });
  assert.equal(receipt.outcome, 'written');
  const held = receipt.entries.filter(({ outcome }) => outcome === 'planned');
  assert.deepEqual(
    held.map(({ object, note }) => [object, note]),
    [['Event', 'Left to people: writing is set to suggest.']],
  );
  assert.deepEqual(await local.query("SELECT Id FROM Event WHERE Conversation_Key__c = 'zoom:suggested'"), []);
  assert.deepEqual(await suggestionOf('zoom:suggested'), [['Proposed', '201000', '77000', null]]);
  assert.equal(await valueOf('Amount'), 77_000);
  assert.equal((await sync(talk, { ...filling, writing: 'suggest' })).outcome, 'planned');
  const [event] = (await sync(talk, filling)).entries;
  assert.equal(event?.outcome, 'written');
  assert.equal(await valueOf('Amount'), 201_000);
  assert.deepEqual(await suggestionOf('zoom:suggested'), [['Applied', '201000', '77000', null]]);
});

test('a call that a phone tool has logged gets the link to the conversation, and nothing else is touched', async () => {
  const task = await local.create('Task', {
    ...{ Subject: 'Call', Status: 'Completed', TaskSubtype: 'Call', OwnerId: local.users.paul, WhoId: ids.astrid },
    ...{ ActivityDate: '2026-11-19', CallDurationInSeconds: 372, CallType: 'Outbound', CallObject: '771' },
  });
  const call = meeting('771', {
    ...{ source: 'aircall', kind: 'call', startedAt: '2026-11-19T09:00:00Z', durationSec: 372 },
    ...{ link: 'https://calls.example/771', summary: 'Astrid agrees.', provider: 'Aircall' },
  });
  const settings: TenantSettings = { ...base, loggedCalls: 'linkOnly' };
  assert.equal((await sync(call, settings)).outcome, 'written');
  const [row] = await local.query(
    `SELECT Conversation_Key__c, Conversation_Link__c, Conversation_Provider__c, Conversation_Duration__c, Description, WhatId FROM Task WHERE Id = '${task}'`,
  );
  const { attributes: _, ...values } = row ?? {};
  assert.deepEqual(values, {
    ...{ Conversation_Key__c: 'aircall:771', Conversation_Link__c: 'https://calls.example/771' },
    ...{ Conversation_Provider__c: 'Aircall', Conversation_Duration__c: null, Description: null, WhatId: null },
  });
  const [kept] = await local.query(
    "SELECT Summary__c, Opportunity__c FROM Conversation__c WHERE Key__c = 'aircall:771'",
  );
  assert.deepEqual([kept?.Summary__c, kept?.Opportunity__c], ['Astrid agrees.', ids.telemetry]);
  assert.equal((await sync(call, settings)).outcome, 'unchanged');
});

const notes = { ...base, noteOnDeal: true };
async function notesOn(deal: string) {
  const links = await local.query(
    `SELECT ContentDocumentId, ShareType FROM ContentDocumentLink WHERE LinkedEntityId = '${deal}'`,
  );
  const found = [];
  for (const { ContentDocumentId, ShareType } of links) {
    const [note] = await local.query(
      `SELECT Id, Title, TextPreview FROM ContentNote WHERE Id = '${String(ContentDocumentId)}'`,
    );
    found.push([note?.Title, note?.TextPreview, ShareType]);
  }
  return found;
}

test('notes stand on the deal once, follow the conversation, move with it, and go with its notes', async () => {
  const talk = meeting('noted', { notes: 'Twelve hulls & <a mast>\nby May' });
  const first = await sync(talk, notes);
  assert.equal(first.outcome, 'written', JSON.stringify(first.entries.filter(({ error }) => error)));
  assert.deepEqual(await notesOn(ids.telemetry), [['Talk noted', 'Twelve hulls & <a mast> by May', 'V']]);
  const [kept] = await local.query("SELECT Id, Note_Id__c FROM Conversation__c WHERE Key__c = 'zoom:noted'");
  assert.equal(String(kept?.Note_Id__c).slice(0, 3), '069');
  assert.equal((await sync(talk, notes)).outcome, 'unchanged');

  const start = org.requests;
  await sync({ ...talk, notes: 'Fourteen hulls' }, notes);
  assert.ok(org.requests - start <= 4);
  assert.deepEqual(await notesOn(ids.telemetry), [['Talk noted', 'Fourteen hulls', 'V']]);

  await local.update('Conversation__c', String(kept?.Id), { Match_Status__c: 'Locked', Opportunity__c: ids.service });
  await sync({ ...talk, notes: 'Fourteen hulls' }, notes);
  assert.deepEqual(await notesOn(ids.telemetry), []);
  assert.deepEqual(await notesOn(ids.service), [['Talk noted', 'Fourteen hulls', 'V']]);
  assert.equal((await sync({ ...talk, notes: 'Fourteen hulls' }, notes)).outcome, 'unchanged');

  await local.update('ContentNote', String(kept?.Note_Id__c), { Content: noteContent('By hand') });
  const edited = await sync({ ...talk, notes: 'Fifteen hulls' }, notes);
  assert.match(edited.remarks.join('\n'), /edited by a person; its text was left/);
  assert.deepEqual(await notesOn(ids.service), [['Talk noted', 'By hand', 'V']]);

  const other = meeting('short', { notes: 'Passing' });
  await sync(other, notes);
  assert.equal((await notesOn(ids.telemetry)).length, 1);
  assert.equal((await sync({ ...other, notes: undefined }, notes)).outcome, 'written');
  assert.deepEqual(await notesOn(ids.telemetry), []);
  const [gone] = await local.query("SELECT Note_Id__c, Note_Mark__c FROM Conversation__c WHERE Key__c = 'zoom:short'");
  assert.deepEqual([gone?.Note_Id__c, gone?.Note_Mark__c], [null, null]);
  await sync(other, notes);
  assert.equal((await notesOn(ids.telemetry)).length, 1);
});

test('a note that could not be put on its deal is put there by the next run, and no second one is made', async () => {
  const talk = meeting('unlinked', { notes: 'About the mast' });
  const settings = matchSettingsOf(notes);
  const index = indexSnapshot(await org.snapshot([talk], settings));
  const wanted = plan({ conversation: talk, match: match(talk, index, settings), index, settings: notes, now: NOW });
  for (const { object, fields } of wanted.writes)
    if (object === 'ContentDocumentLink')
      for (const field of fields) if (field.field === 'LinkedEntityId') field.after = '006000000000000AAA';
  const [receipt] = await org.apply([wanted], NOW);
  assert.equal(receipt?.outcome, 'failed');
  assert.equal((await sync(talk, notes)).outcome, 'written');
  assert.equal((await local.query("SELECT Id FROM ContentNote WHERE Title = 'Talk unlinked'")).length, 1);
  assert.ok((await notesOn(ids.telemetry)).some(([title]) => title === 'Talk unlinked'));
});
