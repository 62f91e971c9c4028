/** Our own JSON: the canonical conversation itself. */
import { z } from 'zod';
import { Conversation, keyOf } from '../../conversation/conversation.ts';
import { parseOrRefuse } from '../refuse.ts';
import type { Part } from '../types.ts';

const Instant = z.iso.datetime({ offset: true });

/**
 * One conversation as one part. `updatedAt` (RFC 3339), where the sender gives it, is the time of this copy: an older
 * copy never replaces a newer one. Throws an `IntakeError` of 422.
 */
export function parseOwn(item: unknown): Part {
  const parsed = parseOrRefuse(Conversation, item, 'The conversation');
  const { extra: { updatedAt, ...extra } = {}, ...content } = parsed;
  const at = Instant.safeParse(updatedAt);
  const kept = at.success || updatedAt === undefined ? extra : { ...extra, updatedAt };
  return {
    key: keyOf(content),
    name: 'whole',
    ...(at.success ? { at: new Date(at.data).toISOString() } : {}),
    content: Object.keys(kept).length > 0 ? { ...content, extra: kept } : content,
  };
}
