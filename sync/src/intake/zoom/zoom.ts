/** Zoom as a provider: webhooks at `/v1/webhooks/zoom/{tenant}`, signed with the app's secret token. */
import { checkedPart, cleanBody, hmacHex, read, sameSecret } from '../piece.ts';
import { faultsOf } from '../refuse.ts';
import { IntakeError, type Fetch, type Part, type Told, type WebhookProvider, type WebhookRequest } from '../types.ts';
import { downloadFromZoom, isZoomAddress } from './download.ts';
import { hostOf, recordingFacts, summaryFacts, transcriptFacts, transcriptFile } from './recording.ts';
import { Envelope, Recording, Summary, Validation } from './schema.ts';

const WHAT = 'The Zoom event';
/** Older or from further ahead than this, an event is a replay, or a clock is wrong. */
const WINDOW_MS = 5 * 60_000;

/** HMAC-SHA256 over `v0:{timestamp}:{body}` (developers.zoom.us/docs/api/webhooks, "Verify webhook events"). */
function verify({ headers, rawBody }: WebhookRequest, secret: string, now: string): void {
  const signature = headers['x-zm-signature'];
  const timestamp = headers['x-zm-request-timestamp'];
  if (!signature || !timestamp)
    throw new IntakeError(401, 'Signature missing', 'A Zoom event carries x-zm-signature and x-zm-request-timestamp.');
  if (!sameSecret(signature, `v0=${hmacHex(secret, `v0:${timestamp}:`, rawBody)}`))
    throw new IntakeError(
      401,
      'Wrong signature',
      'The signature is not of this body with the secret that is set here.',
    );
  const seconds = /^\d{9,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  if (!(Math.abs(Date.parse(now) - seconds * 1000) <= WINDOW_MS))
    throw new IntakeError(401, 'Signature too old', 'The event was signed more than five minutes from now.');
}

const base = (sourceId: string) => ({ source: 'zoom', sourceId, kind: 'meeting', provider: 'Zoom' }) as const;

function transcriptPart(uuid: string, vtt: string, host: string | undefined, at: string | undefined): Part {
  return checkedPart(WHAT, 'transcript', { ...base(uuid), ...transcriptFacts(vtt, host) }, at);
}

function recordingTold(event: string, object: Recording, token: string | undefined, at: string | undefined): Told {
  const { uuid, host_email: host, transcript } = object;
  const said = { ...base(uuid), ...recordingFacts(object) };
  // the transcript names the people too: whichever comes later must not take them away
  const parts = [
    checkedPart(WHAT, 'recording', said, at),
    checkedPart(WHAT, 'host', { ...base(uuid), parties: hostOf(host) }),
  ];
  if (transcript !== undefined) return { parts: [...parts, transcriptPart(uuid, transcript, host, at)] };
  const file = transcriptFile(object);
  if (!file?.download_url) return { parts };
  if (!isZoomAddress(file.download_url))
    throw new IntakeError(
      422,
      `${WHAT} cannot be read`,
      'The transcript’s download_url is not an https address at zoom.us.',
      [{ pointer: '/payload/object/recording_files', detail: 'download_url must be an https address at zoom.us' }],
    );
  const wanted: Fetch = {
    key: `zoom:${uuid}`,
    name: 'transcript',
    from: JSON.stringify([file.download_url, host ?? null]),
  };
  return { parts, fetches: [{ ...wanted, ...(at ? { at } : {}), ...(token ? { token } : {}) }] };
}

function parse(body: unknown, secret = ''): Told {
  const clean = cleanBody(body, WHAT);
  const envelope = Envelope.safeParse(clean);
  if (!envelope.success) {
    const faults = faultsOf(envelope.error, clean);
    throw new IntakeError(400, 'Not a Zoom event', `${faults[0]?.detail ?? 'The body is not an event'}.`, faults);
  }
  const { event, event_ts, payload, download_token } = envelope.data;
  const at = event_ts === undefined ? undefined : new Date(event_ts).toISOString();
  const token = download_token ?? (typeof payload.download_token === 'string' ? payload.download_token : undefined);
  switch (event) {
    // developers.zoom.us/docs/api/webhooks, "Validate your webhook endpoint"
    case 'endpoint.url_validation': {
      const { plainToken } = read(Validation, payload, WHAT, '/payload');
      return { parts: [], answer: { plainToken, encryptedToken: hmacHex(secret, plainToken) } };
    }
    case 'recording.completed':
    case 'recording.transcript_completed':
      return recordingTold(event, read(Recording, payload.object, WHAT, '/payload/object'), token, at);
    case 'meeting.summary_completed':
    case 'meeting.summary_updated': {
      const summary = read(Summary, payload.object, WHAT, '/payload/object');
      return { parts: [checkedPart(WHAT, 'summary', { ...base(summary.meeting_uuid), ...summaryFacts(summary) }, at)] };
    }
    default:
      return { parts: [], ignored: `zoom: ${event.slice(0, 80)} says nothing that is kept.` };
  }
}

export const zoom: WebhookProvider = {
  name: 'zoom',
  secretName: 'ZOOM_WEBHOOK_SECRET',
  verify,
  parse,
  async fetch({ key, from, token, at }, { fetch }) {
    const [address, host] = JSON.parse(from) as [string, string | null];
    const vtt = await downloadFromZoom(address, token, fetch);
    return [transcriptPart(key.slice('zoom:'.length), vtt, host ?? undefined, at)];
  },
};
