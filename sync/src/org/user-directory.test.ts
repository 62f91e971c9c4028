import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrgShapes } from '../match/types.ts';
import { UserDirectory, type UsersWanted } from './user-directory.ts';

const shape = { type: 'string', length: 80, createable: false, updateable: false, picklist: null };
const shapes: OrgShapes = { User: { Id: shape, Name: shape, Email: shape, IsActive: shape, UserType: shape } };
const user = (n: number) => ({ Id: `005${String(n).padStart(12, '0')}AAA`, Name: `U${n}`, Email: `U${n}@us.example` });
const wanted = (ours: string[], guests: string[] = [], ids: string[] = []): UsersWanted => ({
  ...{ ours, all: [...ours, ...guests], ids },
});

let now = 0;
/** Asks until nothing is left to ask; says the statements. */
function ask(directory: UserDirectory, given: UsersWanted, answers: unknown[][]): string[] {
  const asked: string[] = [];
  for (let queries = directory.queries(given, shapes); queries.length > 0; queries = directory.queries(given, shapes)) {
    asked.push(...queries.map(({ soql }) => soql));
    directory.take((answers.shift() ?? []) as Record<string, unknown>[], given);
  }
  return asked;
}

test('all users are read once an hour, and known reps ask for nothing', () => {
  const directory = new UserDirectory(() => now);
  const rep = wanted(['u1@us.example'], ['guest@them.example']);
  assert.equal(ask(directory, rep, [[user(1), user(2)]]).length, 1);
  assert.deepEqual(
    directory.find(rep).map(({ Name }) => Name),
    ['U1'],
  );
  assert.deepEqual(ask(directory, wanted(['u2@us.example'], ['other@them.example']), []), []);
  now += 59 * 60_000;
  assert.deepEqual(ask(directory, rep, []), []);
  now += 60_000;
  assert.equal(ask(directory, rep, [[user(1)]]).length, 1);
});

test('an address of ours that nobody has is asked for once, and again after ten minutes: somebody may have come', () => {
  const directory = new UserDirectory(() => now);
  ask(directory, wanted(['u1@us.example']), [[user(1)]]);
  const late = wanted(['u3@us.example']);
  const [soql, ...more] = ask(directory, late, [[]]);
  assert.match(soql ?? '', /Email IN \('u3@us\.example'\) AND UserType = 'Standard'/);
  assert.equal(more.length, 0);
  assert.deepEqual(ask(directory, late, []), []);
  now += 10 * 60_000;
  assert.equal(ask(directory, late, [[user(3)]]).length, 1);
  assert.deepEqual(
    directory.find(late).map(({ Name }) => Name),
    ['U3'],
  );
});

test('where there are more users than a page, everybody who is not in it is asked for', () => {
  const directory = new UserDirectory(() => now);
  const page = Array.from({ length: 2000 }, (_, n) => user(n));
  const batch = wanted(['u5@us.example'], ['u2500@us.example', 'guest@them.example'], [user(2600).Id]);
  const asked = ask(directory, batch, [page, [user(2500), user(2600)]]);
  assert.equal(asked.length, 3);
  assert.match(asked[1] ?? '', /'u2500@us\.example','guest@them\.example'/);
  assert.match(asked[2] ?? '', /Id IN \('005000000002600AAA'\)/);
  assert.deepEqual(
    directory
      .find(batch)
      .map(({ Name }) => Name)
      .sort(),
    ['U2500', 'U2600', 'U5'],
  );
  assert.deepEqual(ask(directory, batch, []), []);
});
