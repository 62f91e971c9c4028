import type { FlowCondition, FlowDataType, FlowValue, JsonLiteral } from '../../flow/model.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, onlyKnown, requiredText, text } from './xml.ts';

const dataTypes: FlowDataType[] = [
  'String', 'Number', 'Currency', 'Boolean', 'Date', 'DateTime', 'Picklist', 'Multipicklist', 'SObject',
]; // prettier-ignore

export function readDataType(file: string, name: string, xml: Element): FlowDataType {
  const type = requiredText(file, xml, 'dataType');
  const known = dataTypes.find((candidate) => candidate === type);
  if (!known) throw new MetadataError(file, `the local org does not implement the data type ${type} of ${name}`);
  return known;
}

const literals: Record<string, { type: FlowDataType; read: (given: string) => string | number | boolean | null }> = {
  stringValue: { type: 'String', read: (given) => given },
  numberValue: { type: 'Number', read: (given) => (given !== '' && Number.isFinite(Number(given)) ? Number(given) : null) },
  booleanValue: { type: 'Boolean', read: (given) => (given === 'true' ? true : given === 'false' ? false : null) },
  dateValue: { type: 'Date', read: (given) => (/^\d{4}-\d{2}-\d{2}$/.test(given) ? given : null) },
  dateTimeValue: {
    type: 'DateTime',
    read: (given) => (Number.isNaN(Date.parse(given)) ? null : new Date(given).toISOString()),
  },
}; // prettier-ignore

/** Metadata API Developer Guide, FlowElementReferenceOrValue: one of its ways to give a value. */
export function readValue(file: string, where: string, parent: Element, tag = 'value'): FlowValue | null {
  const element = children(parent, tag)[0];
  if (element === undefined) return null;
  onlyKnown(file, `${where}.${tag}`, element, ['elementReference', ...Object.keys(literals)]);
  const [kind] = Object.keys(element);
  if (kind === undefined) return null;
  const given = text(element, kind) ?? '';
  if (kind === 'elementReference') {
    if (given === '') throw new MetadataError(file, `${where} refers to nothing`);
    return { reference: given };
  }
  const { type, read } = literals[kind]!;
  const literal = read(given);
  if (literal === null) throw new MetadataError(file, `${where}: ${kind} can't be "${given}"`);
  return { literal, type };
}

/** The same with the JSON that only tests of Flows may give. */
export function readTestValue(file: string, where: string, parent: Element, tag: string): FlowValue | JsonLiteral | null {
  const element = children(parent, tag)[0] ?? {};
  const kind = ['sobjectValue', 'jsonValue'].find((name) => name in element);
  if (kind === undefined) return readValue(file, where, parent, tag);
  onlyKnown(file, `${where}.${tag}`, element, [kind]);
  try {
    return { json: JSON.parse(text(element, kind) ?? '') as unknown, isRecord: kind === 'sobjectValue' };
  } catch (error) {
    throw new MetadataError(file, `${where}: ${kind} is no JSON (${(error as Error).message})`);
  }
} // prettier-ignore

const comparisons = [
  'EqualTo', 'NotEqualTo', 'GreaterThan', 'LessThan', 'GreaterThanOrEqualTo', 'LessThanOrEqualTo', 'StartsWith',
  'EndsWith', 'Contains', 'In', 'NotIn', 'IsNull', 'IsBlank', 'IsEmpty', 'WasVisited',
]; // prettier-ignore

export function readConditions(file: string, where: string, parent: Element): FlowCondition[] {
  return children(parent, 'conditions').map((entry) => {
    onlyKnown(file, `${where}.conditions`, entry, ['leftValueReference', 'operator', 'rightValue']);
    const operator = requiredText(file, entry, 'operator');
    if (!comparisons.includes(operator))
      throw new MetadataError(file, `the local org does not implement the operator ${operator} of ${where}`);
    return {
      left: requiredText(file, entry, 'leftValueReference'),
      operator,
      right: readValue(file, where, entry, 'rightValue'),
    };
  });
}
