import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { OrgError } from '../org/error.ts';
import { PeopleSchema, UserMatchAnswer } from './schemas.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const PAUL = { Id: '005000000000001AAA', Name: 'Paul Marchand', Email: 'Paul@sealight.example', IsActive: true };
const MAYA = { Id: '005000000000002AAA', Name: 'Maya Lindqvist', Email: 'maya@sealight.example', IsActive: true };

let service: TestService;
before(async () => {
  service = await startTestService();
  service.org.activeUsers = [PAUL, MAYA];
  const started = (days: number) => ({
    startedAt: new Date(Date.now() - days * 86_400_000).toISOString(),
    endedAt: new Date(Date.now() - days * 86_400_000 + 600_000).toISOString(),
  });
  const ghost = { role: 'ours', name: 'The Ghost', email: ' Ghost@Dialler.example ' };
  await service.call('POST', '/v1/conversations', [
    conversation('a', { ...started(2), owner: { email: 'paul@sealight.example' }, parties: [ghost] }),
    conversation('b', { ...started(3), owner: { email: 'ghost@dialler.example' }, parties: [ghost] }),
    conversation('c', { ...started(40), owner: { email: 'ghost@dialler.example' } }),
    conversation('d', { ...started(100), owner: { email: 'longgone@sealight.example' } }),
    conversation('e', { ...started(1), parties: [{ role: 'theirs', email: 'customer@acme.example' }] }),
  ]);
  for (const id of ['a', 'b', 'c', 'd', 'e']) await service.until(`test:${id}`, 'synced');
});
after(() => service.stop());

const people = async () => PeopleSchema.strict().parse((await service.call('GET', '/v1/users')).body);
const match = (body: unknown) =>
  service.call<{ errors: { pointer: string; detail: string }[] }>('POST', '/v1/users/match', body);

test('every rep of the last 90 days is listed with their user, those without one first, and no customer', async () => {
  const { reps, users } = await people();
  assert.deepEqual(
    reps.map(({ email, how, userName, conversations }) => [email, how, userName, conversations]),
    [
      ['ghost@dialler.example', 'none', null, 3],
      ['paul@sealight.example', 'email', 'Paul Marchand', 1],
    ],
  );
  assert.equal(reps[0]?.name, 'The Ghost');
  assert.match(reps[0]?.note ?? '', /match them by hand.*belong to the integration user/);
  assert.deepEqual(users, [{ userId: MAYA.Id, name: 'Maya Lindqvist', email: MAYA.Email }]);
});

test('a hand match is kept, and the rep’s conversations of 30 days come again, but none that was taken back', async () => {
  await service.call('POST', '/v1/conversations/test:a/undo');
  const { status, body } = await match({ email: 'GHOST@dialler.example', userId: MAYA.Id.slice(0, 15), by: 'Ines' });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(UserMatchAnswer.strict().parse(body), {
    ...{ email: 'ghost@dialler.example', userId: MAYA.Id, leftOut: false, queued: 1 },
  });
  await service.until('test:b', 'synced');
  const { reps, users } = await people();
  const ghost = reps.find(({ email }) => email === 'ghost@dialler.example');
  assert.equal(ghost?.how, 'hand');
  assert.equal(ghost.userName, 'Maya Lindqvist');
  assert.deepEqual(users, []);
  const { body: log } = await service.call<{ entries: { kind: string; message: string }[] }>('GET', '/v1/activity');
  assert.match(
    log.entries.find(({ kind }) => kind === 'people')?.message ?? '',
    /^ghost@dialler\.example is Maya Lindqvist, says Ines: 1 conversation of the last 30 days comes again\.$/,
  );

  service.org.activeUsers = [PAUL];
  const lost = (await people()).reps.find(({ email }) => email === 'ghost@dialler.example');
  assert.equal(lost?.how, 'none');
  assert.match(lost.note ?? '', /no longer an active user/);
  service.org.activeUsers = [PAUL, MAYA];

  assert.equal((await match({ email: 'ghost@dialler.example', userId: null })).status, 200);
  assert.equal((await people()).reps[0]?.how, 'none');
});

test('a match that cannot be is refused with the member and the mend', async () => {
  const refused = async (body: unknown, pointer: string, detail: RegExp) => {
    const answer = await match(body);
    assert.equal(answer.status, 422, JSON.stringify(answer.body));
    const error = answer.body.errors.find((each) => each.pointer === pointer);
    assert.match(error?.detail ?? '', detail);
  };
  await refused({ email: 'nobody', userId: PAUL.Id }, '/email', /no e-mail address/);
  await refused({ email: 'x@y.example' }, '/userId', /./);
  await refused({ email: 'x@y.example', userId: '003000000000001AAA' }, '/userId', /no Id of a User/);
  await refused({ email: 'x@y.example', userId: '005000000000009AAA' }, '/userId', /no active standard user/);
  await refused({ email: 'x@y.example', userId: null, user: 1 }, '/user', /not known/);
  await refused([], '', /object/);
});

test('an org that does not answer is said to be it', async () => {
  service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  assert.equal((await service.call('GET', '/v1/users')).status, 503);
  assert.equal((await match({ email: 'x@y.example', userId: PAUL.Id })).status, 503);
  service.org.down = undefined;
});
