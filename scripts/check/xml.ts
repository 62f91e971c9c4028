import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The element's own text, trimmed. */
  text: string;
  line: number;
}

export class XmlError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

type RawNode = Record<string | symbol, unknown>;

const metadata = XMLParser.getMetaDataSymbol() as symbol;
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
});

/** The root element; throws `XmlError` where the text is not one well-formed document. */
export function parseXml(text: string): XmlElement {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new XmlError(valid.err.msg, valid.err.line);
  refuseWhatTheValidatorTakes(text);
  const nodes = (parser.parse(text) as RawNode[]).filter((node) => nameOf(node) !== '#text');
  const lineAt = lineIndex(text);
  const [root, second] = nodes.map((node) => element(node, lineAt));
  if (!root) throw new XmlError('There is no root element', 1);
  if (second) throw new XmlError(`A second root element, ${second.name}`, second.line);
  return root;
}

const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)[^\s;<]*;?/i;

/** Extensible Markup Language 1.0: characters (2.2), comments (2.5), entities (4.1), and the encoding of our files. */
function refuseWhatTheValidatorTakes(text: string): void {
  const refuse = (message: string, at: number) => {
    if (at >= 0) throw new XmlError(message, lineIndex(text)(at));
  };
  const isControl = (character: string) => character < ' ' && !'\t\n\r'.includes(character);
  refuse('A control character, which XML does not take', text.split('').findIndex(isControl));
  const encoding = /^\uFEFF?<\?xml[^?]*encoding=["']([^"']+)/.exec(text)?.[1] ?? 'UTF-8';
  if (encoding.toUpperCase() !== 'UTF-8') refuse(`The file is written in UTF-8 and says ${encoding}`, 0);
  for (const { 1: comment = '', index } of text.matchAll(/<!--([\s\S]*?)-->/g))
    if (comment.includes('--') || comment.endsWith('-')) refuse('A comment holds no --', index);
  const outside = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (part) => ' '.repeat(part.length));
  refuse(`${ENTITY.exec(outside)?.[0] ?? ''} is no entity that XML knows`, outside.search(ENTITY));
}

function element(node: RawNode, lineAt: (offset: number) => number): XmlElement {
  const name = nameOf(node);
  const inner = node[name] as RawNode[];
  return {
    name,
    attributes: (node[':@'] ?? {}) as Record<string, string>,
    children: inner.filter((child) => nameOf(child) !== '#text').map((child) => element(child, lineAt)),
    text: inner
      .filter((child) => nameOf(child) === '#text')
      .map((child) => String(child['#text']))
      .join('')
      .trim(),
    line: lineAt((node[metadata] as { startIndex: number }).startIndex),
  };
}

function nameOf(node: RawNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

export function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

export function childOf(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((child) => child.name === name);
}

/** Text of a child; undefined where it is absent or empty. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return childOf(parent, name)?.text || undefined;
}

export function isTrue(parent: XmlElement, name: string): boolean {
  return textOf(parent, name) === 'true';
}

/** Every descendant of that name, in document order. */
export function descendantsOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)]);
}
