import { transformSync } from '@lwc/compiler';
import { transformSync as stripTypes } from 'oxc-transform';
import path from 'node:path';
import { BuildProblem } from './problem.ts';
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

/** The place in the original text where a code frame (`╭─[file:3:14]`) points. */
function placeInFrame(frame: string | null | undefined): [number | null, number | null] {
  const place = /:(\d+):(\d+)\]/.exec(frame ?? '');
  return place ? [Number(place[1]), Number(place[2])] : [null, null];
}

function withoutTypes(code: string, file: string, shown: string): string {
  const result = stripTypes(file, code, { lang: 'ts', target: 'esnext' });
  const [fault] = result.errors;
  if (fault) throw new BuildProblem(fault.message, shown, ...placeInFrame(fault.codeframe));
  return result.code;
}

/** One LWC source file → an ES module; null where the file is no LWC source (the engine itself). */
export function compileSource(roots: Roots, code: string, id: string): { code: string; map: string | null } | null {
  const [file = '', query] = id.split('?');
  const module = moduleOf(roots, file);
  if (!module) return null;
  const [namespace, name] = module;
  const shown = path.relative(roots.base, file);
  const source = file.endsWith('.ts') ? withoutTypes(code, file, shown) : code;
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
    const fault = error as CompilerFault;
    const place = fault.location ?? fault.loc;
    // positions after type stripping are not the author's: only markup and style keep theirs
    const exact = !file.endsWith('.ts');
    throw new BuildProblem(
      (fault.message ?? String(error)).replace(/^.*?\.(js|html|css): /s, ''),
      shown,
      exact ? (place?.line ?? null) : null,
      exact ? (place?.column ?? null) : null,
    );
  }
}
