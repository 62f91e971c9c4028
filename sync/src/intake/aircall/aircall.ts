/** Aircall as a provider: webhooks at `/v1/webhooks/aircall/{tenant}`. Events come at least once and in any order. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { Conversation } from '../../conversation/conversation.ts';
import { cleanJson } from '../../conversation/text.ts';
import { faultsOf, refusal } from '../refuse.ts';
import { IntakeError, type Part, type WebhookProvider } from '../types.ts';
import { factsOf, remarksOf } from './call.ts';
import { actionItemsOf, sentimentOf, topicsOf, transcriptOf } from './insights.ts';
import { ActionItems, Call, Envelope, Sentiment, Summary, Topics, Transcription } from './schema.ts';

/** Events that carry the whole call: what it says then replaces what an older one said. */
const CALL_EVENTS = new Set([
  'call.ended',
  'call.commented',
  'call.tagged',
  'call.untagged',
  'call.comm_assets_generated',
]);

function dataOf<Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw refusal(
    'The Aircall event',
    faultsOf(result.error, data).map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })),
  );
}

interface Said {
  callId: string;
  name: string;
  content: Partial<Conversation>;
}

function callSaid(event: string, data: unknown): Said {
  const call = dataOf(Call, data);
  const remarks = remarksOf(call);
  // within one second several comments or tags may come, and each event is a piece of its own
  const mark =
    event === 'call.commented'
      ? `/${call.comments?.map(({ id }) => id).join(',') ?? ''}`
      : event === 'call.tagged' || event === 'call.untagged'
        ? `/${call.tags?.map(({ id, name }) => id ?? name).join(',') ?? ''}`
        : '';
  return { callId: call.id, name: `${event}${mark}`.slice(0, 250), content: { ...remarks, ...factsOf(call) } };
}

const INSIGHTS: Record<string, (event: string, data: unknown) => Said> = {
  'transcription.created': (name, data) => {
    const read = dataOf(Transcription, data);
    return { callId: read.call_id, name, content: transcriptOf(read) };
  },
  'summary.created': (name, data) => {
    const read = dataOf(Summary, data);
    return { callId: read.call_id, name, content: { summary: read.content } };
  },
  'topics.created': (name, data) => {
    const read = dataOf(Topics, data);
    return { callId: read.call_id, name, content: topicsOf(read) };
  },
  'action_item.created': (name, data) => {
    const read = dataOf(ActionItems, data);
    return { callId: read.call_id, name: read.id ? `${name}/${read.id}` : name, content: actionItemsOf(read) };
  },
  'sentiment.created': (name, data) => {
    const read = dataOf(Sentiment, data);
    return { callId: read.call_id, name, content: sentimentOf(read) };
  },
};

function parse(body: unknown): { parts: Part[]; ignored?: string } {
  let clean: unknown;
  try {
    clean = cleanJson(body);
  } catch (error) {
    throw new IntakeError(422, 'The Aircall event cannot be read', `The body is ${(error as Error).message}.`);
  }
  const result = Envelope.safeParse(clean);
  if (!result.success) {
    const faults = faultsOf(result.error, clean);
    throw new IntakeError(400, 'Not an Aircall event', `${faults[0]?.detail ?? 'The body is not an event'}.`, faults);
  }
  const { event, timestamp, data } = result.data;
  const read = INSIGHTS[event];
  if (!read && !CALL_EVENTS.has(event))
    return { parts: [], ignored: `aircall: ${event.slice(0, 80)} says nothing that is kept.` };
  const { callId, name, content } = read ? read(event, data) : callSaid(event, data);
  const said = { source: 'aircall', sourceId: callId, kind: 'call', provider: 'Aircall', ...content } as const;
  // the canonical limits hold here too; what is still missing comes with another event
  const checked = Conversation.safeParse({ startedAt: '2000-01-01T00:00:00Z', ...said, segments: [] });
  if (!checked.success) throw refusal('The Aircall event', faultsOf(checked.error, said));
  return {
    parts: [
      {
        key: `aircall:${callId}`,
        name,
        ...(timestamp === undefined ? {} : { at: new Date(timestamp * 1000).toISOString() }),
        content: said,
      },
    ],
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

export const aircall: WebhookProvider = {
  name: 'aircall',
  secretName: 'AIRCALL_WEBHOOK_TOKEN',
  /** Aircall signs nothing: each body carries the webhook's own token (developers.aircall.io/api-references, Webhooks). */
  verify({ body }, secret) {
    const token = typeof body === 'object' && body !== null ? (body as { token?: unknown }).token : undefined;
    if (typeof token !== 'string' || token === '')
      throw new IntakeError(401, 'Token missing', 'An Aircall event carries the token of its webhook in "token".', [
        { pointer: '/token', detail: 'token is missing' },
      ]);
    if (!timingSafeEqual(digest(token), digest(secret)))
      throw new IntakeError(401, 'Wrong token', 'The token is not the one of this tenant’s Aircall webhook.', [
        { pointer: '/token', detail: 'token is not the one that was set' },
      ]);
  },
  parse,
};
