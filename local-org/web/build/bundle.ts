import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { rolldown, type OutputChunk, type RolldownOptions } from 'rolldown';
import { Compiler } from './compile.ts';
import { lwcPlugins } from './plugin.ts';
import { type BuildProblem, bundlerProblem } from './problem.ts';
import { exposedBaseComponents, resolveModule, VIRTUAL } from './resolve.ts';
import { baseComponents, type Roots, platformFolder } from './roots.ts';
import type { OrgNames, PermissionsInUse } from './scoped.ts';

export type Mode = 'production' | 'development';

export interface BuildOptions {
  roots: Roots;
  names: OrgNames;
  mode: Mode;
  /** Kept from build to build by who builds again. */
  compiler?: Compiler;
}

/** The engine and the base components, built once and kept on disk. */
export interface Vendor {
  folder: string;
  /** Content hash: part of the address, so browsers may keep it for ever. */
  key: string;
  specifiers: string[];
}

/** The package's components, the shell and the platform modules, kept in memory. */
export interface App {
  /** File name → module text. */
  files: Map<string, string>;
  key: string;
  permissions: PermissionsInUse;
}

const ENTRY = '\0entry:';
const ENGINE = ['lwc', '@lwc/synthetic-shadow'];

/** Modules of ours that stand in for what the base components lack. */
export function platformSpecifiers(): string[] {
  return ['org', 'force', 'lightning'].flatMap((namespace) => {
    const folder = path.join(platformFolder, namespace);
    return existsSync(folder) ? readdirSync(folder).map((name) => `${namespace}/${name}`) : [];
  });
}

const vendorSpecifiers = (platform: string[]) =>
  [...ENGINE, ...exposedBaseComponents].filter((specifier) => !platform.includes(specifier));

export const fileOf = (specifier: string) => `${specifier.replace(/^@/, '')}.js`;

function settings(mode: Mode): Pick<RolldownOptions, 'transform' | 'onLog' | 'platform' | 'checks'> {
  return {
    platform: 'browser',
    checks: { pluginTimings: false },
    transform: {
      target: 'esnext',
      define: {
        'process.env.NODE_ENV': JSON.stringify(mode),
        'process.env.SKIP_LWC_VERSION_MISMATCH_CHECK': '"true"',
        'import.meta.env.SSR': 'false',
      },
    },
    onLog(level, log, report) {
      if (level === 'warn' && !/LWC\d+|parse5|CIRCULAR|INEFFECTIVE_DYNAMIC_IMPORT/.test(log.message + (log.code ?? '')))
        report(level, log);
    },
  };
}

/** A module that hands on another, default export included where it has one. */
function entryPlugin(roots: Roots) {
  return {
    name: 'entry',
    resolveId: (specifier: string) => (specifier.startsWith(ENTRY) ? specifier : null),
    load(id: string) {
      if (!id.startsWith(ENTRY)) return null;
      const specifier = JSON.stringify(id.slice(ENTRY.length));
      const byDefault = hasDefault(roots, id.slice(ENTRY.length)) ? `\nexport { default } from ${specifier};` : '';
      return `export * from ${specifier};${byDefault}`;
    },
  };
}

function hasDefault(roots: Roots, specifier: string): boolean {
  if (ENGINE.includes(specifier)) return false;
  const file = resolveModule(roots, specifier, '');
  if (!file || file.startsWith(VIRTUAL)) return false;
  if (file.endsWith('.html')) return true;
  return /export default|as default|export \{[^}]*\bdefault\b/.test(readFileSync(file, 'utf8'));
}

const entries = (specifiers: string[]) =>
  Object.fromEntries(specifiers.map((specifier) => [specifier.replace(/^@/, ''), ENTRY + specifier]));

function vendorKey(mode: Mode, platform: string[]): string {
  const hash = createHash('sha256').update(mode).update(platform.join());
  const base = path.join(import.meta.dirname, '..', '..', '..');
  const versions = ['lightning-base-components', '@lwc/engine-dom', '@lwc/compiler', '@lwc/synthetic-shadow'];
  hash.update(readFileSync(path.join(baseComponents, 'package.json')));
  for (const name of versions) {
    const manifest = path.join(base, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) hash.update((JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version);
  }
  for (const file of globSync('*.ts', { cwd: import.meta.dirname }).sort())
    if (!file.endsWith('.test.ts')) hash.update(readFileSync(path.join(import.meta.dirname, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Builds the vendor part, or takes it from the cache where nothing that it depends on has changed. */
export async function buildVendor({ roots, names, mode }: BuildOptions): Promise<Vendor> {
  const platform = platformSpecifiers();
  const specifiers = vendorSpecifiers(platform);
  const key = vendorKey(mode, platform);
  const cache = path.join(roots.base, 'node_modules', '.cache', 'debrief', 'vendor');
  const folder = path.join(cache, key);
  if (existsSync(folder)) return { folder, key, specifiers };

  const problems: BuildProblem[] = [];
  const permissions: PermissionsInUse = { userPermission: new Set(), customPermission: new Set() };
  const bundle = await rolldown({
    ...settings(mode),
    input: entries(specifiers),
    treeshake: false,
    preserveEntrySignatures: 'strict',
    external: (specifier) => platform.includes(specifier),
    plugins: [
      entryPlugin(roots),
      ...lwcPlugins({ roots, names, compiler: new Compiler(roots), permissions, problems }),
    ],
  });
  // written aside and renamed: another process must never read half of it
  mkdirSync(cache, { recursive: true });
  const half = path.join(cache, `${key}.${process.pid}`);
  try {
    await bundle.write({
      dir: half,
      format: 'esm',
      minify: mode === 'production',
      entryFileNames: '[name].js',
      chunkFileNames: '_/[name]-[hash].js',
      codeSplitting: {
        groups: [
          { name: 'core', test: (id) => !/iconSvgTemplates|@lwc.synthetic-shadow/.test(id) && !id.startsWith(ENTRY) },
        ],
      },
    });
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw problems[0] ?? error;
  } finally {
    rmSync(half, { recursive: true, force: true });
    await bundle.close();
  }
  forgetOld(cache, key);
  return { folder, key, specifiers };
}

/** Keeps the three newest vendor builds: each is some ten megabytes. */
function forgetOld(cache: string, current: string): void {
  const old = readdirSync(cache)
    .filter((name) => name !== current)
    .map((name) => ({ name, time: statSync(path.join(cache, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of old.slice(2)) rmSync(path.join(cache, name), { recursive: true, force: true });
}

/** Builds the package's components, the shell and the platform modules; throws the first `BuildProblem`. */
export async function buildApp(options: BuildOptions): Promise<App> {
  const { roots, names, mode, compiler = new Compiler(roots) } = options;
  const platform = platformSpecifiers();
  const vendor = new Set(vendorSpecifiers(platform));
  const problems: BuildProblem[] = [];
  const permissions: PermissionsInUse = { userPermission: new Set(), customPermission: new Set() };
  const bundle = await rolldown({
    ...settings(mode),
    input: { ...entries(platform), main: 'shell/main' },
    preserveEntrySignatures: 'strict',
    external: (specifier) => vendor.has(specifier),
    plugins: [entryPlugin(roots), ...lwcPlugins({ roots, names, compiler, permissions, problems })],
  });
  try {
    const { output } = await bundle.generate({
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '_/[name]-[hash].js',
      sourcemap: mode === 'development' ? 'inline' : false,
    });
    const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
    const files = new Map(chunks.map((chunk) => [chunk.fileName, chunk.code]));
    const hash = createHash('sha256');
    for (const [name, code] of files) hash.update(name).update(code);
    return { files, key: hash.digest('hex').slice(0, 16), permissions };
  } catch (error) {
    throw problems[0] ?? bundlerProblem(error, roots.base);
  } finally {
    await bundle.close();
  }
}
