import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

/** An element's children by tag, always as lists; a leaf is its text. */
export interface Element {
  [tag: string]: (string | Element)[];
}

/** Metadata that the local org can't load: names the file, what is wrong, and nothing is loaded. */
export class MetadataError extends Error {
  readonly file: string;
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'MetadataError';
    this.file = file;
  }
}

/** Texts of Flows in which every space counts. */
const verbatim = new Set(['stringValue', 'text', 'expression']);

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // between elements there are spaces of no meaning
  tagValueProcessor: (tag, value, _path, _hasAttributes, isLeaf) =>
    !isLeaf ? '' : verbatim.has(tag) ? value : value.trim(),
  isArray: () => true,
});

/** The root element of a metadata file, which must be `root` and hold no other elements than `known`. */
export function readMetadata(file: string, root: string, known: string[]): Element {
  let parsed: Record<string, unknown>;
  try {
    parsed = parser.parse(readFileSync(file, 'utf8'), true) as Record<string, unknown>;
  } catch (error) {
    throw new MetadataError(file, `not well-formed XML (${(error as Error).message})`);
  }
  const roots = Object.keys(parsed);
  if (roots.length !== 1 || roots[0] !== root) {
    throw new MetadataError(file, `expected the element ${root}, found ${roots.join(', ') || 'nothing'}`);
  }
  const element = (parsed[root] as (string | Element)[])[0];
  const content: Element = typeof element === 'string' || element === undefined ? {} : element;
  onlyKnown(file, root, content, known);
  return content;
}

export function onlyKnown(file: string, parent: string, element: Element, known: string[]): void {
  const unknown = Object.keys(element).filter((tag) => !known.includes(tag));
  if (unknown.length > 0) {
    throw new MetadataError(
      file,
      `the local org does not implement ${unknown.map((tag) => `${parent}.${tag}`).join(', ')}`,
    );
  }
}

export function text(element: Element, tag: string): string | null {
  const value = element[tag]?.[0];
  return typeof value === 'string' ? value : null;
}

export function flag(element: Element, tag: string): boolean {
  return text(element, tag) === 'true';
}

export function number(element: Element, tag: string): number {
  return Number(text(element, tag) ?? 0);
}

export function texts(element: Element, tag: string): string[] {
  return (element[tag] ?? []).filter((value) => typeof value === 'string');
}

export function children(element: Element, tag: string): Element[] {
  return (element[tag] ?? []).map((value) => (typeof value === 'string' ? {} : value));
}

export function requiredText(file: string, element: Element, tag: string): string {
  const value = text(element, tag);
  if (value === null || value === '') throw new MetadataError(file, `the element ${tag} is missing`);
  return value;
}
