/** Gong: its calls are pulled; an export, or the call that an automation rule posts, may also be sent to the webhook. */
import { checkedPart, cleanBody, eachOf, read, verifyForwarded } from '../piece.ts';
import { SourceError } from '../source.ts';
import { IntakeError, type Part, type ProviderSource, type Pulled, type Told, type WebhookProvider } from '../types.ts';
import { conversationOf } from './call.ts';
import { Call, Page, Transcript } from './schema.ts';

const WHAT = 'The Gong call';
/** What is private in Gong is seen by those who were in the call; in Salesforce it would be seen by more. */
const PRIVATE = 'gong: a call that is private in Gong is left out.';

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function keyOfCall(item: unknown): string | null {
  const { id } = record(record(item)?.metaData) ?? {};
  return typeof id === 'string' ? `gong:${id.slice(0, 190)}` : null;
}

function partsOf(item: unknown, transcripts: Map<string, Transcript>, pointer: string, ignored: string[]): Part[] {
  const call = read(Call, item, WHAT, pointer);
  if (call.metaData.isPrivate) {
    ignored.push(PRIVATE);
    return [];
  }
  return [checkedPart(WHAT, 'whole', conversationOf(call, transcripts.get(call.metaData.id)))];
}

function transcriptsIn(items: unknown[]): Map<string, Transcript> {
  return new Map(
    items.map((item, index) => {
      const transcript = read(Transcript, item, 'The Gong transcript', `/callTranscripts/${index}`);
      return [transcript.callId, transcript] as const;
    }),
  );
}

/** A page of the list, one call of it, or `callData` as automation rules post it. */
function parse(body: unknown): Told {
  const clean = record(cleanBody(body, WHAT));
  if (clean?.isTest === true) return { parts: [], ignored: 'gong: a test of a rule says nothing that is kept.' };
  const single = clean?.callData ?? (clean?.metaData ? clean : undefined);
  const ignored: string[] = [];
  const told = (parts: Part[]): Told => ({ parts, ...(ignored[0] ? { ignored: ignored[0] } : {}) });
  if (single !== undefined)
    return told(partsOf(single, transcriptsIn([]), clean?.callData === undefined ? '' : '/callData', ignored));
  if (!Array.isArray(clean?.calls))
    throw new IntakeError(
      400,
      'Not a Gong call',
      'The body must be what /v2/calls/extensive answers: { "calls": [ … ] }.',
      [{ pointer: '/calls', detail: 'calls is missing: give a list, [ … ]' }],
    );
  const page = read(Page, clean, WHAT);
  const transcripts = transcriptsIn(page.callTranscripts);
  return told(page.calls.flatMap((call, index) => partsOf(call, transcripts, `/calls/${index}`, ignored)));
}

export const gong: WebhookProvider = {
  name: 'gong',
  secretName: 'GONG_WEBHOOK_SECRET',
  verify: verifyForwarded,
  parse,
};

/** Everything that is read of a call; media addresses die within hours and are not asked for. */
const CONTENT_SELECTOR = {
  context: 'Basic',
  exposedFields: {
    parties: true,
    content: {
      topics: true,
      trackers: true,
      trackerOccurrences: true,
      pointsOfInterest: true,
      brief: true,
      outline: true,
      highlights: true,
      callOutcome: true,
      keyPoints: true,
    },
    interaction: { questions: true },
    collaboration: { publicComments: true },
  },
};

/** A list that finds nothing is answered with 404 and an error in words. */
function isEmpty(page: unknown): boolean {
  const { errors } = record(page) ?? {};
  return Array.isArray(errors) && errors.some((error) => /no calls found/i.test(String(error)));
}

function pageOf(answer: unknown): ReturnType<typeof Page.parse> {
  if (isEmpty(answer)) return { calls: [], callTranscripts: [], records: undefined, errors: undefined };
  const page = Page.safeParse(cleanBody(answer, WHAT));
  if (!page.success || page.data.errors !== undefined)
    throw new SourceError('refused', 'gong answered with something that is no page of calls.');
  return page.data;
}

/** Three requests a second and 10,000 a day (help.gong.io, "What the Gong API provides"). */
export const gongSource: ProviderSource = {
  name: 'gong',
  access: { needed: ['GONG_ACCESS_KEY', 'GONG_ACCESS_KEY_SECRET'], optional: ['GONG_API_URL'] },
  sign: (variable) => ({
    url: variable('GONG_API_URL') || 'https://api.gong.io',
    headers: {
      authorization: `Basic ${Buffer.from(`${variable('GONG_ACCESS_KEY')}:${variable('GONG_ACCESS_KEY_SECRET')}`).toString('base64')}`,
    },
  }),
  async pull({ from, to }, cursor, api): Promise<Pulled> {
    const filter = { fromDateTime: from, toDateTime: to };
    const list = pageOf(
      await api('/v2/calls/extensive', { filter, contentSelector: CONTENT_SELECTOR, ...(cursor ? { cursor } : {}) }),
    );
    const callIds = list.calls.flatMap((call) => keyOfCall(call)?.slice('gong:'.length) ?? []);
    const transcripts = new Map<string, Transcript>();
    const refused: Pulled['refused'] = [];
    let more: string | undefined;
    do {
      if (callIds.length === 0) break;
      const page = pageOf(
        await api('/v2/calls/transcript', { filter: { callIds }, ...(more ? { cursor: more } : {}) }),
      );
      // a transcript that cannot be read does not keep its call away
      const read = eachOf(
        page.callTranscripts,
        () => null,
        (item) => {
          for (const [id, transcript] of transcriptsIn([item])) transcripts.set(id, transcript);
          return [];
        },
      );
      refused.push(...read.refused);
      more = page.records?.cursor;
    } while (more);
    const ignored: string[] = [];
    const told = eachOf(list.calls, keyOfCall, (call, index) => partsOf(call, transcripts, `/calls/${index}`, ignored));
    return {
      parts: told.parts,
      refused: [...refused, ...told.refused],
      ignored,
      ...(list.records?.cursor ? { next: list.records.cursor } : {}),
    };
  },
};
