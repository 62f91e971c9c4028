import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { indexSnapshot, type SnapshotIndex } from '../match/snapshot-index.ts';
import type { Match, OwnRow, Snapshot } from '../match/types.ts';
import { activityWrite } from './activity-record.ts';
import { conversationRecord } from './conversation-record.ts';
import { remarkOnCrmRefs } from './crm-refs.ts';
import { differences, same, toSecond } from './difference.ts';
import { isOwnChild } from './keys.ts';
import { moments, type Child } from './moments.ts';
import { participants } from './participants.ts';
import type { TenantSettings } from './settings.ts';
import { Shapes } from './shapes.ts';
import { suggestions, type SuggestionChild } from './suggestions.ts';
import type { FieldValue, Plan, PlannedField, PlannedWrite } from './types.ts';

export interface PlanInput {
  conversation: Conversation;
  match: Match;
  /** One of the two; an index is cheaper where many conversations are planned against one snapshot. */
  snapshot?: Snapshot;
  index?: SnapshotIndex;
  settings: TenantSettings;
  /** RFC 3339; `Last_Synced_At__c` is set to it where something else changes. */
  now?: string;
}

const PARENT = 'Conversation__c';

/**
 * Creates and changes of the rows beneath a conversation, and the deletion of our own rows that nobody asks for. A row
 * that a person decided stays as it is; one that a person ticked follows the conversation, and is never deleted.
 */
function childWrites(
  object: string,
  conversationKey: string,
  children: (Child & { momentKey?: string })[],
  rows: OwnRow[],
  shapes: Shapes,
  people: { isDecided?: (row: OwnRow) => boolean; isTicked?: (row: OwnRow) => boolean } = {},
): PlannedWrite[] {
  const { isDecided = () => false, isTicked = () => false } = people;
  const byKey = new Map(rows.map((row) => [row.Key__c, row]));
  const writes: PlannedWrite[] = [];
  for (const { key, fields: wantedFields, momentKey } of children) {
    const row = byKey.get(key);
    byKey.delete(key);
    if (row && isDecided(row)) continue;
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
    if (!isOwnChild(conversationKey, row.Key__c) || isDecided(row) || isTicked(row)) continue;
    const fields = Object.entries(row)
      .filter(
        ([field, value]) => field.endsWith('__c') && field !== PARENT && value !== null && typeof value !== 'object',
      )
      .map(([field, value]): PlannedField => ({ field, before: value as FieldValue, after: null, rule: 'gone' }));
    writes.push({ object, operation: 'delete', id: row.Id, key: { field: 'Key__c', value: row.Key__c }, fields });
  }
  return writes;
}

function conversationWrite(
  { conversation, match }: PlanInput,
  key: string,
  row: OwnRow | undefined,
  activity: PlannedWrite | undefined,
  index: SnapshotIndex,
  shapes: Shapes,
): PlannedWrite {
  const fields = differences(PARENT, conversationRecord(conversation, match, row, index, shapes), row, shapes);
  const { id, object, decision } = match.activity;
  const isCreated = decision === 'create' && activity !== undefined;
  // while a person has to choose, an activity that is gone is no link
  const activityId = id ?? (decision === 'none' ? null : undefined);
  if (match.status !== 'Locked' && activityId !== undefined && !same(row?.Activity_Id__c, activityId))
    fields.push({
      field: 'Activity_Id__c',
      before: (row?.Activity_Id__c ?? null) as FieldValue,
      after: activityId,
      rule: match.rule,
    });
  return {
    object: PARENT,
    operation: 'upsert',
    ...(row ? { id: row.Id } : {}),
    key: { field: 'Key__c', value: key },
    ...(isCreated ? { links: { Activity_Id__c: { object, key } } } : {}),
    fields,
  };
}

/** Every write that would bring the org in line with a conversation. Nothing differs: no writes. */
export function plan(input: PlanInput): Plan {
  const { conversation, match, settings, now } = input;
  const index = input.index ?? (input.snapshot && indexSnapshot(input.snapshot));
  if (!index) throw new TypeError('plan needs a snapshot or its index');
  const key = keyOf(conversation);
  const remarks = new Set<string>();
  const remark = (text: string) => void remarks.add(text);
  const shapes = new Shapes(index.snapshot.shapes, remark);
  const row = index.conversationByKey.get(key);
  const rowsOf = (rows: Map<string, OwnRow[]>) => rows.get(row?.Id ?? '') ?? [];

  for (const repair of conversation.repairs ?? []) remark(repair);
  remarkOnCrmRefs(conversation, index, remark);
  const activity = activityWrite(conversation, match, row, index, shapes, remark);
  const parent = conversationWrite(input, key, row, activity, index, shapes);
  const wantedMoments = moments(conversation, key);
  const momentKeyAt = (ms: number) => wantedMoments.find(({ fields }) => fields.Start__c?.value === ms / 1000)?.key;
  const wantedSuggestions: SuggestionChild[] = suggestions(
    conversation,
    key,
    match,
    index,
    shapes,
    momentKeyAt,
    remark,
  );
  const children = [
    ...childWrites('Conversation_Moment__c', key, wantedMoments, rowsOf(index.momentsByConversation), shapes, {
      isTicked: (moment) => moment.Done__c === true,
    }),
    ...childWrites(
      'Conversation_Participant__c',
      key,
      participants(conversation, key, match, settings.match, remark),
      rowsOf(index.participantsByConversation),
      shapes,
    ),
    ...childWrites(
      'Conversation_Suggestion__c',
      key,
      wantedSuggestions,
      rowsOf(index.suggestionsByConversation),
      shapes,
      { isDecided: (suggestion) => suggestion.Status__c !== 'Proposed' },
    ),
  ];

  const parentChanges = !row || parent.fields.length > 0 || parent.links !== undefined;
  const changes = parentChanges || activity !== undefined || children.length > 0;
  if (changes && now)
    parent.fields.push(
      ...differences(PARENT, { Last_Synced_At__c: { value: toSecond(now), rule: 'synced' } }, row, shapes),
    );
  const writes = changes
    ? [...(activity ? [activity] : []), ...(parentChanges || parent.fields.length > 0 ? [parent] : []), ...children]
    : [];
  return {
    key,
    writing: settings.writing,
    match,
    ...(row ? { conversationId: row.Id } : {}),
    writes,
    remarks: [...remarks],
  };
}
