/** Keeps a second process away from the embedded store: two on one data folder would destroy it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's file lock is released by the operating system however the process ends, so none is left behind. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path.join(folder, 'in-use.lock'));
  try {
    file.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    file.close();
    throw new Error(`Another process is using the store in ${folder}: stop it first, or set another DEBRIEF_HOME.`);
  }
  return () => file.close();
}
