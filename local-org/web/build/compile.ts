import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { transformSync } from '@lwc/compiler';
import { transformSync as stripTypes } from 'oxc-transform';
import { BuildProblem } from './problem.ts';
import { withoutSpaces } from './queries.ts';
import { moduleOf, type Roots } from './roots.ts';

const API_VERSION = 67;

// the compiler's own declarations do not resolve under Node's module rules
const compileLwc = transformSync as unknown as (
  source: string,
  file: string,
  options: Record<string, unknown>,
) => { code: string; map: unknown };

interface CompilerFault {
  message?: string;
  location?: { line?: number; column?: number };
  loc?: { line?: number; column?: number };
}

interface Compiled {
  code: string;
  map: string | null;
}

/** The place in the original text where a code frame (`╭─[file:3:14]`) points. */
function placeInFrame(frame: string | null | undefined): [number | null, number | null] {
  const place = /:(\d+):(\d+)\]/.exec(frame ?? '');
  return place ? [Number(place[1]), Number(place[2])] : [null, null];
}

function withoutTypes(roots: Roots, source: string, file: string): Compiled {
  const result = stripTypes(file, withoutSpaces(source), { lang: 'ts', target: 'esnext', sourcemap: true });
  const [fault] = result.errors;
  if (fault) throw new BuildProblem(fault.message, path.relative(roots.base, file), ...placeInFrame(fault.codeframe));
  return { code: result.code, map: JSON.stringify(result.map) };
}

/** Where a place (line from 1, column from 0) of the code without types stands in what the author wrote. */
function placeBefore(map: string, line: number, column: number): [number, number] | null {
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(line - 1, column);
  return 'originalLine' in entry ? [entry.originalLine + 1, entry.originalColumn + 1] : null;
}

function faultOf(error: unknown, shown: string, typesMap: string | null): BuildProblem {
  const fault = error as CompilerFault;
  const { line, column } = fault.location ?? fault.loc ?? {};
  const message = (fault.message ?? String(error))
    .replace(/^.*?\.(js|html|css):(\d+:\d+:)? /s, '')
    // a frame of the code without types would show other lines than the author's
    .replace(/\n[> ]*\d+ \|.*$/s, '');
  if (line === undefined) return new BuildProblem(message, shown);
  if (typesMap !== null) return new BuildProblem(message, shown, ...(placeBefore(typesMap, line, column ?? 0) ?? []));
  // Babel counts columns from 0, the template and style compilers from 1
  return new BuildProblem(message, shown, line, shown.endsWith('.js') ? (column ?? 0) + 1 : (column ?? null));
}

function compileModule(roots: Roots, source: string, id: string, typesMap: string | null): Compiled | null {
  const [file = '', query] = id.split('?');
  const module = moduleOf(roots, file);
  if (!module) return null;
  const [namespace, name] = module;
  try {
    const result = compileLwc(source, file.replace(/\.ts$/, '.js'), {
      namespace,
      name,
      apiVersion: API_VERSION,
      scopedStyles: (query ?? '').includes('scoped') || file.endsWith('.scoped.css'),
      enableDynamicComponents: true,
      experimentalDynamicDirective: namespace === 'lightning',
      enableLwcOn: true,
      enableSyntheticElementInternals: true,
      outputConfig: { sourcemap: true },
    });
    return { code: result.code, map: result.map ? JSON.stringify(result.map) : null };
  } catch (error) {
    throw faultOf(error, path.relative(roots.base, file), typesMap);
  }
}

/** Compiles LWC sources, and keeps each result until its source changes: a rebuild compiles only what did. */
export class Compiler {
  private readonly roots: Roots;
  private readonly known = new Map<string, { source: string; result: Compiled | null }>();

  constructor(roots: Roots) {
    this.roots = roots;
  }

  /** TypeScript → JavaScript; null for what is no TypeScript of LWC's. */
  stripTypes(source: string, id: string): Compiled | null {
    const [file = ''] = id.split('?');
    if (!file.endsWith('.ts') || !moduleOf(this.roots, file)) return null;
    return this.kept(`types:${id}`, source, () => withoutTypes(this.roots, source, file));
  }

  /** One LWC source file, without types → an ES module; null where it is none (the engine itself). */
  compile(source: string, id: string): Compiled | null {
    const typesMap = this.known.get(`types:${id}`)?.result?.map ?? null;
    return this.kept(id, source, () => compileModule(this.roots, source, id, typesMap));
  }

  private kept(key: string, source: string, make: () => Compiled | null): Compiled | null {
    const known = this.known.get(key);
    if (known?.source === source) return known.result;
    const result = make();
    this.known.set(key, { source, result });
    return result;
  }
}
