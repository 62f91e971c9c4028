/** Aircall as a provider: webhooks at `/v1/webhooks/aircall/{tenant}`. Events come at least once and in any order. */
import type { z } from 'zod';
import type { Conversation } from '../../conversation/conversation.ts';
import { checkedPart, cleanBody, read, sameSecret } from '../piece.ts';
import { faultsOf } from '../refuse.ts';
import { IntakeError, type Told, type WebhookProvider } from '../types.ts';
import { factsOf, remarksOf } from './call.ts';
import { actionItemsOf, sentimentOf, topicsOf, transcriptOf } from './insights.ts';
import { ActionItems, Call, Deleted, Envelope, Sentiment, Summary, Topics, Transcription } from './schema.ts';

/** Events that carry the whole call: what it says then replaces what an older one said. */
const CALL_EVENTS = new Set([
  'call.ended',
  'call.commented',
  'call.tagged',
  'call.untagged',
  'call.comm_assets_generated',
  'call.voicemail_left',
  'call.assigned',
  'call.archived',
  'call.unarchived',
]);

/** Events of a call under way (developer.aircall.io/docs/webhooks-overview): half a minute after it, `call.ended` says all of it. */
const UNDER_WAY =
  /^call\.(created|ringing_on_agent|agent_declined|answered|transferred|external_transferred|unsuccessful_transfer|hold|unhold|ivr_option_selected|hungup)$/;

const WHAT = 'The Aircall event';

const dataOf = <Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> =>
  read(schema, data, WHAT, '/data');

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
    const said = dataOf(Transcription, data);
    return { callId: said.call_id, name, content: transcriptOf(said) };
  },
  'summary.created': (name, data) => {
    const said = dataOf(Summary, data);
    return { callId: said.call_id, name, content: { summary: said.content } };
  },
  'topics.created': (name, data) => {
    const said = dataOf(Topics, data);
    return { callId: said.call_id, name, content: topicsOf(said) };
  },
  'action_item.created': (name, data) => {
    const said = dataOf(ActionItems, data);
    return { callId: said.call_id, name: said.id ? `${name}/${said.id}` : name, content: actionItemsOf(said) };
  },
  'sentiment.created': (name, data) => {
    const said = dataOf(Sentiment, data);
    return { callId: said.call_id, name, content: sentimentOf(said) };
  },
  /** Gone at Aircall, with its recording. What stands in the org is the customer's: an undo takes it back, a person decides. */
  'call.deleted': (name, data) => ({
    callId: dataOf(Deleted, data).id,
    name,
    content: {
      repairs: ['Aircall says that this call was deleted there: its recording is gone, what stands here stays.'],
    },
  }),
};

function parse(body: unknown): Told {
  const clean = cleanBody(body, WHAT);
  const result = Envelope.safeParse(clean);
  if (!result.success) {
    const faults = faultsOf(result.error, clean);
    throw new IntakeError(400, 'Not an Aircall event', `${faults[0]?.detail ?? 'The body is not an event'}.`, faults);
  }
  const { event, timestamp, data } = result.data;
  const insight = Object.hasOwn(INSIGHTS, event) ? INSIGHTS[event] : undefined;
  if (!insight && !CALL_EVENTS.has(event)) {
    const why = UNDER_WAY.test(event) ? 'is waited out: call.ended says all of it' : 'says nothing that is kept';
    return { parts: [], ignored: `aircall: ${event.slice(0, 80)} ${why}.` };
  }
  const { callId, name, content } = insight ? insight(event, data) : callSaid(event, data);
  const at = timestamp === undefined ? undefined : new Date(timestamp * 1000).toISOString();
  const said = { source: 'aircall', sourceId: callId, kind: 'call', provider: 'Aircall', ...content } as const;
  return { parts: [checkedPart(WHAT, name, said, at)] };
}

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
    if (!sameSecret(token, secret))
      throw new IntakeError(401, 'Wrong token', 'The token is not the one of this tenant’s Aircall webhook.', [
        { pointer: '/token', detail: 'token is not the one that was set' },
      ]);
  },
  parse,
};
