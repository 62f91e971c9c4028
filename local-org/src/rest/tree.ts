/** sObject Tree: records with their children, created together or not at all. */
import type { ObjectSchema } from '../metadata/types.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import { isObject, listIn, recordError, typeOf, type Json, type RecordError } from './body.ts';
import { objectOf } from './records.ts';
import { ok, type Answer, type Call, type Resource } from './router.ts';

const MOST_RECORDS = 200;
const MOST_LEVELS = 5;

interface Node {
  referenceId: string;
  object: string;
  fields: Json;
  children: { relationship: string; nodes: Node[] }[];
}

class TakenBack extends Error {}

function badRequest(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_INPUT', message);
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm */
function tree(call: Call, { object: name = '' }): Answer {
  const root = objectOf(call, name);
  const seen = new Set<string>();
  const nodes = listIn(call.body, 'records').map((record) => node(record, 1, seen));
  for (const { object } of nodes)
    if (object.toLowerCase() !== root.name.toLowerCase())
      throw badRequest(`The record is of type ${object}, but the address says ${root.name}`);
  const results: { referenceId: string; id: string }[] = [];
  const failures: { referenceId: string; errors: RecordError[] }[] = [];
  try {
    call.session.transaction(() => {
      for (const one of nodes) save(call, one, {}, results, failures);
      if (failures.length) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return ok({ hasErrors: true, results: failures }, 400);
  }
  return ok({ hasErrors: false, results }, 201);
}

function node(record: Json, level: number, seen: Set<string>): Node {
  if (level > MOST_LEVELS) throw badRequest(`A tree can be ${MOST_LEVELS} levels deep, not more.`);
  const object = typeOf(record);
  const { referenceId } = record.attributes as Json;
  if (typeof referenceId !== 'string' || !referenceId)
    throw badRequest('Each record of a tree needs a referenceId in its attributes.');
  if (seen.has(referenceId)) throw badRequest(`Duplicate ReferenceId provided in the request: ${referenceId}`);
  seen.add(referenceId);
  if (seen.size > MOST_RECORDS) throw badRequest(`A tree can have ${MOST_RECORDS} records, not more.`);
  const fields: Json = {};
  const children: Node['children'] = [];
  for (const [key, value] of Object.entries(record)) {
    if (key === 'attributes') continue;
    if (!isObject(value) || !Array.isArray(value.records)) fields[key] = value;
    else
      children.push({
        relationship: key,
        nodes: listIn(value, 'records').map((child) => node(child, level + 1, seen)),
      });
  }
  return { referenceId, object, fields, children };
}

function save(
  call: Call,
  one: Node,
  parent: Json,
  results: { referenceId: string; id: string }[],
  failures: { referenceId: string; errors: RecordError[] }[],
): void {
  try {
    const object = objectOf(call, one.object);
    const id = call.session.transaction(() => call.session.create(object.name, { ...one.fields, ...parent }));
    results.push({ referenceId: one.referenceId, id });
    for (const { relationship, nodes } of one.children) {
      const field = parentField(object, relationship);
      for (const child of nodes) save(call, child, { [field]: id }, results, failures);
    }
  } catch (error) {
    failures.push({ referenceId: one.referenceId, errors: [recordError(error)] });
  }
}

function parentField(object: ObjectSchema, relationship: string): string {
  const found = object.childRelationships.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );
  if (found) return found.field;
  throw new SalesforceError(400, 'INVALID_FIELD', `No such column '${relationship}' on sobject of type ${object.name}`);
}

export const trees: Resource[] = [{ path: '/composite/tree/:object', methods: { POST: tree } }];
