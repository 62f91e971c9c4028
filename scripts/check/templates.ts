import { parse } from '@lwc/template-compiler';

export interface TemplateAttribute {
  name: string;
  /** The text written in the template; undefined where it is an expression or absent. */
  literal: string | undefined;
  line: number;
}

export interface TemplateNode {
  kind: 'element' | 'text';
  /** The tag of an element, the words of a text. */
  text: string;
  attributes: TemplateAttribute[];
  line: number;
}

interface Ast {
  type: string;
  name?: string;
  location?: { startLine: number };
  attributes?: { name: string; value: { type: string; value?: unknown }; location: { startLine: number } }[];
  properties?: { attributeName: string; value: { type: string; value?: unknown }; location: { startLine: number } }[];
  value?: { type: string; value?: unknown };
  children?: Ast[];
}

/** Elements and texts of an LWC template, in document order; empty where it can't be parsed. */
export function templateNodes(html: string): TemplateNode[] {
  const { root } = parse(html, {}) as { root?: Ast };
  return root ? nodesOf(root) : [];
}

function nodesOf(node: Ast): TemplateNode[] {
  const inner = (node.children ?? []).flatMap(nodesOf);
  const line = node.location?.startLine ?? 1;
  if (node.type === 'Text' && node.value?.type === 'Literal')
    return [{ kind: 'text', text: String(node.value.value), attributes: [], line }];
  if (!node.name || node.type === 'ScopedSlotFragment') return inner;
  const attributes = [
    ...(node.attributes ?? []).map(({ name, value, location }) => attribute(name, value, location.startLine)),
    ...(node.properties ?? []).map(({ attributeName, value, location }) =>
      attribute(attributeName, value, location.startLine),
    ),
  ];
  return [{ kind: 'element', text: node.name, attributes, line }, ...inner];
}

function attribute(name: string, value: { type: string; value?: unknown }, line: number): TemplateAttribute {
  return {
    name,
    literal: value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined,
    line,
  };
}

/** `lightning-button-icon` → `buttonIcon`. */
export function camelCase(kebab: string): string {
  return kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
