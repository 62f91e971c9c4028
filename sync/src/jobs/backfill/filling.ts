/** How much of a backfill goes at once. */
export const FILLING = {
  /** Conversations of a batch: five full sObject Collections calls of them, as many as a composite request takes. */
  batch: 1000,
  /** A backfill of more goes by Bulk API 2.0, in batches of `bulkBatch`: each of its jobs takes six requests or more. */
  bulkFrom: 10_000,
  bulkBatch: 10_000,
};
export type Filling = typeof FILLING;
