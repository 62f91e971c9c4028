/** What is offered of a suggestion, and what a person has chosen instead. */
import type { Saved, Status, SuggestionFacts } from 'c/suggestionDecision';
import type { FieldInfo } from 'lightning/uiObjectInfoApi';
import { sameValue, typedValue } from './fieldValues';
import type { FieldValue } from './fieldValues';

/** The last status saved from here counts until the org tells a later one. */
export function statusOf({ status, modifiedAt }: SuggestionFacts, saved: Saved | undefined): Status {
  return saved && saved.at >= modifiedAt ? saved.status : status;
}

/** As the API writes it: half-way, what was being saved. */
export function offered({ proposed, chosen }: SuggestionFacts, status: Status): string {
  return status === 'Accepted' ? (chosen ?? proposed) : proposed;
}

/** Undefined where it is what was proposed. */
export function chosenText(value: FieldValue, proposed: string, field: FieldInfo): string | undefined {
  return sameValue(value, typedValue(proposed, field), field) ? undefined : String(value ?? '');
}
