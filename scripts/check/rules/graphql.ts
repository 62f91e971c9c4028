import {
  GraphQLError,
  Kind,
  parse,
  type ArgumentNode,
  type ASTNode,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';
import ts from 'typescript';
import { originOf, scriptsOf } from '../componentCode.ts';
import type { Rule } from '../rule.ts';
import type { ObjectModel, Schema } from '../schema.ts';
import type { Bundle } from '../source.ts';

/** GraphQL API Developer Guide, "Query limits". */
const SUBQUERIES = 10;
const ROWS = 2000;
/** What a node has beside its object's fields. */
const OF_NODE = new Set(['__typename', 'ApiName', 'WeakEtag', 'DisplayValue']);

interface Document {
  text: string;
  file: string;
  line: number;
  fixed: boolean;
}

/** Queries name objects, relationships and fields that are there: one that is not empties the whole card. */
export const graphql: Rule = {
  name: 'lwc-graphql',
  check({ source, schema }, report) {
    for (const bundle of source.bundles)
      for (const document of documentsOf(bundle)) {
        if (!document.fixed) report(document.file, document.line, 'gql takes no substitutions: use variables');
        else examine(document, schema, (line, message) => report(document.file, document.line + line - 1, message));
      }
  },
};

function documentsOf(bundle: Bundle): Document[] {
  return scriptsOf(bundle).flatMap((script) => {
    const source = ts.createSourceFile(script, bundle.read(script), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    const found: Document[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText(source) === 'gql') {
        const { line, character } = source.getLineAndCharacterOfPosition(node.template.getStart(source));
        const fixed = ts.isNoSubstitutionTemplateLiteral(node.template);
        const text = ts.isNoSubstitutionTemplateLiteral(node.template) ? node.template.text : '';
        found.push({ text, fixed, ...originOf(bundle, script, line + 1, character) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

type At = (line: number, message: string) => void;

function examine({ text }: Document, schema: Schema, report: At): void {
  let operations;
  try {
    operations = parse(text).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return report(error.locations?.[0]?.line ?? 1, error.message);
  }
  for (const operation of operations) {
    for (const { type } of operation.variableDefinitions ?? []) {
      const named = type.kind === Kind.NAMED_TYPE ? type : undefined;
      const object = /^(\w+)_(Filter|OrderBy)$/.exec(named?.name.value ?? '')?.[1];
      if (object && exact(schema, object) === undefined) report(lineOf(type), `There is no object ${object}`);
    }
    const uiapi = inside(operation.selectionSet, 'uiapi');
    const queries = uiapi.flatMap((each) => inside(each.selectionSet, 'query'));
    const records = queries.flatMap((each) => fieldsOf(each.selectionSet));
    if (records.length > SUBQUERIES)
      report(lineOf(operation), `${records.length} subqueries: a query takes at most ${SUBQUERIES}`);
    for (const record of records) {
      const object = exact(schema, record.name.value);
      if (object) connection(record, object, schema, report);
      else report(lineOf(record), `There is no object ${record.name.value}`);
    }
  }
}

/** `Object(where, orderBy, first) { edges { node { … } } }`, at the top or for children. */
function connection(field: FieldNode, object: ObjectModel, schema: Schema, report: At): void {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value === 'where' || argument.name.value === 'orderBy')
      condition(argument, object, schema, report);
    if (argument.name.value === 'first' && argument.value.kind === Kind.INT && Number(argument.value.value) > ROWS)
      report(lineOf(argument), `first is at most ${ROWS}`);
  }
  for (const edges of inside(field.selectionSet, 'edges'))
    for (const node of inside(edges.selectionSet, 'node')) record(node.selectionSet, object, schema, report);
}

function condition(argument: ArgumentNode, object: ObjectModel, schema: Schema, report: At): void {
  const visit = (node: ASTNode, at: ObjectModel): void => {
    if (node.kind === Kind.LIST) for (const each of node.values) visit(each, at);
    if (node.kind !== Kind.OBJECT) return;
    for (const { name, value, loc } of node.fields) {
      if (name.value === 'and' || name.value === 'or' || name.value === 'not') visit(value, at);
      else if (fieldNamed(at, name.value)) continue;
      else {
        const parent = parentNamed(at, name.value, schema);
        if (parent) visit(value, parent);
        else report(loc?.startToken.line ?? 1, `${at.name} has no field ${name.value}`);
      }
    }
  };
  visit(argument.value, object);
}

function record(selections: SelectionSetNode | undefined, object: ObjectModel, schema: Schema, report: At): void {
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value ?? object.name;
      const model = exact(schema, type);
      if (model) record(selection.selectionSet, model, schema, report);
      else if (type !== 'Record') report(lineOf(selection), `There is no object ${type}`);
      continue;
    }
    if (selection.kind !== Kind.FIELD) continue;
    const name = selection.name.value;
    const child = exact(schema, object.children.get(name) ?? '');
    const field = fieldNamed(object, name);
    if (OF_NODE.has(name)) continue;
    if (child) connection(selection, child, schema, report);
    else if (field) leaf(selection, name, report);
    else if (relationship(object, name)) {
      const parent = parentNamed(object, name, schema);
      // what a polymorphic relationship points to is said by fragments
      record(selection.selectionSet, parent ?? object, schema, report);
    } else report(lineOf(selection), `${object.name} has no field or relationship ${name}`);
  }
}

function leaf(selection: FieldNode, name: string, report: At): void {
  if (name === 'Id') return;
  if (!selection.selectionSet) report(lineOf(selection), `${name} is read as ${name} { value }`);
}

function relationship(object: ObjectModel, name: string) {
  return [...object.fields.values()].find(({ relationshipName }) => relationshipName === name);
}

function parentNamed(object: ObjectModel, name: string, schema: Schema): ObjectModel | undefined {
  const field = relationship(object, name);
  return field?.referenceTo.length === 1 ? schema.object(field.referenceTo[0] ?? '') : undefined;
}

/** GraphQL minds the case of a name, where the rest of the platform does not. */
function fieldNamed(object: ObjectModel, name: string) {
  const field = object.fields.get(name.toLowerCase());
  return field?.name === name ? field : undefined;
}

function exact(schema: Schema, name: string): ObjectModel | undefined {
  const object = schema.object(name);
  return object?.name === name ? object : undefined;
}

function fieldsOf(set: SelectionSetNode | undefined): FieldNode[] {
  return (set?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

function inside(set: SelectionSetNode | undefined, name: string): FieldNode[] {
  return fieldsOf(set).filter((field) => field.name.value === name);
}

function lineOf(node: ASTNode): number {
  return node.loc?.startToken.line ?? 1;
}
