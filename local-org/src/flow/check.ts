import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { MetadataError } from '../metadata/source/xml.ts';
import type { OrgSchema, PackageMetadata } from '../metadata/types.ts';
import { FlowFault } from './fault.ts';
import { MERGE_FIELD } from './formula.ts';
import type { FlowElement, FlowMetadata, FlowValue, NamedValue, RecordFilter } from './model.ts';
import { isTriggering, Names } from './names.ts';
import { fieldNamed, fieldType, objectNamed } from './values.ts';

/**
 * Reads Flows over before anybody runs them: what they refer to must exist, and formulas must be ones that run here.
 * @throws MetadataError naming the Flow's file
 */
export function checkFlows(schema: OrgSchema, metadata: PackageMetadata): void {
  for (const flow of metadata.flows.values()) checkFlow(new Names(schema, metadata, flow), flow);
}

function checkFlow(names: Names, flow: FlowMetadata): void {
  try {
    for (const { value } of [...flow.variables.values(), ...flow.constants.values()]) checkValue(names, value);
    for (const name of flow.variables.keys()) names.typeOf(name);
    if (flow.trigger) checkFilter(names, flow.trigger.from);
    for (const template of flow.textTemplates.values()) checkText(names, template);
    for (const formula of flow.formulas.values()) names.compile(formula);
    for (const element of flow.elements.values()) checkElement(names, element);
  } catch (error) {
    if (error instanceof FlowFault || error instanceof SalesforceError)
      throw new MetadataError(flow.file, error.message);
    throw error;
  }
}

function checkText(names: Names, text: string): void {
  for (const [, reference = ''] of text.matchAll(MERGE_FIELD)) names.typeOf(reference.trim());
}

function checkValue(names: Names, value: FlowValue | null): void {
  if (value === null) return;
  if ('reference' in value) names.typeOf(value.reference);
  else if (typeof value.literal === 'string') checkText(names, value.literal);
}

function checkFields(names: Names, object: string, fields: string[]): void {
  const described = objectNamed(names.schema, object);
  for (const field of fields) fieldType(fieldNamed(described, field));
}

function checkFilter(names: Names, { object, filters }: RecordFilter): void {
  checkFields(names, object, filters.map(({ field }) => field));
  for (const { value } of filters) checkValue(names, value);
} // prettier-ignore

function checkInputs(names: Names, inputs: NamedValue[], known: string[], required: string[], of: string): void {
  for (const { name, value } of inputs) {
    if (!known.includes(name)) throw new FlowFault(`${of} has no input ${name}.`);
    checkValue(names, value);
  }
  const missing = required.find((name) => !inputs.some((input) => input.name === name));
  if (missing !== undefined) throw new FlowFault(`${of} needs the input ${missing}.`);
}

function checkElement(names: Names, element: FlowElement): void {
  names.typeOf(element.name);
  switch (element.kind) {
    case 'assignment':
      for (const { to, value } of element.items) {
        if (isTriggering(to.split('.')[0] ?? '')) throw new NotImplementedHere(`assignments to ${to} in Flows`);
        names.typeOf(to);
        checkValue(names, value);
      }
      return;
    case 'decision':
      for (const { left, right } of element.rules.flatMap(({ conditions }) => conditions)) {
        names.typeOf(left);
        checkValue(names, right);
      }
      return;
    case 'loop':
      if (!names.typeOf(element.collection).isList) throw new FlowFault(`${element.collection} is no collection.`);
      if (element.into !== null) names.typeOf(element.into);
      return;
    case 'lookup':
      checkFilter(names, element.from);
      checkFields(names, element.from.object, [
        ...element.fields,
        ...element.outputs.map(({ name }) => name),
        ...(element.sortField ? [element.sortField] : []),
      ]);
      for (const { reference } of element.outputs) names.typeOf(reference);
      if (element.into !== null) names.typeOf(element.into);
      return;
    case 'create':
      if (element.records !== null) names.typeOf(element.records);
      if (element.object !== null) checkFields(names, element.object, element.values.map(({ field }) => field)); // prettier-ignore
      for (const { value } of element.values) checkValue(names, value);
      return;
    case 'update':
    case 'delete':
      if (element.records !== null) names.typeOf(element.records);
      if (element.from) checkFilter(names, element.from);
      for (const { value } of element.kind === 'update' ? element.values : []) checkValue(names, value);
      return;
    case 'subflow': {
      const { variables } = names.metadata.flows.get(element.flow)!;
      const known = [...variables.values()].filter(({ isInput }) => isInput).map(({ name }) => name);
      checkInputs(names, element.inputs, known, [], `The Flow ${element.flow}`);
      for (const { reference } of element.outputs) names.typeOf(reference);
      return;
    }
    case 'action': {
      const operation = names.metadata.services.get(element.service)!.operations.get(element.operation)!;
      const bodies = operation.body ? [{ name: 'body', isRequired: operation.body.isRequired }] : [];
      const parameters = [...operation.parameters, ...bodies];
      const required = parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name);
      const known = parameters.map(({ name }) => name);
      checkInputs(names, element.inputs, known, required, `${element.service}.${element.operation}`);
      for (const { reference } of element.outputs) names.typeOf(reference);
    }
  }
}
