/** Whether a quote really stands in a passage. */
import type { Passage } from './types.ts';

/** A quote of fewer words vouches for nothing, unless it is the whole passage. */
const LEAST_WORDS = 3;
const MOST = 2000;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Case, white space, typographic marks and the form of accents make no difference. */
export function plainForm(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’‚‛′`´]/g, "'")
      .replace(/[“”„«»″]/g, '"')
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(/[\s\u{ad}\u{200b}-\u{200d}\u{feff}]+/gu, ' ')
      // after the white space, of which a transcript may have a hundred thousand in a row
      .replace(/ ?" ?/g, '"')
      .trim()
  );
}

const MARKS = new Set(' ".…');

/** Without the marks around it; `plain` as `plainForm` gives it. */
function bare(plain: string): string {
  let [from, to] = [0, plain.length];
  while (from < to && MARKS.has(plain.charAt(from))) from += 1;
  while (to > from && MARKS.has(plain.charAt(to - 1))) to -= 1;
  return plain.slice(from, to);
}

/** A model may quote one long passage a thousand times. */
const plainForms = new WeakMap<Passage, string>();

function plainFormOf(passage: Passage): string {
  const known = plainForms.get(passage) ?? plainForm(passage.text);
  plainForms.set(passage, known);
  return known;
}

const countWords = (text: string): number => [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length;

/** Undefined where it stands there; else why it does not count, in a sentence. */
export function misquoted(quote: string, passage: Passage): string | undefined {
  if (quote.length > MOST) return `Its quote is longer than ${MOST} characters.`;
  const wanted = bare(plainForm(quote));
  const there = plainFormOf(passage);
  if (wanted === '') return 'Its quote is empty.';
  const at = there.indexOf(wanted);
  if (at === -1) return `Its quote does not stand in passage ${passage.number}.`;
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  const isCut = (from: number): boolean =>
    (isWord(there[from - 1]) && isWord(wanted[0])) || (isWord(there[from + wanted.length]) && isWord(wanted.at(-1)));
  let found = at;
  while (found !== -1 && isCut(found) && !isUnspaced(wanted)) found = there.indexOf(wanted, found + 1);
  if (found === -1) return `Its quote begins or ends within a word of passage ${passage.number}.`;
  if (countWords(wanted) < LEAST_WORDS && wanted !== bare(there))
    return `Its quote has fewer than ${LEAST_WORDS} words and is not the whole passage.`;
  return undefined;
}

/** Scripts that put no space between words. */
const isUnspaced = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
