/**
 * Liquid (https://liquidjs.com) over `json`, and nothing else: no files, no clock, no unknown filter, and an end to loops.
 * Dates are told in the time zone of whoever the run is for.
 */
import { Context, Liquid } from 'liquidjs';
import { cleanText } from '../conversation/text.ts';
import { quantity } from '../match/words.ts';

export type Json = Record<string, unknown>;

export interface RenderOptions {
  /** IANA name; UTC where nobody's is known. */
  timeZone?: string;
  /** What `now` and `today` mean: RFC 3339. */
  now: string;
}

/** What is wrong with a template, in words, and in which of its lines. */
export class TemplateFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = 'TemplateFault';
    this.line = line;
  }
}

/** Parts of templates that one rendering may go through: a loop in a loop ends there. */
const MOST_PARTS = 20_000;
/** Characters and list members that one rendering may make on its way. */
const MOST_MADE = 2_000_000;
const LONGEST_OUTPUT = 131_072;

/** They read other templates, or are not the same twice. */
const NO_TAGS = ['include', 'render', 'layout', 'block'];
const NO_FILTERS = ['sample'];

const DAY = /^\d{4}-\d\d-\d\d$/;
const WALL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
/** Ends in the letter for UTC, as Salesforce has date-times; `%Z` is the name of a zone. */
const ENDS_IN_UTC = /[^%:]Z$/;

type DateFilter = (this: unknown, value: unknown, format?: unknown, zone?: unknown) => unknown;

function makeEngine(timeZone: string): Liquid {
  const engine = new Liquid({
    ...{ strictFilters: true, ownPropertyOnly: true, templates: {}, locale: 'en', timezoneOffset: timeZone },
    ...{ parseLimit: LONGEST_OUTPUT, memoryLimit: MOST_MADE },
    outputEscape: outputOf,
  });
  for (const tag of NO_TAGS) Reflect.deleteProperty(engine.tags, tag);
  for (const filter of NO_FILTERS) Reflect.deleteProperty(engine.filters, filter);
  const standard = engine.filters.date as DateFilter;
  engine.registerFilter('date', function (value: unknown, format?: unknown, zone?: unknown) {
    const globals = this.context.globals as { now?: unknown };
    const isNow = value === 'now' || value === 'today';
    const given = isNow ? globals.now : value;
    const text = typeof given === 'string' ? given.trim() : given;
    // a day is a day in every time zone
    if (typeof text === 'string' && (DAY.test(text) || WALL_TIME.test(text)))
      return standard.call(this, DAY.test(text) ? text : `${text}Z`, format, 0);
    if (zone === undefined && typeof format === 'string' && ENDS_IN_UTC.test(format))
      return standard.call(this, text, format, 0);
    return standard.call(this, text, format, zone);
  });
  return engine;
}

/** Text as it stands in the org's fields. Throws where a template gives a record or a list of them. */
function outputOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(outputOf).join('');
  if (value instanceof Date) return value.toISOString();
  throw new Error('gives an object, not a text: name one of its members, or use the filter json');
}

const engines = new Map<string, Liquid>();

function engineFor(timeZone: string): Liquid {
  const known = engines.get(timeZone);
  if (known) return known;
  const engine = makeEngine(isTimeZone(timeZone) ? timeZone : 'UTC');
  engines.set(timeZone, engine);
  return engine;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Throws a `TemplateFault`. */
export function renderTemplate(text: string, json: Json, { timeZone = 'UTC', now }: RenderOptions): string {
  // most texts hold no template
  if (!/\{[{%]/.test(text)) return cleanText(text);
  const engine = engineFor(timeZone);
  let output: string;
  try {
    const context = new Context({ json }, engine.options, { sync: true, globals: { now } });
    // its own limit is one of time, which says another thing on another machine
    Object.defineProperty(context, 'renderLimit', { value: partsLimit() });
    output = String(engine.renderSync(engine.parse(text), context));
  } catch (error) {
    throw faultOf(error);
  }
  if (output.length > LONGEST_OUTPUT)
    throw new TemplateFault(`gives ${quantity(output.length, 'character')}, and ${LONGEST_OUTPUT} is the most`, 1);
  // a filter may cut a character in half, and no field takes a control
  return cleanText(output);
}

/** Asked before each part that is rendered. */
function partsLimit() {
  let parts = 0;
  return {
    check(): void {
      parts += 1;
      if (parts > MOST_PARTS) throw new Error('parts limit exceeded');
    },
  };
}

/** What keeps a template from being read, whatever `json` holds. */
export function checkTemplate(text: string): TemplateFault | undefined {
  try {
    engineFor('UTC').parse(text);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}

interface LiquidFault {
  message: string;
  originalError?: Error;
  token?: { getPosition?: () => [number, number] };
}

function faultOf(error: unknown): TemplateFault {
  const { message, originalError, token } = error as LiquidFault;
  const words = (originalError?.message ?? message).replace(/, line:\d+, col:\d+$/, '');
  return new TemplateFault(inWords(words), token?.getPosition?.()[0] ?? 1);
}

const WORDS: [RegExp, string][] = [
  [/^undefined filter: (.+)$/, 'uses a filter that there is not: $1'],
  [/^tag "(.+)" not found$/, 'uses a tag that there is not: $1'],
  [/^Maximum call stack size exceeded$/, 'is nested too deep: make it flatter'],
  [/limit exceeded$|^Invalid string length$/, 'goes on for too long: it loops over more than a workflow may'],
];

function inWords(words: string): string {
  for (const [pattern, sentence] of WORDS) {
    const found = pattern.exec(words);
    if (found) return sentence.replace('$1', found[1] ?? '');
  }
  return words;
}
