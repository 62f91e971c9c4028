/** Ids as people and templates write them: 15 characters or 18, and of the 18 in whatever case. */
import { toId18 } from '../match/ids.ts';

const SUFFIX = /^[A-Z0-5]$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The case that the last three characters say the others are in. */
function inItsCase(id: string): string {
  const letters = [...id.slice(0, 15)];
  const suffix = id.slice(15).toUpperCase();
  [...suffix].forEach((character, part) => {
    const bits = SUFFIX.test(character) ? ALPHABET.indexOf(character) : 0;
    for (let position = 0; position < 5; position += 1) {
      const at = part * 5 + position;
      const letter = letters[at] ?? '';
      letters[at] = bits & (1 << position) ? letter.toUpperCase() : letter.toLowerCase();
    }
  });
  return letters.join('') + suffix;
}

/** The 18-character form; undefined where a text is no Id. */
export function recordId(text: string): string | undefined {
  const id = text.trim();
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id)) return undefined;
  if (id.length === 15) return toId18(id);
  if (toId18(id.slice(0, 15)) === id) return id;
  // Salesforce: the 18-character form is good in any case
  const mended = inItsCase(id);
  return mended.toLowerCase() === id.toLowerCase() && toId18(mended.slice(0, 15)) === mended ? mended : undefined;
}
