/** What a suggestion says of itself and lets the viewer do, by its status and their rights. */
import { dateTimeOf, fill } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';
import type { Settled, Status, SuggestionFacts } from 'c/suggestionDecision';
import { words } from './words';

export type ActionName = 'accept' | 'finish' | 'markDone' | 'edit' | 'reject' | 'putBack' | 'save' | 'cancel';
export interface Action {
  name: ActionName;
  label: string;
  className: string;
}
export interface Situation {
  status: Status;
  /** The record says something else. */
  isNews: boolean;
  isEditing: boolean;
  isPrimary: boolean;
  mayEdit: boolean;
  /** Undefined until it is known. */
  mayDecide?: boolean;
  dataType: string;
}

const NO_INPUT = ['Reference', 'Address', 'Location', 'Base64'];
const PRIMARY = 'slds-button slds-button_brand';
const SECOND = 'slds-button slds-button_outline-brand';
const PLAIN = 'slds-button';

export function actionsOf(situation: Situation): Action[] {
  const { status, isNews, isEditing, isPrimary, mayEdit, mayDecide, dataType } = situation;
  const action = (name: ActionName, className = PLAIN): Action => ({ name, label: words[name], className });
  const main = (name: ActionName) => action(name, isPrimary ? PRIMARY : SECOND);
  if (isEditing) return [action('save', PRIMARY), action('cancel')];
  if (!mayDecide) return [];
  const isHalfDone = status === 'Accepted';
  const last = action(isHalfDone ? 'putBack' : 'reject');
  if (!isNews) return [main('markDone'), last];
  if (!mayEdit) return [last];
  const edit = NO_INPUT.includes(dataType) ? [] : [action('edit')];
  return [main(isHalfDone ? 'finish' : 'accept'), ...edit, last];
}

function who({ decidedBy }: SuggestionFacts): string {
  return decidedBy ?? words.somebody;
}

function when({ decidedAt }: SuggestionFacts, viewer: Viewer, now: number): string {
  return decidedAt ? dateTimeOf(decidedAt, viewer, now) : '';
}

/** Why it stands here as it does, and who can grant what is missing. */
export function noteOf(
  facts: SuggestionFacts,
  { status, isNews, mayEdit, mayDecide }: Situation,
  name: string,
  viewer: Viewer,
  now: number,
): string {
  const lines = [
    status === 'Accepted' && fill(words.interrupted, who(facts), when(facts, viewer, now)),
    status === 'Failed' && facts.error && fill(words.failedBefore, facts.error),
    !isNews && words.already,
    mayDecide === false ? words.rights : isNews && !mayEdit && fill(words.locked, name),
  ];
  return lines.filter(Boolean).join(' ');
}

/** Decided by somebody else: who, when, and what the record says since. */
export function decidedElsewhere(
  facts: SuggestionFacts,
  name: string,
  nowWords: string,
  viewer: Viewer,
  now: number,
): Settled {
  const isRejected = facts.status === 'Rejected';
  const told = fill(isRejected ? words.rejectedBy : words.acceptedBy, who(facts), when(facts, viewer, now));
  const text = `${told} ${fill(words.saved, name, nowWords)}`;
  return { text, icon: isRejected ? 'utility:ban' : 'utility:user', canUndo: false };
}
