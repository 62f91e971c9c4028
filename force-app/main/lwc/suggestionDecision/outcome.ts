/** What became of a decision, in words. */
import CHANGED_SINCE from '@salesforce/label/c.Suggestions_Changed_Since';
import NOT_SAVED from '@salesforce/label/c.Commitments_Not_Saved';
import NOT_UNDONE from '@salesforce/label/c.Suggestions_Not_Undone';
import REJECTED from '@salesforce/label/c.Suggestions_Rejected';
import SAVED from '@salesforce/label/c.Suggestions_Saved';
import VALUE_CHANGED from '@salesforce/label/c.Suggestions_Value_Changed';
import { fill } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Outcome } from './decision';

export interface Settled {
  text: string;
  icon: string;
  variant?: string;
  canUndo: boolean;
}

export function settledAs(status: 'Applied' | 'Rejected', name: string, valueWords: string): Settled {
  return status === 'Applied'
    ? { text: fill(SAVED, name, valueWords), icon: 'utility:success', variant: 'success', canUndo: true }
    : { text: fill(REJECTED, name), icon: 'utility:ban', canUndo: true };
}

/** Why nothing was saved; `seen` is what the viewer saw in the field. */
export function messageOf(
  outcome: Outcome,
  isUndo: boolean,
  name: string,
  seen: string,
  wordsOf: (value: unknown) => string,
): string {
  if (outcome.kind === 'changed') return fill(isUndo ? NOT_UNDONE : VALUE_CHANGED, name, wordsOf(outcome.value), seen);
  if (outcome.kind === 'refused') return fill(NOT_SAVED, reduceErrors(outcome.error).messages.join(' '));
  return outcome.kind === 'overtaken' ? CHANGED_SINCE : '';
}
