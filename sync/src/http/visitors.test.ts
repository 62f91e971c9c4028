import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOrg } from '../org/connect.ts';
import type { ReceiptEntry, RecordReceipt } from '../plan/types.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

let local: RunningOrg;
let service: TestService;
before(async () => {
  local = await runLocalOrg();
  await grant('Debrief_Visitors');
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: local.url, SALESFORCE_ACCESS_TOKEN: local.integrationToken, DEBRIEF_COUNTRY: 'FR' },
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
const entry = ({ entries }: RecordReceipt, object: string): ReceiptEntry | undefined =>
  entries.find((each) => each.object === object);
const fieldOf = (found: ReceiptEntry | undefined, field: string) =>
  found?.fields.find((each) => each.field === field)?.after;

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
  assert.equal((await local.query("SELECT Id FROM Lead WHERE Email = 'jane@lumen.example'")).length, 1);
  await choose({ ownerId: null });
});
