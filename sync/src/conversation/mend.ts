/** What is mended rather than refused, and said: too many entries, too long a text, characters that nobody can see. */
import type { z } from 'zod';

/** Texts that lose nothing but their end when they are cut. Addresses, ids and links are not among them. */
const MAY_BE_CUT = new Set([
  'title',
  'summary',
  'notes',
  'nextSteps',
  'text',
  'name',
  'speaker',
  'author',
  'owner',
  'quote',
  'consent',
  'tags',
  'provider',
  'quoted',
  'unverified',
]);

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function fieldOf(path: Path): string {
  return String([...path].reverse().find((step) => typeof step === 'string') ?? '');
}

/** `title`, or `text of segments` where it stands in a list of objects. */
function placeOf(path: Path): string {
  const field = fieldOf(path);
  const top = String(path[0]);
  return field === top ? top : `${field} of ${top}`;
}

/** At most `length` UTF-16 units, never half a character. */
export function cutText(text: string, length: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], value);
}

function put(value: unknown, path: Path, item: unknown): void {
  const last = path.at(-1);
  const holder = at(value, path.slice(0, -1)) as Record<PropertyKey, unknown> | undefined;
  if (last !== undefined && holder !== undefined) holder[last] = item;
}

/** Speakers who are no longer listed become unknown ones. */
function forgetSpeakers(value: Record<string, unknown>, before: number, kept: number): void {
  if (!Array.isArray(value.segments)) return;
  for (const segment of value.segments as ({ party?: unknown } | null)[])
    if (typeof segment?.party === 'number' && segment.party >= kept && segment.party < before) segment.party = -1;
}

/**
 * Changes `value` where that is safe, and says what it changed. The sentences name fields, never what stood in them.
 * Undefined where one of the issues is none of these: then the whole is to be refused.
 */
export function mend(value: Record<string, unknown>, issues: readonly Issue[]): string[] | undefined {
  const said = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'too_big') return undefined;
    const { path } = issue;
    const most = Number(issue.maximum);
    const found = at(value, path);
    if (Array.isArray(found)) {
      put(value, path, found.slice(0, most));
      if (path[0] === 'parties') {
        forgetSpeakers(value, found.length, most);
        said.add(`${found.length} people took part; the first ${most} are kept.`);
      } else said.add(`${placeOf(path)} had ${found.length} entries; the first ${most} are kept.`);
    } else if (typeof found === 'string' && MAY_BE_CUT.has(fieldOf(path))) {
      put(value, path, cutText(found, most));
      said.add(`${placeOf(path)} was longer than ${most} characters and was cut.`);
    } else return undefined;
  }
  return [...said];
}
