/** What every provider's mapping needs: fields that may be null, checks of what it made, and secrets compared safely. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Conversation, keyOf } from '../conversation/conversation.ts';
import { cleanJson } from '../conversation/text.ts';
import { faultsOf, refusal } from './refuse.ts';
import { IntakeError, type Part, type Pulled, type WebhookRequest } from './types.ts';

/** Null is absent. */
export const absentable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === null ? undefined : value), schema.optional());
export const text = absentable(z.string());
/** Null and absent are an empty list. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(schema)
    .nullish()
    .transform((items) => items ?? []);
/** Ids of more than 15 digits do not survive as JSON numbers: then they must come as text. */
export const id = z
  .union([
    z
      .number()
      .refine(Number.isSafeInteger, 'must be a whole number that JSON holds exactly: send a longer one as text'),
    z.string().min(1).max(190),
  ])
  .transform(String);

/** No conversation lasts longer than 31 days. */
export const LONGEST_SEC = 2_678_400;
export const lengthSec = absentable(z.number().nonnegative().max(LONGEST_SEC));
export const lengthMin = absentable(
  z
    .number()
    .nonnegative()
    .max(LONGEST_SEC / 60),
);

type Said = Partial<Conversation> & Pick<Conversation, 'source' | 'sourceId' | 'kind'>;

/**
 * A provider's piece as it will be kept: held to the canonical limits, mended where that is safe, without what it did
 * not say. Speakers are checked only where the piece names the parties itself; `compose` sees to the others. Throws a
 * 422 that names the field.
 */
export function checkedPart(what: string, name: string, said: Said, at?: string): Part {
  const speakers = said.parties ? 0 : Math.max(0, ...(said.segments ?? []).map(({ party }) => party + 1));
  const stand = { role: 'theirs' };
  const result = Conversation.safeParse({
    startedAt: '2000-01-01T00:00:00Z',
    ...(speakers > 0 ? { parties: Array.from({ length: Math.min(speakers, 500) }, () => stand) } : {}),
    ...said,
  });
  if (!result.success) throw refusal(what, faultsOf(result.error, said));
  const content = Object.fromEntries(
    Object.entries(result.data).filter(([field]) => Object.hasOwn(said, field) || field === 'repairs'),
  ) as Partial<Conversation>;
  return { key: keyOf(said), name, ...(at === undefined ? {} : { at }), content };
}

/** Text without control characters; a 422 for nesting without end. */
export function cleanBody(body: unknown, what: string): unknown {
  try {
    return cleanJson(body);
  } catch (error) {
    throw new IntakeError(422, `${what} cannot be read`, `The body is ${(error as Error).message}.`);
  }
}

/** Parses a piece of a payload; pointers begin at `pointer`. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  pointer = '',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refusal(
    what,
    faultsOf(result.error, value).map((fault) => ({ ...fault, pointer: pointer + fault.pointer })),
  );
}

/** Every item by itself: what cannot be read is told beside what can. */
export function eachOf(
  items: unknown[],
  keyOfItem: (item: unknown) => string | null,
  parse: (item: unknown, index: number) => Part[],
): Pick<Pulled, 'parts' | 'refused'> {
  const parts: Part[] = [];
  const refused: Pulled['refused'] = [];
  for (const [index, item] of items.entries())
    try {
      parts.push(...parse(item, index));
    } catch (error) {
      if (!(error instanceof IntakeError)) throw error;
      const errors = error.errors.length > 0 ? error.errors : [{ pointer: '', detail: error.message }];
      refused.push({ key: keyOfItem(item), errors });
    }
  return { parts, refused };
}

/** Of equal length whatever the texts are, so nothing about the secret can be learned from the time it takes. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

export function hmacHex(secret: string, ...pieces: (string | Buffer)[]): string {
  const hmac = createHmac('sha256', secret);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest('hex');
}

export const SECRET_HEADER = 'x-debrief-secret';

/** For payloads that somebody forwards: the provider signs none of them, so the sender shows the secret itself. */
export function verifyForwarded({ headers }: WebhookRequest, secret: string): void {
  const given = headers[SECRET_HEADER];
  if (!given)
    throw new IntakeError(401, 'Secret missing', `Send the secret of this address in the header ${SECRET_HEADER}.`);
  if (!sameSecret(given, secret))
    throw new IntakeError(
      401,
      'Wrong secret',
      `The header ${SECRET_HEADER} does not hold the secret that is set here.`,
    );
}

/** An instant as providers write it; a time without an offset is UTC. Undefined where it is none. */
export function instantIn(value: string | undefined): string | undefined {
  if (value === undefined || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const at = new Date(/(z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

export const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined || seconds < 0 || !Number.isFinite(seconds) ? undefined : Math.round(seconds * 1000);

/** Start and end in milliseconds of seconds; an end before its start is no end. */
export function span(startSec: number | undefined, endSec: number | undefined): { startMs?: number; endMs?: number } {
  const startMs = milliseconds(startSec);
  const endMs = milliseconds(endSec);
  return {
    ...(startMs === undefined ? {} : { startMs }),
    ...(startMs === undefined || endMs === undefined || endMs < startMs ? {} : { endMs }),
  };
}

/** Start, and what a duration makes of it. */
export function lasting(
  startedAt: string,
  seconds: number | undefined,
): Pick<Said, 'startedAt' | 'endedAt' | 'durationSec'> {
  if (seconds === undefined) return { startedAt };
  return {
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + Math.round(seconds * 1000)).toISOString(),
    durationSec: seconds,
  };
}

/** An object without its absent members. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

export const webLink = (address: string | undefined): string | undefined =>
  address && /^https?:\/\//i.test(address) && address.length <= 2048 ? address : undefined;
