/** Modjo's call as a conversation. */
import type { Conversation, Party } from '../../conversation/conversation.ts';
import { crmRefs } from '../crm-refs.ts';
import { languageIn } from '../language.ts';
import { instantIn, lasting, milliseconds, present, span, webLink } from '../piece.ts';
import type { Call } from './schema.ts';

type Said = Partial<Conversation> & Pick<Conversation, 'source' | 'sourceId' | 'kind'>;
type Relations = NonNullable<Call['relations']>;

interface Person {
  name?: string;
  firstName?: string;
  lastName?: string;
  firstname?: string;
  lastname?: string;
  email?: string;
  phoneNumber?: string;
}

const VIDEO = /zoom|meet|teams|webex|goto|livestorm|whereby|video|calendar|upload/i;

function nameOf({ name, firstName, lastName, firstname, lastname }: Person): string | undefined {
  return name ?? ([firstName ?? firstname, lastName ?? lastname].filter(Boolean).join(' ') || undefined);
}

function contentsOf(value: Relations['notes']): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => (typeof item === 'string' ? item : item?.content)?.trim() || []);
}

/** One point a line, without the marks of a list. */
function pointsOf(value: Relations['notes']): string[] {
  return contentsOf(value).flatMap((text) =>
    text.split('\n').flatMap((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim() || []),
  );
}

/** Speakers first, as transcripts name them by their place; then who was there and did not speak. */
function partiesOf({ speakers, users, contacts, leads }: Relations): Party[] {
  const parties: Party[] = speakers.map((speaker) => ({
    role: speaker.userId !== undefined || speaker.type?.toLowerCase() === 'user' ? 'ours' : 'theirs',
    ...present({
      name: nameOf(speaker),
      email:
        speaker.email ??
        contacts.find((each) => each.contactId !== undefined && each.contactId === speaker.contactId)?.email,
      phone: speaker.phoneNumber,
    }),
  }));
  const seen = new Set(
    parties.flatMap(({ email, name, phone }) => [email?.toLowerCase(), phone, email ? undefined : name]),
  );
  const add = (role: Party['role'], person: Person) => {
    const party: Party = { role, ...present({ name: nameOf(person), email: person.email, phone: person.phoneNumber }) };
    const marks = [party.email?.toLowerCase(), party.phone, party.name].filter((mark) => mark !== undefined);
    if (marks.length === 0 || marks.some((mark) => seen.has(mark))) return;
    for (const mark of marks) seen.add(mark);
    parties.push(party);
  };
  for (const user of users) add('ours', user);
  for (const person of [...contacts, ...leads]) add('theirs', person);
  return parties;
}

/** Topics that a piece of the transcript carries last as long as it does; neighbours with the same name are one. */
function topicsOf({ topics, transcript }: Relations): Conversation['topics'] {
  const own = topics.flatMap(({ name, startTime, endTime }) => (name ? [{ name, ...span(startTime, endTime) }] : []));
  if (own.length > 0) return own;
  const found: Conversation['topics'] = [];
  const last = new Map<string, Conversation['topics'][number]>();
  for (const [index, piece] of transcript.entries())
    for (const { name } of piece.topics) {
      if (!name) continue;
      const times = span(piece.startTime, piece.endTime);
      const before = last.get(name);
      const neighbour = transcript[index - 1]?.topics.some((topic) => topic.name === name);
      if (before && neighbour) before.endMs = times.endMs ?? before.endMs;
      else {
        const topic = { name, ...times };
        last.set(name, topic);
        found.push(topic);
      }
    }
  return found;
}

function commentsOf({ comments }: Relations): Conversation['comments'] {
  return comments.flatMap(({ commentId, id, content, startTime, createdAt, updatedAt, user }, index) =>
    content?.trim()
      ? [
          {
            id: commentId ?? id ?? String(index),
            text: content.trim(),
            ...present({
              author: user && (nameOf(user) ?? user.email),
              at: instantIn(createdAt),
              editedAt: instantIn(updatedAt),
              startMs: milliseconds(startTime),
            }),
          },
        ]
      : [],
  );
}

function segmentsOf({ transcript, speakers }: Relations): Conversation['segments'] {
  return transcript
    .flatMap(({ startTime, endTime, speakerId, content }) => {
      const party = speakerId === undefined ? -1 : speakers.findIndex((speaker) => speaker.speakerId === speakerId);
      const { startMs = 0, ...end } = span(startTime, endTime);
      return content.trim() ? [{ party, startMs, ...end, text: content.trim() }] : [];
    })
    .sort((a, b) => a.startMs - b.startMs);
}

export function conversationOf(call: Call): Said {
  const { relations } = call;
  const parties = relations ? partiesOf(relations) : undefined;
  const owner =
    relations?.users.find(({ isOwner }) => isOwner)?.email ??
    parties?.find(({ role, email }) => role === 'ours' && email)?.email;
  const direction = call.direction?.toLowerCase();
  const isMeeting = VIDEO.test(call.provider ?? '') || !parties?.some(({ role, phone }) => role === 'theirs' && phone);
  return {
    source: 'modjo',
    sourceId: call.callId,
    kind: isMeeting ? 'meeting' : 'call',
    status: 'ready',
    // the tool that recorded it, as Modjo writes it beside its own name
    provider: call.provider ? `Modjo (${call.provider})` : 'Modjo',
    link: `https://app.modjo.ai/call-details/${call.callId}`,
    ...present({
      title: call.title,
      language: languageIn(call.language),
      direction: direction === 'inbound' || direction === 'outbound' ? direction : undefined,
    }),
    ...lasting(instantIn(call.startDate) ?? call.startDate, call.duration),
    ...(owner ? { owner: { email: owner } } : {}),
    ...(relations && parties
      ? {
          parties,
          ...present({
            summary: contentsOf(relations.summary).join('\n') || undefined,
            notes: contentsOf(relations.notes).join('\n\n') || undefined,
          }),
          highlights: pointsOf(relations.highlights).map((text) => ({ text })),
          nextSteps: pointsOf(relations.nextSteps),
          topics: topicsOf(relations),
          comments: commentsOf(relations),
          tags: relations.tags.flatMap(({ name }) => name ?? []),
          segments: segmentsOf(relations),
        }
      : {}),
    crmRefs: crmRefs([
      call.callCrmId,
      relations?.account?.accountCrmId,
      relations?.deal?.dealCrmId,
      ...(relations?.contacts ?? []).map(({ contactCrmId }) => contactCrmId),
      ...(relations?.leads ?? []).map(({ leadCrmId }) => leadCrmId),
    ]),
    extra: present({ phoneCallId: call.providerCallId, recording: webLink(relations?.recording?.url) }),
  };
}
