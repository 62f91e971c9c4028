/** For tests: an org in memory that takes a plan as the real one would. */
import type { Conversation } from '../conversation/conversation.ts';
import { company, event, eventId, meeting, settings as matchSettings } from '../match/fixture.ts';
import { indexSnapshot, match } from '../match/match.ts';
import type { EventRow, Match, NoteRow, Snapshot, TaskRow } from '../match/types.ts';
import { plan } from './plan.ts';
import { DEFAULT_SETTINGS, matchSettingsOf, type TenantSettings } from './settings.ts';
import type { Plan, PlannedWrite } from './types.ts';

export const settings: TenantSettings = { ...DEFAULT_SETTINGS, writing: 'on', match: matchSettings };

export function planned(
  conversation: Conversation,
  snapshot: Snapshot = company(),
  now?: string,
  before?: Match,
  chosen: TenantSettings = settings,
): Plan {
  const index = indexSnapshot(snapshot);
  const found = match(conversation, index, matchSettingsOf(chosen), { before });
  return plan({ conversation, match: found, index, settings: chosen, now });
}

type Rows = Record<string, unknown>[];

function listOf(snapshot: Snapshot, object: string): Rows {
  const lists: Record<string, unknown[]> = {
    Event: snapshot.events,
    Task: snapshot.tasks,
    Conversation__c: snapshot.conversations,
    Conversation_Moment__c: snapshot.moments,
    Conversation_Participant__c: snapshot.participants,
    Conversation_Suggestion__c: snapshot.suggestions,
    ContentNote: (snapshot.notes ??= []),
    Account: snapshot.accounts,
    Contact: snapshot.contacts,
    Lead: snapshot.leads,
    Opportunity: snapshot.opportunities,
  };
  return lists[object] as Rows;
}

const EMPTY: Record<string, () => Record<string, unknown>> = {
  Event: (): Partial<EventRow> => ({
    WhoId: null,
    WhatId: null,
    Description: null,
    Location: null,
    attendeeEmails: [],
  }),
  Task: (): Partial<TaskRow> => ({
    WhoId: null,
    WhatId: null,
    Description: null,
    CreatedDate: '2026-03-04T00:00:00.000Z',
  }),
  ContentNote: (): Partial<NoteRow> => ({ CreatedById: 'us', LastModifiedById: 'us', links: [] }),
};
const PREFIX: Record<string, string> = { Event: '00U', Task: '00T', Conversation__c: 'a00', ContentNote: '069' };

/** A note's link stands on the note. */
function linkNote(snapshot: Snapshot, write: PlannedWrite): void {
  const notes = snapshot.notes ?? [];
  if (write.operation === 'delete') {
    for (const note of notes) note.links = note.links.filter(({ Id }) => Id !== write.id);
    return;
  }
  const valueOf = (name: string) => write.fields.find(({ field }) => field === name)?.after;
  const noteId = valueOf('ContentDocumentId');
  const note = notes.find(
    (each) => each.Id === noteId || (each as { Note_Id__c?: string }).Note_Id__c === write.key?.value,
  );
  note?.links.push({
    Id: `06A${note.links.length}${String(valueOf('LinkedEntityId'))}`,
    LinkedEntityId: String(valueOf('LinkedEntityId')),
  });
}

/** A copy of the snapshot after the plan's writes. */
export function applied(snapshot: Snapshot, writes: PlannedWrite[]): Snapshot {
  const next: Snapshot = structuredClone(snapshot);
  const find = (object: string, write: PlannedWrite, key?: string) =>
    listOf(next, object).find((row) =>
      write.id && !key
        ? row.Id === write.id
        : [row.Key__c, row.Conversation_Key__c, ...(object === 'ContentNote' ? [row.Note_Id__c] : [])].includes(
            key ?? write.key?.value,
          ),
    );
  // as an org is told: what others name by its Id goes first
  const notesFirst = [...writes].sort(
    (a, b) => Number(b.object === 'ContentNote') - Number(a.object === 'ContentNote'),
  );
  for (const write of notesFirst) {
    if (write.object === 'ContentDocumentLink') {
      linkNote(next, write);
      continue;
    }
    const list = listOf(next, write.object);
    let row = find(write.object, write);
    if (write.operation === 'delete') {
      list.splice(list.indexOf(row ?? {}), 1);
      continue;
    }
    if (!row) {
      const number = String(list.length + 500).padStart(10, '0');
      row = { ...EMPTY[write.object]?.(), Id: `${PREFIX[write.object] ?? 'a01'}NW${number}AAA` };
      list.push(row);
    }
    if (write.key) row[write.key.field] = write.key.value;
    for (const { field, after } of write.fields) row[field] = typeof after === 'string' ? after.trim() : after;
    for (const [field, link] of Object.entries(write.links ?? {})) row[field] = find(link.object, write, link.key)?.Id;
  }
  return next;
}

export function written(plan: Plan, object: string): Record<string, unknown>[] {
  return plan.writes
    .filter((write) => write.object === object)
    .map(({ fields }) => Object.fromEntries(fields.map(({ field, after }) => [field, after])));
}

/** A meeting with something of everything. */
export const rich: Conversation = meeting({
  link: 'https://recordings.example/m1',
  provider: 'Zoom',
  language: 'en',
  summary: 'They renew.',
  nextSteps: ['Send the quote'],
  topics: [{ name: 'Price', startMs: 0 }, { name: 'Term' }],
  highlights: [{ text: 'We renew.', startMs: 61_500, endMs: 64_000, speaker: 'Jane' }],
  comments: [{ id: '91', author: 'Maya', text: 'Well done', startMs: 2000 }],
  questions: [{ text: 'For how long?', startMs: 70_000 }],
  actionItems: [{ text: 'Send it', owner: 'Paul', due: '2026-03-10' }],
  tags: ['renewal', 'q1'],
  segments: [
    { party: 1, startMs: 61_500, endMs: 64_000, text: 'We renew.' },
    { party: -1, startMs: 3_725_000, text: 'Noise' },
  ],
  fields: [{ object: 'Opportunity', field: 'StageName', value: 'Negotiation', quote: 'We renew.', startMs: 61_500 }],
});

/** The company after a run that found an event with a person's own words. */
export function settled(): Snapshot {
  const before = company({ events: [event({ Id: eventId(1), Description: 'Mine' })] });
  return applied(before, planned(rich, before, '2026-03-03T15:00:00Z').writes);
}
