import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  call,
  company,
  contact,
  contactId,
  deal,
  dealId,
  event,
  eventId,
  JANE,
  JOHN,
  MAYA,
  meeting,
  PAUL,
  settings,
  task,
  taskId,
} from './fixture.ts';
import { indexSnapshot, match } from './match.ts';
import type { Snapshot } from './types.ts';

const START = Date.parse('2026-03-03T13:00:00.000Z');
const instant = fc.integer({ min: 0, max: 180 }).map((minute) => START + minute * 60_000);
const iso = (time: number) => new Date(time).toISOString();
const owner = fc.constantFrom(PAUL, MAYA);
const who = fc.constantFrom(JANE, JOHN, null);

const events = fc.uniqueArray(
  fc.record({
    number: fc.nat(40),
    start: instant,
    minutes: fc.constantFrom(15, 30, 60),
    owner,
    who,
    title: fc.constantFrom('Renewal talk', 'Weekly', 'Focus time'),
  }),
  { maxLength: 12, selector: ({ number }) => number },
);
const tasks = fc.uniqueArray(
  fc.record({ number: fc.nat(40), at: instant, owner, who, duration: fc.constantFrom(372, 30, null) }),
  { maxLength: 12, selector: ({ number }) => number },
);
const deals = fc.uniqueArray(fc.record({ number: fc.nat(20), owner, isClosed: fc.boolean(), role: fc.boolean() }), {
  maxLength: 6,
  selector: ({ number }) => number,
});

const snapshot = fc.tuple(events, tasks, deals).map(([someEvents, someTasks, someDeals]): Snapshot =>
  company({
    events: someEvents.map(({ number, start, minutes, owner: OwnerId, who: WhoId, title }) =>
      event({
        Id: eventId(number),
        StartDateTime: iso(start),
        EndDateTime: iso(start + minutes * 60_000),
        OwnerId,
        WhoId,
        Subject: title,
      }),
    ),
    tasks: someTasks.map(({ number, at, owner: OwnerId, who: WhoId, duration }) =>
      task({ Id: taskId(number), CreatedDate: iso(at), OwnerId, WhoId, CallDurationInSeconds: duration }),
    ),
    contacts: [...company().contacts, contact({ Id: contactId(8), Name: 'Jane again', Email: 'jane@acme.example' })],
    opportunities: someDeals.map(({ number, owner: OwnerId, isClosed }) =>
      deal({ Id: dealId(number), Name: `Deal ${number}`, OwnerId, IsClosed: isClosed, CloseDate: '2026-02-01' }),
    ),
    contactRoles: someDeals
      .filter(({ role }) => role)
      .map(({ number }) => ({
        Id: `00K${number}`,
        OpportunityId: dealId(number),
        ContactId: JANE,
        Role: null,
        IsPrimary: false,
      })),
  }),
);
const conversation = fc
  .tuple(fc.boolean(), instant)
  .map(([isCall, start]) =>
    isCall ? call({ startedAt: iso(start) }) : meeting({ startedAt: iso(start), endedAt: iso(start + 28 * 60_000) }),
  );

function reversed(given: Snapshot): Snapshot {
  return Object.fromEntries(
    Object.entries(given).map(([name, rows]) => [
      name,
      Array.isArray(rows) ? [...(rows as unknown[])].reverse() : rows,
    ]),
  ) as unknown as Snapshot;
}

test('the order in which the org answers never changes a match', () => {
  fc.assert(
    fc.property(snapshot, conversation, (given, one) => {
      assert.deepEqual(
        match(one, indexSnapshot(given), settings),
        match(one, indexSnapshot(reversed(given)), settings),
      );
    }),
    { numRuns: 300 },
  );
});

test('nothing is linked below the threshold, nor without a margin over the next', () => {
  fc.assert(
    fc.property(snapshot, conversation, (given, one) => {
      const found = match(one, indexSnapshot(given), settings);
      if (found.activity.decision !== 'enrich') return;
      assert.ok(found.score >= settings.threshold);
      for (const other of found.activity.candidates) assert.ok(found.score - other.score >= settings.margin);
    }),
    { numRuns: 300 },
  );
});

test('a deal that is linked was open, or was opened within a month', () => {
  fc.assert(
    fc.property(snapshot, conversation, (given, one) => {
      const found = match(one, indexSnapshot(given), settings);
      const linked = given.opportunities.find(({ Id }) => Id === found.opportunityId);
      assert.ok(!linked?.IsClosed);
    }),
    { numRuns: 300 },
  );
});

test('the same title is never enough: without a calendar of ours, a time or a caller nothing is linked', () => {
  const stranger = '005DB0000000009AAA';
  const far = fc.integer({ min: 121, max: 10_000 }).chain((minutes) => fc.constantFrom(minutes, -minutes));
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), far, fc.boolean(), (title, minutes, isStranger) => {
      const start = START + (isStranger ? 0 : minutes * 60_000);
      const OwnerId = isStranger ? stranger : PAUL;
      const times = { StartDateTime: iso(start), EndDateTime: iso(start + 30 * 60_000) };
      const given = company({
        events: [event({ Id: eventId(1), Subject: title, OwnerId, ...times })],
        tasks: [task({ Id: taskId(1), Subject: title, OwnerId, WhoId: JANE, CreatedDate: iso(start - 600_000) })],
      });
      const talk = meeting({ title, startedAt: iso(START), endedAt: iso(START + 30 * 60_000) });
      assert.notEqual(match(talk, indexSnapshot(given), settings).activity.decision, 'enrich');
      const phoned = call({ title, startedAt: iso(START), durationSec: 90 });
      assert.notEqual(match(phoned, indexSnapshot(given), settings).activity.decision, 'enrich');
    }),
    { numRuns: 300 },
  );
});
