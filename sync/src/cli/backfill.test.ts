import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import type { BackfillNow } from '../jobs/backfill/backfill-now.ts';
import { backfillCommand, type Terminal } from './backfill.ts';

const at = '2026-11-20T10:00:00.000Z';
const step = (more: Partial<BackfillNow>): BackfillNow => ({
  ...{ id: '3', state: 'running', from: at, to: at, provider: null, total: 1200, done: 0, failed: 0, left: 1200 },
  ...{ perMinute: 0, requestsUsed: 0, startedAt: at, finishedAt: null, message: null },
  ...more,
});
const DONE = step({ state: 'done', done: 1200, left: 0, perMinute: 412.5, requestsUsed: 48 });

/** A service that answers in turn; `undefined` is one that is not there. */
function stage(answers: ([number, unknown] | undefined)[], more: Partial<Terminal> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const asked: string[] = [];
  const terminal: Terminal = {
    environment: { DEBRIEF_API_KEY: 'dk_one,dk_two', DEBRIEF_HOME: '/nowhere' },
    isTerminal: false,
    write: (text) => void said.push(text),
    complain: (text) => void complained.push(text),
    fetch: (address, init) => {
      const { authorization } = init?.headers as Record<string, string>;
      asked.push(`${init?.method} ${address as string} ${authorization}`);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (!answer) return Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
    },
    wait: () => Promise.resolve(),
    ...more,
  };
  return { terminal, said, complained, asked };
}
const MONTH = ['--from', '2026-10-01', '--to', '2026-11-01'];

test('a backfill is followed to its end, a line for each step, and ends with 0', async () => {
  const half = step({ done: 600, left: 600, perMinute: 410, requestsUsed: 24 });
  const { terminal, said, asked } = stage([
    [202, { id: '3' }],
    [200, half],
    [200, half],
    [200, DONE],
  ]);
  assert.equal(await backfillCommand(MONTH, terminal), 0);
  assert.deepEqual(said, [
    'Backfill 3 · 600 of 1,200 done · 600 left · 410 a minute · 24 requests used\n',
    'Backfill 3 · 1,200 of 1,200 done · 0 left · 412.5 a minute · 48 requests used\n',
    'Backfill 3 is done.\n',
  ]);
  assert.equal(asked[0], 'POST http://127.0.0.1:4081/v1/backfills Bearer dk_one');
});

test('in a terminal one line is written over', async () => {
  const { terminal, said } = stage(
    [
      [200, step({})],
      [200, DONE],
    ],
    { isTerminal: true },
  );
  assert.equal(await backfillCommand(['--follow', '3'], terminal), 0);
  assert.ok(said[0]?.startsWith('\r') && !said[0].includes('\n'));
});

test('what failed, was cancelled or stopped ends with 1 and says so', async () => {
  for (const [end, words] of [
    [step({ state: 'done', done: 1197, failed: 3, left: 0 }), /3 could not be written/],
    [step({ state: 'cancelled' }), /cancelled/],
    [step({ state: 'failed', message: 'gong refuses the access that is set (401).' }), /gong refuses/],
  ] as const) {
    const { terminal, said } = stage([[200, end]]);
    assert.equal(await backfillCommand(['--follow', '3'], terminal), 1);
    assert.match(said.at(-1) ?? '', words);
  }
});

test('a service that is not running is said so, with the mend', async () => {
  const { terminal, complained } = stage([undefined]);
  assert.equal(await backfillCommand(MONTH, terminal), 1);
  assert.match(complained[0] ?? '', /not running at http:\/\/127\.0\.0\.1:4081.*Nothing was begun/);
});

test('a service that restarts meanwhile is waited for; one that stays away is not, for ever', async () => {
  const restarted = stage([[200, step({})], undefined, undefined, [200, DONE]]);
  assert.equal(await backfillCommand(['--follow', '3'], restarted.terminal), 0);
  const gone = stage([[200, step({})], undefined]);
  assert.equal(await backfillCommand(['--follow', '3'], gone.terminal), 1);
  assert.match(gone.complained[0] ?? '', /goes on when it runs again: sync backfill --follow 3/);
});

test('a command that makes no sense ends with 2 and shows how it is meant', async () => {
  for (const args of [[], ['--from', '2026-10-01'], ['--form', 'x'], ['--follow', '3', '--from', 'x'], ['october']]) {
    const { terminal, complained, asked } = stage([[200, DONE]]);
    assert.equal(await backfillCommand(args, terminal), 2, args.join(' '));
    assert.match(complained[0] ?? '', /Usage: sync backfill/);
    assert.deepEqual(asked, []);
  }
  const refused = stage([
    [422, { detail: 'The body is not valid.', errors: [{ pointer: '/to', detail: 'must be after' }] }],
  ]);
  assert.equal(await backfillCommand(MONTH, refused.terminal), 2);
  assert.match(refused.complained[0] ?? '', /--to must be after/);
  const keyless = stage([], { environment: { DEBRIEF_HOME: '/nowhere' } });
  assert.equal(await backfillCommand(MONTH, keyless.terminal), 2);
  assert.match(keyless.complained[0] ?? '', /DEBRIEF_API_KEY/);
});

test('the demo of this folder needs nothing set', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'debrief-cli-'));
  writeFileSync(path.join(home, 'demo.json'), JSON.stringify({ syncUrl: 'http://127.0.0.1:4999', apiKey: 'dk_demo' }));
  const { terminal, asked } = stage([[200, DONE]], { environment: { DEBRIEF_HOME: home } });
  assert.equal(await backfillCommand(['--follow', '3'], terminal), 0);
  assert.equal(asked[0], 'GET http://127.0.0.1:4999/v1/backfills/3 Bearer dk_demo');
  rmSync(home, { recursive: true });
});
