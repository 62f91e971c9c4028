/**
 * For tests: an empty embedded store that is there already. PGlite takes seconds to make its first files, and a moment to
 * open a copy of them.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const CACHE = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/debrief');

function version(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const file = path.join(path.dirname(entry), '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Made once for each version; of several test files that make it at once, one wins. */
async function template(): Promise<string> {
  const folder = path.join(CACHE, `pglite-${version()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(path.join(CACHE, 'making-'));
  const made = path.join(scratch, 'pglite');
  await (await PGlite.create(made)).close();
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}

/** Puts an empty store where `openDatabase({ folder })` looks for one; what is there is left as it is. */
export async function putEmptyStore(folder: string): Promise<void> {
  const target = path.join(folder, 'pglite');
  if (existsSync(target)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(await template(), target, { recursive: true });
}
