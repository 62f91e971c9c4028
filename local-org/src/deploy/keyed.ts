/** Files in which several components stand together: deploying some of them leaves the others as they are. */
import { isDeepStrictEqual } from 'node:util';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

type Elements = Record<string, unknown[]>;
export type Keyed = Map<string, { tag: string; element: unknown }>;

const KEYED: [RegExp, string, string][] = [
  [/^labels\/.+\.labels-meta\.xml$/, 'CustomLabels', 'fullName'],
  [/^translations\/.+\.translation-meta\.xml$/, 'Translations', 'name'],
];

const parser = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: false });
const lists = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  isArray: (_name, path) => typeof path === 'string' && path.split('.').length === 2,
});
const builder = new XMLBuilder({ format: true, indentBy: '    ', ignoreAttributes: false });

export function isKeyed(file: string): boolean {
  return KEYED.some(([pattern]) => pattern.test(file));
}

/** The components of such a file by tag and name. */
export function keyedOf(file: string, text: string): Keyed {
  const [, root = '', name = ''] = KEYED.find(([pattern]) => pattern.test(file)) ?? [];
  const elements = (lists.parse(text) as Record<string, Elements | ''>)[root] || {};
  return new Map(
    Object.entries(elements).flatMap(([tag, each]) =>
      each.map((element): [string, { tag: string; element: unknown }] => [
        `${tag} ${String((element as Record<string, unknown>)[name])}`,
        { tag, element },
      ]),
    ),
  );
}

export function keyedText(file: string, keyed: Keyed): string {
  const [, root = ''] = KEYED.find(([pattern]) => pattern.test(file)) ?? [];
  const elements: Elements = {};
  for (const { tag, element } of keyed.values()) (elements[tag] ??= []).push(element);
  const body = builder.build({ [root]: { '@_xmlns': 'http://soap.sforce.com/2006/04/metadata', ...elements } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** Whether two metadata files say the same, whatever the order of their elements and their white space. */
export function sayTheSame(one: string, other: string): boolean {
  return one === other || isDeepStrictEqual(parser.parse(one), parser.parse(other));
}

export function sameElement(one: { element: unknown }, other: { element: unknown }): boolean {
  return isDeepStrictEqual(one.element, other.element);
}

/** A file of an object that says nothing: it stands for an object of which only parts are deployed. */
export function isEmptyObject(file: string, text: string): boolean {
  return /^objects\/[^/]+\/[^/]+\.object-meta\.xml$/.test(file) && sayTheSame(text, '<CustomObject></CustomObject>');
}
