/** A Fireflies transcript as a conversation. */
import type { Conversation, Party } from '../../conversation/conversation.ts';
import { lasting, milliseconds, present, span, webLink } from '../piece.ts';
import type { Transcript } from './schema.ts';

type Said = Partial<Conversation> & Pick<Conversation, 'source' | 'sourceId' | 'kind'>;
type Lines = NonNullable<Transcript['summary']>['keywords'];

const domainOf = (email: string | undefined): string | undefined => email?.toLowerCase().split('@')[1];

/** Shared by strangers: the same domain says nothing here. */
const SHARED = /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|gmx|proton(?:mail)?|aol)\./;

/** Attendees with their addresses first, then speakers whom no attendee's name fits. */
function partiesOf(transcript: Transcript): Party[] {
  const { meeting_attendees, participants, speakers, sentences } = transcript;
  const user = (transcript.user?.email ?? transcript.organizer_email ?? transcript.host_email)?.toLowerCase();
  const home = domainOf(user);
  const roleOf = (email: string | undefined): Party['role'] =>
    email !== undefined && (email.toLowerCase() === user || (home && !SHARED.test(home) && domainOf(email) === home))
      ? 'ours'
      : 'theirs';
  const parties: Party[] = [];
  const add = (party: Omit<Party, 'role'>) => {
    const email = party.email?.trim().toLowerCase();
    const known = parties.find((each) => email !== undefined && each.email?.toLowerCase() === email);
    if (known) known.name ??= party.name;
    else if (party.email || party.name || party.phone) parties.push({ role: roleOf(party.email), ...party });
  };
  for (const { name, displayName, email, phoneNumber } of meeting_attendees)
    add(present({ name: name ?? displayName, email, phone: phoneNumber }));
  // one entry may hold several addresses
  for (const entry of participants)
    for (const email of (entry ?? '').split(',')) if (email.includes('@')) add({ email: email.trim() });
  const names = [...speakers.map(({ name }) => name), ...sentences.map(({ speaker_name }) => speaker_name)];
  for (const name of new Set(names)) {
    if (!name || parties.some((party) => sameName(party, name))) continue;
    const silent = parties.find((party) => !party.name && isNameOf(name, party.email));
    if (silent) silent.name = name;
    else parties.push({ role: 'theirs', name });
  }
  return parties;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\s.'-]/gu, '')
    .toLowerCase();
const sameName = ({ name }: Party, other: string): boolean => name !== undefined && plain(name) === plain(other);

/** `Paul Marchand` of paul.marchand@, by all of the name only. */
function isNameOf(name: string, email: string | undefined): boolean {
  const mailbox = plain(email?.split('@')[0]?.replace(/[^\p{L}.]/gu, '') ?? '');
  return mailbox.length > 4 && mailbox === plain(name);
}

function linesOf(value: Lines): string[] {
  const list = Array.isArray(value) ? value : (value ?? '').split('\n');
  return list.flatMap((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim() || []);
}

const KEYWORD_SEPARATOR = /\s*[,;]\s*/;

/** One text: a line `**Name**` says whose the following lines are; `(12:34)` at the end is where it was said. */
function actionItems(value: Lines): Conversation['actionItems'] {
  let owner: string | undefined;
  return linesOf(value).flatMap((line) => {
    const heading = /^\*\*(.+?)\*\*:?$/.exec(line);
    if (heading) {
      owner = /^unassigned$/i.test(heading[1] ?? '') ? undefined : heading[1]?.trim();
      return [];
    }
    const text = line
      .replace(/\s*\((?:\d+:)?\d{1,2}:\d{2}\)\s*$/, '')
      .replaceAll('**', '')
      .trim();
    return text ? [{ text, ...(owner ? { owner } : {}) }] : [];
  });
}

export function conversationOf(transcript: Transcript): Said {
  const { id, date, duration, sentences, summary } = transcript;
  const parties = partiesOf(transcript);
  const placeOf = (name: string | undefined) =>
    name === undefined ? -1 : parties.findIndex((party) => sameName(party, name));
  const owner = transcript.user?.email ?? transcript.organizer_email ?? transcript.host_email;
  const spoken = sentences.filter(({ text }) => text?.trim());
  const keywords = summary?.keywords;
  return {
    source: 'fireflies',
    sourceId: id,
    kind: 'meeting',
    status: 'ready',
    provider: 'Fireflies',
    ...present({
      title: transcript.title,
      link: webLink(transcript.transcript_url),
      conferenceUrl: webLink(transcript.meeting_link),
      owner: owner ? { email: owner } : undefined,
      summary: (summary?.overview ?? summary?.short_summary ?? summary?.gist)?.trim() || undefined,
      notes: linesOf(summary?.shorthand_bullet).join('\n') || undefined,
    }),
    ...lasting(new Date(date).toISOString(), duration === undefined ? undefined : Math.round(duration * 60_000) / 1000),
    parties,
    topics: linesOf(summary?.topics_discussed).map((name) => ({ name })),
    highlights: linesOf(summary?.bullet_gist).map((text) => ({ text })),
    actionItems: actionItems(summary?.action_items),
    questions: spoken.flatMap(({ ai_filters, speaker_name, start_time, end_time }) => {
      const question = ai_filters?.question?.trim();
      return question ? [{ text: question, ...span(start_time, end_time), ...present({ speaker: speaker_name }) }] : [];
    }),
    tags: (typeof keywords === 'string' ? keywords.split(KEYWORD_SEPARATOR) : (keywords ?? [])).flatMap(
      (word) => word.trim() || [],
    ),
    segments: spoken
      .map(({ speaker_name, start_time, end_time, text = '' }) => {
        const startMs = milliseconds(start_time) ?? 0;
        const endMs = milliseconds(end_time);
        return {
          party: placeOf(speaker_name),
          startMs,
          ...(endMs === undefined || endMs < startMs ? {} : { endMs }),
          text: text.trim(),
        };
      })
      .sort((a, b) => a.startMs - b.startMs),
  };
}
