/** What stands on the person's timeline: booked meetings as Events, chats as Notes. Each is made once. */
import { timeInWords } from '../../match/words.ts';
import { differences, same, toSecond, wanted } from '../../plan/difference.ts';
import { stableHash } from '../../plan/keys.ts';
import { cut, oneLine, plainText } from '../../plan/text/text.ts';
import type { FieldValue, PlannedWrite } from '../../plan/types.ts';
import { nameOf } from '../names.ts';
import type { Booked, Chat } from '../said.ts';
import { leadKey, own, type VisitInput } from './types.ts';

/** Salesforce keeps no event longer than fourteen days. */
const LONGEST_MS = 14 * 86_400_000;
const USER = '005';

/** Whom it stands on: a record that is there, or the lead that this plan makes. */
function who(
  input: VisitInput,
  hasNewLead: boolean,
): { id: string } | { link: { object: string; key: string } } | undefined {
  const { person, personRow, id } = input;
  if (person.object && personRow) return { id: personRow.Id };
  return hasNewLead ? { link: { object: 'Lead', key: leadKey(id) } } : undefined;
}

export const eventKey = (id: string, meeting: Booked): string => `visitor:${id}/meeting/${meeting.id}`;
export const noteKey = (id: string, chat: Chat): string => `visitor:${id}/chat/${chat.id}`;

function eventFields(input: VisitInput, meeting: Booked): Record<string, FieldValue> {
  const { said } = input;
  const name = nameOf(said.person);
  const whole = name ? [name.firstName, name.lastName].filter(Boolean).join(' ') : (said.person.email ?? 'a visitor');
  const end = Math.min(Date.parse(meeting.end), Date.parse(meeting.start) + LONGEST_MS);
  return {
    Subject: cut(oneLine(meeting.title) || `Meeting with ${whole}`, 255),
    StartDateTime: toSecond(meeting.start),
    EndDateTime: toSecond(new Date(end).toISOString()),
    Description: ['Booked on the website.', meeting.link].filter(Boolean).join('\n'),
  };
}

const printOf = (value: unknown): string => stableHash(JSON.stringify(value));
export const eventPrint = (input: VisitInput, meeting: Booked): string => printOf(eventFields(input, meeting));
export const notePrint = ({ text }: Chat): string => printOf(plainText(text));

export function meetingWrites(input: VisitInput, hasNewLead: boolean): PlannedWrite[] {
  const { id, said, written, events, personRow, settings, shapes, remark } = input;
  const target = who(input, hasNewLead);
  const owner = personRow?.OwnerId;
  // a queue owns leads, and no events
  const ownerId = settings.ownerId ?? (typeof owner === 'string' && owner.startsWith(USER) ? owner : undefined);
  return said.meetings.flatMap((meeting): PlannedWrite[] => {
    const fields = eventFields(input, meeting);
    const known = own(written.events, meeting.id);
    if (known?.print === printOf(fields)) return [];
    const key = { field: 'Conversation_Key__c', value: eventKey(id, meeting) };
    if (known)
      return [
        {
          object: 'Event',
          operation: 'update',
          id: known.id,
          key,
          fields: differences('Event', wanted(fields, 'meeting'), {}, shapes),
        },
      ];
    if (!target) {
      remark('A booked meeting was not written: nobody in the org is known to be the visitor.');
      return [];
    }
    const start = String(fields.StartDateTime);
    const there = events.find((row) => 'id' in target && row.WhoId === target.id && same(row.StartDateTime, start));
    if (there) {
      remark(
        `The meeting of ${timeInWords(start)} is in the calendar already (${there.Id}): no second event was made.`,
      );
      return [];
    }
    const more = wanted(
      { ...fields, ...(ownerId ? { OwnerId: ownerId } : {}), ...('id' in target ? { WhoId: target.id } : {}) },
      'meeting',
    );
    return [
      {
        ...{ object: 'Event', operation: 'create', key },
        ...('link' in target ? { links: { WhoId: target.link } } : {}),
        fields: differences('Event', more, undefined, shapes),
      },
    ];
  });
}

const noteTitle = ({ at }: Chat): string =>
  `Website chat, ${new Date(at).getUTCFullYear()}: ${timeInWords(toSecond(at))}`;

/** By chat. They tell one chat of a person from another: after a crash a note is found by its title. */
function noteTitles(chats: readonly Chat[]): Map<string, string> {
  const count = new Map<string, number>();
  return new Map(
    chats.map((chat) => {
      const title = noteTitle(chat);
      const number = (count.get(title) ?? 0) + 1;
      count.set(title, number);
      return [chat.id, number === 1 ? title : `${title} (${number})`];
    }),
  );
}

export function chatWrites(input: VisitInput, hasNewLead: boolean): PlannedWrite[] {
  const { id, said, written, notesByTitle, touchedNotes, shapes, remark } = input;
  const chats = said.chats.filter(({ text }) => plainText(text) !== '');
  if (chats.length === 0) return [];
  const target = who(input, hasNewLead);
  if (!shapes.isDescribed('ContentNote') || !shapes.isDescribed('ContentDocumentLink')) {
    remark(
      'Chats were not written as notes: notes are off in this org, or the integration user does not see them. In Setup, Notes Settings, enable Notes.',
    );
    return [];
  }
  const titles = noteTitles(said.chats);
  return chats.flatMap((chat): PlannedWrite[] => {
    const print = notePrint(chat);
    const known = own(written.notes, chat.id);
    const key = { field: 'Title', value: noteKey(id, chat) };
    const content = { Title: titles.get(chat.id) ?? noteTitle(chat), Content: plainText(chat.text) };
    if (known?.print === print) return [];
    if (known && touchedNotes.has(known.id)) {
      remark(`The note ${known.id} stays: somebody has changed it since.`);
      return [];
    }
    const there = known?.id ?? notesByTitle.get(content.Title);
    const fields = Object.entries(content).map(([field, after]) => ({ field, before: null, after, rule: 'chat' }));
    if (there) return [{ object: 'ContentNote', operation: 'update', id: there, key, fields }];
    if (!target) {
      remark('A chat was not written: nobody in the org is known to be the visitor.');
      return [];
    }
    const link = 'id' in target ? [{ field: 'LinkedEntityId', before: null, after: target.id, rule: 'chat' }] : [];
    return [
      { object: 'ContentNote', operation: 'create', key, fields },
      {
        ...{ object: 'ContentDocumentLink', operation: 'create' },
        links: {
          ContentDocumentId: { object: 'ContentNote', key: key.value },
          ...('link' in target ? { LinkedEntityId: target.link } : {}),
        },
        fields: [...link, { field: 'ShareType', before: null, after: 'V', rule: 'chat' }],
      },
    ];
  });
}
