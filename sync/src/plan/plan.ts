import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { indexSnapshot, type SnapshotIndex } from '../match/snapshot-index.ts';
import type { Match, OwnRow, Snapshot } from '../match/types.ts';
import { activityWrite } from './records/activity.ts';
import { childWrites } from './records/child-writes.ts';
import { conversationRecord } from './records/conversation.ts';
import { crmFilling } from './filling/crm-filling.ts';
import { remarkOnCrmRefs } from './crm-refs.ts';
import { dealNote, type DealNote } from './notes/deal-note.ts';
import { differences, same, toSecond } from './difference.ts';
import { mappedFacts } from './filling/field-mapping.ts';
import { leftAfter } from './left.ts';
import { choicesOf, hold, holdBack, modeOf, type Choices } from './modes.ts';
import { withoutLeadBesideDeal } from './records/lead-beside.ts';
import { moments } from './records/moments.ts';
import { adoptions } from './records/org-comments.ts';
import { participants } from './records/participants.ts';
import { namesFor } from './receipt/names.ts';
import type { TenantSettings } from './settings.ts';
import { Shapes } from './shapes.ts';
import type { FieldValue, HeldWrite, Plan, PlannedField, PlannedWrite } from './types.ts';

export interface PlanInput {
  conversation: Conversation;
  match: Match;
  /** One of the two; an index is cheaper where many conversations are planned against one snapshot. */
  snapshot?: Snapshot;
  index?: SnapshotIndex;
  settings: TenantSettings;
  /** What lets go of activities that the conversation is no longer linked to: see `releaseActivity`. */
  releases?: { write?: PlannedWrite; remarks: string[] }[];
  /** RFC 3339; `Last_Synced_At__c` is set to it where something else changes. */
  now?: string;
}

const PARENT = 'Conversation__c';

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
  if ((match.status !== 'Locked' || match.chosen) && activityId !== undefined && !same(row?.Activity_Id__c, activityId))
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

/** Adds to the write of the conversation's own record, or makes it one; a record that is held back gets nothing. */
function withParent(
  writes: PlannedWrite[],
  key: string,
  row: OwnRow | undefined,
  fields: PlannedField[],
  links: NonNullable<PlannedWrite['links']> = {},
): PlannedWrite[] {
  const hasLinks = Object.keys(links).length > 0;
  if (fields.length === 0 && !hasLinks) return writes;
  const found = writes.find(({ object }) => object === PARENT);
  if (!found && !row) return writes;
  const parent: PlannedWrite = found ?? {
    ...{ object: PARENT, operation: 'upsert', key: { field: 'Key__c', value: key }, fields: [] },
    ...(row ? { id: row.Id } : {}),
  };
  const changed: PlannedWrite = {
    ...parent,
    ...(hasLinks || parent.links ? { links: { ...parent.links, ...links } } : {}),
    fields: [...parent.fields, ...fields],
  };
  return found ? writes.map((write) => (write === found ? changed : write)) : [changed, ...writes];
}

interface Parted {
  writes: PlannedWrite[];
  held: HeldWrite[];
}

/** A note is written whole or not at all, and never where its Id can't be kept. */
function withNote(
  { writes, held }: Parted,
  note: DealNote | undefined,
  key: string,
  row: OwnRow | undefined,
  choices: Choices,
): Parted {
  if (!note) return { writes, held };
  const needed = [
    ...note.writes.flatMap(({ object, fields }) => [
      modeOf(choices, object),
      ...fields.map(({ field }) => modeOf(choices, object, field)),
    ]),
    ...['Note_Id__c', 'Note_Mark__c'].map((field) => modeOf(choices, PARENT, field)),
  ];
  const lack = needed.find(({ writing }) => writing !== 'on');
  if (lack) return { writes, held: [...held, ...note.writes.map((write) => hold(write, lack, write.fields))] };
  return { writes: [...withParent(writes, key, row, note.fields, note.links), ...note.writes], held };
}

/** When something else is written, the conversation says when. */
function withTime(
  writes: PlannedWrite[],
  key: string,
  row: OwnRow | undefined,
  now: string,
  shapes: Shapes,
  choices: Choices,
): PlannedWrite[] {
  if (writes.length === 0 || modeOf(choices, PARENT, 'Last_Synced_At__c').writing !== 'on') return writes;
  const wantedTime = { Last_Synced_At__c: { value: toSecond(now), rule: 'synced' } };
  return withParent(writes, key, row, differences(PARENT, wantedTime, row, shapes));
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
  const choices = choicesOf(settings);
  const row = index.conversationByKey.get(key);
  const rowsOf = (rows: Map<string, OwnRow[]>) => rows.get(row?.Id ?? '') ?? [];

  for (const repair of conversation.repairs ?? []) remark(repair);
  remarkOnCrmRefs(conversation, index, remark);
  const releases = (input.releases ?? []).flatMap(({ write }) => write ?? []);
  for (const { remarks: said } of input.releases ?? []) said.forEach(remark);
  const released = new Set(releases.flatMap(({ id }) => id ?? []));
  const activity = activityWrite(conversation, match, row, index, shapes, remark, released, settings.loggedCalls);
  const parent = conversationWrite(input, key, row, activity, index, shapes);
  const note = settings.noteOnDeal
    ? dealNote({ conversation, key, match, row, notes: index.snapshot.notes ?? [], shapes, remark })
    : undefined;
  const wantedMoments = moments(conversation, key);
  const momentKeyAt = (ms: number) => wantedMoments.find(({ fields }) => fields.Start__c?.value === ms / 1000)?.key;
  const suggestionRows = rowsOf(index.suggestionsByConversation);
  const filling = crmFilling({
    ...{ conversationKey: key, match, index, shapes, choices, momentKeyAt, remark, rows: suggestionRows },
    facts: mappedFacts(conversation.fields, settings.fieldMapping),
  });
  const children = [
    ...childWrites('Conversation_Moment__c', key, wantedMoments, rowsOf(index.momentsByConversation), shapes, {
      isTicked: ({ Done__c, Task_Id__c }) => Done__c === true || Boolean(Task_Id__c),
    }),
    ...adoptions(conversation, key, rowsOf(index.momentsByConversation)),
    ...childWrites(
      'Conversation_Participant__c',
      key,
      participants(conversation, key, match, index, settings.match, remark),
      rowsOf(index.participantsByConversation),
      shapes,
    ),
    ...childWrites('Conversation_Suggestion__c', key, filling.suggestions, suggestionRows, shapes, {
      isDecided: (suggestion) => suggestion.Status__c !== 'Proposed',
    }),
  ];

  const isParentChanged = !row || parent.fields.length > 0 || parent.links !== undefined;
  const body = holdBack(
    [...releases, ...(activity ? [activity] : []), ...(isParentChanged ? [parent] : []), ...children],
    choices,
  );
  const possible = withoutLeadBesideDeal(body.writes, index, remark);
  const parted = withNote({ ...body, writes: [...possible, ...filling.updates] }, note, key, row, choices);
  const writes = now ? withTime(parted.writes, key, row, now, shapes, choices) : parted.writes;
  const held = [...parted.held, ...filling.held];
  return {
    key,
    writing: settings.writing,
    match: settings.writing === 'off' ? match : { ...match, left: leftAfter(match, key, index, writes) },
    ...(row ? { conversationId: row.Id } : {}),
    writes,
    ...(held.length > 0 ? { held } : {}),
    remarks: [...remarks],
    names: namesFor([...writes, ...held], match, conversation, row, index),
  };
}
