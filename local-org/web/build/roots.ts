import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const web = path.resolve(import.meta.dirname, '..');

/** Where modules of each namespace have their sources; the first root that has a module wins. */
export interface Roots {
  /** The repository: error messages name files relative to it. */
  base: string;
  /** Namespace → folders of modules. */
  namespaces: Record<string, string[]>;
}

export const baseComponents = path.dirname(require.resolve('lightning-base-components/package.json'));
export const platformFolder = path.join(web, 'platform');
export const shellFolder = path.join(web, 'shell');

/** @param folders where the org's metadata is, `force-app/main` of this repository: the first that has a bundle wins */
export function rootsFor(folders: string[]): Roots {
  return {
    base: path.resolve(web, '..', '..'),
    namespaces: {
      c: folders.map((folder) => path.join(folder, 'lwc')),
      shell: [shellFolder],
      org: [path.join(platformFolder, 'org')],
      force: [path.join(platformFolder, 'force')],
      lightning: [path.join(platformFolder, 'lightning'), path.join(baseComponents, 'src', 'lightning')],
    },
  };
}

/** `[namespace, module]` of a source file, or null where it is no LWC source. */
export function moduleOf(roots: Roots, file: string): [string, string] | null {
  for (const [namespace, folders] of Object.entries(roots.namespaces))
    for (const folder of folders)
      if (file.startsWith(folder + path.sep)) {
        const [name] = path.relative(folder, file).split(path.sep);
        if (name) return [namespace, name];
      }
  return null;
}

/** The ES module of an npm package, where `require` would give its CommonJS twin. */
export function esModule(specifier: string): string {
  return require.resolve(specifier).replace(/\.cjs$/, '.js');
}
