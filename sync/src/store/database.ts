/** The store, as whoever works with it has it. */
import type { PGlite } from '@electric-sql/pglite';
import type { Db } from './schema.ts';

export interface Database {
  db: Db;
  /** What the queue needs to share this database. */
  connection: { kind: 'embedded'; pglite: PGlite } | { kind: 'postgresql'; url: string };
  /**
   * Runs `work` while nobody else, in this process or in another on the same database, runs any of the same name. The
   * lock goes with its holder, however that ends; `isHeld` is false once it is gone although the work goes on.
   */
  exclusively: <T>(name: string, work: (isHeld: () => boolean) => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}
