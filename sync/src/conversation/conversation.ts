/**
 * The canonical conversation: what every provider's payload becomes, and what `POST /v1/conversations` takes.
 * Times are RFC 3339 UTC strings, offsets integer milliseconds from the start, durations seconds.
 */
import { z } from 'zod';
import { cleanJson } from './text.ts';

const text = (max: number) => z.string().max(max);
/** A list with an upper bound that no real conversation meets: beyond it something has gone wrong at the sender. */
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
export const CrmRef = z.object({ object: text(80), id: text(18).min(15) });
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
};

/** Keys that the schema does not know are moved to `extra`, never refused; text is cleaned on the way. */
function prepare(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  try {
    const entries = Object.entries(cleanJson(value) as object);
    const known = entries.filter(([key]) => key !== 'extra' && Object.hasOwn(shape, key));
    const given = entries.find(([key]) => key === 'extra')?.[1] as unknown;
    const unknown = entries.filter(([key]) => key !== 'extra' && !Object.hasOwn(shape, key));
    const kept = typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : [];
    const extra = Object.fromEntries([...kept, ...unknown] as [string, unknown][]);
    return Object.fromEntries([...known, ...(Object.keys(extra).length > 0 ? [['extra', extra]] : [])]) as object;
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
}

export const ConversationShape = z.object({ ...shape, extra: z.record(z.string(), z.unknown()).optional() });

export const Conversation = z.preprocess(
  prepare,
  ConversationShape.superRefine((value, context) => {
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
  }),
);
export type Conversation = z.output<typeof ConversationShape>;
export type Party = z.output<typeof Party>;

/** The one name of a conversation, here and in the org (`Conversation__c.Key__c`). */
export function keyOf(conversation: Pick<Conversation, 'source' | 'sourceId'>): string {
  return `${conversation.source}:${conversation.sourceId}`;
}
