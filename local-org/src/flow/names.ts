/** The names in a Flow and the types of what they stand for: known before anything runs. */
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { ObjectSchema, OrgSchema, PackageMetadata } from '../metadata/types.ts';
import { FlowFault } from './fault.ts';
import { compileFormula, type CompiledFormula } from './formula.ts';
import { globalType } from './globals.ts';
import type { FlowElement, FlowFormula, FlowMetadata } from './model.ts';
import {
  declaredType,
  fieldNamed,
  fieldType,
  objectNamed,
  propertyOf,
  shapeType,
  type FlowType,
  type ScalarName,
} from './values.ts';

/** Salesforce Help, "Flow Resource: Global Variables": the record that triggers a Flow, and as it was before. */
export const isTriggering = (name: string): boolean => name === '$Record' || name === '$Record__Prior';

const scalar = (of: ScalarName): FlowType => ({ of, isList: false });

export class Names {
  readonly schema: OrgSchema;
  readonly metadata: PackageMetadata;
  readonly flow: FlowMetadata;

  constructor(schema: OrgSchema, metadata: PackageMetadata, flow: FlowMetadata) {
    this.schema = schema;
    this.metadata = metadata;
    this.flow = flow;
  }

  /** The type of a reference. Throws where there is no such thing. */
  typeOf(path: string): FlowType {
    const [name = '', ...rest] = path.split('.');
    if (isTriggering(name)) return this.#inside(this.#recordType(), rest, path);
    if (path.startsWith('$')) return globalType(this.schema, this.metadata, path);
    return this.#inside(this.#rootType(name), rest, path);
  }

  #recordType(): FlowType {
    const { trigger, name } = this.flow;
    if (!trigger) throw new FlowFault(`The Flow ${name} runs for no record.`);
    return { of: 'Record', object: objectNamed(this.schema, trigger.from.object), isList: false };
  }

  #rootType(name: string): FlowType {
    const { flow } = this;
    const variable = flow.variables.get(name);
    if (variable) return declaredType(this.schema, variable.dataType, variable.objectType, variable.isCollection);
    const declared = flow.constants.get(name) ?? flow.formulas.get(name);
    if (declared) return declaredType(this.schema, declared.dataType, null, false);
    if (flow.textTemplates.has(name)) return scalar('String');
    const element = flow.elements.get(name);
    if (element) return this.#elementType(element);
    if (this.#outcome(name)) return scalar('Boolean');
    throw new FlowFault(`The Flow ${flow.name} has no resource ${name}.`);
  }

  #elementType(element: FlowElement): FlowType {
    switch (element.kind) {
      case 'lookup':
        if (!element.isStored) break;
        return { of: 'Record', object: objectNamed(this.schema, element.from.object), isList: !element.isFirstOnly };
      case 'create':
        return scalar('String');
      case 'loop':
        return { ...this.typeOf(element.collection), isList: false };
      case 'action': {
        const operation = this.metadata.services.get(element.service)?.operations.get(element.operation);
        if (!operation) throw new FlowFault(`There is no active operation ${element.service}.${element.operation}.`);
        const outputs = new Map<string, FlowType>([['responseCode', scalar('Number')]]);
        if (operation.answer) outputs.set('2XX', shapeType(operation.answer));
        return { of: 'Outputs', outputs, isList: false };
      }
      case 'subflow': {
        const subflow = this.metadata.flows.get(element.flow);
        if (!subflow) throw new FlowFault(`The org has no Flow ${element.flow}.`);
        const outputs = [...subflow.variables.values()].filter(({ isOutput }) => isOutput);
        return {
          of: 'Outputs',
          outputs: new Map(
            outputs.map((one) => [one.name, declaredType(this.schema, one.dataType, one.objectType, one.isCollection)]),
          ),
          isList: false,
        };
      }
      default:
    }
    // whether it was reached
    return scalar('Boolean');
  }

  #inside(type: FlowType, path: string[], whole: string): FlowType {
    const [name, ...rest] = path;
    if (name === undefined) return type;
    if (type.isList) throw new FlowFault(`${whole} asks for a part of a collection.`);
    switch (type.of) {
      case 'Record': {
        const related = relationOf(type.object, name);
        if (!related || rest.length === 0) return this.#inside(fieldType(fieldNamed(type.object, name)), rest, whole);
        return this.#inside({ of: 'Record', object: objectNamed(this.schema, related.to), isList: false }, rest, whole);
      }
      case 'Object':
        return this.#inside(shapeType(propertyOf(type.shape, name)[1]), rest, whole);
      case 'Outputs': {
        const output = type.outputs.get(name);
        if (!output) throw new FlowFault(`${whole} does not exist.`);
        return this.#inside(output, rest, whole);
      }
      default:
        throw new FlowFault(`${whole} asks for a part of a single value.`);
    }
  }

  /** Outcomes of decisions are true once taken. */
  #outcome(name: string): boolean {
    return [...this.flow.elements.values()].some(
      (element) => element.kind === 'decision' && element.rules.some((rule) => rule.name === name),
    );
  }

  /** The type of one part of a value. */
  partOf(type: FlowType, name: string, whole: string): FlowType {
    return this.#inside(type, [name], whole);
  }

  /** Throws NotImplementedHere and FlowFault where the formula is none that runs here. */
  compile({ name, expression, scale, dataType }: FlowFormula): CompiledFormula {
    const { of } = declaredType(this.schema, dataType, null, false);
    return compileFormula(name, expression, { type: of as ScalarName, scale }, (reference) => this.typeOf(reference));
  }
}

/** `Account` of a contact is the record behind its AccountId; what may point to several objects is refused. */
export function relationOf(object: ObjectSchema, name: string): { field: string; to: string } | undefined {
  const wanted = name.toLowerCase();
  const field = [...object.fields.values()].find((one) => one.relationshipName?.toLowerCase() === wanted);
  if (!field) return undefined;
  const [to, ...more] = field.referenceTo;
  if (to === undefined || more.length > 0)
    throw new NotImplementedHere(`${object.name}.${name} in Flows: it may point to several objects`);
  return { field: field.name, to };
}
