/**
 * The canonical conversation: what every provider's payload becomes, and what `POST /v1/conversations` takes.
 * Times are RFC 3339 UTC strings, offsets integer milliseconds from the start, durations seconds.
 */
import { z } from 'zod';
import { mend } from './mend.ts';
import { isWithheld, NAME_OF_WITHHELD, numberIn } from './phone.ts';
import { cleanJson, cleanText } from './text.ts';

const text = (max: number) => z.string().max(max);
/** A list with an upper bound that few conversations meet: what is beyond it is left out, and `repairs` says so. */
const list = <Item extends z.ZodType>(item: Item, max: number) => z.array(item).max(max).default([]);
const webAddress = text(2048).regex(/^https?:\/\//i, 'must be an address that starts with https:// or http://');
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());
const offsetMs = z.number().int().nonnegative();

export const KINDS = ['call', 'meeting', 'email', 'chat'] as const;
export const STATUSES = ['processing', 'ready', 'notRecorded', 'failed'] as const;

export const Party = z.object({
  role: z.enum(['ours', 'theirs']),
  name: text(255).optional(),
  email: text(254).optional(),
  /** As the provider wrote it; `match` reads it as E.164. */
  phone: text(64).optional(),
  /** In which line of an email they stand. */
  emailRole: z.enum(['from', 'to', 'cc']).optional(),
  /** The address is only claimed: whoever received it could not verify it, so nobody is linked by it. Says how that went. */
  unverified: text(255).optional(),
});
export const Topic = z.object({ name: text(255), startMs: offsetMs.optional(), endMs: offsetMs.optional() });
export const Highlight = z.object({
  text: text(32_000),
  startMs: offsetMs.optional(),
  endMs: offsetMs.optional(),
  speaker: text(255).optional(),
});
export const Comment = z.object({
  id: text(255),
  author: text(255).optional(),
  at: instant.optional(),
  /** When its text was last changed, where the provider says. */
  editedAt: instant.optional(),
  text: text(32_000),
  startMs: offsetMs.optional(),
  /** The provider says that it is gone: `compose` then drops it, whatever earlier parts said. */
  deleted: z.boolean().optional(),
});
export const Question = z.object({
  text: text(32_000),
  startMs: offsetMs.optional(),
  endMs: offsetMs.optional(),
  speaker: text(255).optional(),
});
export const ActionItem = z.object({ text: text(32_000), owner: text(255).optional(), due: z.iso.date().optional() });
/** `party` is an index into `parties`, or -1 where the provider did not say who spoke. */
export const Segment = z.object({
  party: z.number().int().min(-1),
  startMs: offsetMs,
  endMs: offsetMs.optional(),
  text: text(100_000),
});
export const CrmRef = z.object({
  object: text(80),
  id: z
    .string()
    .regex(
      /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/,
      'must be the Id of a Salesforce record, 15 or 18 letters and digits',
    ),
});
export const FieldFact = z.object({
  object: text(80),
  field: text(80),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  quote: text(32_000).optional(),
  startMs: offsetMs.optional(),
});

const shape = {
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'source is the name of a provider in lower case, for example "zoom"'),
  sourceId: text(200).min(1),
  kind: z.enum(KINDS),
  /** Ready when the provider has no more to say; absent means ready. */
  status: z.enum(STATUSES).optional(),
  title: text(1000).optional(),
  link: webAddress.optional(),
  provider: text(80).optional(),
  language: text(35).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  scheduledStart: instant.optional(),
  scheduledEnd: instant.optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  /** At most 31 days. */
  durationSec: z.number().nonnegative().max(2_678_400).optional(),
  iCalUid: text(1024).optional(),
  originalStart: instant.optional(),
  conferenceUrl: text(2048).optional(),
  owner: z.object({ email: text(254) }).optional(),
  parties: list(Party, 500),
  summary: text(131_072).optional(),
  notes: text(1_000_000).optional(),
  nextSteps: list(text(32_000), 500),
  topics: list(Topic, 2_000),
  highlights: list(Highlight, 2_000),
  comments: list(Comment, 5_000),
  questions: list(Question, 2_000),
  actionItems: list(ActionItem, 2_000),
  tags: list(text(255), 500),
  segments: list(Segment, 100_000),
  crmRefs: list(CrmRef, 200),
  fields: list(FieldFact, 500),
  consent: text(255).optional(),
  /** Of an email: its Message-ID, that of the first email of its thread, both without `<>`, and what it quotes of others. */
  messageId: text(1000).optional(),
  threadId: text(255).optional(),
  quoted: text(1_000_000).optional(),
  /** What was mended when it was taken in, in sentences: a list that was too long, characters that were taken out. */
  repairs: z.array(text(1000)).max(500).optional(),
};

type Fields = Record<string, unknown>;

/** A party whose phone is a word has no number. */
function withoutWords(party: unknown, said: Set<string>): unknown {
  if (typeof party !== 'object' || party === null) return party;
  const { phone, ...rest } = party as Fields;
  if (typeof phone !== 'string' || numberIn(phone)) return party;
  if (isWithheld(phone)) return rest.name || rest.email ? rest : { ...rest, name: NAME_OF_WITHHELD };
  if (phone.trim() !== '') said.add('phone of parties held no number and was left out.');
  return rest;
}

/** Keys that the schema does not know are moved to `extra`, never refused; text is cleaned on the way. */
function prepare(value: object, said: Set<string>): Fields {
  const found: Fields = {};
  const extra: Fields = {};
  for (const [key, item] of Object.entries(value)) {
    const clean = cleanJson(item, 1, () => said.add(`Control characters were taken out of ${knownName(key)}.`));
    if (key === 'extra' && typeof clean === 'object' && clean !== null && !Array.isArray(clean))
      Object.assign(extra, clean);
    else if (Object.hasOwn(shape, key)) found[key] = clean;
    else if (key !== 'extra') Object.defineProperty(extra, cleanText(key), { value: clean, ...ORDINARY });
  }
  if (Array.isArray(found.parties)) found.parties = found.parties.map((party) => withoutWords(party, said));
  return Object.keys(extra).length > 0 ? { ...found, extra } : found;
}
/** Even of a property that an object would otherwise inherit. */
const ORDINARY = { enumerable: true, configurable: true, writable: true };

/** Names of the schema are said, what a sender calls its own fields is not. */
const knownName = (key: string): string => (Object.hasOwn(shape, key) ? key : 'extra');

export const ConversationShape = z.object({ ...shape, extra: z.record(z.string(), z.unknown()).optional() });

const Coherent = ConversationShape.superRefine((value, context) => {
  if (value.endedAt && value.endedAt < value.startedAt)
    context.addIssue({ code: 'custom', path: ['endedAt'], message: 'endedAt is before startedAt' });
  if (value.scheduledStart && value.scheduledEnd && value.scheduledEnd < value.scheduledStart)
    context.addIssue({ code: 'custom', path: ['scheduledEnd'], message: 'scheduledEnd is before scheduledStart' });
  for (const [index, { party }] of value.segments.entries())
    if (party >= value.parties.length) {
      const message = `party is ${party}, an index into parties, which has ${value.parties.length}; -1 means unknown`;
      context.addIssue({ code: 'custom', path: ['segments', index, 'party'], message });
      break;
    }
});

/** A conversation as a sender gives it: cleaned, mended where that is safe and then said in `repairs`, or refused. */
export const Conversation = z.unknown().transform((value, context): Conversation => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    context.addIssue({ code: 'invalid_type', expected: 'object', input: value });
    return z.NEVER;
  }
  const said = new Set<string>();
  let fields: Fields;
  try {
    fields = prepare(value, said);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
  let result = Coherent.safeParse(fields);
  const mended = result.success ? [] : mend(fields, result.error.issues);
  if (!result.success && mended) result = Coherent.safeParse(fields);
  if (!result.success) {
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  }
  for (const sentence of mended ?? []) said.add(sentence);
  if (said.size === 0) return result.data;
  return { ...result.data, repairs: [...new Set([...(result.data.repairs ?? []), ...said])] };
});
export type Conversation = z.output<typeof ConversationShape>;
export type Party = z.output<typeof Party>;

/** The one name of a conversation, here and in the org (`Conversation__c.Key__c`). */
export function keyOf(conversation: Pick<Conversation, 'source' | 'sourceId'>): string {
  return `${conversation.source}:${conversation.sourceId}`;
}
