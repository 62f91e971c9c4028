import type { Conversation } from '../../conversation/conversation.ts';
import { keyOf } from '../../conversation/conversation.ts';
import { objectOfId } from '../../match/ids.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import { readStored } from '../../match/stored.ts';
import { actualSpan, dayIn, durationSeconds } from '../../match/times.ts';
import { quoted } from '../../match/words.ts';
import type { EventRow, Match, OwnRow, PersonMatch, TaskRow } from '../../match/types.ts';
import { differences, toSecond, wanted, type WantedFields } from '../difference.ts';
import { placeDigest } from '../text/digest.ts';
import type { TenantSettings } from '../settings.ts';
import type { Remark, Shapes } from '../shapes.ts';
import { joinNames, oneLine } from '../text/text.ts';
import { titleOf } from '../text/title.ts';
import type { FieldValue, PlannedWrite } from '../types.ts';

const SUBTYPE = { call: 'Call', email: 'Email', chat: null, meeting: null } as const;
const CALL_TYPE = { inbound: 'Inbound', outbound: 'Outbound' } as const;
/** Salesforce keeps no event longer than fourteen days. */
const LONGEST_EVENT_MS = 14 * 86_400_000;

function ownFields(conversation: Conversation, object: string, shapes: Shapes): WantedFields {
  return wanted(
    {
      Conversation_Key__c: keyOf(conversation),
      Conversation_Link__c: oneLine(conversation.link),
      Conversation_Provider__c: oneLine(conversation.provider) || conversation.source,
      Conversation_Duration__c: durationSeconds(conversation),
      Conversation_Topics__c: joinNames(
        conversation.topics.map(({ name }) => name),
        shapes.length(object, 'Conversation_Topics__c'),
      ),
      Conversation_Tags__c: joinNames(conversation.tags, shapes.length(object, 'Conversation_Tags__c')),
    },
    'content',
  );
}

function eventTimes(conversation: Conversation, remark: Remark): Record<'StartDateTime' | 'EndDateTime', string> {
  const { start, end } = actualSpan(conversation);
  const last = Math.min(end, start + LONGEST_EVENT_MS);
  if (last < end) remark('The event was shortened to fourteen days, the longest that Salesforce keeps.');
  return { StartDateTime: toSecond(conversation.startedAt), EndDateTime: toSecond(new Date(last).toISOString()) };
}

/** What a new activity says beside the fields that every activity gets. */
function creation(conversation: Conversation, match: Match, index: SnapshotIndex, remark: Remark): WantedFields {
  const owner = index.users.get(match.ownerId ?? '');
  const base: Record<string, FieldValue> = {
    Subject: titleOf(conversation),
    ...(match.assigneeId ? { OwnerId: match.assigneeId } : {}),
  };
  if (match.activity.object === 'Event') return wanted({ ...base, ...eventTimes(conversation, remark) }, 'content');
  const subtype = SUBTYPE[conversation.kind];
  return wanted(
    {
      ...base,
      Status: 'Completed',
      ActivityDate: dayIn(conversation.startedAt, owner?.TimeZoneSidKey),
      ...(subtype ? { TaskSubtype: subtype } : {}),
    },
    'content',
  );
}

/** A subject and times that the service gave follow the conversation's; what a person or a phone tool wrote stays. */
function followed(
  conversation: Conversation,
  match: Match,
  row: EventRow | TaskRow,
  storedRow: OwnRow | undefined,
  remark: Remark,
): WantedFields {
  if (match.rule !== 'create' || !storedRow) return {};
  const isOurSubject = row.Subject !== null && row.Subject === storedRow.Title__c;
  const isOurTime =
    match.activity.object === 'Event' &&
    isSameInstant(row.StartDateTime, storedRow.Started_At__c) &&
    isSameInstant(row.EndDateTime, storedRow.Ended_At__c ?? storedRow.Started_At__c);
  return wanted(
    {
      ...(isOurSubject ? { Subject: titleOf(conversation) } : {}),
      ...(isOurTime ? eventTimes(conversation, remark) : {}),
    },
    'content',
  );
}

function isSameInstant(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && Date.parse(one) === Date.parse(other);
}

/** The call's standard fields, only where they are still empty. */
function callFields(conversation: Conversation, row: TaskRow | undefined): WantedFields {
  const values: Record<string, FieldValue | undefined> = {
    CallDurationInSeconds: durationSeconds(conversation),
    CallType: conversation.direction && CALL_TYPE[conversation.direction],
    CallObject: conversation.sourceId,
  };
  return wanted(
    Object.fromEntries(
      Object.entries(values).filter(([field, value]) => value !== undefined && (row?.[field] ?? null) === null),
    ),
    'content',
  );
}

/** Whether the service put the link there, where no run said what it left: a conversation of before they did. */
function isByRules(match: Match, row: EventRow | TaskRow | undefined, storedRow: OwnRow | undefined): boolean {
  const stored = readStored(storedRow);
  const isOurDeal =
    stored?.opportunityId !== undefined &&
    row?.WhatId === stored.opportunityId &&
    !['activityLinked', undefined].includes(stored.dealRule);
  return isOurDeal || (match.rule === 'create' && stored?.accountId !== undefined && row?.WhatId === stored.accountId);
}

/**
 * Who and what, where the activity names nobody yet; a deal never beside a lead. What an earlier run put there follows
 * the match; what a person put there stays.
 */
function links(
  match: Match,
  row: EventRow | TaskRow | undefined,
  storedRow: OwnRow | undefined,
  mayWriteWho: boolean,
): WantedFields {
  const found: WantedFields = {};
  const before = match.chosen?.before;
  const who = match.contactId ?? match.leadId;
  // a person chose anew: whom the conversation named before gives way
  const isMovedWho =
    before !== undefined && Boolean(row?.WhoId) && [before.contactId, before.leadId].includes(row?.WhoId ?? '');
  const isPerson = (person: PersonMatch) => (person.contactId ?? person.leadId) === who;
  const isMovedWhat =
    before !== undefined &&
    Boolean(row?.WhatId) &&
    [before.opportunityId, before.accountId].includes(row?.WhatId ?? '');
  const isPlaced =
    Boolean(row?.WhatId) && (match.left ? row?.WhatId === match.left.placed : isByRules(match, row, storedRow));
  const isMovedDeal = isMovedWhat || (Boolean(row?.WhatId) && row?.WhatId === match.relinked?.from);
  const isUnlinked = match.dealRule === 'activityUnlinked';
  const mayGiveWay = (isPlaced || isMovedDeal) && !isUnlinked;
  const isLeadBesideWhat = objectOfId(who) === 'Lead' && Boolean(row?.WhatId) && !mayGiveWay;
  const isWhoFree = isMovedWho || (!row?.WhoId && who && !match.takenOff?.includes('WhoId'));
  if (isWhoFree && !isLeadBesideWhat)
    found.WhoId = {
      value: who ?? null,
      rule: match.people.find(isPerson)?.rule ?? match.dealRule,
      evidence: match.evidence,
    };

  if (isUnlinked) return found;
  const whoThen = found.WhoId && mayWriteWho ? who : row?.WhoId;
  const what = objectOfId(whoThen) === 'Lead' ? undefined : (match.opportunityId ?? match.accountId);
  if (row?.WhatId ? mayGiveWay : what && !match.takenOff?.includes('WhatId'))
    found.WhatId = { value: what ?? null, rule: match.dealRule, evidence: match.evidence };
  return found;
}

/** What an email that is logged already gets, and by setting a call that a phone tool has logged: the way to the conversation, and nothing else. */
function onlyLink({ Conversation_Link__c, Conversation_Provider__c }: WantedFields): WantedFields {
  return {
    ...(Conversation_Link__c ? { Conversation_Link__c } : {}),
    ...(Conversation_Provider__c ? { Conversation_Provider__c } : {}),
  };
}

function digestField(
  conversation: Conversation,
  object: string,
  row: EventRow | TaskRow | undefined,
  shapes: Shapes,
  remark: Remark,
): WantedFields {
  const digest = placeDigest(row?.Description ?? null, conversation, shapes.length(object, 'Description'));
  if (digest.remark) remark(digest.remark);
  return wanted({ Description: digest.description }, 'digest');
}

/** The write to the activity, or nothing: it says all of it, it is not ours to write, or a person has to choose first. */
export function activityWrite(
  conversation: Conversation,
  match: Match,
  stored: OwnRow | undefined,
  index: SnapshotIndex,
  shapes: Shapes,
  remark: Remark,
  released: ReadonlySet<string> = new Set(),
  loggedCalls: TenantSettings['loggedCalls'] = 'enrich',
): PlannedWrite | undefined {
  const { object, id, decision } = match.activity;
  if (decision === 'none') return undefined;
  const key = keyOf(conversation);
  const row = object === 'Event' ? index.events.get(id ?? '') : index.tasks.get(id ?? '');
  if (row?.Conversation_Key__c && row.Conversation_Key__c !== key) {
    remark(`The ${object.toLowerCase()} already carries ${row.Conversation_Key__c}; it was linked and not changed.`);
    return undefined;
  }
  const holder = index.eventByKey.get(key) ?? index.taskByKey.get(key);
  const isHeldElsewhere = row !== undefined && holder !== undefined && holder.Id !== row.Id && !released.has(holder.Id);
  if (isHeldElsewhere)
    remark(
      `Conversation_Key__c was left out: ${quoted(holder.Subject)} (${holder.Id}), which was linked before, still carries the key.`,
    );
  const { Conversation_Key__c: ownKey, ...content } = ownFields(conversation, object, shapes);
  const keyField: WantedFields = ownKey && !isHeldElsewhere ? { Conversation_Key__c: ownKey } : {};
  const isLoggedEmail = row !== undefined && match.rule === 'emailLogged';
  const isLogged = row !== undefined && conversation.kind === 'call' && object === 'Task' && match.rule !== 'create';
  const wantedFields =
    isLoggedEmail || (isLogged && loggedCalls === 'linkOnly')
      ? { ...keyField, ...onlyLink(content) }
      : {
          ...(row ? followed(conversation, match, row, stored, remark) : creation(conversation, match, index, remark)),
          ...(conversation.kind === 'call' && object === 'Task'
            ? callFields(conversation, row as TaskRow | undefined)
            : {}),
          ...links(match, row, stored, shapes.takes(object, 'WhoId', row === undefined)),
          ...keyField,
          ...content,
          ...digestField(conversation, object, row, shapes, remark),
        };
  const fields = differences(object, wantedFields, row, shapes);
  if (!row)
    return {
      object,
      operation: 'upsert',
      key: { field: 'Conversation_Key__c', value: key },
      fields: fields.filter(({ field }) => field !== 'Conversation_Key__c'),
    };
  if (fields.length === 0) return undefined;
  const isTouched = Boolean(row.LastModifiedById) && row.LastModifiedById !== row.CreatedById;
  return { object, operation: 'update', id: row.Id, ...(isTouched ? { touched: true } : {}), fields };
}
