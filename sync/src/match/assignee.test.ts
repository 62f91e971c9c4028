import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, event, eventId, MAYA, matched, meeting, PAUL } from './fixture.ts';

const parties = ['paul', 'maya'].map((name) => ({ role: 'ours', email: `${name}@sealight.example` }));
const [paul, maya] = company().users;
const withoutPaul = { users: [{ ...paul!, IsActive: false }, maya!] };

test('new records belong to the owner, and nothing is said about it', () => {
  const match = matched(meeting({ parties }));
  assert.equal(match.assigneeId, PAUL);
  assert.doesNotMatch(match.evidence, /belong/);
});

test('an owner who has left gives way to a colleague who was there, and is still looked for in the calendar', () => {
  const match = matched(meeting({ parties }), { ...withoutPaul, events: [event({ Id: eventId(1) })] });
  assert.equal(match.assigneeId, MAYA);
  assert.equal(match.activity.id, eventId(1));
  assert.match(match.evidence, /New records belong to Maya Lindqvist, because Paul Marchand is no longer active\./);
});

test('an owner whom the org does not know is named, and nobody who was there stands in for them', () => {
  const owner = { email: 'ghost@sealight.example' };
  const match = matched(meeting({ owner, parties: [parties[1]] }));
  assert.equal(match.assigneeId, undefined);
  assert.match(
    match.evidence,
    /the integration user, because its owner ghost@sealight\.example is no user of this org/,
  );
});

test('an owner who was matched by hand is that user, and their conversations are looked for in that calendar', () => {
  const owner = { email: 'Paul.M@dialler.example' };
  const userAliases = [{ email: 'paul.m@dialler.example', userId: PAUL }];
  const match = matched(meeting({ owner, parties: [{ role: 'ours', email: 'paul.m@dialler.example' }] }), {
    userAliases,
    events: [event({ Id: eventId(1) })],
  });
  assert.equal(match.assigneeId, PAUL);
  assert.equal(match.people[0]?.userId, PAUL);
  assert.equal(match.activity.id, eventId(1));
});

test('nobody left is never the integration user silently', () => {
  assert.match(
    matched(meeting({ parties: [parties[0]] }), withoutPaul).evidence,
    /New records belong to the integration user, because Paul Marchand is no longer active\./,
  );
  const stranger = matched(meeting({ owner: undefined, parties: [] }));
  assert.equal(stranger.assigneeId, undefined);
  assert.match(stranger.evidence, /the integration user, because nobody on our side is a user of this org\./);
});
