/** The component code that a browser loads for one page: what each exposed component imports of the package. */
import path from 'node:path';
import { rolldown, type OutputChunk } from 'rolldown';
import { Compiler } from '../../../local-org/web/build/compile.ts';
import { lwcPlugins } from '../../../local-org/web/build/plugin.ts';
import { rootsFor } from '../../../local-org/web/build/roots.ts';
import type { OrgNames } from '../../../local-org/web/build/scoped.ts';

export interface BundleSize {
  name: string;
  /** All of it, minified, in bytes. */
  bytes: number;
  /** Of these, what compiled templates and stylesheets take. */
  templates: number;
  styles: number;
  imports: string[];
  /** Asked for when something is opened. */
  importsLater: string[];
}

export interface PageSize {
  page: string;
  /** What the page's components import, in bytes. */
  atOnce: number;
  /** What they load when something is opened, beside that. */
  onDemand: number;
  /** What comes at once, the biggest first. */
  bundles: BundleSize[];
}

const roots = rootsFor([path.resolve(import.meta.dirname, '../../../force-app/main')]);
const ANYTHING: OrgNames = { hasLabel: () => true, schemaProblem: () => null, exposedComponents: () => [] };
const OWN = /^c\//;

const PLATFORM = /^(lwc|@salesforce\/.*|\w+\/\w+)$/;

/** One module of the package as the platform serves it: by itself and whole, whatever of it a page uses. */
async function build(name: string, compiler: Compiler, without?: RegExp): Promise<OutputChunk> {
  const permissions = { userPermission: new Set<string>(), customPermission: new Set<string>() };
  const bundle = await rolldown({
    input: `c/${name}`,
    platform: 'browser',
    treeshake: false,
    preserveEntrySignatures: 'strict',
    checks: { pluginTimings: false },
    transform: { target: 'esnext', define: { 'process.env.NODE_ENV': '"production"' } },
    external: (specifier, importer) =>
      importer !== undefined && (PLATFORM.test(specifier) || without?.test(specifier) === true),
    plugins: lwcPlugins({ roots, names: ANYTHING, compiler, permissions, problems: [] }),
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
    return output[0];
  } finally {
    await bundle.close();
  }
}

/** Without what asks the platform for labels: their texts come from it, too. */
const bytesOf = ({ code }: OutputChunk) =>
  Buffer.byteLength(code.replace(/import \w+ from"@salesforce\/label\/[\w.]+";/g, ''));

async function measure(name: string, compiler: Compiler): Promise<BundleSize> {
  const whole = await build(name, compiler);
  const bytes = bytesOf(whole);
  const without = async (ending: RegExp) => bytes - bytesOf(await build(name, compiler, ending));
  const own = (specifiers: string[]) =>
    specifiers.filter((specifier) => OWN.test(specifier)).map((specifier) => specifier.replace(OWN, ''));
  return {
    ...{ name, bytes, templates: await without(/\.html$/), styles: await without(/\.css(\?|$)/) },
    ...{ imports: own(whole.imports), importsLater: own(whole.dynamicImports) },
  };
}

type Next = (bundle: BundleSize) => string[];
const total = (bundles: Iterable<BundleSize>) => [...bundles].reduce((sum, { bytes }) => sum + bytes, 0);
const bySize = (bundles: Iterable<BundleSize>) => [...bundles].sort((a, b) => b.bytes - a.bytes);

/** Bundles of the package, each measured once. */
class Bundles {
  readonly #compiler = new Compiler(roots);
  readonly #known = new Map<string, BundleSize>();

  /** These and all that they bring along. */
  async closure(names: string[], next: Next = ({ imports }) => imports): Promise<Map<string, BundleSize>> {
    const found = new Map<string, BundleSize>();
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue;
      const bundle = this.#known.get(name) ?? (await measure(name, this.#compiler));
      this.#known.set(name, bundle);
      found.set(name, bundle);
      waiting.push(...next(bundle));
    }
    return found;
  }

  /** With each import on demand that `isLoaded` knows of, and what that brings along. */
  async loaded(names: string[], isLoaded: (name: string) => boolean): Promise<Map<string, BundleSize>> {
    const next: Next = ({ imports, importsLater }) => [...imports, ...importsLater.filter(isLoaded)];
    return this.closure(names, next);
  }
}

/** What each page's components bring along; base components, labels and the engine are the platform's. */
export async function pageSizes(pages: Record<string, string[]>): Promise<PageSize[]> {
  const bundles = new Bundles();
  const sizes: PageSize[] = [];
  for (const [page, components] of Object.entries(pages)) {
    const atOnce = await bundles.closure(components);
    const whole = await bundles.closure(components, ({ imports, importsLater }) => [...imports, ...importsLater]);
    const bytes = total(atOnce.values());
    sizes.push({
      ...{ page, atOnce: bytes, onDemand: total(whole.values()) - bytes },
      bundles: bySize(atOnce.values()),
    });
  }
  return sizes;
}

/** All that the components of a page have loaded: `loaded` are the modules and components that the browser has. */
export async function viewSizes(
  views: { page: string; components: string[]; loaded: string[] }[],
): Promise<{ page: string; bytes: number; bundles: BundleSize[] }[]> {
  const bundles = new Bundles();
  const sizes = [];
  for (const { page, components, loaded } of views) {
    const found = await bundles.loaded(components, (name) => loaded.includes(name));
    sizes.push({ page, bytes: total(found.values()), bundles: bySize(found.values()) });
  }
  return sizes;
}
