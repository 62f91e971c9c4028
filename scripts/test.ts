/**
 * `npm test [-- suite …]`: every suite in turn, whatever failed before it, and one closing line over all of them.
 * Types, lint and the metadata check count as one test each.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Count {
  passed: number;
  failed: number;
}

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'debrief-test-'));
const NODE = ['--disable-warning=ExperimentalWarning'];

/** Environment of the runner around us must not leak into the runners that we start. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment))
    if (/^(NODE_TEST_|DEBRIEF_|SALESFORCE_|SYNC_PORT|LOCAL_ORG_PORT|DATABASE_URL)/.test(name)) delete environment[name];
  return environment;
}

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: cleanEnvironment() });
  return status === 0;
}

function one(command: string, args: string[]): Count {
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A runner that died before it could count is one failure. */
function counted(ok: boolean, read: () => Count): Count {
  let count: Count;
  try {
    count = read();
  } catch {
    count = { passed: 0, failed: 1 };
  }
  return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function jest(): Count {
  const file = path.join(scratch, 'jest.json');
  const ok = run(process.execPath, ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--silent']);
  return counted(ok, () => {
    const result = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    return { passed: result.numPassedTests, failed: result.numFailedTests };
  });
}

function nodeTests(name: string, globs: string[]): Count {
  const file = path.join(scratch, `${name}.tap`);
  const ok = run(process.execPath, [
    ...NODE,
    '--test',
    // only ends what hangs: a file of browser tests takes minutes, and more beside other work
    '--test-timeout=900000',
    '--test-reporter=dot',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${file}`,
    ...globs,
  ]);
  return counted(ok, () => {
    const tap = readFileSync(file, 'utf8');
    const total = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? NaN);
    if (total('fail') > 0) console.log(failures(tap));
    if (Number.isNaN(total('pass'))) throw new Error('no closing count');
    return { passed: total('pass'), failed: total('fail') + total('cancelled') };
  });
}

/** The failed tests alone, as TAP tells them. */
function failures(tap: string): string {
  const lines = tap.split('\n');
  const shown: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (!/^\s*not ok /.test(line)) continue;
    shown.push(
      line,
      ...lines.slice(i + 1, i + 40).filter((_, n, all) => !all.slice(0, n).some((l) => /^\s*\.\.\.$/.test(l))),
    );
  }
  return shown.join('\n');
}

const npm = (script: string) => one('npm', ['run', '--silent', script]);
const suites: Record<string, () => Count> = {
  types: () => npm('types'),
  lint: () => npm('lint'),
  check: () => npm('check'),
  jest,
  node: () =>
    nodeTests('node', [
      '{sync,scripts,samples}/**/*.test.ts',
      'local-org/src/**/*.test.ts',
      'local-org/web/**/*.test.ts',
    ]),
  browser: () => nodeTests('browser', ['tests/**/*.test.ts']),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

const total: Count = { passed: 0, failed: 0 };
const rows: string[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = process.hrtime.bigint();
  const count = suite();
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  rows.push(`${name.padEnd(8)} ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
  total.passed += count.passed;
  total.failed += count.failed;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${rows.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
