/** Whether a quote really stands in a passage. */
import type { Passage } from './types.ts';

/** A quote of fewer words vouches for nothing, unless it is the whole passage. */
const LEAST_WORDS = 3;
const MOST = 2000;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Case, white space, typographic marks and the form of accents make no difference. */
export function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s*"\s*/g, '"')
    .replace(/[\s\u{ad}\u{200b}-\u{200d}\u{feff}]+/gu, ' ')
    .trim();
}

const bare = (text: string): string => plainForm(text).replace(/^[\s".…]+|[\s".…]+$/g, '');

const countWords = (text: string): number => [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length;

/** Undefined where it stands there; else why it does not count, in a sentence. */
export function misquoted(quote: string, passage: Passage): string | undefined {
  if (quote.length > MOST) return `Its quote is longer than ${MOST} characters.`;
  const wanted = bare(quote);
  const there = plainForm(passage.text);
  if (wanted === '') return 'Its quote is empty.';
  const at = there.indexOf(wanted);
  if (at === -1) return `Its quote does not stand in passage ${passage.number}.`;
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  const isCut = (from: number): boolean =>
    (isWord(there[from - 1]) && isWord(wanted[0])) || (isWord(there[from + wanted.length]) && isWord(wanted.at(-1)));
  let found = at;
  while (found !== -1 && isCut(found) && !isUnspaced(wanted)) found = there.indexOf(wanted, found + 1);
  if (found === -1) return `Its quote begins or ends within a word of passage ${passage.number}.`;
  if (countWords(wanted) < LEAST_WORDS && wanted !== bare(passage.text))
    return `Its quote has fewer than ${LEAST_WORDS} words and is not the whole passage.`;
  return undefined;
}

/** Scripts that put no space between words. */
const isUnspaced = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
