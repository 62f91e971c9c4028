/** What people change in the org, followed by the whole service over a local org. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { putEmptyStore } from '../store/testing/template.ts';
import { startService, type Service } from './service.ts';
import { readSettings } from './settings.ts';

const KEY = 'dk_test_changes';
/** Long enough for the changes of a test that are to be one. */
const BURST_MS = 1000;

interface State {
  status: string;
  conversationId: string;
  opportunityId: string | null;
  accountId: string | null;
  contactId: string | null;
  match: { status: string; evidence: string };
}

class Running {
  service: Service | undefined;
  readonly home = mkdtempSync(path.join(tmpdir(), 'debrief-changes-'));
  readonly #org: RunningOrg;

  constructor(org: RunningOrg) {
    this.#org = org;
  }

  async start(): Promise<this> {
    const settings = readSettings({
      SYNC_PORT: '0',
      DEBRIEF_HOME: this.home,
      DEBRIEF_API_KEY: KEY,
      DEBRIEF_WRITING: 'on',
      DEBRIEF_BATCH_WAIT: '0',
      SALESFORCE_INSTANCE_URL: this.#org.url,
      SALESFORCE_ACCESS_TOKEN: this.#org.integrationToken,
      SALESFORCE_PUBSUB_ENDPOINT: this.#org.pubsub.endpoint,
      SALESFORCE_PUBSUB_CA: this.#org.pubsub.certificateFile,
    });
    await putEmptyStore(settings.folder);
    this.service = await startService(settings, pino({ level: 'silent' }), undefined, { burstMs: BURST_MS });
    return this;
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    this.service = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  async call<Body>(method: string, address: string, body?: unknown): Promise<Body> {
    assert.ok(this.service);
    const answer = await fetch(this.service.url + address, {
      method,
      headers: { authorization: `Bearer ${KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return JSON.parse(text) as Body;
  }

  state = (key: string) => this.call<State>('GET', `/v1/conversations/${encodeURIComponent(key)}`);

  /** What is so in the end. */
  async until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    // not more often: each look is work for the process that is to get there
    for (let tries = 0; tries < 600; tries += 1) {
      const found = await look();
      if (found) return found;
      await sleep(100);
    }
    return assert.fail(`${what} did not come to be`);
  }

  synced = (key: string, isSo: (state: State) => boolean = () => true) =>
    this.until(`${key} as it should be`, async () => {
      const state = await this.state(key);
      return state.status === 'synced' && isSo(state) && state;
    });

  poll = () => this.call<{ changes: number; matchedAgain: number; comments: number }>('POST', '/v1/changes/poll');
  changes = () =>
    this.call<{ mode: string; why: string | null; lastEventAt: string | null; topics: { isOpen: boolean }[] }>(
      'GET',
      '/v1/changes',
    );
  listening = () =>
    this.until('both topics open', async () => {
      const { topics } = await this.changes();
      return topics.length === 2 && topics.every(({ isOpen }) => isOpen);
    });
  requests = () => this.service?.context.orgs.connected()[0]?.org.requests ?? 0;
  receipts = async (key: string) =>
    (await this.call<{ history: unknown[] }>('GET', `/v1/conversations/${encodeURIComponent(key)}/receipt`)).history
      .length + 1;
}

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

let number = 0;
/** A company with a contact and two open deals of a colleague who was not there: nobody can tell which. */
async function company(org: RunningOrg) {
  const n = (number += 1);
  const AccountId = await org.create('Account', { Name: `Acme ${n}` });
  const email = `jane@acme${n}.example`;
  const contact = await org.create('Contact', { FirstName: 'Jane', LastName: 'Roe', Email: email, AccountId });
  const deal = (Name: string) =>
    org.create('Opportunity', {
      ...{ Name, AccountId, StageName: 'Prospecting', CloseDate: day(60), OwnerId: org.users.maya },
      CreatedDate: '2026-01-05T09:00:00Z',
    });
  const renewal = await deal(`Acme ${n} – Renewal`);
  const expansion = await deal(`Acme ${n} – Expansion`);
  return { n, account: AccountId, email, contact, renewal, expansion, name: `Acme ${n} – Renewal` };
}

let meetings = 0;
async function meeting(running: Running, sourceId: string, email: string): Promise<string> {
  // apart from the others of the same rep: one activity is one conversation
  const startedAt = new Date(Date.now() - 86_400_000 - (meetings += 1) * 7_200_000).toISOString();
  await running.call('POST', '/v1/conversations', {
    ...{ source: 'test', sourceId, kind: 'meeting', title: 'Where we stand', startedAt, durationSec: 1800 },
    owner: { email: 'paul@sealight.example' },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Jane Roe', email },
    ],
    summary: 'They renew.',
    comments: [{ id: '1', author: 'Paul', text: 'Send the offer' }],
  });
  return `test:${sourceId}`;
}

let org: RunningOrg;
let running: Running;
before(async () => {
  org = await runLocalOrg();
  running = await new Running(org).start();
  await running.listening();
});
after(async () => {
  await running.end();
  await org.stop();
});

test('a contact role given by a person links the conversation that nobody could place, and says so', async () => {
  const acme = await company(org);
  await running.poll();
  const key = await meeting(running, 'role', acme.email);
  const parked = await running.synced(key);
  assert.equal(parked.match.status, 'Needs review');
  assert.equal(parked.opportunityId, null);
  assert.equal(parked.accountId, acme.account);

  const role = await org.create('OpportunityContactRole', {
    ...{ OpportunityId: acme.renewal, ContactId: acme.contact, Role: 'Decision Maker' },
  });
  const linked = await running.synced(key, ({ opportunityId }) => opportunityId === acme.renewal);
  const said = new RegExp(
    `Matched again because Jane Roe was given the Decision Maker role on '${acme.name}' on \\d+ \\w+\\.`,
  );
  assert.match(linked.match.evidence, said);
  const [row] = await org.query(
    `SELECT Opportunity__c, Match_Evidence__c FROM Conversation__c WHERE Id = '${linked.conversationId}'`,
  );
  assert.equal(row?.Opportunity__c, acme.renewal);
  assert.match(String(row?.Match_Evidence__c), said);

  // once more for the poll: it is known, and what is asked for again stays as it is
  assert.equal((await running.poll()).matchedAgain, 0);
  const before = await running.receipts(key);
  await running.call('POST', `/v1/conversations/${encodeURIComponent(key)}/resync`);
  await running.until('another receipt', async () => (await running.receipts(key)) > before);
  const again = await running.call<{ outcome: string }>('GET', `/v1/conversations/${encodeURIComponent(key)}/receipt`);
  assert.equal(again.outcome, 'unchanged', 'the reason stays, and nothing is written for it');

  await org.delete('OpportunityContactRole', role);
  const unlinked = await running.synced(key, ({ opportunityId }) => opportunityId === null);
  assert.match(unlinked.match.evidence, /Matched again because Jane Roe was taken off/);
});

test('a change that touches no conversation asks the org nothing', async () => {
  const acme = await company(org);
  await meeting(running, 'untouched', acme.email).then((key) => running.synced(key));
  const heard = async (work: () => Promise<unknown>) => {
    const { lastEventAt } = await running.changes();
    await work();
    await running.until('the event heard', async () => (await running.changes()).lastEventAt !== lastEventAt);
  };
  // who the service is, it asks once
  const other = await org.create('Account', { Name: 'Elsewhere' });
  const deal = { Name: 'Elsewhere', AccountId: other, StageName: 'Prospecting', CloseDate: day(9) };
  await heard(() => org.create('Opportunity', deal));
  const before = running.requests();
  await heard(() => org.create('Opportunity', deal));
  await heard(() => org.update('Opportunity', acme.renewal, { Amount: 1200 }));
  assert.equal(running.requests(), before);
});

test('a match that a change leaves as it is writes nothing', async () => {
  const acme = await company(org);
  await org.create('OpportunityContactRole', { OpportunityId: acme.renewal, ContactId: acme.contact });
  const key = await meeting(running, 'same', acme.email);
  const state = await running.synced(key);
  assert.equal(state.opportunityId, acme.renewal);
  const before = await running.receipts(key);
  // the runner-up is another now; the link is not
  await org.update('Opportunity', acme.expansion, { StageName: 'Closed Lost' });
  await running.until('another run', async () => (await running.receipts(key)) > before);
  const { outcome, entries } = await running.call<{ outcome: string; entries: unknown[] }>(
    'GET',
    `/v1/conversations/${encodeURIComponent(key)}/receipt`,
  );
  assert.deepEqual(entries, []);
  assert.equal(outcome, 'unchanged');
});

test('a burst of changes is one run of a conversation', async () => {
  const acme = await company(org);
  const key = await meeting(running, 'burst', acme.email);
  await running.synced(key);
  const before = await running.receipts(key);
  for (const StageName of ['Qualification', 'Needs Analysis', 'Value Proposition'])
    await org.update('Opportunity', acme.expansion, { StageName });
  await org.create('OpportunityContactRole', { OpportunityId: acme.renewal, ContactId: acme.contact });
  await running.synced(key, ({ opportunityId }) => opportunityId === acme.renewal);
  assert.equal((await running.receipts(key)) - before, 1);
});

test('a new contact takes over what was nobody’s, by the poll', async () => {
  const key = await meeting(running, 'stranger', 'new@unheard.example');
  const nobody = await running.synced(key);
  assert.equal(nobody.contactId, null);
  // what the tests before have made is told once more
  await running.poll();
  const contact = await org.create('Contact', { LastName: 'Newcomer', Email: 'new@unheard.example' });
  const { matchedAgain } = await running.poll();
  assert.equal(matchedAgain, 1);
  const known = await running.synced(key, ({ contactId }) => contactId === contact);
  assert.match(known.match.evidence, /Matched again because Newcomer was added to the contacts on/);
});

test('what happened while the service was away is made up for: from the last event, or by asking when that is gone', async () => {
  const acme = await company(org);
  const key = await meeting(running, 'away', acme.email);
  await running.synced(key);
  await running.stop();
  const role = await org.create('OpportunityContactRole', { OpportunityId: acme.renewal, ContactId: acme.contact });
  await running.start();
  await running.synced(key, ({ opportunityId }) => opportunityId === acme.renewal);

  await running.stop();
  await org.delete('OpportunityContactRole', role);
  await org.provoke('POST', 'events', { expire: true });
  await running.start();
  await running.synced(key, ({ opportunityId }) => opportunityId === null);
  await running.listening();
});

test('a lost connection is made again, and a gap is asked about', async () => {
  const acme = await company(org);
  const key = await meeting(running, 'lost', acme.email);
  await running.synced(key);
  await org.provoke('POST', 'events', { drop: true });
  await org.create('OpportunityContactRole', { OpportunityId: acme.renewal, ContactId: acme.contact });
  await running.synced(key, ({ opportunityId }) => opportunityId === acme.renewal);
  await running.listening();

  await org.provoke('PUT', 'change-data-capture', { entities: ['Opportunity'] });
  await org.create('OpportunityContactRole', { OpportunityId: acme.expansion, ContactId: acme.contact });
  await org.provoke('POST', 'events', { gap: 'GAP_OVERFLOW', entity: 'Opportunity' });
  await running.synced(key, ({ opportunityId }) => opportunityId === null);
  await org.provoke('PUT', 'change-data-capture', { entities: ['Opportunity', 'OpportunityContactRole'] });
});

test('a comment written in Salesforce comes back to the service: adopted, followed, never doubled or deleted', async () => {
  const acme = await company(org);
  const key = await meeting(running, 'comments', acme.email);
  const { conversationId } = await running.synced(key);
  const comments = async () =>
    (
      await running.call<{ comments: { text: string; author: string; writtenIn: string; at: string | null }[] }>(
        'GET',
        `/v1/conversations/${encodeURIComponent(key)}/comments`,
      )
    ).comments;
  const inOrg = () =>
    org.query(
      `SELECT Id, Key__c, Text__c FROM Conversation_Moment__c WHERE Conversation__c = '${conversationId}' AND Type__c = 'Comment' ORDER BY CreatedDate, Id`,
    );
  const id = await org.create('Conversation_Moment__c', {
    ...{ Conversation__c: conversationId, Type__c: 'Comment', Text__c: 'Ask for the cable list', Start__c: 61.5 },
  });
  assert.equal((await running.poll()).comments, 1);
  const adopted = await running.until('its key', async () =>
    (await inOrg()).find((row) => row.Id === id && row.Key__c !== null),
  );
  assert.equal(adopted.Text__c, 'Ask for the cable list');
  const [theirs, ours] = (await comments()).sort((a, b) => (a.writtenIn < b.writtenIn ? -1 : 1));
  assert.equal(theirs?.text, 'Send the offer');
  assert.equal(ours?.text, 'Ask for the cable list');
  assert.equal(ours?.author, 'Ines Carvalho');
  assert.ok(ours?.at);
  await running.synced(key);
  assert.equal((await running.poll()).comments, 0, 'its adoption is no news');

  await org.update('Conversation_Moment__c', id, { Text__c: 'Ask for the cable list today' });
  assert.equal((await running.poll()).comments, 1);
  await running.synced(key);
  assert.ok((await comments()).some(({ text }) => text === 'Ask for the cable list today'));
  await running.call('POST', `/v1/conversations/${encodeURIComponent(key)}/resync`);
  await running.synced(key);
  assert.deepEqual(
    (await inOrg()).map(({ Text__c }) => Text__c),
    ['Send the offer', 'Ask for the cable list today'],
  );

  await org.update('Conversation_Moment__c', id, { Text__c: null });
  assert.equal((await running.poll()).comments, 1);
  await running.synced(key);
  assert.deepEqual(
    (await comments()).map(({ text }) => text),
    ['Send the offer'],
    'one that was emptied is taken back',
  );
  assert.equal((await inOrg()).length, 2, 'its row is its writer’s');
  await org.update('Conversation_Moment__c', id, { Text__c: 'Ask for the cable list now' });
  assert.equal((await running.poll()).comments, 1);
  await running.synced(key);
  assert.ok((await comments()).some(({ text }) => text === 'Ask for the cable list now'));

  await org.delete('Conversation_Moment__c', id);
  assert.equal((await running.poll()).comments, 1);
  await running.synced(key);
  assert.deepEqual(
    (await comments()).map(({ text }) => text),
    ['Send the offer'],
  );
  assert.equal((await inOrg()).length, 1, 'it is not made again');
});

test('where changes are not told, the state says why, and the poll finds them', async () => {
  await org.provoke('PUT', 'change-data-capture', { entities: [] });
  const service = await new Running(org).start();
  try {
    const { mode, why } = await service.until('the refusals', async () => {
      const changes = await service.changes();
      return changes.topics.length === 2 && changes;
    });
    assert.equal(mode, 'poll');
    assert.match(why ?? '', /was not found.*Change Data Capture in Setup/);
    const acme = await company(org);
    const key = await meeting(service, 'quiet', acme.email);
    await service.synced(key);
    await org.create('OpportunityContactRole', { OpportunityId: acme.renewal, ContactId: acme.contact });
    assert.equal((await service.poll()).matchedAgain, 1);
    await service.synced(key, ({ opportunityId }) => opportunityId === acme.renewal);
  } finally {
    await service.end();
  }
});
