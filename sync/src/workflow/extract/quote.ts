/** Whether a quote really stands in a passage. */
import { cut } from '../../plan/text/text.ts';
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

/** Where in the passage the quote stands: characters, not the words themselves. */
export interface Span {
  at: number;
  length: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const wordForm = (word: string): string => word.normalize('NFKC').toLowerCase();

/** Of a quote that is no `misquoted`: its words, one after the other, whatever stands between them. */
export function spanOf(quote: string, passage: string): Span | undefined {
  const wanted = ` ${(quote.match(WORD) ?? []).map(wordForm).join(' ')} `;
  const there: { word: RegExpExecArray; at: number }[] = [];
  let joined = ' ';
  for (const word of passage.matchAll(WORD)) {
    there.push({ word, at: joined.length - 1 });
    joined += `${wordForm(word[0])} `;
  }
  const at = wanted.trim() === '' ? -1 : joined.indexOf(wanted);
  if (at === -1) return undefined;
  const first = there.find((each) => each.at === at)?.word.index ?? 0;
  const last = there.findLast((each) => each.at < at + wanted.length - 1)?.word;
  return { at: first, length: last ? last.index + last[0].length - first : 0 };
}

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const LONGEST_SENTENCE = 200;

/** The sentences of a passage that say what was quoted; the first where that is not known. Longer ones are cut. */
export function sentenceAround(passage: string, { at, length }: Span = { at: 0, length: 0 }): string {
  const said = [...sentences.segment(passage)].filter(
    ({ index, segment }) => index + segment.length > at && index < at + Math.max(length, 1),
  );
  const [first] = said;
  if (!first) return cut(passage.trim(), LONGEST_SENTENCE);
  const whole = said
    .map(({ segment }) => segment)
    .join('')
    .trim();
  if (whole.length <= LONGEST_SENTENCE) return whole;
  // what was quoted comes first, then what stands before it
  const from = Math.min(at, passage.length);
  const before = at + length - first.index <= LONGEST_SENTENCE ? '' : '…';
  return cut(before ? before + passage.slice(from, first.index + whole.length).trimStart() : whole, LONGEST_SENTENCE);
}
