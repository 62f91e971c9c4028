import USER_ID from '@salesforce/user/Id';
import { after } from 'c/timer';
import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import type { Org } from './decision';

/** An answer that never comes is no reason to wait for ever. */
const PATIENCE_MS = 15_000;
type Read = RecordRepresentation | undefined;

/** The record API as decisions need it; `read` is told of every answer about the target. */
export class RecordOrg implements Org {
  readonly viewerId = USER_ID;
  readonly same: Org['same'];
  private record: Read;
  private waiting?: { stale: string | null | undefined; resolve: (record: Read) => void };

  constructor(record: Read, same: Org['same']) {
    this.record = record;
    this.same = same;
  }

  read(record: Read): void {
    this.record = record;
    this.answer();
  }

  now(): string {
    return new Date().toISOString();
  }

  update(fields: Record<string, unknown> & { Id: string }, since?: string | null): Promise<RecordRepresentation> {
    return updateRecord({ fields }, since ? { ifUnmodifiedSince: since } : undefined);
  }

  /** Waits for an answer other than the stale one, which may be here already. */
  reread({ id, lastModifiedDate }: RecordRepresentation): Promise<Read> {
    return new Promise((resolve) => {
      this.waiting = { stale: lastModifiedDate, resolve };
      this.answer();
      if (!this.waiting) return;
      this.renew(id);
      after(PATIENCE_MS, () => resolve(undefined));
    });
  }

  renew(recordId: string): void {
    void notifyRecordUpdateAvailable([{ recordId }]);
  }

  private answer(): void {
    if (!this.waiting || this.record?.lastModifiedDate === this.waiting.stale) return;
    this.waiting.resolve(this.record);
    this.waiting = undefined;
  }
}
