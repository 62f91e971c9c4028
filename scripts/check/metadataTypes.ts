import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

export interface Property {
  /** A type's name, or `string`, `number`, `boolean`, `any`. */
  type: string;
  many: boolean;
  required: boolean;
}

/** The Metadata API's own types, as Salesforce publishes them in `@salesforce/types`. */
export interface MetadataTypes {
  properties(type: string): Map<string, Property> | undefined;
  values(enumeration: string): Set<string> | undefined;
}

const published = path.dirname(createRequire(import.meta.url).resolve('@salesforce/types/metadata'));

export function readMetadataTypes(): MetadataTypes {
  const file = path.join(published, 'metadata.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const aliases = new Map<string, ts.TypeNode>();
  for (const statement of source.statements)
    if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement.type);

  const known = new Map<string, Map<string, Property> | undefined>();
  const properties = (type: string): Map<string, Property> | undefined => {
    if (!known.has(type)) {
      const node = aliases.get(type);
      known.set(type, node && propertiesOf(node, properties));
    }
    return known.get(type);
  };
  return {
    properties,
    values: (name) => {
      const node = aliases.get(name);
      return node && literals(node);
    },
  };
}

function propertiesOf(
  node: ts.TypeNode,
  properties: (type: string) => Map<string, Property> | undefined,
): Map<string, Property> | undefined {
  if (ts.isIntersectionTypeNode(node))
    return new Map(node.types.flatMap((part) => [...(propertiesOf(part, properties) ?? [])]));
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return properties(node.typeName.text);
  if (!ts.isTypeLiteralNode(node)) return undefined;
  const found = new Map<string, Property>();
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isIdentifier(member.name)) continue;
    const many = ts.isArrayTypeNode(member.type);
    found.set(member.name.text, {
      type: typeName(many ? member.type.elementType : member.type),
      many,
      required: !many && !member.questionToken,
    });
  }
  return found;
}

function typeName(node: ts.TypeNode): string {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return node.typeName.text;
  if (node.kind === ts.SyntaxKind.StringKeyword) return 'string';
  if (node.kind === ts.SyntaxKind.NumberKeyword) return 'number';
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
  return 'any';
}

function literals(node: ts.TypeNode): Set<string> | undefined {
  const parts = ts.isUnionTypeNode(node) ? node.types : [node];
  const values = parts.flatMap((part) =>
    ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? [part.literal.text] : [],
  );
  return values.length === parts.length ? new Set(values) : undefined;
}

/** Names that `<userPermissions>` may carry: the PermissionSet record has a column for each. */
export function readUserPermissions(): Set<string> {
  const text = readFileSync(path.join(published, 'tooling.d.ts'), 'utf8');
  return new Set([...text.matchAll(/^\s+Permissions(\w+)\?: boolean;/gm)].map(([, name]) => name ?? ''));
}
