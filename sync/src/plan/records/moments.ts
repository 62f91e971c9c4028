import type { Conversation } from '../../conversation/conversation.ts';
import { wanted, type WantedFields } from '../difference.ts';
import { childKey, distinct, stableHash } from '../keys.ts';
import { isOrgComment } from './org-comments.ts';
import { oneLine, plainText } from '../text/text.ts';
import type { FieldValue } from '../types.ts';

export interface Child {
  key: string;
  fields: WantedFields;
}

/** Seconds to the millisecond. */
function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}

/**
 * Highlights, topics, comments, questions and action items. A comment keeps the provider's id; the others are known by
 * what they say and when, so a new one in the middle leaves the rest as they are. `Done__c` is people's and never set.
 */
export function moments(conversation: Conversation, conversationKey: string): Child[] {
  const number = distinct();
  const moment = (type: string, prefix: string, id: string, values: Record<string, FieldValue>): Child => ({
    key: childKey(conversationKey, prefix, number(`${prefix}:${id}`).slice(prefix.length + 1)),
    fields: wanted({ Type__c: type, ...values }, 'content'),
  });
  const timed = (
    type: string,
    prefix: string,
    item: { text: string; startMs?: number; endMs?: number; speaker?: string },
  ): Child =>
    moment(type, prefix, stableHash(`${item.startMs ?? ''}|${item.text}`), {
      Text__c: plainText(item.text),
      Start__c: seconds(item.startMs),
      End__c: seconds(item.endMs),
      Speaker__c: oneLine(item.speaker),
    });

  return [
    ...conversation.highlights.map((item) => timed('Highlight', 'highlight', item)),
    ...conversation.topics.map(({ name, startMs, endMs }) =>
      moment('Topic', 'topic', stableHash(`${startMs ?? ''}|${name}`), {
        Text__c: oneLine(name),
        Start__c: seconds(startMs),
        End__c: seconds(endMs),
      }),
    ),
    // people's own rows stand for what they wrote in the org
    ...conversation.comments
      .filter((comment) => !isOrgComment(comment))
      .map(({ id, text, startMs, author }) =>
        moment('Comment', 'comment', id, {
          Text__c: plainText(text),
          Start__c: seconds(startMs),
          Author__c: oneLine(author),
        }),
      ),
    ...conversation.questions.map((item) => timed('Question', 'question', item)),
    ...conversation.actionItems.map(({ text, owner, due }) =>
      moment('Action item', 'action', stableHash(text), {
        Text__c: plainText(text),
        Author__c: oneLine(owner),
        Due__c: due ?? null,
      }),
    ),
  ];
}
