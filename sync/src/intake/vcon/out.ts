/**
 * A conversation as a vCon of draft-ietf-vcon-vcon-core-04 (schema "0.4.0"). What the draft has a place for stands there;
 * analysis that it has no type for carries the names that `parseVcon` reads, and what is neither dialog nor analysis
 * stands in one attachment, `meeting`. Reading it again yields the same conversation.
 */
import { createHash } from 'node:crypto';
import { keyOf, type Conversation, type Party } from '../../conversation/conversation.ts';
import { present } from '../piece.ts';
import { MAKER, OWN_LISTS, OWN_SCHEMA } from './own-schema.ts';

type Json = Record<string, unknown>;

const VENDOR = { vendor: MAKER, product: 'sync' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The conversation's own uuid where it came as a vCon; else one made of its key, the same each time (RFC 9562, version 8). */
export function uuidOf(conversation: Pick<Conversation, 'source' | 'sourceId'>): string {
  if (UUID.test(conversation.sourceId)) return conversation.sourceId;
  const bytes = createHash('sha256').update(keyOf(conversation)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a URL would take for its own marks. */
const escaped = (text: string): string => text.replace(/[%?;\s]/g, encodeURIComponent);

/** `isKnown`: somebody is named as ours, which makes the others customers; else the roles are anybody's guess. */
function partyOf({ role, name, email, phone }: Party, isKnown: boolean): Json {
  return present({
    name,
    mailto: email === undefined ? undefined : escaped(email),
    tel: phone === undefined ? undefined : escaped(phone),
    // draft-ietf-vcon-cc-extension names the roles of a contact centre
    role: isKnown ? (role === 'ours' ? 'agent' : 'customer') : undefined,
  });
}

const inline = (value: unknown): Json =>
  typeof value === 'string'
    ? { body: value, encoding: 'none', mediatype: 'text/plain' }
    : { body: JSON.stringify(value), encoding: 'json', mediatype: 'application/json' };

/** Each message of an email or chat is a dialog; what was spoken is one, whose recording is not ours to enclose. */
function dialogOf(conversation: Conversation): Json[] {
  const { kind, startedAt, endedAt, durationSec, segments, parties, status } = conversation;
  const from = Date.parse(startedAt);
  if ((kind === 'email' || kind === 'chat') && segments.length > 0)
    return segments.map(({ party, startMs, text }) => ({
      type: 'text',
      start: new Date(from + startMs).toISOString(),
      ...(party >= 0 ? { parties: party } : {}),
      ...(kind === 'email' ? { application: 'email' } : {}),
      ...inline(text),
    }));
  const duration = endedAt === undefined ? durationSec : (Date.parse(endedAt) - from) / 1000;
  return [
    {
      type: status === 'notRecorded' ? 'incomplete' : 'recording',
      ...(status === 'notRecorded' ? { disposition: 'no-answer' } : {}),
      start: startedAt,
      ...(duration === undefined ? {} : { duration }),
      parties: parties.map((_, index) => index),
      ...originator(conversation),
    },
  ];
}

function originator({ direction, parties }: Conversation): Json {
  if (direction === undefined) return {};
  const index = parties.findIndex(({ role }) => (role === 'ours') === (direction === 'outbound'));
  return index > 0 ? { originator: index } : {};
}

function analysisOf(conversation: Conversation): Json[] {
  const { kind, segments, language } = conversation;
  const spoken = kind === 'email' || kind === 'chat' ? [] : segments;
  const lists: Record<string, unknown[]> = {
    topics: conversation.topics,
    highlights: conversation.highlights,
    questions: conversation.questions,
    action_items: conversation.actionItems,
    next_steps: conversation.nextSteps,
    comments: conversation.comments,
  };
  const dialog = { dialog: 0 };
  return [
    ...(conversation.summary === undefined
      ? []
      : [{ type: 'summary', ...dialog, ...VENDOR, schema: 'text', ...inline({ summary: conversation.summary }) }]),
    ...(spoken.length === 0
      ? []
      : [
          {
            type: 'transcript',
            ...dialog,
            ...VENDOR,
            schema: OWN_LISTS,
            ...inline({ ...present({ language }), segments: spoken }),
          },
        ]),
    ...(conversation.notes === undefined
      ? []
      : [{ type: 'notes', ...dialog, ...VENDOR, schema: 'text', ...inline({ notes: conversation.notes }) }]),
    ...Object.entries(lists).flatMap(([type, list]) =>
      list.length === 0 ? [] : [{ type, ...dialog, ...VENDOR, schema: OWN_LISTS, ...inline({ [type]: list }) }],
    ),
  ];
}

/** Where the people of an email stand in it, in the order of the parties. */
function linesOf({ parties }: Conversation): Json[] | undefined {
  if (!parties.some(({ emailRole, unverified }) => emailRole ?? unverified)) return undefined;
  return parties.map(({ emailRole, unverified }) => present({ emailRole, unverified }));
}

/** What the draft has no parameter for. */
function meetingOf(conversation: Conversation): Json {
  const { source, sourceId, kind, status, title, link, language, direction, owner, provider } = conversation;
  const { startedAt, endedAt, durationSec, scheduledStart, scheduledEnd, iCalUid, originalStart, conferenceUrl } =
    conversation;
  const { crmRefs, fields, repairs, extra, messageId, threadId, quoted } = conversation;
  return present({
    source,
    sourceId,
    kind,
    status,
    title,
    link,
    language,
    direction,
    owner,
    provider,
    startedAt,
    endedAt,
    durationSec,
    scheduledStart,
    scheduledEnd,
    iCalUid,
    originalStart,
    conferenceUrl,
    messageId,
    threadId,
    quoted,
    lines: linesOf(conversation),
    crmRefs: crmRefs.length > 0 ? crmRefs : undefined,
    fields: fields.length > 0 ? fields : undefined,
    repairs,
    extra,
  });
}

/** As draft-ietf-vcon-vcon-core-04 has it: version, people, what was said, what was made of it, what belongs to it. */
export function toVcon(conversation: Conversation): Json {
  // an attachment names the party that gave it: the organisation that makes the vCon, which took no part
  const maker = conversation.parties.length;
  const attached = { party: maker, dialog: 0, start: conversation.startedAt };
  const { tags, consent, parties } = conversation;
  const isKnown = parties.some(({ role }) => role === 'ours');
  return {
    vcon: '0.4.0',
    uuid: uuidOf(conversation),
    created_at: conversation.startedAt,
    ...(conversation.title === undefined ? {} : { subject: conversation.title }),
    parties: [...parties.map((party) => partyOf(party, isKnown)), { name: MAKER, type: 'organization' }],
    dialog: dialogOf(conversation),
    analysis: analysisOf(conversation),
    attachments: [
      {
        purpose: 'meeting',
        ...attached,
        ...inline({ schema: OWN_SCHEMA, parties: maker, ...meetingOf(conversation) }),
      },
      ...(tags.length > 0 ? [{ purpose: 'tags', ...attached, ...inline(tags) }] : []),
      ...(consent === undefined ? [] : [{ purpose: 'consent', ...attached, ...inline({ consent }) }]),
    ],
  };
}
