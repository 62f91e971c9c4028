import { readFileSync } from 'node:fs';
import type { RunSf, SfOutput } from './sf.ts';

export interface Ran {
  args: string[];
  /** What the file held that `--body` names. */
  body: string | undefined;
}

/** A CLI for tests: answers by the beginning of the command, and remembers what was run. */
export class FakeSf {
  readonly ran: Ran[] = [];
  readonly #answers: [string, (args: string[]) => Partial<SfOutput>][] = [];

  /** What `--json` gives for commands that begin so; a later one goes before an earlier one. */
  answers(command: string, answer: object | ((args: string[]) => object)): this {
    this.#answers.unshift([
      command,
      (args) => ({
        stdout: JSON.stringify(typeof answer === 'function' ? (answer as (args: string[]) => object)(args) : answer),
      }),
    ]);
    return this;
  }

  /** What a command that begins so prints, and how it ends. */
  prints(command: string, output: Partial<SfOutput>): this {
    this.#answers.unshift([command, () => output]);
    return this;
  }

  readonly run: RunSf = (args) => {
    const file = args[args.indexOf('--body') + 1] ?? '';
    this.ran.push({ args, body: file.startsWith('@') ? readFileSync(file.slice(1), 'utf8') : undefined });
    const line = args.join(' ');
    const found = this.#answers.find(([command]) => line.startsWith(command));
    if (!found) throw new Error(`Nobody expects sf ${line}`);
    return Promise.resolve({ code: 0, stdout: '', stderr: '', ...found[1](args) });
  };

  /** The commands run that begin so, each as one line. */
  lines(command = ''): string[] {
    return this.ran.map(({ args }) => args.join(' ')).filter((line) => line.startsWith(command));
  }
}
