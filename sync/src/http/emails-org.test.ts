/** Emails against a real org: linked, shown, recognised where they are logged already, relinked, taken back, deleted. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

const PAUL = 'paul@sealight.example';
const ASTRID = 'astrid@halvorsen-marine.example';
const LEAD = 'lena@nordvik.example';

let org: RunningOrg;
let service: TestService;
const ids: Record<string, string> = {};

before(async () => {
  org = await runLocalOrg();
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: org.url, SALESFORCE_ACCESS_TOKEN: org.integrationToken },
    { connect: connectOrg },
  );
  ids.account = await org.create('Account', { Name: 'Halvorsen Marine' });
  ids.contact = await org.create('Contact', {
    LastName: 'Halvorsen',
    FirstName: 'Astrid',
    Email: ASTRID,
    AccountId: ids.account,
  });
  ids.deal = await org.create('Opportunity', {
    ...{ Name: 'Hull sensors', AccountId: ids.account, StageName: 'Qualification', CloseDate: '2099-03-31' },
    OwnerId: org.users.paul,
  });
  await org.create('OpportunityContactRole', {
    OpportunityId: ids.deal,
    ContactId: ids.contact,
    Role: 'Decision Maker',
  });
  ids.lead = await org.create('Lead', { LastName: 'Nordvik', Company: 'Nordvik', Email: LEAD });
  const { body } = await service.call('GET', '/v1/emails/settings');
  await service.call('PUT', '/v1/emails/settings', { ...body, on: true });
  const given = await service.call('POST', '/v1/users/consent', { mailbox: PAUL, granted: true });
  assert.equal(given.status, 200, JSON.stringify(given.body));
});
after(async () => {
  await service.stop();
  await org.stop();
});

let count = 0;
const now = () => new Date().toUTCString();
function source(more: { id?: string; from?: string; to?: string; text?: string; headers?: string[] } = {}): string {
  return [
    ...(more.headers ?? []),
    `From: ${more.from ?? `Astrid Halvorsen <${ASTRID}>`}`,
    `To: ${more.to ?? `Paul <${PAUL}>`}`,
    'Subject: Dates for the hulls',
    `Message-ID: <${more.id ?? `org${(count += 1)}@halvorsen-marine.example`}>`,
    `Date: ${now()}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    more.text ??
      'Three dates, as promised.\r\n\r\nOn Monday, 16 Nov 2026, Paul <paul@sealight.example> wrote:\r\n> Which dates?',
  ].join('\r\n');
}
async function take(
  id: string,
  more: Parameters<typeof source>[0] = {},
  mailbox = PAUL,
): Promise<Record<string, unknown>> {
  const { status, body } = await service.call<{ results: { status: string; reason?: string }[] }>(
    'POST',
    `/v1/emails?mailbox=${mailbox}`,
    source({ id, ...more }),
    { 'content-type': 'message/rfc822' },
  );
  assert.deepEqual([status, body.results[0]?.status], [202, 'kept'], JSON.stringify(body));
  return service.until(`email:${id}`, 'synced', 'failed');
}
const path = (id: string, more = '') => `/v1/conversations/${encodeURIComponent(`email:${id}`)}${more}`;
const record = async (id: string) => {
  const fields =
    'Id, Kind__c, Title__c, Body__c, Quoted__c, Thread_Key__c, Direction__c, Activity_Id__c, Opportunity__c, Contact__c, Lead__c, Account__c, Match_Status__c, Match_Rule__c, Match_Evidence__c';
  return (await org.query(`SELECT ${fields} FROM Conversation__c WHERE Key__c = 'email:${id}'`))[0];
};
const words = async (id: string) =>
  String((await service.call<string>('GET', path(id, '/receipt'), undefined, { accept: 'text/plain' })).body);

describe('an email in the org', () => {
  test('stands on the deal of its contact, with its thread and quotes, and no activity is made for it', async () => {
    const before = (await org.query('SELECT Id FROM Task')).length;
    const state = await take('a@halvorsen-marine.example');
    assert.equal(state.status, 'synced', JSON.stringify(state));
    const row = await record('a@halvorsen-marine.example');
    assert.partialDeepStrictEqual(row, {
      ...{
        Kind__c: 'Email',
        Title__c: 'Dates for the hulls',
        Body__c: 'Three dates, as promised.',
        Activity_Id__c: null,
      },
      ...{ Thread_Key__c: 'a@halvorsen-marine.example', Direction__c: 'Inbound', Match_Status__c: 'Matched' },
      ...{ Opportunity__c: ids.deal, Contact__c: ids.contact, Account__c: ids.account },
    });
    assert.match(String(row?.Quoted__c), /Which dates/);
    assert.equal((await org.query('SELECT Id FROM Task')).length, before);
    const people = await org.query(
      `SELECT Email__c, Email_Role__c, Side__c FROM Conversation_Participant__c WHERE Conversation__c = '${String(row?.Id)}' ORDER BY Email__c`,
    );
    assert.deepEqual(
      people.map(({ Email__c, Email_Role__c, Side__c }) => [Email__c, Email_Role__c, Side__c]),
      [
        [ASTRID, 'From', 'Theirs'],
        [PAUL, 'To', 'Ours'],
      ],
    );
    // once more changes nothing
    await service.call('POST', path('a@halvorsen-marine.example', '/resync'));
    await service.until('email:a@halvorsen-marine.example', 'synced');
    assert.match(await words('a@halvorsen-marine.example'), /nothing was written|already says/i);
  });

  test('from an international domain is known by the form that the org has of it', async () => {
    const email = 'jana@xn--mller-kva.example';
    const id = await org.create('Contact', { LastName: 'Müller', AccountId: ids.account, Email: email });
    await take('idn@mail.example', { from: 'Jana <jana@müller.example>' });
    assert.equal((await record('idn@mail.example'))?.Contact__c, id);
  });

  test('of a lead stands on the lead', async () => {
    await take('lead@nordvik.example', { from: LEAD });
    assert.partialDeepStrictEqual(await record('lead@nordvik.example'), { Lead__c: ids.lead, Opportunity__c: null });
  });

  test('that is logged already gets the way to the conversation on its task, and nothing is doubled', async () => {
    for (const [id, form] of [
      ['logged@halvorsen-marine.example', '<logged@halvorsen-marine.example>'],
      ['bare@halvorsen-marine.example', 'bare@halvorsen-marine.example'],
    ] as const) {
      const message = await org.create('EmailMessage', {
        ...{
          Subject: 'Dates for the hulls',
          FromAddress: ASTRID,
          ToAddress: PAUL,
          TextBody: 'Three dates.',
          Incoming: true,
        },
        ...{ Status: '1', MessageIdentifier: form, MessageDate: new Date().toISOString(), RelatedToId: ids.deal },
      });
      const [logged] = await org.query(`SELECT ActivityId FROM EmailMessage WHERE Id = '${message}'`);
      const task = String(logged?.ActivityId);
      const tasks = (await org.query('SELECT Id FROM Task')).length;
      await take(id);
      assert.partialDeepStrictEqual(await record(id), { Activity_Id__c: task, Opportunity__c: ids.deal });
      const [row] = await org.query(
        `SELECT Subject, Description, Conversation_Key__c, TaskSubtype FROM Task WHERE Id = '${task}'`,
      );
      assert.partialDeepStrictEqual(row, {
        ...{ Conversation_Key__c: `email:${id}`, TaskSubtype: 'Email' },
        ...{ Subject: 'Email: Dates for the hulls', Description: 'Three dates.' },
      });
      assert.equal((await org.query('SELECT Id FROM Task')).length, tasks);
      assert.match(await words(id), /logged in Salesforce already/);
    }
  });

  test('whose sender is only claimed links nothing by itself, and the receipt says so', async () => {
    const headers = [
      'Authentication-Results: mx.sealight.example; spf=fail smtp.mailfrom=evil.example; dmarc=fail header.from=halvorsen-marine.example',
    ];
    await take('forged@halvorsen-marine.example', { headers, text: 'Please pay to another account.' });
    const row = await record('forged@halvorsen-marine.example');
    assert.partialDeepStrictEqual(row, { Match_Status__c: 'Needs review', Opportunity__c: null, Contact__c: null });
    assert.match(await words('forged@halvorsen-marine.example'), /could not verify.*dmarc=fail/);
    // a sender who says to be one of ours, with a customer among those written to
    await take('ours@halvorsen-marine.example', {
      from: 'Ines <ines@sealight.example>',
      to: `${PAUL}, ${ASTRID}`,
      headers,
    });
    assert.partialDeepStrictEqual(await record('ours@halvorsen-marine.example'), {
      ...{ Match_Status__c: 'Needs review', Opportunity__c: null, Direction__c: 'Inbound' },
    });
    assert.match(await words('ours@halvorsen-marine.example'), /claims to come from one of ours/);
  });

  test('is linked by hand and taken back as a call is', async () => {
    const id = 'hand@halvorsen-marine.example';
    await take(id);
    const other = await org.create('Opportunity', {
      Name: 'Spares',
      AccountId: ids.account,
      StageName: 'Qualification',
      CloseDate: '2099-03-31',
    });
    const relinked = await service.call('POST', path(id, '/relink'), { opportunityId: other, by: 'Maya' });
    assert.equal(relinked.status < 300, true, JSON.stringify(relinked.body));
    await service.until(`email:${id}`, 'synced');
    assert.partialDeepStrictEqual(await record(id), { Opportunity__c: other, Match_Status__c: 'Locked' });
    const undone = await service.call('POST', path(id, '/undo'), {});
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.equal(await record(id), undefined);
  });

  test('is planned without being kept', async () => {
    const conversation = {
      ...{
        source: 'email',
        sourceId: 'plan@halvorsen-marine.example',
        kind: 'email',
        title: 'Dates',
        startedAt: new Date().toISOString(),
      },
      ...{
        messageId: 'logged@halvorsen-marine.example',
        threadId: 'plan@halvorsen-marine.example',
        owner: { email: PAUL },
      },
      parties: [
        { role: 'theirs', email: ASTRID, emailRole: 'from' },
        { role: 'ours', email: PAUL, emailRole: 'to' },
      ],
      segments: [{ party: 0, startMs: 0, text: 'Three dates.' }],
    };
    const { status, body } = await service.call<{
      results: { plan: { match: { opportunityId: string; rule: string } } }[];
    }>('POST', '/v1/plan', conversation);
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body.results[0]?.plan.match, { opportunityId: ids.deal, rule: 'emailLogged' });
  });

  test('is deleted in the org with all beneath it, and let go of by the task that logged it', async () => {
    const id = 'logged@halvorsen-marine.example';
    const row = await record(id);
    const people = `SELECT Id FROM Conversation_Participant__c WHERE Conversation__c = '${String(row?.Id)}'`;
    assert.ok((await org.query(people)).length > 0);
    const gone = await service.call<{ outcome: string; records: { object: string; what: string }[] }>(
      'DELETE',
      `/v1/emails/${encodeURIComponent(id)}?by=Paul`,
    );
    assert.equal(gone.body.outcome, 'deleted', JSON.stringify(gone.body));
    assert.deepEqual(gone.body.records.map(({ object, what }) => `${object} ${what}`).sort(), [
      'Conversation__c deleted',
      'Task released',
    ]);
    assert.equal(await record(id), undefined);
    assert.deepEqual(await org.query(people), []);
    const [task] = await org.query(
      `SELECT Conversation_Key__c, Conversation_Link__c, Description FROM Task WHERE Id = '${String(row?.Activity_Id__c)}'`,
    );
    assert.partialDeepStrictEqual(task, {
      Conversation_Key__c: null,
      Conversation_Link__c: null,
      Description: 'Three dates.',
    });
    const { body } = await service.call<{ results: { reason?: string }[] }>(
      'POST',
      `/v1/emails?mailbox=${PAUL}`,
      source({ id }),
      { 'content-type': 'message/rfc822' },
    );
    assert.equal(body.results[0]?.reason, 'deleted');
  });

  test('without a contact is kept once there is one', async () => {
    const id = 'later@newcomer.example';
    const post = () =>
      service.call<{ results: { status: string; reason?: string }[] }>(
        'POST',
        `/v1/emails?mailbox=${PAUL}`,
        source({ id, from: 'Nora <nora@newcomer.example>' }),
        { 'content-type': 'message/rfc822' },
      );
    assert.equal((await post()).body.results[0]?.reason, 'noContact');
    await org.create('Contact', {
      LastName: 'Newcomer',
      FirstName: 'Nora',
      Email: 'nora@newcomer.example',
      AccountId: ids.account,
    });
    assert.equal((await post()).body.results[0]?.status, 'kept');
    const { body } = await service.call<{ emails: { messageId: string }[] }>('GET', '/v1/emails/unmatched');
    assert.ok(!body.emails.some(({ messageId }) => messageId === id));
  });

  test('stays when the consent is withdrawn, unless it is to be forgotten, and the answer says so', async () => {
    const withdraw = (forget: boolean) =>
      service.call<{ kept: { own: number }; deleted: { emails: number }; words: string }>('POST', '/v1/users/consent', {
        mailbox: PAUL,
        granted: false,
        forget,
        by: 'Paul',
      });
    const first = await withdraw(false);
    assert.ok(first.body.kept.own > 3, JSON.stringify(first.body));
    assert.match(first.body.words, /stay on the deals.*forget=true/);
    const { body } = await service.call<{ results: { reason?: string }[] }>(
      'POST',
      `/v1/emails?mailbox=${PAUL}`,
      source(),
      { 'content-type': 'message/rfc822' },
    );
    assert.equal(body.results[0]?.reason, 'noConsent');
    const second = await withdraw(true);
    assert.deepEqual([second.status, second.body.kept.own], [200, 0], JSON.stringify(second.body));
    assert.equal(second.body.deleted.emails, first.body.kept.own);
    assert.deepEqual(await org.query("SELECT Id FROM Conversation__c WHERE Kind__c = 'Email'"), []);
  });
});
