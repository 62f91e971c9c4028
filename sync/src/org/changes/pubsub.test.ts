/** Change events of the local org, as the service hears them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { connectOrg } from '../connect.ts';
import { runLocalOrg, type RunningOrg } from '../testing/run-local-org.ts';
import type { ChangeDelivery, Org, Subscription } from '../types.ts';

const DEALS = '/data/OpportunityChangeEvent';
const ROLES = '/data/OpportunityContactRoleChangeEvent';
const deal = { Name: 'Acme – Renewal', StageName: 'Prospecting', CloseDate: '2026-12-31' };

let local: RunningOrg;
let org: Org;
before(async () => {
  local = await runLocalOrg();
  org = connectTo(local.pubsub.endpoint);
});
after(() => local.stop());

function connectTo(address: string, ca: string | undefined = readFileSync(local.pubsub.certificateFile, 'utf8')): Org {
  const pubsub = { address, ...(ca ? { ca } : {}) };
  return connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken, pubsub });
}

/** Deliveries with something in them, one after the other. */
class Listener {
  readonly #waiting: ((delivery: ChangeDelivery) => void)[] = [];
  readonly #come: ChangeDelivery[] = [];
  subscription: Subscription | undefined;

  async open(topic: string, replayId?: string, on = org): Promise<this> {
    assert.ok(on.subscribe);
    const cursor = { topic, ...(replayId ? { replayId } : {}) };
    this.subscription = await on.subscribe(cursor, (delivery) => {
      const next = this.#waiting.shift();
      if (next) next(delivery);
      else this.#come.push(delivery);
      return Promise.resolve();
    });
    await this.subscription.opened;
    return this;
  }

  next(): Promise<ChangeDelivery> {
    const come = this.#come.shift();
    return come ? Promise.resolve(come) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async ended(): Promise<string> {
    assert.ok(this.subscription);
    return (await this.subscription.ended).reason;
  }

  async close(): Promise<void> {
    await this.subscription?.close();
  }
}

test('a deal’s changes come with their fields, their author and the place to go on from', async () => {
  const listener = await new Listener().open(DEALS);
  const id = await local.create('Opportunity', deal);
  const created = await listener.next();
  assert.deepEqual(
    created.changes.map(({ object, ids, kind, by }) => ({ object, ids, kind, by })),
    [{ object: 'Opportunity', ids: [id], kind: 'create', by: local.users.ines }],
  );
  assert.equal(created.changes[0]?.values.Name, 'Acme – Renewal');
  assert.equal(created.changes[0]?.values.CloseDate, '2026-12-31');
  await local.update('Opportunity', id, { StageName: 'Closed Won' });
  const [closed] = (await listener.next()).changes;
  assert.equal(closed?.kind, 'update');
  assert.equal(closed?.values.StageName, 'Closed Won');
  assert.equal(closed?.values.IsClosed, true);
  assert.ok(!('Name' in (closed?.values ?? {})), 'what did not change is absent, not null');
  await local.delete('Opportunity', id);
  assert.equal((await listener.next()).changes[0]?.kind, 'delete');
  await listener.close();

  const again = await new Listener().open(DEALS, created.replayId);
  const replayed: (string | undefined)[] = [];
  while (replayed.length < 2) replayed.push(...(await again.next()).changes.map(({ kind }) => kind));
  assert.deepEqual(replayed, ['update', 'delete'], 'from where the first one stood, nothing twice');
  await again.close();
});

test('a contact role comes with whom and what it joins; a gap says to ask', async () => {
  const listener = await new Listener().open(ROLES);
  const OpportunityId = await local.create('Opportunity', deal);
  const ContactId = await local.create('Contact', { LastName: 'Roe' });
  await local.create('OpportunityContactRole', { OpportunityId, ContactId, Role: 'Decision Maker' });
  const { OpportunityId: about, ContactId: who, Role } = (await listener.next()).changes[0]?.values ?? {};
  assert.deepEqual({ about, who, Role }, { about: OpportunityId, who: ContactId, Role: 'Decision Maker' });
  await local.provoke('POST', 'events', { gap: 'GAP_OVERFLOW', entity: 'OpportunityContactRole' });
  const gap = await listener.next();
  assert.ok(gap.isGap);
  assert.deepEqual(gap.changes, []);
  await listener.close();
});

test('each end says what it means', async () => {
  const ends = async (topic: string, replayId?: string, on?: Org) =>
    (await new Listener().open(topic, replayId, on)).ended();
  assert.equal(await ends('/data/LeadChangeEvent'), 'off', 'not selected');
  assert.equal(await ends(DEALS, Buffer.from('of another org').toString('base64')), 'replay');
  const stranger = connectOrg({
    instanceUrl: local.url,
    accessToken: local.adminToken.slice(0, -1),
    pubsub: { address: local.pubsub.endpoint },
  });
  await assert.rejects(ends(DEALS, undefined, stranger), /expired or invalid/i);
  assert.equal(await ends(DEALS, undefined, connectTo(local.pubsub.endpoint, '')), 'lost', 'an unknown certificate');

  const listener = await new Listener().open(DEALS);
  await local.create('Opportunity', deal);
  const { replayId } = await listener.next();
  await local.provoke('POST', 'events', { drop: true });
  assert.equal(await listener.ended(), 'lost');
  await local.provoke('POST', 'events', { expire: true });
  assert.equal(await ends(DEALS, replayId), 'replay', 'older than 72 hours');
});

test('what changed since a time is one request, deletions among it', async () => {
  const since = new Date().toISOString();
  const AccountId = await local.create('Account', { Name: 'Acme' });
  const OpportunityId = await local.create('Opportunity', { ...deal, AccountId });
  const ContactId = await local.create('Contact', { LastName: 'Roe', Email: 'jane@acme.example', AccountId });
  const role = await local.create('OpportunityContactRole', { OpportunityId, ContactId });
  await local.delete('OpportunityContactRole', role);
  await org.changedSince(since);
  const before = org.requests;
  const { changes, until } = await org.changedSince(since);
  assert.equal(org.requests - before, 1);
  assert.ok(until >= since);
  const of = (id: string) => changes.find(({ ids }) => ids.includes(id));
  assert.equal(of(OpportunityId)?.kind, 'create');
  assert.equal(of(OpportunityId)?.values.AccountId, AccountId);
  assert.equal(of(ContactId)?.values.Email, 'jane@acme.example');
  assert.equal(of(role)?.kind, 'delete');
  assert.equal(of(role)?.values.ContactId, ContactId, 'a deleted role still says whose it was');
});
