/** What a decision does to the org, step by step, and what becomes of it. The org's record API comes in as arguments. */
import type { RecordRepresentation } from 'lightning/uiRecordApi';

export interface Org {
  update(fields: Record<string, unknown> & { Id: string }, since?: string | null): Promise<RecordRepresentation>;
  /** A record that has changed since it was read, read again. */
  reread(stale: RecordRepresentation): Promise<RecordRepresentation | undefined>;
  /** Who decides. */
  viewerId: string;
  now(): string;
  same(a: unknown, b: unknown): boolean;
}
/** The suggestion, when it was last saved, the status that it has while it is open, and what is chosen instead of it. */
export interface Claim {
  id: string;
  since: string;
  openStatus: 'Proposed' | 'Failed';
  chosen?: string;
}
/** A field of a record: what it is to say, and what it is expected to say now. */
export interface Change {
  recordId: string;
  field: string;
  value: unknown;
  expected: unknown;
  record: RecordRepresentation;
}
/** What became of it; where the suggestion was saved, its status and when. */
export type Outcome = { saved?: Saved } & (
  | { kind: 'done'; record?: RecordRepresentation }
  /** Somebody else decided, or the service wrote the suggestion anew: nothing was saved. */
  | { kind: 'overtaken' }
  /** The field says something else than the viewer saw: nothing was saved. */
  | { kind: 'changed'; value: unknown }
  | { kind: 'refused'; error: unknown }
);
export type Status = 'Proposed' | 'Accepted' | 'Rejected' | 'Applied' | 'Failed';
export interface Saved {
  status: Status;
  at: string;
}

class Changed extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('changed');
    this.value = value;
  }
}
const TRIES = 3;

export function isStale(error: unknown): boolean {
  const { status, body } = (error ?? {}) as { status?: number; body?: { statusCode?: number } };
  return status === 412 || body?.statusCode === 412;
}

function failed(error: unknown, saved?: Saved): Outcome {
  if (error instanceof Changed) return { kind: 'changed', value: error.value, saved };
  return isStale(error) ? { kind: 'overtaken', saved } : { kind: 'refused', error, saved };
}

/** A change of another field since does not stand in the way: only one of this field does. */
async function write(org: Org, change: Change, triesLeft = TRIES): Promise<RecordRepresentation> {
  const { recordId, field, value, expected, record } = change;
  try {
    return await org.update({ Id: recordId, [field]: value }, record.lastModifiedDate);
  } catch (error) {
    if (!isStale(error)) throw error;
    const fresh = await org.reread(record);
    const now = fresh?.fields[field]?.value;
    if (!fresh) throw error;
    if (!org.same(now, expected) || triesLeft === 0) throw new Changed(now);
    return write(org, { ...change, record: fresh }, triesLeft - 1);
  }
}

const signed = (org: Org) => ({ Decided_By__c: org.viewerId, Decided_At__c: org.now() });
const UNSIGNED = { Decided_By__c: null, Decided_At__c: null };

/** With the claim what is being saved is kept, to be finished where it is interrupted; it stays once that is applied. */
function choiceIn({ chosen }: Claim, status: Status): object {
  if (chosen === undefined || status === 'Applied') return {};
  return { Chosen__c: status === 'Accepted' ? chosen : null };
}

async function mark(org: Org, claim: Claim, status: Status): Promise<Saved> {
  const { id, since, openStatus } = claim;
  const signature = status === openStatus ? UNSIGNED : signed(org);
  const record = await org.update({ Id: id, Status__c: status, ...signature, ...choiceIn(claim, status) }, since);
  return { status, at: record.lastModifiedDate ?? '' };
}

/** One write of the suggestion alone: `Rejected`, `Applied` where the record says so already, or open again. */
export async function settle(org: Org, claim: Claim, status: Status): Promise<Outcome> {
  try {
    return { kind: 'done', saved: await mark(org, claim, status) };
  } catch (error) {
    return failed(error);
  }
}

/** Claimed first: of two who decide, the second is told. What is left half-way says `Accepted`, and can be finished. */
export async function accept(org: Org, claim: Claim, change: Change): Promise<Outcome> {
  const claimed = await settle(org, claim, 'Accepted');
  if (claimed.kind !== 'done' || !claimed.saved) return claimed;
  const next = { ...claim, since: claimed.saved.at };
  let record: RecordRepresentation;
  try {
    record = await write(org, change);
  } catch (error) {
    const back = await settle(org, next, claim.openStatus);
    return failed(error, back.saved ?? claimed.saved);
  }
  // Where this fails the record is saved all the same: the suggestion says `Accepted`, and that it says so already.
  const applied = await settle(org, next, 'Applied');
  return { kind: 'done', saved: applied.saved ?? claimed.saved, record };
}

/** The suggestion is opened first: whatever stops half-way can be seen and decided again. */
export async function undo(org: Org, claim: Claim, change?: Change): Promise<Outcome> {
  const opened = await settle(org, claim, claim.openStatus);
  if (opened.kind !== 'done' || !opened.saved || !change) return opened;
  try {
    return { ...opened, record: await write(org, change) };
  } catch (error) {
    const back = await settle(org, { ...claim, since: opened.saved.at }, 'Applied');
    return failed(error, back.saved ?? opened.saved);
  }
}
