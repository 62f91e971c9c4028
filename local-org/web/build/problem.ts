import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a component's author must mend, with the place. Shown in the terminal and as an overlay on the page. */
export class BuildProblem extends Error {
  readonly file: string;
  /** Both from 1. */
  readonly line: number | null;
  readonly column: number | null;

  constructor(message: string, file = '', line: number | null = null, column: number | null = null) {
    super(message);
    this.name = 'BuildProblem';
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** `c/dealPeople` → `<c-deal-people` */
const tagOf = (specifier: string) =>
  `<${specifier.replace('/', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Line and column, from 1, of the first line of a source file in which `at` finds something (an index, else −1). */
function find(file: string, at: (line: string) => number): [number, number] | [] {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
  for (const [index, line] of lines.entries()) {
    const column = at(line);
    if (column >= 0) return [index + 1, column + 1];
  }
  return [];
}

/** Where a source file asks for a module: as an import, or as a tag in markup. */
export const placeOf = (file: string, specifier: string) =>
  find(file, (line) =>
    file.endsWith('.html')
      ? line.indexOf(tagOf(specifier))
      : Math.max(line.indexOf(`'${specifier}'`), line.indexOf(`"${specifier}"`)),
  );

interface BundlerFault {
  code?: string;
  message?: string;
  id?: string;
  exporter?: string;
}

/** The bundler's own error as a problem: what it lists first, and the place in the source as its author has it. */
export function bundlerProblem(error: unknown, base: string): BuildProblem {
  const [fault = {}] = (error as { errors?: BundlerFault[] }).errors ?? [];
  const message = fault.message ?? (error instanceof Error ? error.message : String(error));
  const missing = /"([^"]+)" is not exported by/.exec(message)?.[1];
  const file = fault.id ?? '';
  const shown = file && path.relative(base, file);
  if (missing === undefined || !fault.exporter) return new BuildProblem(message, shown);
  const identifier = new RegExp(`(?<![\\w$])${missing.replaceAll('$', '\\$')}(?![\\w$])`);
  const place = find(file, (line) => line.search(identifier));
  return new BuildProblem(`${path.relative(base, fault.exporter)} does not export ${missing}.`, shown, ...place);
}
