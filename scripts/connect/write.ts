import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED_FOLDERS, PACKAGE } from './files.ts';

/** How a file that stands differs from what the generator gives. */
export interface Difference {
  /** Inside the package. */
  file: string;
  kind: 'missing' | 'differs' | 'stale';
}

/** What `writeConnect` would do, in the order of files. */
export function differences(root: string, files: Map<string, string>): Difference[] {
  const found: Difference[] = [];
  for (const [file, text] of files) {
    const at = path.join(root, PACKAGE, file);
    if (!existsSync(at)) found.push({ file, kind: 'missing' });
    else if (readFileSync(at, 'utf8') !== text) found.push({ file, kind: 'differs' });
  }
  for (const file of standing(root)) if (!files.has(file)) found.push({ file, kind: 'stale' });
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Brings force-app/connect to the given files, and returns what was changed. */
export function writeConnect(root: string, files: Map<string, string>): Difference[] {
  const found = differences(root, files);
  for (const { file, kind } of found) {
    const at = path.join(root, PACKAGE, file);
    if (kind === 'stale') rmSync(at);
    else {
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, files.get(file) ?? '');
    }
  }
  return found;
}

function standing(root: string): string[] {
  return GENERATED_FOLDERS.flatMap((folder) => {
    const at = path.join(root, PACKAGE, folder);
    return existsSync(at) ? readdirSync(at).map((name) => `${folder}/${name}`) : [];
  });
}
