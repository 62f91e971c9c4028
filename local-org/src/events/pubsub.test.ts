/** Held to a client that nobody here wrote: npm's salesforce-pubsub-api-client. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import { createLocalOrg, type LocalOrg } from '../server.ts';

interface ChangeEvent {
  id: string;
  replayId: number;
  payload: {
    ChangeEventHeader: {
      entityName: string;
      recordIds: string[];
      changeType: string;
      changeOrigin: string;
      commitUser: string;
      changedFields: string[];
      nulledFields: string[];
    };
    [field: string]: unknown;
  };
}

let localOrg: LocalOrg;
before(async () => {
  localOrg = await createLocalOrg({
    home: ':memory:',
    port: 0,
    pages: false,
    pubsubPort: 0,
    changeDataCapture: ['Opportunity', 'OpportunityContactRole', 'Contact'],
  });
});
after(async () => {
  // its close() forgets who listens before it ends the streams: they end with the server instead
  await localOrg.close();
  await Promise.all(ends);
  for (const client of clients) client.close();
});

const clients: PubSubApiClient[] = [];
const ends: Promise<void>[] = [];

/** Every event or error of a topic goes to `told`. */
function listen(
  client: PubSubApiClient,
  topic: string,
  told: { event?: (event: ChangeEvent) => void; error?: (error: Error & { code?: number }) => void },
  replayId?: number,
): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  ends.push(promise);
  const heard = (_subscription: unknown, type: string, data?: unknown) => {
    if (type === 'event') told.event?.(data as ChangeEvent);
    if (type === 'error') told.error?.(data as Error);
    if (type === 'error' || type === 'end') resolve();
  };
  if (replayId === undefined) client.subscribe(topic, heard);
  else client.subscribeFromReplayId(topic, heard, 100, replayId);
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function clientOf(user: string, token = localOrg.org.tokenFor(user)) {
  const client = new PubSubApiClient(
    {
      authType: 'user-supplied',
      accessToken: token,
      // it takes no other address
      instanceUrl: 'https://sealight.my.salesforce.example',
      organizationId: localOrg.org.organizationId,
      pubSubEndpoint: localOrg.pubsub?.endpoint,
      rejectUnauthorizedSsl: false,
    },
    quiet,
  );
  await client.connect();
  clients.push(client);
  return client;
}

/** The next so many events of a topic, while `work` runs. */
async function eventsOf(
  topic: string,
  count: number,
  work: () => Promise<void>,
  user = 'ines',
): Promise<ChangeEvent[]> {
  const client = await clientOf(user);
  const events: ChangeEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    const event = (each: ChangeEvent) => {
      events.push(each);
      if (events.length === count) resolve();
    };
    listen(client, topic, { event, error: reject });
    untilSubscribed(topic).then(work).catch(reject);
  });
  return events;
}

/** The client tells of no answer's head, so the org is asked whether somebody listens. */
async function untilSubscribed(topic: string): Promise<void> {
  while (!localOrg.pubsub?.topics().includes(topic)) await new Promise((resolve) => setImmediate(resolve));
}

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(localOrg.url + path, {
    method,
    headers: {
      authorization: `Bearer ${localOrg.org.tokenFor('ines')}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text ? (JSON.parse(text) as { id: string }) : { id: '' };
}
const data = (path: string) => `/services/data/v67.0/sobjects/${path}`;

test('a commit is told with its fields, its author and its API; a change names what changed', async () => {
  let id = '';
  const [created, updated, deleted] = await eventsOf('/data/OpportunityChangeEvent', 3, async () => {
    const deal = { Name: 'Acme – Renewal', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 1200 };
    ({ id } = await call('POST', data('Opportunity'), deal, { 'sforce-call-options': 'client=tests' }));
    await call('PATCH', data(`Opportunity/${id}`), { StageName: 'Closed Won', Amount: null });
    await call('DELETE', data(`Opportunity/${id}`));
  });
  assert.ok(created && updated && deleted);
  const ines = localOrg.org.sessionFor('ines').user.Id;
  assert.deepEqual(created.payload.ChangeEventHeader.recordIds, [id]);
  assert.equal(created.payload.ChangeEventHeader.changeType, 'CREATE');
  assert.equal(created.payload.ChangeEventHeader.commitUser, ines);
  assert.equal(created.payload.ChangeEventHeader.changeOrigin, 'com/salesforce/api/rest/67.0;client=tests');
  assert.equal(created.payload['Name'], 'Acme – Renewal');
  assert.equal(created.payload['CloseDate'], Date.UTC(2026, 11, 31));
  assert.equal(updated.payload.ChangeEventHeader.changeType, 'UPDATE');
  const { changedFields, nulledFields } = updated.payload.ChangeEventHeader;
  for (const field of ['StageName', 'Amount', 'IsClosed', 'IsWon', 'LastModifiedDate'])
    assert.ok(changedFields.includes(field), `${field} of ${changedFields.join()}`);
  assert.ok(!changedFields.includes('Name'));
  assert.deepEqual(nulledFields, ['Amount', 'ExpectedRevenue']);
  assert.equal(updated.payload['StageName'], 'Closed Won');
  assert.equal(updated.payload['Name'], null, 'what did not change is not told');
  assert.equal(deleted.payload.ChangeEventHeader.changeType, 'DELETE');
  assert.equal(deleted.payload['StageName'], null);
});

test('a compound name is one field with parts', async () => {
  const [created, updated] = await eventsOf('/data/ContactChangeEvent', 2, async () => {
    const { id } = await call('POST', data('Contact'), { FirstName: 'Jane', LastName: 'Roe', MailingCity: 'Brest' });
    await call('PATCH', data(`Contact/${id}`), { LastName: 'Doe', MailingCity: 'Nantes' });
  });
  assert.equal((created?.payload['Name'] as Record<string, unknown>)['LastName'], 'Roe');
  const changedFields = updated?.payload.ChangeEventHeader.changedFields ?? [];
  assert.ok(changedFields.includes('Name.LastName'), changedFields.join());
  assert.ok(changedFields.includes('MailingAddress.City'), changedFields.join());
});

test('a write that is taken back is not told, and what one transaction does to a record is one change', () => {
  const { org } = localOrg;
  const session = org.sessionFor('ines');
  const before = org.changeEvents.latest;
  assert.throws(() =>
    session.transaction(() => {
      session.create('Contact', { LastName: 'Gone' });
      throw new Error('no');
    }),
  );
  assert.equal(org.changeEvents.latest, before);
  session.transaction(() => {
    const id = session.create('Contact', { LastName: 'First' });
    session.update('Contact', id, { LastName: 'Second' });
  });
  const [only, ...more] = org.changeEvents.after(before, 'Contact', 10);
  assert.equal(only?.changeType, 'CREATE');
  assert.equal(only?.values['LastName'], 'Second');
  assert.deepEqual(more, []);
});

test('a subscription goes on from a replay id; one that is too old, or not this org’s, is refused as documented', async () => {
  const { changeEvents } = localOrg.org;
  const from = changeEvents.latest;
  const { id } = await call('POST', data('Contact'), { LastName: 'Missed' });
  const client = await clientOf('ines');
  const missed = await new Promise<ChangeEvent>((resolve, reject) => {
    const replayId = Number(changeEvents.replayId(from).readBigUInt64BE());
    listen(client, '/data/ContactChangeEvent', { event: resolve, error: reject }, replayId);
  });
  assert.deepEqual(missed.payload.ChangeEventHeader.recordIds, [id]);

  const old = changeEvents.replayId(changeEvents.latest);
  changeEvents.expire();
  assert.equal(changeEvents.position(old), undefined);
  assert.equal(changeEvents.position(Buffer.alloc(8, 1)), undefined);
});

test('only who may view all deals hears of them, and only of what is selected', async () => {
  const refusal = async (user: string, topic: string, token?: string) => {
    const client = await clientOf(user, token);
    return new Promise<number | undefined>((resolve) => {
      listen(client, topic, { error: ({ code }) => resolve(code) });
    });
  };
  assert.equal(await refusal('paul', '/data/OpportunityChangeEvent'), 7, 'PERMISSION_DENIED');
  assert.equal(await refusal('ines', '/data/LeadChangeEvent'), 5, 'NOT_FOUND');
  assert.equal(await refusal('ines', '/data/OpportunityChangeEvent', '00D!wrong'), 16, 'UNAUTHENTICATED');
});
