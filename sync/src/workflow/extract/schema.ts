/**
 * The part of JSON schema that an extract knows: values that have a name, a type and a limit. Free-form members are not
 * in it, so that nobody but the admin says which members there are. Reference: https://json-schema.org/draft/2020-12
 */
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Schema } from './types.ts';

const NOTES = ['title', 'description', 'default', 'examples', '$schema', '$id', '$comment'];
const OBJECT = ['properties', 'required', 'additionalProperties'];
const ARRAY = ['items', 'minItems', 'maxItems', 'uniqueItems'];
const VALUE = ['enum', 'const', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'];
const KNOWN = new Set(['type', ...NOTES, ...OBJECT, ...ARRAY, ...VALUE]);
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
const FORMATS = ['date', 'date-time', 'time', 'email', 'uri', 'uuid'];
const MAX_DEPTH = 6;
const MAX_MEMBERS = 100;

export interface SchemaFault {
  /** JSON pointer into the schema. */
  pointer: string;
  message: string;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Escaped as RFC 6901 has it. */
export const pointerTo = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export function typesOf(schema: Schema): string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((each): each is string => typeof each === 'string');
  return isObject(schema.properties) ? ['object'] : schema.items === undefined ? [] : ['array'];
}

/** Members by name; only the schema's own. */
export function memberSchema(schema: Schema, name: string): Schema | undefined {
  const { properties } = schema;
  const member = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isObject(member) ? member : undefined;
}

export const itemSchema = ({ items }: Schema): Schema => (isObject(items) ? items : {});

export const requiredOf = ({ required }: Schema): string[] =>
  Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];

/** Everything that keeps a schema from being used here, each with its place and what to do; empty where it is good. */
export function checkSchema(schema: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  let members = 0;
  const visit = (value: unknown, pointer: string, depth: number): void => {
    const fault = (message: string, at = pointer) => void faults.push({ pointer: at, message });
    if (!isObject(value)) return fault('must be a schema: an object with a type.');
    if (depth > MAX_DEPTH) return fault(`is nested deeper than ${MAX_DEPTH} levels: make it flatter.`);
    for (const keyword of Object.keys(value))
      if (!KNOWN.has(keyword))
        fault(
          `${keyword} is not read here. Use ${[...KNOWN].slice(0, 1).join()}, properties, required, items, enum, format or limits.`,
          pointerTo(pointer, keyword),
        );
    const types = typesOf(value);
    const wrong = types.filter((type) => !TYPES.includes(type));
    if (wrong.length > 0) fault(`type must be one of ${TYPES.join(', ')}.`, pointerTo(pointer, 'type'));
    if (types.length === 0 && value.enum === undefined && value.const === undefined)
      fault(`has no type: give one of ${TYPES.join(', ')}.`);
    if (typeof value.format === 'string' && !FORMATS.includes(value.format))
      fault(`format must be one of ${FORMATS.join(', ')}.`, pointerTo(pointer, 'format'));
    if (value.additionalProperties !== undefined && value.additionalProperties !== false)
      fault(
        'must be false or absent: members that have no name here are left out.',
        pointerTo(pointer, 'additionalProperties'),
      );
    // whatever the type: the reader compiles all that stands there
    if (isObject(value.properties))
      for (const [name, member] of Object.entries(value.properties)) {
        members += 1;
        visit(member, pointerTo(pointerTo(pointer, 'properties'), name), depth + 1);
      }
    if (value.items !== undefined) visit(value.items, pointerTo(pointer, 'items'), depth + 1);
    if (types.includes('object')) {
      if (!isObject(value.properties) || Object.keys(value.properties).length === 0)
        fault('has no properties: name the members that are looked for.');
      for (const name of requiredOf(value))
        if (!memberSchema(value, name))
          fault(`names ${name}, which is not among the properties.`, pointerTo(pointer, 'required'));
    }
    if (types.includes('array') && value.items === undefined) fault('has no items: say what is in the list.');
  };
  visit(schema, '', 1);
  if (isObject(schema) && !typesOf(schema).includes('object'))
    faults.push({ pointer: '/type', message: 'must be object: an extract is an object with named members.' });
  if (members > MAX_MEMBERS)
    faults.push({ pointer: '', message: `has ${members} members; ${MAX_MEMBERS} is the most.` });
  if (faults.length === 0)
    try {
      reader().compile(unnamed(schema as Schema));
    } catch (error) {
      faults.push({ pointer: '', message: `is not a JSON schema: ${(error as Error).message}.` });
    }
  return faults;
}

function reader(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true, logger: false });
  formats.default(ajv);
  return ajv;
}

/** A name and a draft of JSON schema change nothing of what is read here, and would be looked up. */
const unnamed = ({ $id: _id, $schema: _schema, ...plain }: Schema): Schema => plain;

/** Says whether a single value is what its schema asks for; undefined where it is. */
export function valueReader(): (schema: Schema, value: unknown) => string | undefined {
  const ajv = reader();
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(unnamed(schema));
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'it', separator: ' and ' });
  };
}

const LEFT_OUT = new Set([
  'default',
  'examples',
  '$schema',
  '$id',
  '$comment',
  'minLength',
  'maxLength',
  'uniqueItems',
]);

/**
 * The same as endpoints with strict schemas want it: every member required, null where it may be absent, nothing beside.
 * https://platform.openai.com/docs/guides/structured-outputs
 */
export function strictSchema(schema: Schema, isOptional = false): Schema {
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !LEFT_OUT.has(keyword)));
  const types = typesOf(schema);
  const strict: Schema = { ...kept, ...(types.length === 0 ? {} : { type: types.length === 1 ? types[0] : types }) };
  if (isObject(schema.properties)) {
    const required = requiredOf(schema);
    strict.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, member]) => [
        name,
        strictSchema(member as Schema, !required.includes(name)),
      ]),
    );
    strict.required = Object.keys(schema.properties);
    strict.additionalProperties = false;
  }
  if (schema.items !== undefined) strict.items = strictSchema(itemSchema(schema));
  if (isOptional && types.length > 0 && !types.includes('null')) {
    strict.type = [...types, 'null'];
    if (Array.isArray(schema.enum)) strict.enum = [...(schema.enum as unknown[]), null];
  }
  return strict;
}
