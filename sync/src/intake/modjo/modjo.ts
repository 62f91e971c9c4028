/** Modjo: its calls are pulled from the export; an export may also be sent to the webhook as it is. */
import { checkedPart, cleanBody, eachOf, read, verifyForwarded } from '../piece.ts';
import { SourceError } from '../source.ts';
import {
  IntakeError,
  type Api,
  type Part,
  type ProviderSource,
  type Pulled,
  type PullRange,
  type Told,
  type WebhookProvider,
} from '../types.ts';
import { conversationOf } from './call.ts';
import { Call, Page } from './schema.ts';

const WHAT = 'The Modjo call';

function keyOfCall(item: unknown): string | null {
  const { callId } = (typeof item === 'object' && item !== null ? item : {}) as { callId?: unknown };
  return typeof callId === 'number' || typeof callId === 'string' ? `modjo:${callId}`.slice(0, 200) : null;
}

const partsOf = (item: unknown, pointer: string): Part[] => [
  checkedPart(WHAT, 'whole', conversationOf(read(Call, item, WHAT, pointer))),
];

/** A page of the export, or one call of it. */
function parse(body: unknown): Told {
  const clean = cleanBody(body, WHAT);
  if (typeof clean === 'object' && clean !== null && 'callId' in clean) return { parts: partsOf(clean, '') };
  if (typeof clean !== 'object' || clean === null || Array.isArray(clean) || !('values' in clean))
    throw new IntakeError(
      400,
      'Not a Modjo export',
      'The body must be what /v1/calls/exports answers: { "values": [ … ] }.',
      [{ pointer: '/values', detail: 'values is missing: give a list, [ … ]' }],
    );
  const page = read(Page, clean, WHAT);
  return { parts: page.values.flatMap((call, index) => partsOf(call, `/values/${index}`)) };
}

export const modjo: WebhookProvider = {
  name: 'modjo',
  secretName: 'MODJO_WEBHOOK_SECRET',
  verify: verifyForwarded,
  parse,
};

const PER_PAGE = 50;
const RELATIONS = [
  'recording',
  'summary',
  'highlights',
  'speakers',
  'users',
  'contacts',
  'account',
  'deal',
  'tags',
  'transcript',
];
/** Not every workspace's export knows these: where it refuses them it is asked without. */
const FURTHER = ['notes', 'nextSteps', 'leads', 'topics', 'comments'];

async function exportPage(range: PullRange, page: number, api: Api): Promise<{ answer: unknown; ignored: string[] }> {
  const ask = (relations: string[]) =>
    api('/v1/calls/exports', {
      pagination: { page, perPage: PER_PAGE },
      filters: { callStartDateRange: { start: range.from, end: range.to } },
      relations: Object.fromEntries(relations.map((name) => [name, true])),
    });
  try {
    return { answer: await ask([...RELATIONS, ...FURTHER]), ignored: [] };
  } catch (error) {
    if (!(error instanceof SourceError) || error.fault !== 'refused') throw error;
    return { answer: await ask(RELATIONS), ignored: [`modjo: its export does not give ${FURTHER.join(', ')}.`] };
  }
}

/** The cursor is the number of the page. */
export const modjoSource: ProviderSource = {
  name: 'modjo',
  access: { needed: ['MODJO_API_KEY'], optional: ['MODJO_API_URL'] },
  sign: (variable) => ({
    url: variable('MODJO_API_URL') || 'https://api.modjo.ai',
    headers: { 'x-api-key': variable('MODJO_API_KEY') },
  }),
  async pull({ from, to }, cursor, api): Promise<Pulled> {
    const page = Number(cursor ?? 1);
    const { answer: body, ignored } = await exportPage({ from, to }, page, api);
    const answer = Page.safeParse(cleanBody(body, WHAT));
    if (!answer.success || !Array.isArray(answer.data.values))
      throw new SourceError('refused', 'modjo answered with something that is no page of calls.');
    const { values, pagination } = answer.data;
    const { nextPage, lastPage = page } = pagination ?? {};
    // the last page may name a next one that is not there
    const next =
      values.length > 0 && nextPage !== undefined && nextPage > page && page < lastPage ? nextPage : undefined;
    return {
      ...eachOf(values, keyOfCall, (call, index) => partsOf(call, `/values/${index}`)),
      ignored,
      ...(next === undefined ? {} : { next: String(next) }),
    };
  },
};
