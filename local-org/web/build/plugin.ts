import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';
import { compileSource } from './compile.ts';
import { BuildProblem } from './problem.ts';
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

export interface LwcPluginOptions {
  roots: Roots;
  names: OrgNames;
  permissions: PermissionsInUse;
  /** Filled with what went wrong: the bundler wraps errors, and the place would be lost. */
  problems: BuildProblem[];
}

/** Teaches Rolldown LWC's modules: where they are, and how they compile. */
export function lwcPlugin({ roots, names, permissions, problems }: LwcPluginOptions): Plugin {
  const importers = new Map<string, string>();
  const noted = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof BuildProblem) problems.push(error);
      throw error;
    }
  };
  return {
    name: 'lwc',
    resolveId(specifier, importer) {
      if (specifier.startsWith(VIRTUAL)) return specifier;
      const from = importer ? fromId(importer) : '';
      // the engine resolves its own relative imports
      if (specifier.startsWith('.') && (from.startsWith('\0') || !moduleOf(roots, from.split('?')[0] ?? '')))
        return null;
      const resolved = noted(() => resolveModule(roots, specifier, from));
      if (resolved === null) return null;
      if (resolved.startsWith(VIRTUAL)) importers.set(resolved, path.relative(roots.base, from.split('?')[0] ?? ''));
      return toId(resolved);
    },
    load(id) {
      if (id.startsWith(VIRTUAL)) return noted(() => virtualModule(id, names, permissions, importers.get(id) ?? ''));
      if (id.includes(AS_SCRIPT)) return readFileSync(fromId(id).split('?')[0] ?? '', 'utf8');
      return null;
    },
    transform(code, id) {
      if (id.startsWith('\0')) return null;
      return noted(() => compileSource(roots, code, fromId(id)));
    },
  };
}
