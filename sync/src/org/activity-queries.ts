/** Statements for the Events and Tasks that conversations may have been: by key, by Id, by time, by a call's own id. */
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { LONGEST_RING_MS } from '../match/limits.ts';
import type { MatchSettings } from '../match/types.ts';
import type { Query } from './query.ts';
import { EVENT_FIELDS, TASK_FIELDS } from './snapshot-rows.ts';
import { anyOf, dateTimeLiteral, isIn } from './soql.ts';
import type { Statements } from './statements.ts';
import { callDays, callWindows, eventWindows, within } from './windows.ts';

export interface ActivitiesAsked {
  conversations: Conversation[];
  settings: MatchSettings;
  /** Users whose activities are looked at, by Id. */
  owners: string[];
  /** Activities that a conversation names, by Id. */
  ids: string[];
}

export function activityFields(object: 'Event' | 'Task', { iCalUidField }: MatchSettings): string[] {
  if (object === 'Task') return TASK_FIELDS;
  return iCalUidField ? [...EVENT_FIELDS, iCalUidField] : EVENT_FIELDS;
}

export function activityQueries<Name extends string>(
  name: Name,
  object: 'Event' | 'Task',
  statements: Statements,
  { conversations, settings, owners, ids }: ActivitiesAsked,
): Query<Name>[] {
  const fields = activityFields(object, settings);
  const keys = conversations.map(keyOf);
  // the pattern of a classic series is no meeting; its occurrences are rows of their own
  const single = statements.has(object, 'IsRecurrence') ? 'IsRecurrence = false' : undefined;
  const when = object === 'Event' ? eventTimes(conversations) : callTimes(conversations, statements);
  const inTime = when
    ? statements.of(name, object, fields, owners, (chunk) => `${isIn('OwnerId', chunk)} AND ${when}`, { also: single })
    : [];
  return [
    ...inTime,
    ...(statements.has(object, 'Conversation_Key__c')
      ? statements.of(name, object, fields, keys, (chunk) => isIn('Conversation_Key__c', chunk))
      : []),
    ...(object === 'Task' && statements.has('Task', 'CallObject')
      ? callIdQueries(name, fields, statements, conversations)
      : []),
    ...statements.of(name, object, fields, ids, (chunk) => isIn('Id', chunk)),
  ];
}

/** Tasks by the phone system's own id of the call, whoever they belong to. */
function callIdQueries<Name extends string>(
  name: Name,
  fields: string[],
  statements: Statements,
  conversations: Conversation[],
): Query<Name>[] {
  const calls = conversations.filter(({ kind }) => kind === 'call');
  const ids = calls.map(({ sourceId }) => sourceId);
  const since = Math.min(...calls.map(({ startedAt }) => Date.parse(startedAt))) - LONGEST_RING_MS;
  return statements.of(
    name,
    'Task',
    fields,
    ids,
    (chunk) => `(${isIn('CallObject', chunk)} AND CreatedDate >= ${dateTimeLiteral(since)})`,
  );
}

function eventTimes(conversations: Conversation[]): string | undefined {
  return anyOf(eventWindows(conversations).map((window) => within('StartDateTime', window)));
}

function callTimes(conversations: Conversation[], statements: Statements): string | undefined {
  const days = callDays(conversations);
  const times = anyOf([
    ...callWindows(conversations).map((window) => within('CreatedDate', window)),
    days.length > 0 ? `ActivityDate IN (${days.join(',')})` : undefined,
  ]);
  const call = anyOf([
    statements.has('Task', 'TaskSubtype') ? "TaskSubtype = 'Call'" : undefined,
    statements.has('Task', 'CallDurationInSeconds') ? 'CallDurationInSeconds != null' : undefined,
    statements.has('Task', 'CallType') ? 'CallType != null' : undefined,
  ]);
  return times && (call ? `${times} AND ${call}` : times);
}
