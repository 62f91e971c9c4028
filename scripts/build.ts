/** `npm run build`: the JavaScript of every LWC beside its TypeScript, as an org takes it. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { withoutSpaces } from '../local-org/web/build/queries.ts';

export interface BuildProblem {
  /** Relative to the project. */
  file: string;
  line: number;
  message: string;
}

export interface BuildResult {
  written: string[];
  removed: string[];
  unchanged: number;
  problems: BuildProblem[];
}

const project = path.resolve(import.meta.dirname, '..');

/** Emits what changed below `<root>/force-app/<package>/lwc` and removes JavaScript whose TypeScript is gone. */
export function build(root = project): BuildResult {
  const result: BuildResult = { written: [], removed: [], unchanged: 0, problems: [] };
  const { options, changedAt } = compilerOptions(root);
  for (const bundle of bundles(root)) {
    const sources = sourceFiles(bundle).filter((file) => file.endsWith('.ts'));
    const emitted = new Set(sources.map(emittedName));
    for (const file of sourceFiles(bundle))
      if (file.endsWith('.js') && !emitted.has(file)) {
        rmSync(file);
        result.removed.push(path.relative(root, file));
      }
    for (const source of sources) emit(root, source, options, changedAt, result);
    result.problems.push(...missingEntry(root, bundle));
  }
  return result;
}

function emit(root: string, source: string, options: ts.CompilerOptions, changedAt: number, result: BuildResult) {
  const target = emittedName(source);
  if (existsSync(target) && statSync(target).mtimeMs >= Math.max(statSync(source).mtimeMs, changedAt)) {
    result.unchanged += 1;
    return;
  }
  const { outputText, diagnostics = [] } = ts.transpileModule(withoutSpaces(readFileSync(source, 'utf8')), {
    compilerOptions: options,
    fileName: source,
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0) {
    // what an earlier run emitted must not be taken for this source
    rmSync(target, { force: true });
    result.problems.push(...diagnostics.map((diagnostic) => problem(root, source, diagnostic)));
    return;
  }
  writeFileSync(target, outputText);
  result.written.push(path.relative(root, target));
}

/** The options of force-app/tsconfig.json, and when that file last changed. */
function compilerOptions(root: string): { options: ts.CompilerOptions; changedAt: number } {
  const own = path.join(root, 'force-app/tsconfig.json');
  const file = existsSync(own) ? own : path.join(project, 'force-app/tsconfig.json');
  const read = ts.readConfigFile(file, (name) => readFileSync(name, 'utf8'));
  if (read.error) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(read.error.messageText, ' ')}`);
  const written = (read.config as { compilerOptions: object }).compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson(written, path.dirname(file));
  return { options: { ...options, noEmit: false, sourceMap: false }, changedAt: statSync(file).mtimeMs };
}

/** Folders of LWC bundles, in every package of the project. */
export function bundles(root: string): string[] {
  const packages = path.join(root, 'force-app');
  if (!existsSync(packages)) return [];
  return readdirSync(packages)
    .map((name) => path.join(packages, name, 'lwc'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).map((entry) => ({ folder, entry })))
    .filter(({ entry }) => entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.startsWith('__'))
    .map(({ folder, entry }) => path.join(folder, entry.name))
    .sort();
}

/** What belongs to the bundle itself: no tests, no declarations. */
export function sourceFiles(bundle: string): string[] {
  return readdirSync(bundle, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/]__(tests|mocks|utam)__[\\/]/.test(file))
    .sort();
}

function emittedName(source: string): string {
  return source.replace(/\.ts$/, '.js');
}

/** A bundle is entered by the module of its own name; a bundle of styles alone has none. */
function missingEntry(root: string, bundle: string): BuildProblem[] {
  const name = path.basename(bundle);
  const files = sourceFiles(bundle);
  if (files.some((file) => path.basename(file) === `${name}.ts` && path.dirname(file) === bundle)) return [];
  if (files.some((file) => file.endsWith('.css')) && !files.some((file) => /\.(ts|html)$/.test(file))) return [];
  return [{ file: path.relative(root, bundle), line: 1, message: `${name}.ts is missing: an org takes ${name}.js` }];
}

function problem(root: string, source: string, diagnostic: ts.Diagnostic): BuildProblem {
  const line = diagnostic.file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1 : 1;
  return {
    file: path.relative(root, source),
    line,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
  };
}

if (import.meta.main) {
  const { written, removed, unchanged, problems } = build();
  for (const { file, line, message } of problems) console.error(`${file}:${line}  ${message}`);
  console.log(
    `LWC: ${written.length} written, ${unchanged} unchanged, ${removed.length} removed` +
      (problems.length > 0 ? `, ${problems.length} refused` : ''),
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
