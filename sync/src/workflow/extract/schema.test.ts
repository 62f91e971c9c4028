import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { TASKS } from './fixture.ts';
import { checkSchema, strictSchema } from './schema.ts';

const of = (schema: unknown) => checkSchema(schema).map(({ pointer, message }) => `${pointer} ${message}`);

test('a good schema has no faults', () => assert.deepEqual(of(TASKS), []));

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
