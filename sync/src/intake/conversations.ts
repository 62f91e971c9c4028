/** The bodies that `POST /v1/conversations` and `POST /v1/plan` take: our own JSON or vCon, one or an array. */
import { cleanText } from '../conversation/text.ts';
import { parseOwn } from './own/own.ts';
import { IntakeError, type Part } from './types.ts';
import { parseVcon } from './vcon/vcon.ts';

export const MOST_CONVERSATIONS = 500;

/** What became of one item. Errors are not empty when it is refused; their pointers lead from the root of the body. */
export interface IntakeItem {
  index: number;
  /** Null where the item does not say it. */
  key: string | null;
  parts: Part[];
  errors: { pointer: string; detail: string }[];
}

const READERS: Record<string, (item: unknown) => Part> = {
  'application/json': parseOwn,
  'application/vcon+json': parseVcon,
  // the media type that draft-ietf-vcon-vcon-core registers
  'application/vcon': parseVcon,
};
export const CONVERSATION_MEDIA_TYPES = Object.keys(READERS);

function looksLikeVcon(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'vcon' in item && 'uuid' in item && !('sourceId' in item);
}

/** `source:sourceId` where a refused item says so much. */
function claimedKey(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { source, sourceId, uuid } = item as Record<string, unknown>;
  if (typeof source === 'string' && typeof sourceId === 'string')
    return cleanText(`${source}:${sourceId}`).slice(0, 255);
  return typeof uuid === 'string' ? cleanText(`vcon:${uuid}`).slice(0, 255) : null;
}

/**
 * Every item stands for itself. Throws an `IntakeError` only for what concerns the whole request: 415 for a content
 * type that is not taken, 400 for a body that is neither object nor array, 413 and 422 for too many or none.
 */
export function parseConversations(body: unknown, contentType: string | undefined): IntakeItem[] {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const read = READERS[mediaType];
  if (!read)
    throw new IntakeError(
      415,
      'Content type not taken',
      `${mediaType === '' ? 'The request has no Content-Type' : `${mediaType} is not taken`}: send our own JSON as application/json, or vCon as application/vcon+json (also application/vcon).`,
    );
  if (body === undefined || body === null || (typeof body !== 'object' && read === parseOwn))
    throw new IntakeError(
      400,
      'Nothing to read',
      'The body must be one conversation, an object, or an array of them.',
      [{ pointer: '', detail: 'an object or an array is needed' }],
    );
  const list = Array.isArray(body);
  const items: unknown[] = list ? (body as unknown[]) : [body];
  if (items.length === 0)
    throw new IntakeError(422, 'No conversation', 'The array is empty: send 1 to 500 conversations.', [
      { pointer: '', detail: 'the array is empty' },
    ]);
  if (items.length > MOST_CONVERSATIONS)
    throw new IntakeError(
      413,
      'Too many conversations',
      `The array has ${items.length} conversations: send at most ${MOST_CONVERSATIONS} in a request.`,
    );
  return items.map((item, index) => {
    const prefix = list ? `/${index}` : '';
    try {
      const part = (looksLikeVcon(item) ? parseVcon : read)(item);
      return { index, key: part.key, parts: [part], errors: [] };
    } catch (error) {
      if (!(error instanceof IntakeError)) throw error;
      const errors = error.errors.length > 0 ? error.errors : [{ pointer: '', detail: error.message }];
      return {
        index,
        key: claimedKey(item),
        parts: [],
        errors: errors.map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail })),
      };
    }
  });
}
