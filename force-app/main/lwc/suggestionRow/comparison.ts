/** What the record says now beside what is suggested, typed and in words. */
import { fill, viewer } from 'c/conversationModel';
import type { FieldInfo } from 'lightning/uiObjectInfoApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { sameValue, typedValue, wordsOfValue } from './fieldValues';
import type { FieldValue } from './fieldValues';
import { words } from './words';

export interface Comparison {
  now: FieldValue;
  proposed: FieldValue;
  /** The record says something else. */
  isNews: boolean;
  nowWords: string;
  proposedWords: string;
  /** For screen readers. */
  sentence: string;
  wordsOf: (value: unknown) => string;
}

export function comparisonOf(
  text: string,
  field: FieldInfo,
  record: RecordRepresentation | undefined,
  options: readonly { label: string; value: string }[],
): Comparison {
  const valueIn = (name: string) => (record?.fields[name]?.value ?? null) as FieldValue;
  const now = valueIn(field.apiName);
  const proposed = typedValue(text, field);
  const isNews = !sameValue(now, proposed, field);
  const isOfOtherYear = String(now).slice(0, 4) !== String(proposed).slice(0, 4);
  const context = {
    ...{ viewer, options, now: Date.now(), yes: words.yes, no: words.no },
    currency: (valueIn('CurrencyIsoCode') as string | null) ?? viewer.currency,
    withYear: field.dataType === 'Date' && now !== null && isOfOtherYear,
  };
  const wordsOf = (value: unknown) => wordsOfValue(value as FieldValue, field, context) ?? words.empty;
  const nowWords = wordsOf(now);
  const proposedWords = wordsOf(proposed);
  const sentence = isNews ? fill(words.sentence, field.label, nowWords, proposedWords) : `${field.label}: ${nowWords}`;
  return { now, proposed, isNews, nowWords, proposedWords, sentence, wordsOf };
}
