import type { OwnRow } from '../../match/types.ts';
import { differences } from '../difference.ts';
import { isOwnChild } from '../keys.ts';
import type { Child } from './moments.ts';
import { isAdopted } from './org-comments.ts';
import type { Shapes } from '../shapes.ts';
import type { FieldValue, PlannedField, PlannedWrite } from '../types.ts';

const PARENT = 'Conversation__c';

export interface WantedChild extends Child {
  /** The moment that it stands beside, where there is one. */
  momentKey?: string;
  /** Written although the row was decided: the service itself tried it and was refused. */
  isTriedAgain?: boolean;
}

/**
 * Creates and changes of the rows beneath a conversation, and the deletion of our own rows that nobody asks for. A row
 * that a person decided stays as it is; one that a person ticked follows the conversation, and is never deleted.
 */
export function childWrites(
  object: string,
  conversationKey: string,
  children: WantedChild[],
  rows: OwnRow[],
  shapes: Shapes,
  people: { isDecided?: (row: OwnRow) => boolean; isTicked?: (row: OwnRow) => boolean } = {},
): PlannedWrite[] {
  const { isDecided = () => false, isTicked = () => false } = people;
  const byKey = new Map(rows.map((row) => [row.Key__c, row]));
  const writes: PlannedWrite[] = [];
  for (const { key, fields: wantedFields, momentKey, isTriedAgain } of children) {
    const row = byKey.get(key);
    byKey.delete(key);
    if (row && isDecided(row) && !isTriedAgain) continue;
    const fields = differences(object, wantedFields, row, shapes);
    if (row && fields.length === 0) continue;
    writes.push({
      object,
      operation: 'upsert',
      ...(row ? { id: row.Id } : {}),
      key: { field: 'Key__c', value: key },
      ...(row
        ? {}
        : {
            links: {
              [PARENT]: { object: PARENT, key: conversationKey },
              ...(momentKey ? { Moment__c: { object: 'Conversation_Moment__c', key: momentKey } } : {}),
            },
          }),
      fields,
    });
  }
  for (const row of byKey.values()) {
    if (!isOwnChild(conversationKey, row.Key__c) || isAdopted(conversationKey, row.Key__c)) continue;
    if (isDecided(row) || isTicked(row)) continue;
    const fields = Object.entries(row)
      .filter(
        ([field, value]) => field.endsWith('__c') && field !== PARENT && value !== null && typeof value !== 'object',
      )
      .map(([field, value]): PlannedField => ({ field, before: value as FieldValue, after: null, rule: 'gone' }));
    writes.push({ object, operation: 'delete', id: row.Id, key: { field: 'Key__c', value: row.Key__c }, fields });
  }
  return writes;
}
