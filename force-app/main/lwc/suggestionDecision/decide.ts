/** From what a person chooses to what their row shows next. */
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { accept, settle, undo } from './decision';
import type { Change, Claim, Org, Outcome, Saved, Status } from './decision';
import { messageOf, settledAs } from './outcome';
import type { Settled } from './outcome';

export interface SuggestionFacts {
  id: string;
  status: Status;
  field: string;
  recordId: string;
  proposed: string;
  /** What a person accepts instead. */
  chosen?: string;
  error?: string;
  decidedBy?: string;
  decidedAt?: string;
  modifiedAt: string;
}
/** `apply` writes the field, `markDone` is for a record that says so already, and `putBack` opens what stopped half-way. */
export type Choice = { name: 'apply'; value: unknown } | { name: 'reject' | 'markDone' | 'putBack' | 'undo' };
/** What was decided here, and the change to take back with it. */
export interface Mine {
  status: 'Applied' | 'Rejected';
  value: unknown;
  before?: unknown;
  settled: Settled;
}
/** What the viewer saw when they chose. */
export interface Ground {
  facts: SuggestionFacts;
  /** The last status saved from here. */
  saved?: Saved;
  mine?: Mine;
  record: RecordRepresentation;
  /** The field's label, and what it says: as the API writes it and in words. */
  name: string;
  now: unknown;
  nowWords: string;
  wordsOf: (value: unknown) => string;
  /** A value as it is kept with the suggestion; undefined where it is what was proposed. */
  chosenText: (value: unknown) => string | undefined;
}
export interface Decided {
  isDone: boolean;
  /** Somebody else decided first, or the service wrote the suggestion anew. */
  isOvertaken: boolean;
  saved?: Saved;
  /** As the org has written it. */
  record?: RecordRepresentation;
  mine?: Mine;
  /** Why nothing was saved. */
  message: string;
}

export async function decide(org: Org, choice: Choice, ground: Ground): Promise<Decided> {
  const { name, nowWords, wordsOf } = ground;
  const outcome = await carryOut(org, choice, ground);
  const isDone = outcome.kind === 'done';
  return {
    isDone,
    isOvertaken: outcome.kind === 'overtaken',
    saved: outcome.saved,
    record: isDone ? outcome.record : undefined,
    mine: isDone ? mineOf(choice, ground) : ground.mine,
    message: messageOf(outcome, choice.name === 'undo', name, nowWords, wordsOf),
  };
}

async function carryOut(
  org: Org,
  choice: Choice,
  { facts, saved, mine, record, now, chosenText }: Ground,
): Promise<Outcome> {
  const { id, recordId, field, modifiedAt } = facts;
  const openStatus = facts.error ? 'Failed' : 'Proposed';
  const since = saved && saved.at > modifiedAt ? saved.at : modifiedAt;
  const claim = (chosen: string | undefined): Claim => ({ id, since, openStatus, chosen });
  const change = (value: unknown, expected: unknown): Change => ({ recordId, field, value, expected, record });
  switch (choice.name) {
    case 'apply':
      return accept(org, claim(chosenText(choice.value)), change(choice.value, now));
    case 'undo': {
      const isWritten = mine?.before !== undefined;
      return undo(org, claim(chosenText(mine?.value)), isWritten ? change(mine.before, mine.value) : undefined);
    }
    default:
      return settle(
        org,
        claim(facts.chosen),
        { reject: 'Rejected', markDone: 'Applied', putBack: openStatus }[choice.name] as Status,
      );
  }
}

function mineOf(choice: Choice, { name, now, nowWords, wordsOf }: Ground): Mine | undefined {
  switch (choice.name) {
    case 'apply': {
      const { value } = choice;
      return { status: 'Applied', value, before: now, settled: settledAs('Applied', name, wordsOf(value)) };
    }
    case 'markDone':
      return { status: 'Applied', value: now, settled: settledAs('Applied', name, nowWords) };
    case 'reject':
      return { status: 'Rejected', value: now, settled: settledAs('Rejected', name, nowWords) };
    default:
      return undefined;
  }
}
