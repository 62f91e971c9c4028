/** Values in an interview, and what they may become. Dates and times are ISO text; a type tells them from other text. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/types.ts';
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { OrgUser } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import { FlowFault } from './fault.ts';
import type { FlowDataType, JsonShape } from './model.ts';
import { flowName } from './openapi.ts';

export type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
export type Plain = null | string | number | boolean | FlowRecord | Plain[] | { [name: string]: Json };

export type FlowType =
  | { of: 'String' | 'Number' | 'Boolean' | 'Date' | 'DateTime'; isList: boolean }
  | { of: 'Record'; object: ObjectSchema; isList: boolean }
  /** What a service answered. */
  | { of: 'Object'; shape: JsonShape; isList: boolean }
  /** What a subflow gives out, by the names of its outputs. */
  | { of: 'Outputs'; outputs: Map<string, FlowType>; isList: false };

export type ScalarName = 'String' | 'Number' | 'Boolean' | 'Date' | 'DateTime';

const scalarOf: Record<Exclude<FlowDataType, 'SObject'>, ScalarName> = {
  String: 'String', Picklist: 'String', Multipicklist: 'String', Number: 'Number', Currency: 'Number',
  Boolean: 'Boolean', Date: 'Date', DateTime: 'DateTime',
}; // prettier-ignore

export function declaredType(
  schema: OrgSchema,
  dataType: FlowDataType,
  objectType: string | null,
  isList: boolean,
): FlowType {
  if (dataType !== 'SObject') return { of: scalarOf[dataType], isList };
  return { of: 'Record', object: objectNamed(schema, objectType ?? ''), isList };
}

export function objectNamed(schema: OrgSchema, name: string): ObjectSchema {
  const object = schema.object(name);
  if (!object) throw new FlowFault(`The org has no object ${name}.`);
  return object;
}

export function fieldNamed(object: ObjectSchema, name: string): FieldSchema {
  const field = object.fields.get(name.toLowerCase());
  if (!field) throw new FlowFault(`${object.name} has no field ${name}.`);
  return field;
}

export function fieldType({ type, name }: FieldSchema): FlowType {
  switch (type) {
    case 'boolean':
      return { of: 'Boolean', isList: false };
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return { of: 'Number', isList: false };
    case 'date':
      return { of: 'Date', isList: false };
    case 'datetime':
      return { of: 'DateTime', isList: false };
    case 'address':
    case 'base64':
      throw new NotImplementedHere(`fields of the type ${type} in Flows: ${name}`);
    default:
      return { of: 'String', isList: false };
  }
}

export function shapeType(shape: JsonShape): FlowType {
  if (shape.type === 'array') return { ...shapeType(shape.items as JsonShape), isList: true } as FlowType;
  if (shape.type === 'object') return { of: 'Object', shape, isList: false };
  const of = shape.type === 'string' ? 'String' : shape.type === 'boolean' ? 'Boolean' : 'Number';
  return { of, isList: false };
}

export function propertyOf(shape: JsonShape, name: string): [string, JsonShape] {
  const found = [...shape.properties].find(([property]) => flowName(property) === name);
  if (!found) throw new FlowFault(`The answer of the service has no property ${name}.`);
  return found;
}

/** A record in an interview: what is known of it, and what the Flow has changed. */
export class FlowRecord {
  readonly object: ObjectSchema;
  readonly #values = new Map<string, Value>();
  readonly #changed = new Set<string>();

  constructor(object: ObjectSchema, known: Record<string, Value> = {}) {
    this.object = object;
    for (const [name, value] of Object.entries(known)) this.#values.set(fieldNamed(object, name).name, value);
  }

  get id(): string | null {
    return (this.#values.get('Id') as string | undefined) ?? null;
  }

  get(field: string): Value {
    return this.#values.get(fieldNamed(this.object, field).name) ?? null;
  }

  set(field: string, value: Value): void {
    const { name } = fieldNamed(this.object, field);
    this.#values.set(name, value);
    this.#changed.add(name);
  }

  /** What the Flow has set, for the record's next save. */
  changes(): Record<string, Value> {
    return Object.fromEntries([...this.#changed].map((name) => [name, this.#values.get(name) ?? null]));
  }

  saved(id: string): void {
    this.#values.set('Id', id);
    this.#changed.clear();
  }

  copy(): FlowRecord {
    const copied = new FlowRecord(this.object, Object.fromEntries(this.#values));
    for (const name of this.#changed) copied.#changed.add(name);
    return copied;
  }

  toJSON(): Json {
    return { attributes: { type: this.object.name }, ...Object.fromEntries(this.#values) };
  }
}

/** Collections and records are values: an assignment copies them. */
export function copied(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(copied);
  return value instanceof FlowRecord ? value.copy() : value;
}

const words = (type: FlowType): string =>
  `${type.isList ? 'a collection of ' : ''}${type.of === 'Record' ? type.object.name : type.of}`;

/** What a value becomes where this type is wanted. Throws FlowFault where it can't. */
export function fitting(value: Plain, type: FlowType, what: string, user?: OrgUser): Plain {
  if (value === null) return null;
  const refuse = (): never => {
    throw new FlowFault(`${what} takes ${words(type)}, not ${given(value)}.`);
  };
  if (type.isList) {
    if (!Array.isArray(value)) return refuse();
    const item = { ...type, isList: false } as FlowType;
    return value.map((each) => fitting(each, item, what, user));
  }
  if (Array.isArray(value)) return refuse();
  switch (type.of) {
    case 'String':
      return typeof value === 'object' ? refuse() : typeof value === 'string' ? value : textOf(value, type.of, user);
    case 'Number':
      return typeof value === 'number' && Number.isFinite(value) ? value : refuse();
    case 'Boolean':
      return typeof value === 'boolean' ? value : refuse();
    case 'Date':
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return refuse();
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : localDay(new Date(value), user);
    case 'DateTime':
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return refuse();
      return new Date(value).toISOString();
    case 'Record':
      return value instanceof FlowRecord && value.object.name === type.object.name ? value : refuse();
    default:
      return typeof value === 'object' && !(value instanceof FlowRecord) ? value : refuse();
  }
}

function given(value: Plain): string {
  if (Array.isArray(value)) return 'a collection';
  if (value instanceof FlowRecord) return `a record of ${value.object.name}`;
  return typeof value === 'string' ? 'this text' : `a ${typeof value}`;
}

/** The day that a moment is on where the user lives. */
export function localDay(moment: Date, user: OrgUser | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: user?.TimeZoneSidKey ?? 'UTC' }).format(moment);
}

/** A value inside a text, as the user reads it: dates in their locale and time zone, nothing where there is none. */
export function textOf(value: Plain, of: FlowType['of'], user?: OrgUser): string {
  if (value === null) return '';
  if (typeof value === 'string' && (of === 'Date' || of === 'DateTime')) return dateText(value, of, user);
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

function dateText(value: string, of: 'Date' | 'DateTime', user?: OrgUser): string {
  const locale = (user?.LocaleSidKey ?? 'en_US').replaceAll('_', '-');
  const style: Intl.DateTimeFormatOptions =
    of === 'Date'
      ? { dateStyle: 'short', timeZone: 'UTC' }
      : { dateStyle: 'short', timeStyle: 'short', timeZone: user?.TimeZoneSidKey ?? 'UTC' };
  return new Intl.DateTimeFormat(locale, style).format(new Date(value)).replaceAll('\u202f', ' ');
}
