/** Relink and undo, asked over HTTP, on an org that answers as Salesforce does. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import type { Receipt } from '../plan/types.ts';
import { ConversationStatus, ReceiptSchema } from './schemas.ts';
import { startTestService, type TestService } from './testing/service.ts';

let local: RunningOrg;
let service: TestService;
let ids: Record<'account' | 'astrid' | 'telemetry' | 'service' | 'lead', string>;

before(async () => {
  local = await runLocalOrg();
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: local.url, SALESFORCE_ACCESS_TOKEN: local.integrationToken, DEBRIEF_COUNTRY: 'FR' },
    { connect: connectOrg },
  );
  const { create, users } = local;
  const account = await create('Account', { Name: 'Halvorsen Marine', OwnerId: users.paul });
  const astrid = await create('Contact', {
    ...{ FirstName: 'Astrid', LastName: 'Halvorsen', AccountId: account, Email: 'astrid@halvorsen.example' },
  });
  const deal = (Name: string, OwnerId?: string) =>
    create('Opportunity', {
      ...{ Name, AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31', OwnerId },
      ...{ CreatedDate: '2026-01-05T09:00:00.000Z', LastModifiedDate: '2026-01-05T09:00:00.000Z' },
    });
  const telemetry = await deal('Halvorsen – Telemetry', users.paul);
  const other = await deal('Halvorsen – Service', users.maya);
  await create('OpportunityContactRole', { OpportunityId: telemetry, ContactId: astrid, Role: 'Decision Maker' });
  const lead = await create('Lead', { LastName: 'Lind', Company: 'Nordvik', Email: 'lind@nordvik.example' });
  ids = { account, astrid, telemetry, service: other, lead };
});
after(async () => {
  await service.stop();
  await local.stop();
});

let day = 0;

/** An event of Paul's with his own words, and a meeting that fits it alone. */
async function meeting(sourceId: string, { withEvent = true, ...more }: Record<string, unknown> = {}) {
  day += 1;
  const date = `2026-10-${String(day).padStart(2, '0')}`;
  const event = withEvent
    ? await local.create('Event', {
        ...{ Subject: `Talk ${sourceId}`, OwnerId: local.users.paul, Description: 'Paul’s own words.' },
        ...{ StartDateTime: `${date}T14:00:00.000Z`, EndDateTime: `${date}T14:45:00.000Z` },
      })
    : '';
  const body = {
    ...{ source: 'zoom', sourceId, kind: 'meeting', title: `Talk ${sourceId}` },
    ...{ link: `https://recordings.example/${sourceId}`, owner: { email: 'paul@sealight.example' } },
    ...{ startedAt: `${date}T14:01:00Z`, endedAt: `${date}T14:44:00Z` },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen.example' },
    ],
    summary: 'Astrid wants telemetry on twelve hulls.',
    highlights: [{ text: 'Twelve hulls by May.', startMs: 60_000 }],
    actionItems: [{ text: 'Send the quote' }],
    ...more,
  };
  await tell(body);
  await synced(`zoom:${sourceId}`);
  return { key: `zoom:${sourceId}`, event, body };
}

/** A person waits for it, so no batch is waited for. */
async function tell(body: Record<string, unknown>): Promise<void> {
  await service.call('POST', '/v1/conversations', body);
  const { body: state } = await service.call('GET', `/v1/conversations/zoom:${String(body.sourceId)}`);
  if (state.status !== 'undone') await service.call('POST', `/v1/conversations/zoom:${String(body.sourceId)}/resync`);
}

async function synced(key: string, ...states: string[]) {
  const state = await service.until(key, ...(states.length > 0 ? states : ['synced', 'failed', 'parked']));
  if (states.length === 0) assert.equal(state.status, 'synced', JSON.stringify(state));
  return ConversationStatus.strict().parse(state);
}

async function ask(key: string, what: 'relink' | 'undo', body: object = {}): Promise<Receipt> {
  const answer = await service.call('POST', `/v1/conversations/${key}/${what}`, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return ReceiptSchema.strict().parse(answer.body) as unknown as Receipt;
}

async function one(object: string, id: string, fields: string): Promise<Record<string, unknown> | undefined> {
  return (await local.query(`SELECT ${fields} FROM ${object} WHERE Id = '${id}'`))[0];
}

const LINK = 'Description, WhoId, WhatId, Conversation_Key__c, Conversation_Link__c, Conversation_Provider__c';
const kept = async (key: string) =>
  (
    await local.query(
      `SELECT Id, Opportunity__c, Lead__c, Activity_Id__c, Match_Status__c, Match_Evidence__c FROM Conversation__c WHERE Key__c = '${key}'`,
    )
  )[0];

test('undo gives a person’s event back as it was, and takes the conversation out of the org', async () => {
  const { key, event, body } = await meeting('plain');
  assert.equal((await one('Event', event, LINK))?.WhatId, ids.telemetry);
  const dry = await ask(key, 'undo', { dryRun: true });
  assert.equal(dry.outcome, 'planned');
  assert.equal((await one('Event', event, LINK))?.WhatId, ids.telemetry);

  const receipt = await ask(key, 'undo', { by: 'Ines Carvalho' });
  assert.equal(receipt.outcome, 'written', JSON.stringify(receipt.entries));
  assert.equal(receipt.action, 'undo');
  assert.deepEqual(await one('Event', event, LINK), {
    attributes: (await one('Event', event, LINK))?.attributes,
    ...{ Description: 'Paul’s own words.', WhoId: null, WhatId: null },
    ...{ Conversation_Key__c: null, Conversation_Link__c: null, Conversation_Provider__c: null },
  });
  assert.equal(await kept(key), undefined);
  assert.deepEqual(await local.query(`SELECT Id FROM Conversation_Moment__c WHERE Key__c LIKE '${key}#%'`), []);
  const state = await synced(key, 'undone');
  assert.equal(state.conversationId, null);
  assert.equal(state.activityId, null);

  const again = await ask(key, 'undo');
  assert.equal(again.outcome, 'unchanged');
  assert.match(again.remarks.join(), /undone already/);

  // what comes later is kept and not written, and the log says so
  await service.call('POST', '/v1/conversations', { ...body, summary: 'They changed their minds.' });
  await until(async () => (await log(key)).some(({ kind }) => kind === 'undone'));
  assert.equal((await synced(key, 'undone')).status, 'undone');
  assert.equal(await kept(key), undefined);

  await service.call('POST', `/v1/conversations/${key}/resync`);
  await synced(key, 'synced');
  assert.equal((await kept(key))?.Opportunity__c, ids.telemetry);
  assert.match(String((await one('Event', event, LINK))?.Description), /They changed their minds/);
});

async function log(key: string): Promise<{ kind: string; message: string }[]> {
  const { body } = await service.call<{ entries: { kind: string; message: string }[] }>(
    'GET',
    `/v1/activity?key=${encodeURIComponent(key)}`,
  );
  return body.entries;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await sleep(25);
  }
  assert.fail('it never came');
}

test('what somebody changed since is left and named, and the words that they typed around the notes stay', async () => {
  const { key, event } = await meeting('edited');
  const { Description } = (await one('Event', event, LINK)) as { Description: string };
  await local.update('Event', event, { Description: `${Description}\nCall her on Friday.`, WhatId: ids.service });
  const receipt = await ask(key, 'undo');
  assert.equal(receipt.outcome, 'written');
  const found = await one('Event', event, LINK);
  assert.equal(found?.Description, 'Paul’s own words.\nCall her on Friday.');
  assert.equal(found?.WhatId, ids.service);
  assert.equal(found?.Conversation_Key__c, null);
  const left = receipt.entries.flatMap(({ fields }) => fields.filter(({ rule }) => rule === 'left'));
  assert.deepEqual(
    left.map(({ field, after }) => [field, after]),
    [['WhatId', ids.service]],
  );
  assert.match(left[0]?.evidence ?? '', /^WhatId was changed since \(last by .+ on .+ UTC\): left as it is\.$/);
});

test('an event that the service made goes, unless somebody has worked with it', async () => {
  const untouched = await meeting('made', { withEvent: false });
  const { activityId } = await synced(untouched.key);
  await ask(untouched.key, 'undo');
  assert.equal(await one('Event', activityId ?? '', 'Id'), undefined);

  const touched = await meeting('worked', { withEvent: false });
  const { activityId: event } = await synced(touched.key);
  await local.update('Event', event ?? '', { Location: 'Oslo' });
  const receipt = await ask(touched.key, 'undo');
  const found = await one('Event', event ?? '', `Location, Subject, ${LINK}`);
  assert.equal(found?.Location, 'Oslo');
  assert.equal(found?.Subject, 'Talk worked');
  assert.equal(found?.Description, null);
  assert.equal(found?.Conversation_Key__c, null);
  assert.match(receipt.entries.find(({ object }) => object === 'Event')?.note ?? '', /^Kept: It was changed by /);
});

test('a conversation under which somebody wrote is kept, with the service’s fields emptied', async () => {
  const { key } = await meeting('commented');
  const own = await kept(key);
  const comment = await local.create('Conversation_Moment__c', {
    ...{ Conversation__c: own?.Id, Type__c: 'Comment', Text__c: 'Mind the margin.' },
  });
  const receipt = await ask(key, 'undo');
  const entry = receipt.entries.find(({ object }) => object === 'Conversation__c');
  assert.match(entry?.note ?? '', /^Kept under its key: A moment beneath it was added by /);
  assert.equal((await one('Conversation_Moment__c', comment, 'Text__c'))?.Text__c, 'Mind the margin.');
  const after = await kept(key);
  assert.equal(after?.Opportunity__c, null);
  assert.equal(after?.Match_Status__c, null);
  assert.deepEqual(await local.query(`SELECT Id FROM Conversation_Moment__c WHERE Key__c LIKE '${key}#%'`), []);
  await service.call('POST', `/v1/conversations/${key}/resync`);
  await synced(key, 'synced');
  assert.equal((await kept(key))?.Id, own?.Id);
});

test('a relink locks the deal, moves the event to it, and no later run overrides it', async () => {
  const { key, event, body } = await meeting('deal');
  const dry = await ask(key, 'relink', { opportunityId: ids.service, by: 'Ines Carvalho', dryRun: true });
  assert.equal(dry.outcome, 'planned');
  assert.equal((await kept(key))?.Opportunity__c, ids.telemetry);

  const receipt = await ask(key, 'relink', { object: 'Opportunity', id: ids.service, by: 'Ines Carvalho' });
  assert.equal(receipt.outcome, 'written', JSON.stringify(receipt.entries));
  assert.equal(receipt.action, 'relink');
  assert.equal(receipt.match.status, 'Locked');
  const row = await kept(key);
  assert.equal(row?.Opportunity__c, ids.service);
  assert.equal(row?.Match_Status__c, 'Locked');
  assert.match(
    String(row?.Match_Evidence__c),
    /Linked to the deal 'Halvorsen – Service' by Ines Carvalho; before: 'Halvorsen – Telemetry' \(contact role/,
  );
  assert.equal((await one('Event', event, LINK))?.WhatId, ids.service);

  await tell({ ...body, summary: 'Content still follows.' });
  await until(async () => String((await one('Event', event, LINK))?.Description).includes('Content still follows.'));
  await synced(key);
  assert.equal((await kept(key))?.Opportunity__c, ids.service);

  await service.call('POST', `/v1/conversations/${key}/resync?unlock=true`);
  await until(async () => (await kept(key))?.Opportunity__c === ids.telemetry);
  assert.equal((await kept(key))?.Match_Status__c, 'Matched');
  assert.equal((await one('Event', event, LINK))?.WhatId, ids.telemetry);

  await ask(key, 'undo');
  assert.equal((await one('Event', event, LINK))?.WhatId, null, 'undo goes back to before all of it');
});

test('another event gets all that is ours; the one before is a person’s again', async () => {
  const { key, event } = await meeting('moves');
  const other = await local.create('Event', {
    ...{ Subject: 'The right one', OwnerId: local.users.maya, Description: 'Maya’s words.' },
    ...{ StartDateTime: '2026-09-01T14:00:00.000Z', EndDateTime: '2026-09-01T14:45:00.000Z' },
  });
  const receipt = await ask(key, 'relink', { activityId: other });
  assert.equal(receipt.outcome, 'written', JSON.stringify(receipt.entries));
  assert.equal(receipt.activityId, other);
  const left = await one('Event', event, LINK);
  assert.equal(left?.Description, 'Paul’s own words.');
  assert.equal(left?.Conversation_Key__c, null);
  assert.equal(left?.WhatId, null);
  const now = await one('Event', other, LINK);
  assert.equal(now?.Conversation_Key__c, key);
  assert.match(String(now?.Description), /^Maya’s words\.\n\n--- Debrief notes/);
  assert.equal((await kept(key))?.Activity_Id__c, other);

  await ask(key, 'relink', { activityId: null });
  assert.equal((await one('Event', other, LINK))?.Description, 'Maya’s words.');
  assert.equal((await kept(key))?.Activity_Id__c, null);
});

test('an event that a person chooses in Salesforce gets all that is ours, too', async () => {
  const { key } = await meeting('inorg', { withEvent: false });
  const made = (await synced(key)).activityId ?? '';
  const other = await local.create('Event', {
    ...{ Subject: 'Chosen', OwnerId: local.users.paul },
    ...{ StartDateTime: '2026-09-02T14:00:00.000Z', EndDateTime: '2026-09-02T14:45:00.000Z' },
  });
  const row = await kept(key);
  await local.update('Conversation__c', String(row?.Id), { Activity_Id__c: other, Match_Status__c: 'Locked' });
  await service.call('POST', `/v1/conversations/${key}/resync`);
  await synced(key, 'synced');
  assert.equal((await one('Event', other, LINK))?.Conversation_Key__c, key);
  assert.equal(await one('Event', made, 'Id'), undefined, 'made by the service and touched by nobody: it goes');
});

test('who took a conversation out brings it back, and nobody else does', async () => {
  const { key, event } = await meeting('taken out');
  const { paul, maya } = local.users;
  const restore = (user: unknown) => service.call('POST', `/v1/conversations/${key}/restore`, { user, by: 'Paul' });
  assert.equal((await restore(paul)).status, 404, 'nothing was taken out yet');
  await ask(key, 'undo', { user: paul });
  assert.equal(await kept(key), undefined);
  assert.equal((await restore(maya)).status, 404);
  assert.equal((await restore('Paul')).status, 422);
  assert.equal((await synced(key, 'undone')).status, 'undone');

  assert.equal((await restore(paul)).status, 202);
  await synced(key, 'synced');
  assert.equal((await one('Event', event, LINK))?.Conversation_Key__c, key);
  assert.ok((await log(key)).some(({ message }) => message === 'Brought back by Paul.'));
  assert.equal((await restore(paul)).status, 404, 'it is back');
  await ask(key, 'undo');
  assert.equal((await restore(paul)).status, 404, 'the last to take it out has not said who they are');
});

test('content that came after an undo leaves nothing to undo', async () => {
  const { key, body } = await meeting('untouched', { withEvent: false });
  await ask(key, 'undo');
  await service.call('POST', '/v1/conversations', body);
  const nothing = await ask(key, 'undo');
  assert.equal(nothing.outcome, 'unchanged');
});

test('a rep whose address is another is matched by hand, and their calls are theirs from then on', async () => {
  const { key } = await meeting('dialler', { withEvent: false, owner: { email: 'pm@dialler.example' }, parties: [] });
  const first = (await synced(key)).activityId ?? '';
  assert.notEqual((await one('Event', first, 'OwnerId'))?.OwnerId, local.users.paul);
  assert.match(String((await kept(key))?.Match_Evidence__c), /pm@dialler\.example is no user of this org/);
  await ask(key, 'undo');

  const { body: people } = await service.call<{ reps: { email: string; how: string }[] }>('GET', '/v1/users');
  assert.equal(people.reps.find(({ email }) => email === 'pm@dialler.example')?.how, 'none');
  const answer = await service.call('POST', '/v1/users/match', {
    ...{ email: 'pm@dialler.example', userId: local.users.paul },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  await service.call('POST', `/v1/conversations/${key}/resync`);
  await synced(key);
  const { activityId } = await synced(key);
  assert.equal((await one('Event', activityId ?? '', 'OwnerId'))?.OwnerId, local.users.paul);
});

test('a field of the deal that the service filled is as it was, unless somebody changed it', async () => {
  const { body: settings } = await service.call('GET', '/v1/settings');
  const fields = ['NextStep', 'Description'].map((field) => ({ field, writing: 'on' }));
  const objects = [{ object: 'Opportunity', writing: 'suggest', fields }];
  const refused = await service.call('PUT', '/v1/settings', { ...settings, objects });
  assert.equal(refused.status, 422, 'nobody has granted it yet');
  const [set] = await local.query("SELECT Id FROM PermissionSet WHERE Name = 'Debrief_CRM_Filling'");
  await local.create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: local.users.debrief });
  const saved = await service.call('PUT', '/v1/settings', { ...settings, objects, noteOnDeal: true });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  await local.update('Opportunity', ids.telemetry, { NextStep: 'Call her', Description: 'As it was.' });
  const { key } = await meeting('filled', {
    notes: 'Mind the regatta.',
    fields: [
      { object: 'Opportunity', field: 'NextStep', value: 'Send the quote', quote: 'Send it.' },
      { object: 'Opportunity', field: 'Description', value: 'Twelve hulls.', quote: 'Twelve.' },
    ],
  });
  const filled = await one('Opportunity', ids.telemetry, 'NextStep, Description');
  assert.equal(filled?.NextStep, 'Send the quote');
  const notes = async () => (await local.query('SELECT Id FROM ContentNote')).length;
  assert.equal(await notes(), 1);
  await local.update('Opportunity', ids.telemetry, { Description: 'Twelve hulls, or more.' });
  const receipt = await ask(key, 'undo');
  const after = await one('Opportunity', ids.telemetry, 'NextStep, Description');
  assert.equal(after?.NextStep, 'Call her');
  assert.equal(after?.Description, 'Twelve hulls, or more.');
  assert.equal(await kept(key), undefined);
  assert.equal(await notes(), 0, 'the note on the deal went, too');
  const text = await service.call<string>('GET', `/v1/conversations/${key}/receipt`, undefined, {
    accept: 'text/plain',
  });
  assert.match(String(text.body), /Taken back by a person/);
  assert.match(
    String(text.body),
    /Description: “Twelve hulls, or more\.” stays\. It was changed since/,
    JSON.stringify(receipt.entries),
  );
});

test('what cannot be is refused with the member and the mend', async () => {
  const { key, event } = await meeting('refused');
  const { key: otherKey } = await meeting('holder');
  const refused = async (body: unknown, status = 422) => {
    const answer = await service.call<{ errors?: { pointer: string; detail: string }[]; detail: string }>(
      'POST',
      `/v1/conversations/${key}/relink`,
      body,
    );
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    return answer.body.errors?.[0] ?? { pointer: 'none', detail: answer.body.detail };
  };
  const says = async (body: unknown, pointer: string, detail: RegExp) => {
    const error = await refused(body);
    assert.equal(error.pointer, pointer);
    assert.match(error.detail, detail);
  };
  await says({}, '', /at least one of/);
  await says([], '', /object/);
  await says({ opportunity: ids.service }, '/opportunity', /not known here/);
  await says({ opportunityId: 7 }, '/opportunityId', /string/);
  await says({ opportunityId: 'x' }, '/opportunityId', /no Salesforce Id of an Opportunity/);
  await says({ opportunityId: ids.astrid }, '/opportunityId', /Id of a Contact.*send it as contactId/);
  await says({ opportunityId: '' }, '/opportunityId', /empty/);
  await says({ object: 'Opportunity' }, '/id', /send the Id/);
  await says({ id: ids.service }, '/object', /which object/);
  await says({ object: 'Opportunity', id: ids.service, leadId: ids.lead }, '/leadId', /not both/);
  await says({ unlock: true, opportunityId: ids.service }, '/unlock', /stands alone/);
  await says({ contactId: ids.astrid, leadId: ids.lead }, '/leadId', /one of them/);
  await says({ opportunityId: '006000000000001AAA' }, '/opportunityId', /deleted, belongs to another org/);
  await says({ leadId: ids.lead }, '/leadId', /no deal on an activity whose name is a lead.*opportunityId: null/);
  const held = (await synced(otherKey)).activityId;
  await says({ activityId: held }, '/activityId', new RegExp(`already carries the conversation ${otherKey}`));
  assert.equal((await kept(key))?.Match_Status__c, 'Matched', 'nothing of it was done');
  assert.equal((await one('Event', event, LINK))?.Conversation_Key__c, key);

  const lead = await ask(key, 'relink', { leadId: ids.lead, opportunityId: 'none', accountId: null });
  assert.equal(lead.outcome, 'written', JSON.stringify(lead.entries));
  const found = await one('Event', event, LINK);
  assert.equal(found?.WhoId, ids.lead);
  assert.equal(found?.WhatId, null);

  for (const what of ['relink', 'undo']) {
    const body = what === 'relink' ? { opportunityId: ids.service } : {};
    const { status } = await service.call('POST', `/v1/conversations/zoom:nobody/${what}`, body);
    assert.equal(status, 404);
  }
  assert.equal((await service.call('POST', `/v1/conversations/${key}/undo`, { dry: true })).status, 422);
  assert.equal((await service.call('POST', `/v1/conversations/${key}/resync?unlock=please`)).status, 400);
});
