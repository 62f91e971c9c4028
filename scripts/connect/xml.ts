/** A metadata file as source format writes it: four spaces a level, one element a line. */

/** Children by name, in the order of writing; a list stands for an element that repeats, undefined for one left out. */
export interface XmlNode {
  [name: string]: XmlValue;
}
export type XmlValue = string | number | boolean | XmlNode | XmlNode[] | string[] | undefined;

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

export function metadataFile(root: string, children: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${write(children, 1)}</${root}>\n`;
}

function write(node: XmlNode, level: number): string {
  return Object.entries(node)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => element(name, each, level)))
    .join('');
}

function element(name: string, value: Exclude<XmlValue, unknown[]>, level: number): string {
  const indent = '    '.repeat(level);
  if (value === undefined) return '';
  if (typeof value === 'object') return `${indent}<${name}>\n${write(value, level + 1)}${indent}</${name}>\n`;
  return `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
