/** The project's own Salesforce CLI, run as a person would run it: with the log-ins that person has. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export interface SfOutput {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the CLI with these arguments. They are there for everybody on the machine to read: no secret may be among them. */
export type RunSf = (args: string[]) => Promise<SfOutput>;

/** What a command says with `--json`. */
export interface SfAnswer {
  status: number;
  result?: unknown;
  /** The error's name and words, where there is one. */
  name?: string;
  message?: string;
  actions?: string[];
}

/** A step that can't go on, and what its reader can do about it. */
export class StepFailed extends Error {
  readonly mend: string;
  constructor(message: string, mend: string) {
    super(message);
    this.name = 'StepFailed';
    this.mend = mend;
  }
}

const root = path.resolve(import.meta.dirname, '..');

/** `@salesforce/cli` of this project. Throws `StepFailed` where it is not installed. */
function entry(): string {
  const file = path.join(root, 'node_modules/@salesforce/cli/bin/run.js');
  if (existsSync(file)) return file;
  throw new StepFailed('The Salesforce CLI is not installed.', 'Run npm install in the project.');
}

/** @param folder the project that commands are run in */
export const sfIn =
  (folder: string): RunSf =>
  async (args) => {
    const child = spawn(process.execPath, ['--no-deprecation', entry(), ...args], {
      cwd: folder,
      env: { ...process.env, SF_SKIP_NEW_VERSION_CHECK: 'true', SF_HIDE_RELEASE_NOTES: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, stdout, stderr };
  };

/** In this project. */
export const runSf = sfIn(root);

/** Runs a command with `--json` and reads its answer, whether it went well or not. */
export async function sfJson(run: RunSf, args: string[]): Promise<SfAnswer> {
  const { stdout, stderr } = await run([...args, '--json']);
  try {
    return JSON.parse(stdout) as SfAnswer;
  } catch {
    const said = (stderr || stdout).trim().split('\n').slice(-5).join('\n');
    throw new StepFailed(`sf ${args.slice(0, 3).join(' ')} gave no answer: ${said}`, `Run it by hand to see more.`);
  }
}

/** What an answer without success says, in one line. */
export function complaint({ name, message }: SfAnswer): string {
  // what the CLI says around an error in a flag
  const words = (message ?? name ?? 'no reason given').replace(/^Parsing --\S+|See more help with --help$/g, '');
  return words.replace(/\s+/g, ' ').trim();
}
