/** Values that a quote must say itself: a day, a number, an address. Everything else is vouched for by the quote as a whole. */
import { saysDay } from './dates.ts';
import { plainForm } from './quote.ts';
import { typesOf } from './schema.ts';
import type { Schema } from './types.ts';

export interface Said {
  /** What was quoted, joined. */
  quotes: string;
  startedAt: string;
  language?: string | undefined;
  /** What the org says, as JSON. */
  facts: string;
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:$|T)/;
/** Id of a record: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm */
const ID = /^(?=[a-zA-Z]*\d)[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const ADDRESSES = /\b(?:https?:\/\/|www\.)[^\s"'<>]+|(?<![^\s"'<>@(])[^\s"'<>@(]+@[^\s"'<>@)]+\.\p{L}{2,}/giu;
const SCALES: [RegExp, number][] = [
  [/^(?:k|thousand|mille|milliers?)\b/i, 1e3],
  [/^(?:m|mio|millions?)\b/i, 1e6],
  [/^(?:b|bn|billions?|milliards?)\b/i, 1e9],
  [/^(?:%|percent|pour ?cent)/i, 0.01],
];
const NUMBER_WORDS =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|dozen|zéro|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|demie?|douzaine)\b/i;

/** Numbers written in a text, each way that its separators may be meant, with the word for its scale. */
function numbersIn(text: string): Set<number> {
  const found = new Set<number>();
  for (const match of text.matchAll(/\d[\d.,'’\s\u{a0}\u{202f}]*/gu)) {
    const written = match[0].replace(/[\s.,'’]+$/u, '');
    const rest = text.slice(match.index + match[0].length).trimStart();
    const scale = SCALES.find(([pattern]) => pattern.test(rest))?.[1] ?? 1;
    const digits = written.replace(/\D/g, '');
    const decimals = /^(.*)[.,](\d+)$/u.exec(written);
    const readings = [Number(digits), ...written.split(/\D+/).map(Number)];
    if (decimals) readings.push(Number(`${decimals[1]?.replace(/\D/g, '')}.${decimals[2]}`));
    for (const reading of readings)
      for (const each of [reading, reading * scale]) found.add(Math.round(each * 1e6) / 1e6);
  }
  return found;
}

/** Undefined where the quotes say it; else why it is not taken, in a sentence. */
export function unsaid(value: string | number | boolean, schema: Schema, said: Said): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return unsaidNumber(value, said);
  const day = DAY.exec(value)?.[1];
  if (day && (typesOf(schema).includes('string') || schema.format))
    return saysDay(said.quotes, day, said.startedAt, said.language) ? undefined : 'Its quote does not say that day.';
  if (ID.test(value.trim()))
    return said.facts.includes(`"${value.trim()}"`)
      ? undefined
      : 'It is the Id of a record: Ids come from the org, never from what was said.';
  const quotes = plainForm(said.quotes);
  for (const [address] of value.matchAll(ADDRESSES))
    if (!quotes.includes(plainForm(address).replace(/[.,;:!?)]+$/, '')))
      return 'It holds an address that its quote does not say.';
  for (const word of value.split(/[^a-zA-Z0-9]+/))
    if (ID.test(word) && !quotes.includes(plainForm(word)) && !said.facts.includes(word))
      return 'It holds the Id of a record that its quote does not say.';
  return undefined;
}

function unsaidNumber(value: number, { quotes }: Said): string | undefined {
  const numbers = numbersIn(quotes);
  if (numbers.has(value)) return undefined;
  // numbers spoken as words are not read here: that there is one is all that can be asked
  return NUMBER_WORDS.test(quotes) ? undefined : 'Its quote does not say that number.';
}
