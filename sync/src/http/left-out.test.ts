import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { PeopleSchema, UserMatchAnswer } from './schemas.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const PAUL = { Id: '005000000000001AAA', Name: 'Paul Marchand', Email: 'paul@sealight.example', IsActive: true };
const MAYA = { Id: '005000000000002AAA', Name: 'Maya Lindqvist', Email: 'maya@sealight.example', IsActive: true };
const paul = { owner: { email: 'Paul@sealight.example' } };
const ours = (...emails: string[]) => ({ parties: emails.map((email) => ({ role: 'ours', email })) });

let service: TestService;
before(async () => {
  service = await startTestService();
  service.org.activeUsers = [PAUL, MAYA];
  await send('before', paul);
  await service.until('test:before', 'synced');
});
after(() => service.stop());

/** It began yesterday. */
async function send(id: string, more: object): Promise<void> {
  const startedAt = new Date(Date.now() - 86_400_000).toISOString();
  await service.call('POST', '/v1/conversations', conversation(id, { startedAt, endedAt: startedAt, ...more }));
}
const match = (body: object) =>
  service.call<{ errors: { pointer: string; detail: string }[] }>('POST', '/v1/users/match', body);
const people = async () => PeopleSchema.strict().parse((await service.call('GET', '/v1/users')).body).reps;
const applied = () => service.org.applied.flat();

test('a rep who is left out is listed so, and their user stays known', async () => {
  const { status, body } = await match({ email: 'paul@sealight.example', leftOut: true, by: 'Ines' });
  assert.equal(status, 200);
  assert.deepEqual(UserMatchAnswer.strict().parse(body), {
    ...{ email: 'paul@sealight.example', userId: null, leftOut: true, queued: 0 },
  });
  const [rep] = await people();
  assert.deepEqual([rep?.how, rep?.leftOut, rep?.userName], ['leftOut', true, 'Paul Marchand']);
  assert.match(rep?.note ?? '', /their conversations are kept/);
});

test('their conversations are kept with the reason, and nothing is asked of the org for them', async () => {
  await send('own', paul);
  const kept = await service.until('test:own', 'parked');
  assert.equal(
    kept.error,
    'paul@sealight.example is left out: the conversation is kept, and written once that is no longer so.',
  );
  assert.ok(!applied().includes('test:own'));
  // without an owner it goes by those who took part
  await send('alone', ours('paul@sealight.example'));
  await service.until('test:alone', 'parked');
  await send('together', ours('paul@sealight.example', 'maya@sealight.example'));
  await service.until('test:together', 'synced');
  const { body: errors } = await service.call('GET', '/v1/errors');
  assert.equal(errors.total, 0, 'whom an admin leaves out is nobody’s error');
  assert.deepEqual((await service.call('POST', '/v1/errors/retry', {})).body, { queued: 0 });
});

test('what is told anew of what was written stays as it was written', async () => {
  await send('before', { ...paul, summary: 'Something else.' });
  await service.until('test:before', 'parked');
  assert.equal(applied().filter((key) => key === 'test:before').length, 1);
});

test('once no longer left out, all that was kept is written, and no other', async () => {
  await match({ email: 'maya@sealight.example', leftOut: true });
  await send('hers', { owner: { email: 'maya@sealight.example' } });
  await service.until('test:hers', 'parked');
  const { body } = await match({ email: 'paul@sealight.example', leftOut: false, by: 'Ines' });
  assert.deepEqual(UserMatchAnswer.parse(body).queued, 3);
  for (const id of ['own', 'alone', 'before']) await service.until(`test:${id}`, 'synced');
  assert.equal((await service.call('GET', '/v1/conversations/test:hers')).body.status, 'parked');
  const { body: log } = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=people');
  assert.deepEqual(
    log.entries.map(({ message }) => message).filter((message) => message.startsWith('paul')),
    [
      'paul@sealight.example is no longer left out, says Ines: 3 conversations that were kept come again.',
      'paul@sealight.example is left out, says Ines: their conversations are kept and not written.',
    ],
  );
  assert.equal(UserMatchAnswer.parse((await match({ email: 'paul@sealight.example', leftOut: false })).body).queued, 0);
});

test('a match and being left out are two things, and one of them has to be said', async () => {
  const both = await match({ email: 'maya@sealight.example', userId: PAUL.Id, leftOut: false });
  assert.deepEqual(UserMatchAnswer.parse(both.body), {
    ...{ email: 'maya@sealight.example', userId: PAUL.Id, leftOut: false, queued: 2 },
  });
  const only = await match({ email: 'maya@sealight.example', leftOut: true });
  assert.equal(UserMatchAnswer.parse(only.body).userId, PAUL.Id);
  const neither = await match({ email: 'maya@sealight.example' });
  assert.equal(neither.status, 422);
  assert.match(neither.body.errors[0]?.detail ?? '', /send userId, leftOut or both/);
  assert.equal((await match({ email: 'maya@sealight.example', leftOut: 'yes' })).status, 422);
});
