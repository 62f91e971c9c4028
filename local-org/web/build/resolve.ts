import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { BuildProblem } from './problem.ts';
import { baseComponents, esModule, type Roots } from './roots.ts';

/** Ids of modules that have no file: `\0org:<specifier>`. */
export const VIRTUAL = '\0org:';
const SOURCE_ENDINGS = ['.ts', '.js', '.html', '.css'];
const ENGINE: Record<string, string> = {
  lwc: '@lwc/engine-dom',
  '@lwc/engine-dom': '@lwc/engine-dom',
  '@lwc/synthetic-shadow': '@lwc/synthetic-shadow',
  '@lwc/wire-service': '@lwc/wire-service',
};

interface BaseComponentsManifest {
  lwc: { modules: { name?: string; path?: string }[]; expose: string[] };
}
const manifest = JSON.parse(readFileSync(path.join(baseComponents, 'package.json'), 'utf8')) as BaseComponentsManifest;

/** Icon templates come through lightning/icon; the scanner needs a phone's own functions. */
const NOT_ALONE = /iconSvgTemplates|barcodeScanner|primitiveFigure/;
export const exposedBaseComponents = manifest.lwc.expose.filter((name) => !NOT_ALONE.test(name));

const scopedFiles = new Map(
  manifest.lwc.modules.flatMap((entry) =>
    entry.name && entry.path ? [[entry.name, path.join(baseComponents, entry.path)] as const] : [],
  ),
);

/** The base components' own default for a `@salesforce/…` module, if they ship one. */
export function shippedDefault(specifier: string): string | undefined {
  return scopedFiles.get(specifier);
}

const isFile = (file: string) => existsSync(file) && statSync(file).isFile();

function relative(specifier: string, importer: string): string {
  const [name = '', query] = specifier.split('?');
  const base = path.resolve(path.dirname(importer), name);
  const found = [base, ...SOURCE_ENDINGS.map((ending) => base + ending)].find(isFile);
  if (found) return query ? `${found}?${query}` : found;
  // the compiler asks for a template and a stylesheet even where the component has none
  if (base.endsWith('.html') || base.endsWith('.css')) return `${VIRTUAL}empty-${path.extname(base).slice(1)}`;
  throw new BuildProblem(`There is no file ${specifier} beside this one.`);
}

/**
 * A specifier as LWC sources write it → absolute file (with query) or virtual id; null for what is not ours to resolve.
 * A module of a known namespace that does not exist is a `BuildProblem` that names it.
 */
export function resolveModule(roots: Roots, specifier: string, importer: string): string | null {
  if (specifier.startsWith('.') || path.isAbsolute(specifier)) return relative(specifier, importer);
  const engine = ENGINE[specifier];
  if (engine) return esModule(engine);
  if (specifier === 'org/components') return `${VIRTUAL}components`;
  if (specifier.startsWith('@salesforce/')) return VIRTUAL + specifier;
  const scoped = scopedFiles.get(specifier);
  if (scoped) return scoped;

  const [, namespace = '', name = ''] = /^([a-z]\w*)\/(\w+)$/.exec(specifier) ?? [];
  const folders = roots.namespaces[namespace];
  if (!folders) return null;
  for (const folder of folders)
    for (const ending of SOURCE_ENDINGS) {
      const file = path.join(folder, name, name + ending);
      if (isFile(file)) return file;
    }
  throw new BuildProblem(
    namespace === 'c'
      ? `There is no component or module ${specifier}. Create lwc/${name}, or mend the name.`
      : `The local org does not implement ${specifier}.`,
  );
}
