/** A model's answer, read as data: what has the shape that was asked for and a quote that vouches for it. */
import type { Conversation } from '../../conversation/conversation.ts';
import { cut } from '../../plan/text/text.ts';
import { addressedToMachines } from './addressed.ts';
import { passagesOf } from './passages.ts';
import { misquoted } from './quote.ts';
import { isObject, itemSchema, memberSchema, pointerTo, requiredOf, typesOf, valueReader } from './schema.ts';
import type { Dropped, Passage, Schema, SupportedFact } from './types.ts';
import { unsaid } from './values.ts';

/** How many pieces of evidence are read: more is no answer to a question. */
const MOST_EVIDENCE = 2000;
const MOST_ITEMS = 200;
const MOST_TEXT = 32_000;
const MOST_QUOTE = 500;
/** What was left out is named for people to read; of more it is only said how many. */
export const MOST_DROPPED = 200;

interface Evidence {
  pointer: string;
  passage: Passage;
  quote: string;
  why?: string;
}

export interface Read {
  data: Record<string, unknown>;
  facts: SupportedFact[];
  dropped: Dropped[];
}

/** The JSON object in a model's text, even in a code fence or after its thoughts; undefined where there is none. */
export function jsonIn(text: string): Record<string, unknown> | undefined {
  const after = text.replace(/^[\s\S]*<\/think>/, '');
  const [, inFence, end] = after.split('```', 3);
  const fenced = end === undefined ? undefined : inFence?.replace(/^json/, '');
  const braces = after.slice(after.indexOf('{'), after.lastIndexOf('}') + 1);
  for (const candidate of [after, fenced, braces]) {
    if (!candidate) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (isObject(value)) return value;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Pointers as models write them: `#/data/x`, `data/x`, `/x`. */
function pointerOf(written: unknown, data: Record<string, unknown>): string {
  const pointer = `/${String(written)
    .trim()
    .replace(/^#?\/?/, '')}`;
  return /^\/data(?:\/|$)/.test(pointer) && !Object.hasOwn(data, 'data') ? pointer.slice('/data'.length) : pointer;
}

function evidenceOf(answer: Record<string, unknown>, data: Record<string, unknown>, passages: Passage[]): Evidence[] {
  if (!Array.isArray(answer.evidence)) return [];
  const machines = addressedToMachines(passages);
  return answer.evidence.slice(0, MOST_EVIDENCE).flatMap((entry: unknown): Evidence[] => {
    if (!isObject(entry) || typeof entry.pointer !== 'string' || typeof entry.quote !== 'string') return [];
    const passage = passages[Number(entry.segment) - 1];
    const pointer = pointerOf(entry.pointer, data);
    const quote = entry.quote.trim();
    if (!passage || typeof entry.segment === 'object')
      return [{ pointer, quote, passage: NOWHERE, why: 'Its evidence names a passage that there is not.' }];
    const why = machines.has(passage.number)
      ? `Passage ${passage.number} speaks to the machine that reads it, not to the people in the conversation: it vouches for nothing.`
      : misquoted(quote, passage);
    return [{ pointer, passage, quote, ...(why ? { why } : {}) }];
  });
}
const NOWHERE: Passage = { number: 0, from: 'transcript', text: '' };

/**
 * Keeps what is asked for, in shape, and vouched for. A value's evidence names the value itself or an object that it
 * stands in; evidence for a whole list, or for everything, vouches for nothing.
 */
export function readAnswer(
  answer: Record<string, unknown>,
  schema: Schema,
  conversation: Conversation,
  orgFacts: Record<string, unknown> = {},
): Read {
  const given = isObject(answer.data) ? answer.data : {};
  const evidence = evidenceOf(answer, given, passagesOf(conversation));
  const evidenceAt = Map.groupBy(evidence, ({ pointer }) => pointer);
  const dropped: Dropped[] = [];
  let more = 0;
  const used = new Map<Evidence, string>();
  const misfit = valueReader();
  const facts = JSON.stringify(orgFacts);
  const drop = (pointer: string, why: string): undefined => {
    if (dropped.length < MOST_DROPPED) dropped.push({ pointer: cut(pointer, MOST_QUOTE), why });
    else more += 1;
  };

  /** `above` are the objects around the value, innermost last: where it was in the answer, and where it now is. */
  function scalar(
    value: string | number | boolean,
    member: Schema,
    from: string,
    to: string,
    above: [string, string][],
  ) {
    if (typeof value === 'string' && value.length > MOST_TEXT)
      return drop(from, `It is longer than ${MOST_TEXT} characters.`);
    const wrong = misfit(member, value);
    if (wrong) return drop(from, `It is not what was asked for: ${wrong}.`);
    if (value === '') return value;
    const places: [string, string][] = [[from, to], ...above.toReversed()];
    const named = places.flatMap(([at, kept]) => (evidenceAt.get(at) ?? []).map((entry) => ({ entry, kept })));
    if (named.length === 0) return drop(from, 'No quote vouches for it.');
    const good = named.filter(({ entry }) => !entry.why);
    if (good.length === 0) return drop(from, named[0]?.entry.why ?? '');
    const { startedAt, language } = conversation;
    const quotes = good.map(({ entry }) => entry.quote).join('\n');
    const why = unsaid(value, member, { quotes, startedAt, language, facts });
    if (why) return drop(from, why);
    for (const { entry, kept } of good) used.set(entry, kept);
    return value;
  }

  function list(values: unknown[], member: Schema, from: string, to: string): unknown[] {
    const most = Math.min(MOST_ITEMS, typeof member.maxItems === 'number' ? member.maxItems : MOST_ITEMS);
    const kept: unknown[] = [];
    values.forEach((value, index) => {
      const at = pointerTo(from, index);
      if (kept.length >= most) return drop(at, `The list takes ${most} at most.`);
      // a list between them: evidence for an object around it says nothing of each of its items
      const item = visit(value, itemSchema(member), at, pointerTo(to, kept.length), []);
      if (item !== undefined && item !== null) kept.push(item);
    });
    return kept;
  }

  function object(
    values: Record<string, unknown>,
    member: Schema,
    from: string,
    to: string,
    above: [string, string][],
  ) {
    const around: [string, string][] = from === '' ? [] : [...above, [from, to]];
    const usedBefore = new Map(used);
    const found: [string, unknown][] = [];
    for (const [name, value] of Object.entries(values)) {
      const at = pointerTo(from, name);
      const shape = memberSchema(member, name);
      if (!shape) {
        drop(at, 'Nothing of that name was asked for.');
        continue;
      }
      if (value === null && !typesOf(shape).includes('null')) continue;
      const kept = visit(value, shape, at, pointerTo(to, name), around);
      if (kept !== undefined) found.push([name, kept]);
    }
    const holds = (name: string) => found.some(([other, value]) => other === name && value !== '');
    const missing = from === '' ? undefined : requiredOf(member).find((name) => !holds(name));
    const isEmpty = from !== '' && found.every(([, value]) => value === null || value === '');
    if (missing === undefined && !isEmpty) return Object.fromEntries(found);
    // what it would have vouched for is gone
    for (const entry of [...used.keys()]) if (!usedBefore.has(entry)) used.delete(entry);
    if (missing !== undefined) drop(from, `Without ${missing}, which it must have, it is left out.`);
    return undefined;
  }

  function visit(value: unknown, member: Schema, from: string, to: string, above: [string, string][]): unknown {
    const types = typesOf(member);
    if (value === null) return types.includes('null') ? null : undefined;
    if (Array.isArray(value))
      return types.includes('array') ? list(value, member, from, to) : drop(from, 'A list was not asked for.');
    if (isObject(value))
      return types.includes('object')
        ? object(value, member, from, to, above)
        : drop(from, 'An object was not asked for.');
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return scalar(value, member, from, to, above);
    return drop(from, 'It is no JSON value.');
  }

  const data = (object(given, schema, '', '', []) ?? {}) as Record<string, unknown>;
  for (const name of requiredOf(schema))
    if (!Object.hasOwn(data, name) && !dropped.some(({ pointer }) => pointer === pointerTo('', name)))
      drop(pointerTo('', name), 'The conversation says nothing of it.');
  if (more > 0) dropped.push({ pointer: '', why: `${more} more ${more === 1 ? 'was' : 'were'} left out, too.` });
  return { data, facts: factsOf(used), dropped };
}

const factsOf = (used: Map<Evidence, string>): SupportedFact[] =>
  [...used].map(([{ passage, quote }, pointer]) => ({
    ...{ pointer, segment: passage.number, quote: quote.slice(0, MOST_QUOTE), from: passage.from },
    ...(passage.startMs === undefined ? {} : { startMs: passage.startMs }),
  }));
