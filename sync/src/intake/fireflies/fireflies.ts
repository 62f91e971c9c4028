/** Fireflies: a webhook tells that a transcript is there, and the transcript is fetched or pulled by GraphQL. */
import { checkedPart, cleanBody, eachOf, hmacHex, read, sameSecret, SECRET_HEADER, verifyForwarded } from '../piece.ts';
import { SourceError } from '../source.ts';
import {
  IntakeError,
  type Api,
  type Part,
  type ProviderSource,
  type Pulled,
  type Told,
  type WebhookProvider,
} from '../types.ts';
import { Answer, First, Second, Transcript } from './schema.ts';
import { conversationOf } from './transcript.ts';

const WHAT = 'The Fireflies transcript';

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const partsOf = (item: unknown, pointer: string): Part[] => [
  checkedPart(WHAT, 'whole', conversationOf(read(Transcript, item, WHAT, pointer))),
];

const waitFor = (meetingId: string, at?: string): Told => ({
  parts: [],
  fetches: [{ key: `fireflies:${meetingId}`, name: 'whole', from: meetingId, ...(at ? { at } : {}) }],
});

/** Both versions of the webhook, or a transcript as GraphQL answers it, forwarded by somebody. */
function parse(body: unknown): Told {
  const clean = record(cleanBody(body, WHAT));
  const data = record(clean?.data);
  if (data?.transcript) return { parts: partsOf(data.transcript, '/data/transcript') };
  if (Array.isArray(data?.transcripts))
    return { parts: data.transcripts.flatMap((item, index) => partsOf(item, `/data/transcripts/${index}`)) };
  if (clean && 'sentences' in clean) return { parts: partsOf(clean, '') };
  if (clean && 'eventType' in clean) {
    const { eventType, meetingId } = read(First, clean, 'The Fireflies event');
    if (eventType === 'Transcription completed') return waitFor(meetingId);
    return { parts: [], ignored: `fireflies: ${eventType.slice(0, 80)} says nothing that is kept.` };
  }
  if (clean && 'event' in clean) {
    const { event, meeting_id, timestamp } = read(Second, clean, 'The Fireflies event');
    if (event === 'meeting.transcribed' || event === 'meeting.summarized')
      return waitFor(meeting_id, timestamp === undefined ? undefined : new Date(timestamp).toISOString());
    return { parts: [], ignored: `fireflies: ${event.slice(0, 80)} says nothing that is kept.` };
  }
  throw new IntakeError(
    400,
    'Not a Fireflies event',
    'The body must be an event with meeting_id, or a transcript as GraphQL answers it.',
  );
}

/** Every field that is read. */
const FIELDS = `id title date duration transcript_url meeting_link organizer_email host_email participants
user { email name } meeting_attendees { displayName name email phoneNumber } speakers { id name }
sentences { speaker_name speaker_id text start_time end_time ai_filters { question } }
summary { overview short_summary gist action_items keywords topics_discussed shorthand_bullet bullet_gist }`;
const ONE = `query Transcript($id: String!) { transcript(id: $id) { ${FIELDS} } }`;
const MANY = `query Transcripts($fromDate: DateTime, $toDate: DateTime, $limit: Int, $skip: Int) {
transcripts(fromDate: $fromDate, toDate: $toDate, limit: $limit, skip: $skip) { ${FIELDS} } }`;

/** GraphQL answers 200 to what it refuses: `code` says why (docs.fireflies.ai, "Error codes"). */
async function ask(
  api: Api,
  query: string,
  variables: object,
): Promise<NonNullable<ReturnType<typeof Answer.parse>['data']>> {
  const answer = Answer.safeParse(cleanBody(await api('/graphql', { query, variables }), WHAT));
  if (!answer.success) throw new SourceError('refused', 'fireflies answered with something that is no GraphQL.');
  const [error] = answer.data.errors ?? [];
  if (!error) return answer.data.data ?? {};
  const code = error.code ?? error.extensions?.code ?? 'unknown';
  if (code === 'too_many_requests') {
    const until = error.extensions?.metadata?.retryAfter;
    throw new SourceError(
      'later',
      'fireflies takes no more requests for now.',
      until === undefined ? 60 : secondsUntil(until),
    );
  }
  if (/auth|forbidden|account_cancelled|paid_required/.test(code))
    throw new SourceError('access', `fireflies refuses the access that is set (${code.slice(0, 60)}).`);
  // a transcript that is announced may not be there yet
  if (code === 'object_not_found') throw new SourceError('passing', 'fireflies does not have the transcript yet.');
  throw new SourceError('refused', `fireflies refused the query (${code.slice(0, 60)}).`);
}

/** `retryAfter` is a time in milliseconds since 1970; one that is more than a day off is a mistake. */
function secondsUntil(until: number): number {
  const seconds = Math.ceil((until - Date.now()) / 1000);
  return Math.min(Math.max(1, seconds), 24 * 3600);
}

const PER_PAGE = 50;

/** Fifty requests a day on small plans, sixty a minute on large ones (docs.fireflies.ai, "Limits"). The cursor is what to skip. */
export const firefliesSource: ProviderSource = {
  name: 'fireflies',
  access: { needed: ['FIREFLIES_API_KEY'], optional: ['FIREFLIES_API_URL'] },
  sign: (variable) => ({
    url: variable('FIREFLIES_API_URL') || 'https://api.fireflies.ai',
    headers: { authorization: `Bearer ${variable('FIREFLIES_API_KEY')}` },
  }),
  async pull({ from, to }, cursor, api): Promise<Pulled> {
    const skip = Number(cursor ?? 0);
    const { transcripts = [] } = await ask(api, MANY, { fromDate: from, toDate: to, limit: PER_PAGE, skip });
    const keyOfItem = (item: unknown) => {
      const { id } = record(item) ?? {};
      return typeof id === 'string' ? `fireflies:${id.slice(0, 190)}` : null;
    };
    return {
      ...eachOf(transcripts, keyOfItem, (item, index) => partsOf(item, `/data/transcripts/${index}`)),
      ignored: [],
      ...(transcripts.length < PER_PAGE ? {} : { next: String(skip + transcripts.length) }),
    };
  },
};

export const fireflies: WebhookProvider = {
  name: 'fireflies',
  secretName: 'FIREFLIES_WEBHOOK_SECRET',
  /** HMAC-SHA256 of the body in `x-hub-signature`; the second version puts `sha256=` before it. */
  verify(request, secret) {
    const signature = request.headers['x-hub-signature'];
    if (!signature && request.headers[SECRET_HEADER]) return verifyForwarded(request, secret);
    if (!signature)
      throw new IntakeError(
        401,
        'Signature missing',
        'A Fireflies event carries x-hub-signature: set the same secret there and here.',
      );
    if (!sameSecret(signature.replace(/^sha256=/, ''), hmacHex(secret, request.rawBody)))
      throw new IntakeError(
        401,
        'Wrong signature',
        'The signature is not of this body with the secret that is set here.',
      );
  },
  parse,
  async fetch({ from, at }, { api }) {
    if (!api) throw new SourceError('access', 'fireflies cannot be asked: FIREFLIES_API_KEY must be set.');
    const { transcript } = await ask(api, ONE, { id: from });
    if (!transcript) throw new SourceError('passing', 'fireflies does not have the transcript yet.');
    return partsOf(transcript, '').map((part) => ({ ...part, ...(at ? { at } : {}) }));
  },
};
