import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { TASKS } from './fixture.ts';
import { checkSchema, strictSchema } from './schema.ts';

const of = (schema: unknown) => checkSchema(schema).map(({ pointer, message }) => `${pointer} ${message}`);

/** Lists in lists, beneath a type that has none. */
function deep(levels: number): object {
  let member: object = { type: 'string' };
  for (let level = 0; level < levels; level += 1) member = { type: 'string', items: member };
  return { type: 'object', properties: { a: member } };
}

test('a good schema has no faults', () => assert.deepEqual(of(TASKS), []));

test('a schema may say which draft it is of and what it is called', () =>
  assert.deepEqual(
    of({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'https://acme.example/tasks', ...TASKS }),
    [],
  ));

for (const [name, schema, fault] of [
  ['no object', 'x', /must be a schema/],
  ['a list at its root', { type: 'array', items: { type: 'string' } }, /\/type must be object/],
  ['no members', { type: 'object' }, /no properties/],
  [
    'free-form members',
    { type: 'object', properties: { a: { type: 'object', additionalProperties: true } } },
    /\/properties\/a\/additionalProperties must be false/,
  ],
  [
    'a keyword that is not read',
    { type: 'object', properties: { a: { anyOf: [] } } },
    /\/properties\/a\/anyOf anyOf is not read/,
  ],
  [
    'a wrong type',
    { type: 'object', properties: { a: { type: 'text' } } },
    /\/properties\/a\/type type must be one of/,
  ],
  ['a list of anything', { type: 'object', properties: { a: { type: 'array' } } }, /\/properties\/a has no items/],
  [
    'a member that it requires but does not have',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['b'] },
    /names b/,
  ],
  [
    'a pattern hidden where its type has no items',
    { type: 'object', properties: { a: { type: 'string', items: { type: 'string', pattern: '(a+)+$' } } } },
    /\/properties\/a\/items\/pattern pattern is not read/,
  ],
  ['what is to be fetched', { type: 'object', properties: { a: { $ref: 'http://127.0.0.1/x' } } }, /\$ref is not read/],
  ['a thousand levels', deep(1000), /nested deeper than 6 levels/],
  [
    'a limit that is no number',
    { type: 'object', properties: { a: { type: 'string', maxLength: 'x' } } },
    /is not a JSON schema/,
  ],
] as const)
  test(`a schema with ${name} is refused, with its place`, () => assert.match(of(schema).join('\n'), fault));

test('a strict schema requires every member, and takes null for what may be absent', () => {
  const validate = new Ajv({ strict: false, formats: { date: true } }).compile(strictSchema(TASKS));
  assert.ok(validate({ actionItems: [{ title: 'a', description: null, dueDate: null }], nextStep: null }));
  assert.ok(!validate({ actionItems: [] }));
  assert.ok(!validate({ actionItems: [], nextStep: null, more: 1 }));
  assert.ok(!validate({ actionItems: null, nextStep: null }));
});
