import { fill, plural } from 'c/conversationModel';
import type { PluralTexts, Viewer } from 'c/conversationModel';

/** A sentence or a part of one as the service puts it: the words between its parts, and the parts by name. */
export interface Pattern {
  words: readonly string[];
  parts: readonly string[];
}
/** What each part is called again as, by name: the first pattern that fits counts. Texts take the parts as `{0}`, `{1}`… */
export type Grammar = Readonly<Record<string, readonly (readonly [Pattern, string | PluralTexts])[]>>;
/** Parts that are no sentences: figures, dates, names. Undefined for what is none. */
export type Figures = Readonly<Record<string, (text: string) => string | undefined>>;
export type Say = (part: string, text: string) => string | undefined;

/** So many attempts at most: a name made of the service's own words could be read in more ways than there is time for. */
const MOST_ATTEMPTS = 20_000;

export function en(words: TemplateStringsArray, ...parts: string[]): Pattern {
  return { words, parts };
}

/** Several grammars as one: what they say of the same part, one after the other. */
export function together(...grammars: readonly Grammar[]): Grammar {
  const whole: Record<string, readonly (readonly [Pattern, string | PluralTexts])[]> = {};
  for (const grammar of grammars)
    for (const [part, ways] of Object.entries(grammar)) whole[part] = [...(whole[part] ?? []), ...ways];
  return whole;
}

/** Says a text again; undefined where it is no such part. */
export function speaker(grammar: Grammar, figures: Figures, viewer: Viewer): Say {
  const known = new Map<string, string | undefined>();
  let attempts = 0;

  const say: Say = (part, text) => {
    const key = `${part}\n${text}`;
    if (!known.has(key)) known.set(key, figures[part] ? figures[part](text) : sayAgain(part, text));
    return known.get(key);
  };

  function sayAgain(part: string, text: string): string | undefined {
    for (const [pattern, texts] of grammar[part] ?? []) {
      const [first = '', ...rest] = pattern.words;
      const said = text.startsWith(first) ? partsOf(pattern.parts, rest, text.slice(first.length)) : undefined;
      if (said) return typeof texts === 'string' ? fill(texts, ...said) : counted(texts, said);
    }
    return undefined;
  }

  /** `text` begins with the first part; each part is followed by its words, the last by the end. */
  function partsOf(parts: readonly string[], words: readonly string[], text: string): string[] | undefined {
    const [part, ...others] = parts;
    if (part === undefined) return text === '' ? [] : undefined;
    const [joint = '', ...rest] = words;
    const isLast = others.length === 0;
    let end = isLast ? text.length - joint.length : text.indexOf(joint, 1);
    if (isLast && !text.endsWith(joint)) return undefined;
    for (; end > 0 && attempts < MOST_ATTEMPTS; end = isLast ? -1 : text.indexOf(joint, end + 1)) {
      attempts += 1;
      const said = say(part, text.slice(0, end));
      const more = said === undefined ? undefined : partsOf(others, rest, text.slice(end + joint.length));
      if (said !== undefined && more) return [said, ...more];
    }
    return undefined;
  }

  function counted(texts: PluralTexts, [count = '', ...rest]: string[]): string {
    return fill(plural(Number(count), texts, viewer), '', ...rest);
  }

  return say;
}
