/** For tests: the same store on both databases that the service runs on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from './postgres.ts';
import { putEmptyStore } from './template.ts';

export const STORES = ['embedded', 'postgresql'] as const;

export interface TestStore {
  /** What `openDatabase` takes. */
  where: { folder: string; url?: string };
  remove(): Promise<void>;
}

export async function makeStore(kind: (typeof STORES)[number]): Promise<TestStore> {
  const folder = mkdtempSync(path.join(tmpdir(), 'debrief-store-'));
  const server = kind === 'postgresql' ? await startPostgres() : undefined;
  if (!server) await putEmptyStore(folder);
  return {
    where: { folder, ...(server ? { url: await server.create() } : {}) },
    remove: async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
