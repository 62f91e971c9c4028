/**
 * `npm run bench`: the figures that the product promises, each beside its yardstick in the same run.
 * `npm run bench -- quality` runs one; `--json` prints what was measured as JSON and nothing else.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Bench, Figure } from '../sync/bench/types.ts';

const BENCHES: Record<string, string> = {
  quality: '../sync/bench/quality.ts',
  matching: '../sync/bench/matching.ts',
  requests: '../sync/bench/requests.ts',
  pages: 'bench/pages.ts',
};

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const chosen = words.filter((word) => word !== '--json');
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}: there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

/** Each in a process of its own: what one leaves in memory must not slow the next. */
async function run(name: string): Promise<Bench> {
  const file = path.resolve(import.meta.dirname, BENCHES[name] ?? '');
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc', '--max-old-space-size=8192'];
  const child = spawn(process.execPath, [...flags, file, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The benchmark ${name} ended with ${code ?? 'a signal'}.`);
  return JSON.parse(text) as Bench;
}

function isMet({ value, must }: Figure): boolean {
  return value <= (must?.atMost ?? Infinity) && value >= (must?.atLeast ?? -Infinity);
}

function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: value < 1 ? 5 : 4 });
}

function row({ what, value, unit, must, yardstick }: Figure): string[] {
  const promise =
    must?.atMost !== undefined
      ? `≤ ${number(must.atMost)}`
      : must?.atLeast !== undefined
        ? `≥ ${number(must.atLeast)}`
        : '';
  const beside = yardstick ? `${yardstick.what}: ${number(yardstick.value)}` : '';
  return [
    what,
    `${number(value)} ${unit}`,
    promise && `${promise} ${isMet({ what, value, unit, must }) ? 'met' : 'MISSED'}`,
    beside,
  ];
}

function print({ name, figures, notes = [] }: Bench): void {
  const rows = [['', 'measured', 'must', 'beside it'], ...figures.map(row)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  console.log(`\n${name}`);
  for (const cells of rows)
    console.log(`  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
  for (const note of notes) console.log(`  ${note}`);
}

const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length };
const benches: Bench[] = [];
for (const name of chosen.length > 0 ? chosen : Object.keys(BENCHES)) {
  const bench = await run(name);
  benches.push(bench);
  if (!isJson) print(bench);
}
const missed = benches.flatMap(({ figures }) => figures).filter((figure) => !isMet(figure)).length;
if (isJson) console.log(JSON.stringify({ machine, benches, missed }, null, 2));
else
  console.log(
    `\nNode ${machine.node}, ${machine.cores} × ${machine.cpu}; ${missed === 0 ? 'every promise met' : `${missed} missed`}.`,
  );
process.exitCode = missed === 0 ? 0 : 1;
