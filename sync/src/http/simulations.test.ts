/** The rules compared over HTTP, on an org that answers as Salesforce does. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { simulate, SIMULATION } from '../jobs/simulate.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { activity, conversations, receipts } from '../store/schema.ts';
import type { FlowAnswer } from './flow/answer.ts';
import { SimulationSchema } from './routes/simulations.ts';
import { startTestService, type TestService } from './testing/service.ts';

let local: RunningOrg;
let service: TestService;
let telemetry: string;
let other: string;
const DAY_MS = 86_400_000;
const keys = ['role', 'role-2', 'alone', 'locked', 'long-ago', 'taken-back'].map((id) => `zoom:${id}`);

before(async () => {
  local = await runLocalOrg();
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: local.url, SALESFORCE_ACCESS_TOKEN: local.integrationToken, DEBRIEF_COUNTRY: 'FR' },
    { connect: connectOrg },
  );
  const { create, users } = local;
  let created = 0;
  const customer = async (name: string) => {
    const account = await create('Account', { Name: name, OwnerId: users.paul });
    const email = `${name.toLowerCase()}@customer.example`;
    const contact = await create('Contact', { LastName: name, AccountId: account, Email: email });
    const deal = (deal: string, OwnerId = users.maya) =>
      create('Opportunity', {
        ...{ Name: deal, AccountId: account, StageName: 'Qualification', CloseDate: '2027-12-31', OwnerId },
        CreatedDate: `2026-01-0${(created += 1)}T09:00:00.000Z`,
      });
    return { email, contact, deal };
  };
  const halvorsen = await customer('Halvorsen');
  telemetry = await halvorsen.deal('Telemetry');
  other = await halvorsen.deal('Service');
  await create('OpportunityContactRole', { OpportunityId: telemetry, ContactId: halvorsen.contact, Role: 'Evaluator' });
  const quill = await customer('Quill');
  await quill.deal('Renewal');
  const told = [
    ['role', 3, halvorsen.email],
    ['role-2', 10, halvorsen.email],
    ['alone', 5, quill.email],
    ['locked', 6, halvorsen.email],
    ['long-ago', 45, halvorsen.email],
    ['taken-back', 4, halvorsen.email],
  ] as const;
  await service.call(
    'POST',
    '/v1/conversations',
    told.map(([sourceId, daysAgo, email]) => {
      const start = Date.now() - daysAgo * DAY_MS;
      return {
        ...{ source: 'zoom', sourceId, kind: 'meeting', title: `Talk ${sourceId}` },
        ...{ owner: { email: 'paul@sealight.example' }, startedAt: new Date(start).toISOString(), durationSec: 1800 },
        parties: [
          { role: 'ours', email: 'paul@sealight.example' },
          { role: 'theirs', name: 'Customer', email },
        ],
        segments: [{ party: 1, startMs: 0, text: 'What was said is nobody’s business here.' }],
      };
    }),
  );
  await service.untilAll(keys, 'synced');
  await service.call('POST', '/v1/conversations/zoom:locked/relink', { opportunityId: other });
  await service.call('POST', '/v1/conversations/zoom:taken-back/undo');
});
after(async () => {
  await service.stop();
  await local.stop();
});

async function compare(body: unknown) {
  const answer = await service.call('POST', '/v1/simulations', body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return SimulationSchema.strict().parse(answer.body);
}

const counts = (more: object) => ({ linked: 0, needsReview: 0, accountOnly: 0, none: 0, locked: 0, ...more });

test('a changed rule moves what it decides otherwise, with the reasons of both; a lock stays', async () => {
  const found = await compare({ match: { dealSteps: ['owner', 'onlyOpenDeal'] } });
  assert.deepEqual([found.days, found.total, found.read, found.stopped], [30, 4, 4, undefined]);
  assert.deepEqual(found.today, counts({ linked: 3, locked: 1 }));
  assert.deepEqual(found.changed, counts({ linked: 1, needsReview: 2, locked: 1 }));
  assert.equal(found.movesTotal, 2);
  assert.deepEqual(
    found.moves.map(({ key }) => key),
    ['zoom:role', 'zoom:role-2'],
    'the newest first',
  );
  const [move] = found.moves;
  assert.match(String(move?.conversationId), /^a0\w{16}$/);
  assert.equal(move?.title, 'Talk role');
  assert.deepEqual(
    [move?.today.opportunityId, move?.today.opportunity, move?.today.rule, move?.today.outcome],
    [telemetry, 'Telemetry', 'contactRole', 'linked'],
  );
  assert.match(String(move?.today.evidence), /^Matched to 'Telemetry' because Halvorsen has the Evaluator role on it/);
  assert.deepEqual([move?.changed.opportunityId, move?.changed.outcome], [undefined, 'needsReview']);
  assert.match(String(move?.changed.evidence), /2 deals fit about equally/);
  assert.ok(found.requests >= 2 && found.requests <= 4, `${found.requests} requests`);
});

test('the days are those that were asked for; today’s rule against itself moves nothing', async () => {
  const found = await compare({ days: 60 });
  assert.deepEqual([found.total, found.movesTotal], [5, 0]);
  assert.deepEqual(found.today, found.changed);
  assert.equal(Date.parse(found.to) - Date.parse(found.from), 60 * DAY_MS);
  const none = await compare({ days: 1 });
  assert.deepEqual([none.total, none.read, none.requests, none.moves], [0, 0, 0, []]);
});

test('nothing is written: not in the org, not in the store', async () => {
  const { db } = service.service.context;
  const objects = ['Conversation__c', 'Conversation_Participant__c', 'Event', 'Task', 'Opportunity', 'Contact'];
  const state = async () => ({
    org: await Promise.all(
      objects.map((object) => local.query(`SELECT Id, SystemModstamp FROM ${object} ORDER BY Id`)),
    ),
    conversations: await db.select().from(conversations).orderBy(conversations.key),
    receipts: await db.select({ id: receipts.id }).from(receipts),
    activity: await db.select({ id: activity.id }).from(activity),
    settings: (await service.call('GET', '/v1/settings')).body,
  });
  const before = await state();
  await compare({ match: { dealSteps: [], dealTie: 'oldest', peopleOrder: 'leadFirst', threshold: 0.9, margin: 0.3 } });
  assert.deepEqual(await state(), before);
});

test('a wish that is none is refused by the name of the field', async () => {
  for (const [body, pointer, detail] of [
    [{ days: 0 }, '/days', /1/],
    [{ days: 91 }, '/days', /90/],
    [{ days: 1.5 }, '/days', /int/],
    [{ match: { dealSteps: ['luck'] } }, '/match/dealSteps/0', /contactRole/],
    [{ match: { dealTie: 'loudest' } }, '/match/dealTie', /mostRoles/],
    [{ match: { threshold: 2 } }, '/match/threshold', /1/],
    [{ match: { margin: 0.9, threshold: 0.5 } }, '/match/margin', /larger than the threshold/],
    [{ match: { margin: 0.9 } }, '/match/margin', /larger than the threshold/],
    [{ match: { defaultCountry: 'FR' } }, '/match/defaultCountry', /not known/],
    [{ mach: {} }, '/mach', /not known/],
  ] as const) {
    const { status, body: problem } = await service.call<{ errors: { pointer: string; detail: string }[] }>(
      'POST',
      '/v1/simulations',
      body,
    );
    assert.equal(status, 422, JSON.stringify(problem));
    const error = problem.errors.find((each) => each.pointer === pointer);
    assert.match(error?.detail ?? JSON.stringify(problem.errors), detail);
  }
});

test('what is more than can be compared is said: the newest are, in batches, and only so many moves are listed', async () => {
  const tenant = await tenantNow(service.service.context, 'demo');
  assert.ok(tenant);
  const wish = { change: { dealSteps: [] }, days: 30 };
  const few = await simulate(service.service.context, tenant, wish, { ...SIMULATION, most: 3, batch: 2, mostMoves: 1 });
  assert.deepEqual([few.total, few.read, few.stopped], [4, 3, 'most']);
  assert.deepEqual([few.movesTotal, few.moves.map(({ key }) => key)], [2, ['zoom:role']]);
  const short = await simulate(service.service.context, tenant, wish, { ...SIMULATION, batch: 1, longestMs: 0 });
  assert.deepEqual([short.read, short.stopped], [1, 'time']);
});

test('a Flow asks the same with plain values', async () => {
  const flow = async (query: string) =>
    (await service.call<FlowAnswer>('POST', `/v1/flow/simulateRules?${query}`)).body;
  const { ok, json, message } = await flow('dealSteps=owner,%20onlyOpenDeal&dealTie=oldest&threshold=0.53&days=7');
  assert.ok(ok, message);
  const found = SimulationSchema.parse(JSON.parse(json));
  assert.deepEqual([found.days, found.movesTotal], [7, 0], 'the older of the two deals is the one with the role');
  const none = await flow('dealSteps=none');
  assert.equal(SimulationSchema.parse(JSON.parse(none.json)).changed.needsReview, 3);
  assert.match((await flow('margin=a%20lot')).message, /margin is a number with a point, for example 0\.5/);
  assert.match((await flow('dealSteps=luck')).message, /match\/dealSteps\/0 .*onlyOpenDeal/);
});

test('the reserve of the org’s requests is kept', async () => {
  const { context } = service.service;
  const tenant = await tenantNow(context, 'demo');
  assert.ok(tenant);
  const dear = { ...SIMULATION, firstGuess: 10_000_000 };
  await assert.rejects(simulate(context, tenant, { change: {}, days: 30 }, dear), /up to the reserve of 20 %/);
});
