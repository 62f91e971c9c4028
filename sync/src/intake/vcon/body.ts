import { faultsOf, refusal } from '../refuse.ts';
import { z } from 'zod';

/** What an analysis, dialog or attachment carries: text, or the JSON in it. Undefined where it is elsewhere or empty. */
export function contentOf(
  item: {
    body?: unknown;
    encoding?: string | undefined;
    mediatype?: string | undefined;
    mimetype?: string | undefined;
  },
  pointer: string,
): unknown {
  const { body } = item;
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body !== 'string') return body;
  switch (item.encoding?.toLowerCase()) {
    case 'json':
      return parseJson(body, pointer);
    case 'base64url':
    case 'base64': {
      const media = (item.mediatype ?? item.mimetype ?? '').toLowerCase();
      if (/^(audio|video|image)\//.test(media)) return undefined;
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length === 0)
        throw refusal('The vCon', [
          { pointer: `${pointer}/body`, detail: 'body is not base64url, which its encoding says' },
        ]);
      const text = bytes.toString('utf8');
      return media.includes('json') ? parseJson(text, pointer) : readJson(text);
    }
    default:
      return readJson(body);
  }
}

function parseJson(text: string, pointer: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal('The vCon', [{ pointer: `${pointer}/body`, detail: 'body is not JSON, which its encoding says' }]);
  }
}

/** Many producers put JSON into a plain string. */
function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Reads a piece by a schema that the sender is held to; the fault names the piece. */
export function pieceOf<Schema extends z.ZodType>(schema: Schema, value: unknown, pointer: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = faultsOf(result.error, value).map((fault) => ({ ...fault, pointer: pointer + fault.pointer }));
  throw refusal('The vCon', faults);
}

export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The first of several names that holds a non-empty text. */
export function textIn(record: Record<string, unknown>, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

export function numberIn(record: Record<string, unknown>, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  }
  return undefined;
}
