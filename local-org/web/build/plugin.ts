import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';
import type { Compiler } from './compile.ts';
import { mended } from './mends.ts';
import { BuildProblem, placeOf } from './problem.ts';
import { resolveModule, VIRTUAL } from './resolve.ts';
import { moduleOf, type Roots } from './roots.ts';
import { type OrgNames, type PermissionsInUse, virtualModule } from './scoped.ts';

/** Markup and styles travel under a script's name, so that the bundler does not take them for its own HTML and CSS. */
const AS_SCRIPT = '.lwc.js';

function toId(resolved: string): string {
  if (resolved.startsWith(VIRTUAL)) return resolved;
  const [file = '', query] = resolved.split('?');
  if (!/\.(html|css)$/.test(file)) return resolved;
  return file + AS_SCRIPT + (query ? `?${query}` : '');
}
const fromId = (id: string) => id.replace(AS_SCRIPT, '');
const fileOfId = (id: string) => fromId(id).split('?')[0] ?? '';

export interface LwcPluginOptions {
  roots: Roots;
  names: OrgNames;
  compiler: Compiler;
  permissions: PermissionsInUse;
  /** Filled with what went wrong: the bundler wraps errors, and the place would be lost. */
  problems: BuildProblem[];
}

/** Teaches Rolldown LWC's modules: where they are, and how they compile. */
export function lwcPlugins({ roots, names, compiler, permissions, problems }: LwcPluginOptions): Plugin[] {
  const importers = new Map<string, string>();
  const noted = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof BuildProblem) problems.push(error);
      throw error;
    }
  };
  /** What `importer` asks for and does not get, with the place where it asks. */
  const asked = <T>(importer: string, specifier: string, work: () => T): T =>
    noted(() => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof BuildProblem)) throw error;
        throw new BuildProblem(error.message, path.relative(roots.base, importer), ...placeOf(importer, specifier));
      }
    });
  return [
    {
      name: 'lwc-types',
      transform: (code, id) => (id.startsWith('\0') ? null : noted(() => compiler.stripTypes(code, fromId(id)))),
    },
    {
      name: 'lwc',
      resolveId(specifier, importer) {
        if (specifier.startsWith(VIRTUAL)) return specifier;
        const from = importer ? fileOfId(importer) : '';
        // the engine resolves its own relative imports
        if (specifier.startsWith('.') && (from.startsWith('\0') || !moduleOf(roots, from))) return null;
        const resolved = asked(from, specifier, () => resolveModule(roots, specifier, from));
        if (resolved === null) return null;
        if (resolved.startsWith(VIRTUAL)) importers.set(resolved, from);
        return toId(resolved);
      },
      load(id) {
        if (id.startsWith(VIRTUAL))
          return asked(importers.get(id) ?? '', id.slice(VIRTUAL.length), () => virtualModule(id, names, permissions));
        if (id.includes(AS_SCRIPT)) return readFileSync(fileOfId(id), 'utf8');
        return null;
      },
      transform: (code, id) =>
        id.startsWith('\0') ? null : noted(() => compiler.compile(mended(code, fromId(id)), fromId(id))),
    },
  ];
}
