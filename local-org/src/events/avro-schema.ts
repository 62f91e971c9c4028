/**
 * Avro schemas of change events, made from the objects' own fields. Dates and times are epoch milliseconds, compound names
 * and addresses are records: https://developer.salesforce.com/docs/platform/pub-sub-api/guide/event-deserialization-considerations.html
 */
import { createHash } from 'node:crypto';
import type { FieldSchema, FieldType, ObjectSchema } from '../metadata/types.ts';
import type { Value } from '../data/store/record.ts';
import type { Row } from '../data/store/store.ts';

type AvroField = { name: string; type: unknown; default?: null };

/** One top-level field of an event: a field of the object, or a compound one with its parts. */
export interface EventField {
  name: string;
  /** The object's fields that it is made of; one, unless it is compound. */
  parts: { name: string; field: FieldSchema }[];
  isCompound: boolean;
  /** Name of the record type, where it is compound. */
  record?: string;
}

export interface EventSchema {
  id: string;
  json: string;
  fields: EventField[];
}

const NAMESPACE = 'com.sforce.eventbus';
export const CHANGE_TYPES = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'UNDELETE',
  'GAP_CREATE',
  'GAP_UPDATE',
  'GAP_DELETE',
  'GAP_UNDELETE',
  'GAP_OVERFLOW',
  'SNAPSHOT',
] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

const texts = { type: 'array', items: 'string' };
const header = {
  type: 'record',
  name: 'ChangeEventHeader',
  fields: [
    { name: 'entityName', type: 'string' },
    { name: 'recordIds', type: texts },
    { name: 'changeType', type: { type: 'enum', name: 'ChangeType', symbols: CHANGE_TYPES } },
    { name: 'changeOrigin', type: 'string' },
    { name: 'transactionKey', type: 'string' },
    { name: 'sequenceNumber', type: 'int' },
    { name: 'commitTimestamp', type: 'long' },
    { name: 'commitNumber', type: 'long' },
    { name: 'commitUser', type: 'string' },
    { name: 'nulledFields', type: texts },
    { name: 'diffFields', type: texts },
    { name: 'changedFields', type: texts },
  ],
};

/** Not in a change event: https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_message_structure.htm */
const LEFT_OUT = new Set(['Id', 'IsDeleted', 'SystemModstamp']);
const PERSON_NAME = ['Salutation', 'FirstName', 'LastName'];

function avroType(type: FieldType): string {
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'int':
      return 'int';
    case 'double':
    case 'currency':
    case 'percent':
      return 'double';
    case 'date':
    case 'datetime':
    case 'time':
      return 'long';
    default:
      return 'string';
  }
}

function eventFields(object: ObjectSchema): EventField[] {
  const all = [...object.fields.values()].filter(({ name, calculated }) => !LEFT_OUT.has(name) && !calculated);
  const isPerson = object.fields.has('lastname');
  const made: EventField[] = [];
  for (const field of all) {
    if (isPerson && PERSON_NAME.includes(field.name)) continue;
    if (field.compoundFieldName && field.compoundFieldName !== field.name) continue;
    if (isPerson && field.name === 'Name') {
      const parts = all
        .filter(({ name }) => PERSON_NAME.includes(name))
        .map((part) => ({ name: part.name, field: part }));
      made.push({ name: 'Name', parts, isCompound: true, record: 'Switchable_PersonName' });
    } else if (field.type === 'address') {
      const prefix = field.name.replace(/Address$/, '');
      const parts = all
        .filter(({ compoundFieldName }) => compoundFieldName === field.name)
        .map((part) => ({ name: part.name.slice(prefix.length), field: part }));
      made.push({ name: field.name, parts, isCompound: true, record: 'Address' });
    } else made.push({ name: field.name, parts: [{ name: field.name, field }], isCompound: false });
  }
  return made;
}

const byObject = new WeakMap<ObjectSchema, EventSchema>();

export function eventSchemaOf(object: ObjectSchema): EventSchema {
  const known = byObject.get(object);
  if (known) return known;
  const fields = eventFields(object);
  const defined = new Set<string>();
  const typeOf = (field: EventField): unknown => {
    const [only] = field.parts;
    if (!field.isCompound) return ['null', avroType(only?.field.type ?? 'string')];
    const record = field.record ?? field.name;
    const isKnown = defined.has(record);
    defined.add(record);
    const definition = isKnown
      ? `${NAMESPACE}.${record}`
      : {
          type: 'record',
          name: record,
          fields: field.parts.map((part): AvroField => ({
            name: part.name,
            type: ['null', avroType(part.field.type)],
            default: null,
          })),
        };
    return record === 'Switchable_PersonName' ? ['null', 'string', definition] : ['null', definition];
  };
  const json = JSON.stringify({
    type: 'record',
    name: `${object.name}ChangeEvent`,
    namespace: NAMESPACE,
    fields: [
      { name: 'ChangeEventHeader', type: header },
      ...fields.map((field): AvroField => ({ name: field.name, type: typeOf(field), default: null })),
    ],
  });
  const id = createHash('md5').update(json).digest('base64url').slice(0, 22);
  const made = { id, json, fields };
  byObject.set(object, made);
  return made;
}

function avroValue(field: FieldSchema, value: Value | undefined): unknown {
  if (value === null || value === undefined) return null;
  const type = avroType(field.type);
  if (type === 'long') {
    const text = String(value);
    const ms = field.type === 'time' ? Date.parse(`1970-01-01T${text.replace(/Z?$/, 'Z')}`) : Date.parse(text);
    return { long: ms };
  }
  if (type === 'boolean') return { boolean: Boolean(value) };
  if (type === 'int' || type === 'double') return { [type]: Number(value) };
  return { string: String(value) };
}

/** The body of an event: `row`'s values of the fields named, null for all others. Unions name their branch. */
export function eventBody(schema: EventSchema, row: Row, named: (field: string) => boolean): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { name, parts, isCompound, record } of schema.fields) {
    if (!isCompound) {
      const [part] = parts;
      body[name] = part && named(part.field.name) ? avroValue(part.field, row[part.field.name]) : null;
      continue;
    }
    const given = parts.filter((part) => named(part.field.name));
    const values = Object.fromEntries(
      parts.map((part) => [part.name, given.includes(part) ? avroValue(part.field, row[part.field.name]) : null]),
    );
    const isEmpty = Object.values(values).every((value) => value === null);
    body[name] = isEmpty ? null : { [`${NAMESPACE}.${record ?? name}`]: values };
  }
  return body;
}

const hex = (bits: bigint): string => `0x${bits.toString(16).toUpperCase().padStart(2, '0')}`;

/** Fields as bitmaps: one for the whole, then `position-bitmap` for each compound field. Bits count from the right. */
export function bitmapsOf(schema: EventSchema, names: Iterable<string>): string[] {
  const wanted = new Set(names);
  let top = 0n;
  const nested: string[] = [];
  schema.fields.forEach(({ parts, isCompound }, index) => {
    const position = index + 1;
    if (!isCompound) {
      if (parts.some(({ field }) => wanted.has(field.name))) top |= 1n << BigInt(position);
      return;
    }
    let bits = 0n;
    parts.forEach(({ field }, at) => {
      if (wanted.has(field.name)) bits |= 1n << BigInt(at);
    });
    if (bits > 0n) nested.push(`${position}-${hex(bits)}`);
  });
  return [...(top > 0n || nested.length > 0 ? [hex(top)] : []), ...nested];
}
