/**
 * The canonical conversation: what every provider's payload becomes, and what `POST /v1/conversations` takes.
 * Times are RFC 3339 UTC strings, offsets integer milliseconds from the start, durations seconds.
 */
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
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
  text: text(32_000),
  startMs: offsetMs.optional(),
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
  text: z.string(),
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
  link: text(2048).optional(),
  provider: text(80).optional(),
  language: text(35).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  scheduledStart: instant.optional(),
  scheduledEnd: instant.optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  durationSec: z.number().nonnegative().optional(),
  iCalUid: text(1024).optional(),
  originalStart: instant.optional(),
  conferenceUrl: text(2048).optional(),
  owner: z.object({ email: text(254) }).optional(),
  parties: z.array(Party).default([]),
  summary: z.string().optional(),
  notes: z.string().optional(),
  nextSteps: z.array(text(32_000)).default([]),
  topics: z.array(Topic).default([]),
  highlights: z.array(Highlight).default([]),
  comments: z.array(Comment).default([]),
  questions: z.array(Question).default([]),
  actionItems: z.array(ActionItem).default([]),
  tags: z.array(text(255)).default([]),
  segments: z.array(Segment).default([]),
  crmRefs: z.array(CrmRef).default([]),
  fields: z.array(FieldFact).default([]),
  consent: text(255).optional(),
};

/** Keys that the schema does not know are moved to `extra`, never refused. */
function keepUnknown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const known: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) (key in shape ? known : extra)[key] = item;
  const given = extra.extra;
  delete extra.extra;
  const merged = { ...(typeof given === 'object' && given !== null ? given : {}), ...extra };
  return { ...known, ...(Object.keys(merged).length > 0 ? { extra: merged } : {}) };
}

export const ConversationShape = z.object({ ...shape, extra: z.record(z.string(), z.unknown()).optional() });

export const Conversation = z.preprocess(
  keepUnknown,
  ConversationShape.superRefine((value, context) => {
    if (value.endedAt && value.endedAt < value.startedAt)
      context.addIssue({ code: 'custom', path: ['endedAt'], message: 'endedAt is before startedAt' });
    if (value.scheduledStart && value.scheduledEnd && value.scheduledEnd < value.scheduledStart)
      context.addIssue({ code: 'custom', path: ['scheduledEnd'], message: 'scheduledEnd is before scheduledStart' });
  }),
);
export type Conversation = z.output<typeof ConversationShape>;
export type Party = z.output<typeof Party>;

/** The one name of a conversation, here and in the org (`Conversation__c.Key__c`). */
export function keyOf(conversation: Pick<Conversation, 'source' | 'sourceId'>): string {
  return `${conversation.source}:${conversation.sourceId}`;
}
