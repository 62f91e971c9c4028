import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { tenantNow } from '../jobs/tenants.ts';
import { OrgError } from '../org/error.ts';
import { connectOrg } from '../org/connect.ts';
import type { RecordReceipt } from '../plan/types.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { claimDomain, releaseDomain } from '../store/visitor-domains.ts';
import { visitors } from '../store/visitors.ts';
import { startTestService, type TestService } from './testing/service.ts';

/** Slack’s address is given before the service starts; the stand-in comes with its test. */
const SLACK_PORT = 20_000 + (process.pid % 20_000);

let local: RunningOrg;
let service: TestService;
before(async () => {
  local = await runLocalOrg();
  await grant('Debrief_Visitors');
  service = await startTestService(
    {
      SALESFORCE_INSTANCE_URL: local.url,
      SALESFORCE_ACCESS_TOKEN: local.integrationToken,
      DEBRIEF_COUNTRY: 'FR',
      DEBRIEF_SLACK_HOSTS: `127.0.0.1:${SLACK_PORT}`,
    },
    { connect: connectOrg },
  );
});
after(async () => {
  await service.stop();
  await local.stop();
});

async function grant(name: string): Promise<void> {
  const [set] = await local.query(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
  const [user] = await local.query("SELECT Id FROM User WHERE Alias = 'debrief'");
  await local.create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: user?.Id });
}

const ON = { Account: 'on', Lead: 'on', Contact: 'on', Event: 'on', ContentNote: 'on' };
async function choose(change: Record<string, unknown>): Promise<void> {
  const { body } = await service.call('GET', '/v1/visitors/settings');
  const answer = await service.call('PUT', '/v1/visitors/settings', { ...body, ...change });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

interface Item {
  id: string;
  status: string;
  accountId: string | null;
  contactId: string | null;
  leadId: string | null;
}
interface Status extends Item {
  outcome: string;
  evidence: string[];
  sessions: number;
  utm: Record<string, string>;
  crm: Record<string, Record<string, unknown> | null> & { isCustomer: boolean | null };
  error: string | null;
}

async function post(visitor: unknown): Promise<Item[]> {
  const answer = await service.call<{ results: Item[] }>('POST', '/v1/visitors', visitor);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return answer.body.results;
}
async function until(id: string, ...states: string[]): Promise<Status> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { body } = await service.call<Status>('GET', `/v1/visitors/${id}`);
    if (states.includes(body.status)) return body;
    await sleep(50);
  }
  assert.fail(`${id} did not become ${states.join(' or ')}`);
}
async function visit(visitor: unknown): Promise<Status> {
  const [item] = await post(visitor);
  return until(item?.id ?? '', 'synced', 'failed');
}
async function receipt(id: string): Promise<RecordReceipt & { history: RecordReceipt[] }> {
  const { status, body } = await service.call<RecordReceipt & { history: RecordReceipt[] }>(
    'GET',
    `/v1/visitors/${id}/receipt`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const session = (startedAt: string, endedAt: string, utm?: Record<string, string>) => ({
  ...{ startedAt, endedAt },
  ...(utm ? { utm } : {}),
});

test('while the feed is off a visit is refused by the name of its setting', async () => {
  const { status, body } = await service.call('POST', '/v1/visitors', { person: { email: 'jane@lumen.example' } });
  assert.equal(status, 409);
  assert.match(String(body.detail), /`on` in PUT \/v1\/visitors\/settings/);
});

test('switched on it reads first: the receipt says what would be written, and nothing is', async () => {
  await choose({ on: true });
  const seen = await visit({
    company: { name: 'Lumen Optics', domain: 'https://www.lumen.example/shop' },
    person: { name: 'Jane Roe', email: 'Jane@Lumen.example', phone: '01 23 45 67 89' },
    sessions: [session('2026-11-20T10:00:00Z', '2026-11-20T10:10:00Z')],
    link: 'https://visits.example/v/1',
  });
  assert.equal(seen.outcome, 'planned');
  assert.deepEqual([seen.accountId, seen.leadId], [null, null]);
  const { entries } = await receipt(seen.id);
  assert.deepEqual(
    entries.map(({ object, outcome, operation }) => [object, operation, outcome]),
    [
      ['Account', 'create', 'planned'],
      ['Lead', 'create', 'planned'],
    ],
  );
  assert.match(String(entries[0]?.note), /writing\.Account is off/);
  assert.equal((await local.query("SELECT Id FROM Account WHERE Name = 'Lumen Optics'")).length, 0);
});

test('object by object: a company becomes an account, a person a lead, with the defaults and the fields of the visit', async () => {
  await choose({ writing: { ...ON, Lead: 'off' } });
  const first = await visit({
    company: { name: 'Lumen Optics', domain: 'www.lumen.example' },
    person: { name: 'Jane Roe', email: 'jane@lumen.example' },
  });
  assert.ok(first.accountId);
  assert.equal(first.crm.account?.name, 'Lumen Optics');
  assert.equal(first.leadId, null);
  await choose({ writing: ON, ownerId: local.users.maya });
  const second = await visit({
    person: { email: 'jane@lumen.example' },
    sessions: [
      session('2026-11-20T16:00:00Z', '2026-11-20T16:05:00Z', { source: 'search', campaign: 'autumn' }),
      session('2026-11-20T10:05:00Z', '2026-11-20T10:20:00Z', { source: 'mail', medium: 'email' }),
    ],
  });
  assert.equal(second.id, first.id);
  assert.equal(second.accountId, first.accountId);
  const [account] = await local.query(
    `SELECT Name, Website, Website_Domain__c, Visitor_Created__c, Visitor_Link__c, Owner.Name FROM Account WHERE Id = '${first.accountId}'`,
  );
  assert.equal(account?.Name, 'Lumen Optics');
  assert.equal(account.Website, 'https://lumen.example');
  assert.equal(account.Website_Domain__c, 'lumen.example');
  assert.equal(account.Visitor_Created__c, true);
  assert.equal(account.Visitor_Link__c, 'https://visits.example/v/1');
  const [lead] = await local.query(
    `SELECT FirstName, LastName, Company, Email, Phone, LeadSource, OwnerId, Visitor_Created__c, Visitor_Link__c, Visitor_Last_Seen__c, Visitor_Sessions__c, Visitor_UTM_Source__c, Visitor_UTM_Medium__c, Visitor_UTM_Campaign__c FROM Lead WHERE Id = '${second.leadId}'`,
  );
  assert.deepEqual(
    [lead?.FirstName, lead?.LastName, lead?.Company, lead?.Email, lead?.Phone, lead?.LeadSource, lead?.OwnerId],
    ['Jane', 'Roe', 'Lumen Optics', 'jane@lumen.example', '+33123456789', 'Debrief', local.users.maya],
  );
  assert.equal(lead?.Visitor_Created__c, true);
  assert.equal(lead.Visitor_Sessions__c, 2);
  assert.match(String(lead.Visitor_Last_Seen__c), /^2026-11-20T16:05:00/);
  assert.deepEqual(
    [lead.Visitor_UTM_Source__c, lead.Visitor_UTM_Medium__c, lead.Visitor_UTM_Campaign__c],
    ['search', 'email', 'autumn'],
  );
  // the same again, in another order, changes nothing
  const third = await visit({
    person: { email: 'jane@lumen.example' },
    sessions: [
      session('2026-11-20T10:05:00Z', '2026-11-20T10:20:00Z', { source: 'mail', medium: 'email' }),
      session('2026-11-20T16:00:00Z', '2026-11-20T16:05:00Z', { source: 'search', campaign: 'autumn' }),
    ],
  });
  assert.equal(third.outcome, 'unchanged');
  assert.equal(third.sessions, 2);
  // in words for people, with all that came before; JSON for everybody else
  const inWords = await service.call<string>('GET', `/v1/visitors/${first.id}/receipt`, undefined, {
    accept: 'text/plain',
  });
  assert.equal(inWords.status, 200);
  assert.equal(inWords.headers.get('content-type'), 'text/plain; charset=utf-8');
  const [latest, made] = inWords.body.split('\n—\n');
  assert.match(latest ?? '', /Nothing to write on .*: Salesforce already says all of it\./);
  assert.match(latest ?? '', /Jane Roe is the lead with the address jane@lumen\.example\./);
  assert.match(made ?? '', /Written to Salesforce on .*: 1 record created\./);
  assert.match(made ?? '', /Website sessions: 2 \(visit\)/);
  assert.equal((await receipt(first.id)).outcome, 'unchanged');
  assert.equal((await local.query("SELECT Id FROM Lead WHERE Email = 'jane@lumen.example'")).length, 1);
  await choose({ ownerId: null });
});

const person = async (object: 'Contact' | 'Lead', id: string | null, fields: string) => {
  const [row] = await local.query(`SELECT ${fields} FROM ${object} WHERE Id = '${id}'`);
  return row ?? {};
};
const SESSION = session('2026-11-21T09:00:00Z', '2026-11-21T09:20:00Z');

test('a contact goes before a lead, by address or number; a converted lead is followed; several equal are not guessed', async () => {
  const accountId = await local.create('Account', { Name: 'Fjord Boats', Website: 'http://www.fjord.example/no' });
  const contact = { FirstName: 'Ola', LastName: 'Berg', AccountId: accountId };
  const contactId = await local.create('Contact', {
    ...contact,
    Email: 'ola@fjord.example',
    Phone: '+33 1 44 55 66 77',
  });
  await local.create('Lead', { LastName: 'Berg', Company: 'Fjord Boats', Email: 'ola@fjord.example' });
  const byEmail = await visit({ person: { email: 'OLA@fjord.example' }, sessions: [SESSION] });
  assert.deepEqual([byEmail.contactId, byEmail.leadId, byEmail.accountId], [contactId, null, accountId]);
  assert.equal((await person('Contact', contactId, 'Visitor_Sessions__c')).Visitor_Sessions__c, 1);
  // another device, known by the number alone: the same person, so their sessions count together
  const byPhone = await visit({
    person: { phone: '01 44 55 66 77' },
    sessions: [{ ...SESSION, device: 'phone' }],
  });
  assert.notEqual(byPhone.id, byEmail.id);
  assert.equal(byPhone.contactId, contactId);
  assert.equal((await person('Contact', contactId, 'Visitor_Sessions__c')).Visitor_Sessions__c, 2);
  assert.match(byPhone.evidence.join('\n'), /Ola Berg is the contact with the number \+33144556677/);

  const leadId = await local.create('Lead', { LastName: 'Lund', Company: 'Fjord Boats', Email: 'eva@fjord.example' });
  const open = await visit({ person: { email: 'eva@fjord.example' } });
  assert.equal(open.leadId, leadId);
  const eva = await local.create('Contact', { LastName: 'Lund', AccountId: accountId });
  await local.create('Lead', {
    ...{ LastName: 'Lund', Company: 'Fjord Boats', Email: 'eva.lund@fjord.example', IsConverted: true },
    ...{ ConvertedContactId: eva, ConvertedAccountId: accountId },
  });
  const followed = await visit({ person: { email: 'eva.lund@fjord.example' }, sessions: [SESSION] });
  assert.deepEqual([followed.contactId, followed.leadId, followed.accountId], [eva, null, accountId]);
  assert.match(followed.evidence.join('\n'), /was the lead with the address .*, since converted to a contact/);

  for (const FirstName of ['Kari', 'Karin'])
    await local.create('Contact', { FirstName, LastName: 'Vik', Email: 'info@vik.example' });
  const several = await visit({ person: { email: 'info@vik.example' }, sessions: [SESSION] });
  assert.deepEqual([several.contactId, several.leadId, several.outcome], [null, null, 'unchanged']);
  assert.match(several.evidence.join('\n'), /2 people in the org have the address info@vik\.example/);
});

test('names that people typed stay, addresses and numbers that a visitor changed are changed; a setting lets names give way', async () => {
  const contactId = await local.create('Contact', {
    ...{ FirstName: 'Nina', LastName: 'Sol', Email: 'nina@sol.example', Phone: '+33140000001' },
  });
  const first = await visit({
    id: 'browser-7',
    person: { name: 'N. Soleil', email: 'nina@sol.example', phone: '+33140000001' },
  });
  assert.equal(first.contactId, contactId);
  assert.match((await receipt(first.id)).remarks.join(), /The name 'Nina Sol' stays/);
  const moved = await visit({ id: 'browser-7', person: { email: 'nina@soleil.example', phone: '+33140000002' } });
  assert.equal(moved.id, first.id);
  const nina = await person('Contact', contactId, 'FirstName, LastName, Email, Phone');
  assert.deepEqual(
    [nina.FirstName, nina.LastName, nina.Email, nina.Phone],
    ['Nina', 'Sol', 'nina@soleil.example', '+33140000002'],
  );
  // a person corrects it in Salesforce: it is theirs from then on
  await local.update('Contact', contactId, { Phone: '+33149999999' });
  await visit({ id: 'browser-7', person: { phone: '+33140000003' } });
  assert.equal((await person('Contact', contactId, 'Phone')).Phone, '+33149999999');
  await choose({ overwriteNames: true });
  await visit({ id: 'browser-7', person: { name: 'Nina Soleil' } });
  assert.equal((await person('Contact', contactId, 'LastName')).LastName, 'Soleil');
  await choose({ overwriteNames: false });

  // a name that the service had to stand in is its own to mend
  const made = await visit({ person: { email: 'k.lys@lys.example' } });
  const lead = await person('Lead', made.leadId, 'LastName, Company');
  assert.deepEqual([lead.LastName, lead.Company], ['k.lys', 'lys.example']);
  await visit({ person: { email: 'k.lys@lys.example', name: 'Karl Lys' } });
  assert.deepEqual(
    [
      (await person('Lead', made.leadId, 'FirstName')).FirstName,
      (await person('Lead', made.leadId, 'LastName')).LastName,
    ],
    ['Karl', 'Lys'],
  );
});

test('a visitor with a freemail address makes a lead and no account, and says why', async () => {
  const count = async () => (await local.query('SELECT Id FROM Account')).length;
  const before = await count();
  const seen = await visit({
    person: { name: 'Ida Holm', email: 'ida.holm@gmail.com' },
    company: { domain: 'gmail.com' },
  });
  assert.equal(seen.accountId, null);
  assert.equal(await count(), before);
  assert.equal((await person('Lead', seen.leadId, 'Company')).Company, '[not provided]');
  assert.match((await receipt(seen.id)).remarks.join(), /No company is known: '\[not provided\]' stands for it/);
  const refused = await service.call('POST', '/v1/visitors', { company: { domain: 'https://gmail.com' } });
  assert.equal(refused.status, 422);
  const [error] = refused.body.errors as { pointer: string; detail: string }[];
  assert.equal(error?.pointer, '/company/domain');
  assert.match(String(error?.detail), /gmail\.com is a mail service/);
});

test('meetings booked become events and chats notes, once each; a calendar’s own event is not doubled', async () => {
  const at = '2026-11-21T09:05:00Z';
  const booked = { start: '2026-12-01T10:00:00Z', end: '2026-12-01T10:45:00Z', title: 'A first demo' };
  const visitor = {
    person: { name: 'Tor Elv', email: 'tor@elv.example' },
    sessions: [SESSION],
    chats: [{ id: 'c1', at, text: 'Do you have an API?\nYes <b>we</b> do.' }],
    meetings: [{ id: 'm1', ...booked }],
  };
  const seen = await visit(visitor);
  const events = () =>
    local.query(
      `SELECT Id, Subject, StartDateTime, EndDateTime, Description FROM Event WHERE WhoId = '${seen.leadId}' ORDER BY StartDateTime`,
    );
  const notes = () =>
    local.query(
      `SELECT ContentDocumentId, ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '${seen.leadId}'`,
    );
  const [event] = await events();
  assert.equal(event?.Subject, 'A first demo');
  assert.match(String(event.EndDateTime), /^2026-12-01T10:45:00/);
  const [note] = await notes();
  assert.match(
    String((note?.ContentDocument as { Title: string }).Title),
    /^Website chat, 2026: 21 November, 09:05 UTC/,
  );
  await visit(visitor);
  assert.equal((await receipt(seen.id)).outcome, 'unchanged');
  await visit({
    ...visitor,
    meetings: [{ ...booked, id: 'm1', start: '2026-12-02T10:00:00Z', end: '2026-12-02T10:30:00Z' }],
  });
  assert.deepEqual(
    (await events()).map(({ Id, StartDateTime }) => [Id, String(StartDateTime).slice(0, 10)]),
    [[event.Id, '2026-12-02']],
  );
  assert.equal((await notes()).length, 1);
  // a calendar that is synchronised was first
  const there = await local.create('Event', {
    ...{
      Subject: 'Elv demo',
      StartDateTime: '2026-12-09T10:00:00Z',
      EndDateTime: '2026-12-09T10:30:00Z',
      WhoId: seen.leadId,
    },
  });
  await visit({ ...visitor, meetings: [{ id: 'm2', start: '2026-12-09T10:00:00Z' }] });
  assert.equal((await events()).length, 2);
  assert.match((await receipt(seen.id)).remarks.join(), new RegExp(`is in the calendar already \\(${there}\\)`));
  // the chat stands among the conversations of the lead, too
  const key = `visitor:${seen.id}/c1`;
  await service.until(key, 'synced');
  const [conversation] = await local.query(`SELECT Kind__c, Lead__c FROM Conversation__c WHERE Key__c = '${key}'`);
  assert.deepEqual([conversation?.Kind__c, conversation?.Lead__c], ['Chat', seen.leadId]);
});

test('visitors who race for one new account make exactly one', async () => {
  const all = Array.from({ length: 8 }, (_, at) => ({
    company: { name: 'Race Yachts', domain: 'race.example' },
    person: { name: `Rower ${at}`, email: `rower${at}@race.example` },
    sessions: [SESSION],
  }));
  const items = (await Promise.all(all.map((visitor) => post(visitor)))).flat();
  const seen = await Promise.all(items.map(({ id }) => until(id, 'synced', 'failed')));
  assert.deepEqual([...new Set(seen.map(({ outcome }) => outcome))], ['written']);
  const accounts = await local.query("SELECT Id FROM Account WHERE Website LIKE '%race.example%'");
  assert.equal(accounts.length, 1);
  assert.deepEqual(new Set(seen.map(({ accountId }) => accountId)), new Set([accounts[0]?.Id]));
  assert.equal(new Set(seen.map(({ leadId }) => leadId)).size, 8);
  // all of one run, in one list
  const list = all.map(({ company, person, sessions }) => ({
    ...{ company: { ...company, domain: 'list-race.example' }, sessions },
    person: { ...person, email: person.email.replace('@race', '@list-race') },
  }));
  for (const { id } of await post(list)) await until(id, 'synced');
  assert.equal((await local.query("SELECT Id FROM Account WHERE Website LIKE '%list-race.example%'")).length, 1);
});

test('a duplicate rule that blocks is told in its words with the mend; nothing is doubled; after the mend it goes', async () => {
  for (const LastName of ['Ask', 'Asker'])
    await local.create('Lead', { LastName, Company: 'Ask Fish', Title: 'Buyer' });
  await local.provoke('POST', 'setup', {
    ...{ change: 'duplicateRule', object: 'Lead', name: 'Same_company', matchOn: ['Company'], action: 'Block' },
  });
  const visitor = {
    company: { name: 'Ask Fish', domain: 'ask.example' },
    person: { name: 'Siv Ask', email: 'siv@ask.example' },
    chats: [{ at: '2026-11-21T09:05:00Z', text: 'Hello' }],
    meetings: [{ start: '2026-12-03T10:00:00Z' }],
  };
  const seen = await visit(visitor);
  assert.equal(seen.status, 'failed');
  assert.ok(seen.accountId);
  const { entries, outcome } = await receipt(seen.id);
  assert.equal(outcome, 'failed');
  const lead = entries.find(({ object }) => object === 'Lead');
  assert.equal(lead?.error?.code, 'DUPLICATES_DETECTED');
  assert.match(String(lead.note), /A duplicate rule on Lead refuses it: let the rule leave out/);
  assert.match(String(seen.error), /Lead: .*duplicate/i);
  for (const object of ['Event', 'ContentNote'])
    assert.match(
      String(entries.find((each) => each.object === object)?.note),
      /the lead that it stands on was refused/,
    );
  await local.provoke('DELETE', 'setup');
  assert.equal((await service.call('POST', `/v1/visitors/${seen.id}/retry`)).status, 202);
  const after = await until(seen.id, 'synced');
  assert.equal(after.accountId, seen.accountId);
  const count = async (soql: string) => (await local.query(soql)).length;
  assert.equal(await count("SELECT Id FROM Lead WHERE Email = 'siv@ask.example'"), 1);
  assert.equal(await count("SELECT Id FROM Account WHERE Website LIKE '%ask.example%'"), 1);
  assert.equal(await count(`SELECT Id FROM Event WHERE WhoId = '${after.leadId}'`), 1);
  assert.equal(await count(`SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${after.leadId}'`), 1);
});

test('what is read back and who is told: the owner of a visiting account, once for a session, and no current customer', async () => {
  const told: { text: string }[] = [];
  const slack = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      told.push(JSON.parse(text) as { text: string });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => slack.listen(SLACK_PORT, '127.0.0.1', () => resolve()));
  try {
    const url = `http://127.0.0.1:${SLACK_PORT}/services/T1/B1/x`;
    assert.equal((await service.call('PUT', '/v1/notifications/slack', { url })).status, 200);
    const { ines } = local.users;
    const accountId = await local.create('Account', { Name: 'Tromso Sails', Website: 'tromso.example', OwnerId: ines });
    await local.create('Contact', {
      LastName: 'Nord',
      AccountId: accountId,
      Email: 'nord@tromso.example',
      OwnerId: ines,
    });
    await local.create('Opportunity', {
      ...{ Name: 'Sails 2027', AccountId: accountId, StageName: 'Qualification', CloseDate: '2027-03-31' },
      ...{ Amount: 48_000, OwnerId: ines },
    });
    await choose({
      segments: [
        {
          name: 'My accounts',
          when: { stages: ['Qualification'], ownerIds: [ines] },
          notify: { owner: true, channels: ['inApp', 'slack'] },
        },
      ],
    });
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const visitor = {
      person: { email: 'nord@tromso.example' },
      sessions: [{ startedAt: minutesAgo(20), endedAt: minutesAgo(15), utm: { source: 'mail' } }],
    };
    const seen = await visit(visitor);
    assert.deepEqual(
      [seen.crm.account?.name, seen.crm.account?.website, seen.crm.account?.contacts, seen.crm.account?.owner],
      ['Tromso Sails', 'tromso.example', 1, { id: ines, name: 'Ines Carvalho' }],
    );
    assert.deepEqual(
      [seen.crm.person?.object, seen.crm.person?.name, seen.crm.person?.email],
      ['Contact', 'Nord', 'nord@tromso.example'],
    );
    const { amount, closeDate, stage, owner } = seen.crm.opportunity ?? {};
    assert.deepEqual(
      [amount, closeDate, stage, owner],
      [48_000, '2027-03-31', 'Qualification', { id: ines, name: 'Ines Carvalho' }],
    );
    assert.equal(seen.crm.isCustomer, false);
    assert.equal(told.length, 1);
    assert.match(told[0]?.text ?? '', /^\*Nord, Tromso Sails is on the website\*\n/);
    assert.match(
      told[0]?.text ?? '',
      /Opportunity: Sails 2027, (USD |EUR )?48,000, Qualification, closes 31 March 2027/,
    );
    assert.match(told[0]?.text ?? '', new RegExp(`/lightning/r/Account/${accountId}/view`));
    const bell = async () =>
      (
        (await (
          await fetch(`${local.url}/services/data/v67.0/connect/notifications`, {
            headers: { authorization: `Bearer ${local.adminToken}` },
          })
        ).json()) as { notifications: { messageTitle: string; target: string }[] }
      ).notifications.filter(({ messageTitle }) => messageTitle === 'Nord, Tromso Sails is on the website');
    assert.equal((await bell())[0]?.target, accountId);
    // the session goes on: it is the same one
    await visit({ ...visitor, sessions: [{ startedAt: minutesAgo(16), endedAt: minutesAgo(5) }] });
    assert.equal(told.length, 1);
    assert.equal((await bell()).length, 1);
    // what was long ago is no news
    await visit({ ...visitor, sessions: [{ startedAt: '2026-01-05T10:00:00Z', endedAt: '2026-01-05T10:10:00Z' }] });
    assert.equal(told.length, 1);

    await local.create('Opportunity', {
      ...{ Name: 'Sails 2026', AccountId: accountId, StageName: 'Closed Won', CloseDate: '2026-03-31', OwnerId: ines },
    });
    const later = await visit({ ...visitor, sessions: [{ startedAt: minutesAgo(1), device: 'phone' }] });
    assert.equal(later.crm.isCustomer, true);
    assert.match(
      (await receipt(later.id)).remarks.join(),
      /Nobody of 'My accounts' was told: current customers are left out/,
    );
    assert.equal(told.length, 1);
  } finally {
    await choose({ segments: [] });
    slack.close();
  }
});

test('what a run had made when it was cut off is found again, and nothing is made twice', async () => {
  const { context } = service.service;
  const tenant = await tenantNow(context, 'demo');
  assert.ok(tenant);
  const org = await context.orgs.open(tenant);
  const write = org.write.bind(org);
  const visitor = {
    company: { name: 'Cut Off Ropes', domain: 'cutoff.example' },
    person: { name: 'Una Rep', email: 'una@cutoff.example' },
    sessions: [SESSION],
    chats: [{ id: 'c', at: '2026-11-21T09:05:00Z', text: 'Hello' }],
    meetings: [{ id: 'm', start: '2026-12-04T10:00:00Z' }],
  };
  let calls = 0;
  org.write = async (plans, now) => {
    calls += 1;
    const receipts = await write(plans, now);
    // the answer is lost twice: after the records, and after what stands on them
    if (calls === 1 || calls === 3) throw new OrgError('ECONNRESET', 'The org did not answer.', 0);
    return receipts;
  };
  try {
    const [item] = await post(visitor);
    const id = item?.id ?? '';
    for (const _ of [1, 2]) {
      const parked = await until(id, 'parked');
      assert.match(String(parked.error), /The org did not answer|A run ended while it wrote/);
      const [row] = await context.db.select().from(visitors).where(eq(visitors.id, id));
      assert.ok(row?.intent);
      // a minute passes
      const intent = { ...row.intent, at: new Date(Date.now() - 61_000).toISOString() };
      await context.db.update(visitors).set({ intent, dueAt: null, state: 'accepted' }).where(eq(visitors.id, id));
      context.orgs.circuit('demo').reset();
      await context.queue.addOpen(context.db, 'demo');
    }
    const seen = await until(id, 'synced');
    const count = async (soql: string) => (await local.query(soql)).length;
    assert.equal(await count("SELECT Id FROM Account WHERE Website LIKE '%cutoff.example%'"), 1);
    assert.equal(await count("SELECT Id FROM Lead WHERE Email = 'una@cutoff.example'"), 1);
    assert.equal(await count(`SELECT Id FROM Event WHERE WhoId = '${seen.leadId}'`), 1);
    assert.equal(await count(`SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${seen.leadId}'`), 1);
    assert.match((await receipt(id)).remarks.join(), /An earlier run was interrupted/);
    // what it made is still its own to mend
    await visit({ person: { email: 'una@cutoff.example', name: 'Una Reparto' } });
    assert.equal((await person('Lead', seen.leadId, 'LastName')).LastName, 'Reparto');
  } finally {
    org.write = write;
  }
});

test('facts go to other fields where the mapping says so', async () => {
  await grant('Debrief_CRM_Filling');
  await choose({
    fieldMapping: [
      { object: 'Lead', from: 'utm.campaign', toField: 'Description' },
      { object: 'Account', from: 'company.domain', toField: 'Description' },
    ],
  });
  const seen = await visit({
    company: { name: 'Mapped', domain: 'mapped.example' },
    person: { email: 'a@mapped.example' },
    sessions: [{ ...SESSION, utm: { campaign: 'boat-show' } }],
  });
  assert.equal((await person('Lead', seen.leadId, 'Description')).Description, 'boat-show');
  const [account] = await local.query(`SELECT Description FROM Account WHERE Id = '${seen.accountId}'`);
  assert.equal(account?.Description, 'mapped.example');
  await choose({ fieldMapping: [] });
});

test('settings that do not fit the org are refused by field and mend; who saves second is told', async () => {
  const { body } = await service.call('GET', '/v1/visitors/settings');
  const put = async (change: Record<string, unknown>) =>
    service.call('PUT', '/v1/visitors/settings', { ...body, ...change });
  const notify = { channels: ['inApp'] };
  for (const [change, said] of [
    [{ ownerId: '005000000000009AAA' }, /^\/ownerId .* is no active user of this org/],
    [{ ownerId: '001000000000001' }, /^\/ownerId is no Id of a user/],
    [{ leadStatus: 'open - not contacted' }, /^\/leadStatus .*It is spelled 'Open - Not Contacted'/],
    [
      { fieldMapping: [{ object: 'Lead', from: 'link', toField: 'Nope__c' }] },
      /^\/fieldMapping\/0\/toField Lead has no field Nope__c/,
    ],
    [{ fieldMapping: [{ object: 'Lead', from: 'nothing', toField: 'Title' }] }, /^\/fieldMapping\/0\/from/],
    [
      { segments: [{ name: 'S', when: { stages: ['Won'] }, notify }] },
      /^\/segments\/0\/when\/stages\/0 Opportunity\.StageName has no value 'Won'/,
    ],
    [{ segments: [{ name: 'S', notify: { channels: [] } }] }, /^\/segments\/0\/notify\/channels names at least one/],
    [{ writing: { Account: 'maybe' } }, /^\/writing\/Account/],
    [{ surprise: 1 }, /^\/surprise is not known here/],
  ] as const) {
    const refused = await put(change);
    assert.equal(refused.status, 422, JSON.stringify(change));
    const [error] = refused.body.errors as { pointer: string; detail: string }[];
    assert.match(`${error?.pointer} ${error?.detail}`, said);
  }
  assert.equal((await put({ revision: 0 })).status, 409);
  assert.equal((await put({ revision: undefined })).status, 428);
});

test('a list stands item by item; what is wrong with one says where', async () => {
  const { status, body } = await service.call<{ results: { status: string; errors?: { pointer: string }[] }[] }>(
    'POST',
    '/v1/visitors',
    [{ person: { email: 'one@list.example' } }, { person: { email: 'two' } }],
  );
  assert.equal(status, 202);
  assert.deepEqual(
    body.results.map((result) => [result.status, result.errors?.[0]?.pointer]),
    [
      ['accepted', undefined],
      ['rejected', '/1/person/email'],
    ],
  );
  for (const wrong of [[], Array.from({ length: 101 }, (_, at) => ({ id: `v${at}` })), [{}], 'x'])
    assert.equal((await service.call('POST', '/v1/visitors', wrong === 'x' ? '"x"' : wrong)).status, 422);
  assert.equal((await service.call('GET', '/v1/visitors/nobody')).status, 404);
  assert.equal((await service.call('GET', '/v1/visitors/nobody/receipt')).status, 404);
});

test('the makers of one domain’s account are one, whatever the number of processes', async () => {
  const { db } = service.service.context;
  const claims = await Promise.all(['a', 'b', 'c'].map((holder) => claimDomain(db, 'demo', 'many.example', holder)));
  assert.deepEqual(claims.filter(Boolean).length, 1);
  const holder = ['a', 'b', 'c'][claims.indexOf(true)] ?? '';
  await releaseDomain(db, 'demo', 'many.example', holder, '001000000000001AAA');
  assert.equal(await claimDomain(db, 'demo', 'many.example', 'd'), true);
});

test('colleagues and our own domain are nobody’s visit', async () => {
  const [paul] = await local.query("SELECT Email FROM User WHERE Alias = 'paul'");
  const email = String(paul?.Email);
  const colleague = await visit({ company: { domain: email.split('@')[1] }, person: { email }, sessions: [SESSION] });
  assert.deepEqual([colleague.accountId, colleague.leadId, colleague.outcome], [null, null, 'unchanged']);
  const company = await visit({ company: { name: 'Ourselves', domain: `www.${email.split('@')[1]}` } });
  assert.deepEqual([company.accountId, company.outcome], [null, 'unchanged']);
  assert.match(company.evidence.join(), /is our own domain/);
});

test('ids of senders are any text; what is said at one time without an id is told apart, and once', async () => {
  const at = '2026-11-22T10:00:00Z';
  const visitor = {
    company: { name: 'Odd Ids', domain: 'odd-ids.example' },
    person: { email: 'ida@odd-ids.example', name: 'Ida Odd' },
    meetings: [
      { id: 'constructor', start: '2027-01-11T10:00:00Z', title: 'First' },
      { id: '__proto__', start: '2027-01-12T10:00:00Z', title: 'Second' },
      { start: '2027-01-13T10:00:00Z', title: 'Third' },
      { start: '2027-01-13T10:00:00Z', title: 'Fourth' },
    ],
    chats: [
      { id: 'toString', at: '2026-11-22T09:00:00Z', text: 'Named' },
      ...['One', 'Two', 'Two'].map((text) => ({ at, text })),
    ],
    sessions: [{ ...SESSION, id: '__proto__', device: 'constructor' }],
  };
  const seen = await visit(visitor);
  assert.deepEqual([seen.status, seen.error], ['synced', null]);
  await visit(visitor);
  const events = await local.query(`SELECT Subject FROM Event WHERE WhoId = '${seen.leadId}' ORDER BY Subject`);
  assert.deepEqual(
    events.map(({ Subject }) => Subject),
    ['First', 'Fourth', 'Second', 'Third'],
  );
  const notes = await local.query(
    `SELECT ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '${seen.leadId}'`,
  );
  assert.deepEqual(notes.map(({ ContentDocument }) => (ContentDocument as { Title: string }).Title).toSorted(), [
    'Website chat, 2026: 22 November, 09:00 UTC',
    'Website chat, 2026: 22 November, 10:00 UTC',
    'Website chat, 2026: 22 November, 10:00 UTC (2)',
  ]);
});

test('a time that no calendar has is refused by its place; an international address is one person in both of its forms', async () => {
  for (const [body, pointer] of [
    [{ sessions: [{ startedAt: '0001-01-01T00:00:00Z' }] }, '/sessions/0/startedAt'],
    [{ meetings: [{ start: '9999-12-31T23:59:00Z' }] }, '/meetings/0/start'],
  ] as const) {
    const { status, body: problem } = await service.call<{ errors: { pointer: string }[] }>('POST', '/v1/visitors', {
      ...{ person: { email: 'when@times.example' } },
      ...body,
    });
    assert.deepEqual([status, problem.errors.map((error) => error.pointer)], [422, [pointer]]);
  }
  const domain = 'MÜLLER-visits。example';
  const first = await visit({ company: { domain }, person: { email: 'jana@müller-visits.example', name: 'Jana' } });
  const second = await visit({ person: { email: 'JANA@xn--mller-visits-dlb.example' } });
  assert.equal(first.id, second.id);
  const leads = await local.query("SELECT Email FROM Lead WHERE LastName = 'Jana'");
  assert.equal(leads.length, 1);
  assert.match(String(leads[0]?.Email), /^jana@xn--/);
});

test('receipts of visits name records and users, and call fields as their pages do', async () => {
  const accountId = await local.create('Account', { Name: 'Named Boats', Website: 'named-boats.example' });
  const contact = { FirstName: 'Nils', LastName: 'Named', Email: 'nils@named-boats.example', AccountId: accountId };
  const id = await local.create('Contact', { ...contact, OwnerId: local.users.paul });
  const meetings = [{ start: '2027-01-14T10:00:00Z', title: 'Demo' }];
  const chats = [{ at: '2026-11-22T11:00:00Z', text: 'Hello' }];
  const words = async (visitor: object) => {
    const { id: visitorId } = await visit(visitor);
    const answer = await service.call<string>('GET', `/v1/visitors/${visitorId}/receipt`, undefined, {
      accept: 'text/plain',
    });
    return answer.body;
  };
  const known = await words({ person: { email: contact.Email }, sessions: [SESSION], meetings, chats });
  assert.match(known, /Contact 'Nils Named' \(003\w+\): changed/);
  assert.match(known, /Assigned To: 'Paul Marchand' /);
  assert.match(known, /Name: 'Nils Named' /);
  assert.match(known, /Record: 'Nils Named' /);
  assert.match(known, /Last seen on the website: /);
  assert.doesNotMatch(known, new RegExp(`“${id}”`));
  await choose({ ownerId: local.users.paul });
  const person = { email: 'lise@unnamed.example', firstName: 'Lise', lastName: 'New', title: 'CTO' };
  const made = await words({ person, meetings, chats });
  await choose({ ownerId: null });
  assert.match(made, /Lead 'Lise New' \(00Q\w+\): created/);
  assert.match(made, /First Name: “Lise”/);
  assert.match(made, /Owner: 'Paul Marchand'/);
  assert.match(made, /Name: 'Lise New'/);
});

test('a field that goes away between two visits stops neither; what the org does not let be written names its own permission set', async () => {
  const mapping = [{ object: 'Contact', from: 'utm.source', toField: 'Department' }];
  await choose({ fieldMapping: mapping });
  const account = await local.create('Account', { Name: 'Going Fields', Website: 'going.example' });
  const of = { AccountId: account, LastName: 'Going' };
  for (const name of ['a', 'b', 'c']) await local.create('Contact', { ...of, Email: `${name}@going.example` });
  const visitor = (name: string) => ({ person: { email: `${name}@going.example` }, sessions: [SESSION] });
  assert.equal((await visit(visitor('a'))).status, 'synced');
  const field = {
    permissionSet: 'Debrief_Visitors',
    object: 'Contact',
    field: 'Visitor_Sessions__c',
    read: true,
    edit: false,
  };
  try {
    await local.provoke('POST', 'setup', { change: 'permission', ...field });
    const { id } = await visit(visitor('b'));
    const told = await receipt(id);
    assert.match(
      told.entries.map(({ note = '' }) => note).join(' ') + told.remarks.join(' '),
      /Visitor_Sessions__c was left out: .* permission set Debrief_Visitors/,
    );
    await local.provoke('POST', 'setup', { change: 'field', object: 'Contact', field: 'Department', deleted: true });
    assert.deepEqual(
      [(await visit(visitor('c'))).status, (await visit({ ...visitor('a'), link: 'https://v.example/2' })).status],
      ['synced', 'synced'],
    );
  } finally {
    await local.provoke('DELETE', 'setup');
    await choose({ fieldMapping: [] });
  }
});

test('a note that somebody has edited stays; while the org lets nobody in a visit is kept, and goes when it does', async () => {
  const chat = { id: 'c1', at: '2026-11-21T09:05:00Z' };
  const visitor = (text: string) => ({ person: { email: 'per@note.example' }, chats: [{ ...chat, text }] });
  const seen = await visit(visitor('Hello'));
  const link = `SELECT ContentDocumentId FROM ContentDocumentLink WHERE LinkedEntityId = '${seen.leadId}'`;
  const [note] = await local.query(link);
  await local.update('ContentNote', String(note?.ContentDocumentId), { Title: 'Talked to Per' });
  await visit(visitor('Hello, and one more thing'));
  assert.match((await receipt(seen.id)).remarks.join(), /The note \w+ stays: somebody has changed it since/);
  assert.equal((await local.query(link)).length, 1);

  await local.provoke('POST', 'faults', { errorCode: 'INVALID_SESSION_ID', status: 401, times: 200 });
  const [item] = await post({ person: { email: 'away@note.example' } });
  const away = await until(item?.id ?? '', 'parked');
  assert.match(String(away.error), /The org refuses the service’s access/);
  await local.provoke('DELETE', 'faults');
  assert.equal((await service.call('POST', `/v1/visitors/${away.id}/retry`)).status, 202);
  assert.ok((await until(away.id, 'synced')).leadId);
});
