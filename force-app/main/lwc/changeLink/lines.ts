import { fill } from 'c/conversationModel';
import type { Change } from './changes';
import { FIELD_WORDS, OBJECT_WORDS, words } from './words';

export interface ChangeLine {
  key: string;
  record?: string;
  text: string;
}

/** A record is named above the first of its changes. */
export function lineOf(change: Change, previous: Change | undefined): ChangeLine {
  const { key, object, record, operation, field } = change;
  const what = OBJECT_WORDS[object] ?? object;
  const isFirst = previous?.object !== object || previous.record !== record;
  const unnamed = field === 'account' ? words.accountOfDeal : words.otherRecord;
  const name = (value: string | undefined) => (value === undefined ? words.nothing : value || unnamed);
  const text =
    operation === 'update' && field
      ? fill(words.changeLine, FIELD_WORDS[field], name(change.before), name(change.after))
      : operation === 'create'
        ? words.created
        : words.deleted;
  return { key, record: isFirst ? [what, record].filter(Boolean).join('\u00a0· ') : undefined, text };
}
