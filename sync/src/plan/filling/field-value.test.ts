import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ACME, JANE } from '../../match/fixture.ts';
import type { FieldShape } from '../../match/types.ts';
import { fieldValue } from './field-value.ts';
import type { FieldValue } from '../types.ts';

const shape = (type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  ...{ type, length: 0, createable: true, updateable: true, picklist: null },
  ...more,
});
const STAGES = shape('picklist', { length: 255, values: ['Qualification', 'Proposal/Price Quote'] });
const MONEY = shape('currency', { precision: 18, scale: 2 });
const ACCOUNT = shape('reference', { length: 18, referenceTo: ['Account'] });

test('a value goes in as it was said, in the form that the API writes', () => {
  const taken: [FieldShape, FieldValue, FieldValue][] = [
    [MONEY, 12_000, 12_000],
    [MONEY, '12000.50', 12_000.5],
    [MONEY, '-3', -3],
    [shape('percent', { precision: 3, scale: 0 }), '75', 75],
    [shape('double'), 0.1, 0.1],
    [shape('int', { digits: 8 }), '42', 42],
    [shape('boolean'), 'true', true],
    [shape('boolean'), false, false],
    [shape('date'), '2028-02-29', '2028-02-29'],
    [shape('datetime'), '2026-03-31T09:00:00+02:00', '2026-03-31T07:00:00.000Z'],
    [shape('time'), '09:30', '09:30:00.000Z'],
    [STAGES, 'Qualification', 'Qualification'],
    [shape('multipicklist', { length: 4099, values: ['Sail', 'Motor', 'Hull'] }), 'Hull; Sail;Hull', 'Sail;Hull'],
    [shape('string', { length: 40 }), ' Two\nlines\u0000 ', 'Two lines'],
    [shape('textarea', { length: 40 }), 'Two\r\nlines', 'Two\nlines'],
    [shape('string', { length: 40 }), 12, '12'],
    [shape('email', { length: 80 }), 'jane@acme.example', 'jane@acme.example'],
    [shape('url', { length: 255 }), 'https://acme.example', 'https://acme.example'],
    [shape('phone', { length: 40 }), '+33 6 12 34 56 78', '+33 6 12 34 56 78'],
    [ACCOUNT, ACME.slice(0, 15), ACME],
  ];
  for (const [to, value, expected] of taken)
    assert.deepEqual(fieldValue(to, value), { value: expected }, `${to.type} ${String(value)}`);
});

test('what is not exactly a value of the field is refused, and the mend is named', () => {
  const refused: [FieldShape, FieldValue, RegExp][] = [
    [MONEY, '12 000 €', /'12 000 €' is not a number; send digits/],
    [MONEY, '12,000', /is not a number/],
    [MONEY, '1e5', /is not a number/],
    [MONEY, Number.NaN, /is not a number/],
    [MONEY, true, /is not a number/],
    [MONEY, 10.125, /more than the 2 decimals that the field keeps; send it rounded/],
    [MONEY, 1e17, /more than the 16 digits before the point/],
    [shape('percent', { precision: 3, scale: 0 }), 1000, /more than the 3 digits/],
    [shape('int', { digits: 3 }), 1000, /more than the field holds, which is 999/],
    [shape('int'), 3e9, /more than the field holds/],
    [shape('int'), 1.5, /not a whole number/],
    [shape('boolean'), 'yes', /neither true nor false/],
    [shape('boolean'), 1, /neither true nor false/],
    [shape('date'), '31/03/2026', /not a date; send it as YYYY-MM-DD/],
    [shape('date'), '2026-02-29', /not a date/],
    [shape('date'), '1492-10-12', /not a date/],
    [shape('date'), '2026-03-31T09:00:00Z', /not a date/],
    [shape('datetime'), '2026-03-31', /not a point in time/],
    [shape('datetime'), '2026-03-31T09:00:00', /with its time zone/],
    [shape('time'), '25:00', /not a time of day/],
    [STAGES, 'qualification', /no value 'qualification'; send one of its values as they are written \('Qualification'/],
    [shape('multipicklist', { values: ['Sail'] }), 'Sail;Oars', /no value 'Oars'/],
    [shape('string', { length: 3 }), 'four', /has 4 characters and the field holds 3/],
    [shape('string', { length: 30 }), true, /is no text/],
    [shape('email', { length: 80 }), 'Jane Roe', /not an email address/],
    [shape('url', { length: 255 }), 'our site', /not a web address/],
    [ACCOUNT, JANE, /not the Id of a record of Account/],
    [ACCOUNT, 'Acme', /not the Id of a record of Account/],
    [ACCOUNT, `${ACME.slice(0, 15)}zzz`, /not the Id/],
    [shape('string', { calculated: true }), 'x', /works it out itself/],
    [shape('address'), 'x', /fields of the type address can't be filled/],
    [shape('constructor'), 'x', /can't be filled/],
    [shape('string'), null, /no value was given/],
    [shape('string'), ' \u0000 ', /no value was given/],
  ];
  for (const [to, value, reason] of refused) {
    const checked = fieldValue(to, value);
    assert.ok('refused' in checked, `${to.type} ${String(value)} was taken`);
    assert.match(checked.refused, reason);
  }
});

const anyShape: fc.Arbitrary<FieldShape> = fc
  .record({
    type: fc.constantFrom(
      ...['string', 'textarea', 'email', 'phone', 'url', 'combobox', 'picklist', 'multipicklist', 'boolean', 'int'],
      ...['double', 'currency', 'percent', 'date', 'datetime', 'time', 'reference', 'address', 'id'],
    ),
    length: fc.constantFrom(0, 5, 40, 255),
    precision: fc.constantFrom(0, 3, 18),
    scale: fc.constantFrom(0, 2),
    digits: fc.constantFrom(0, 3, 9),
    values: fc.constantFrom(undefined, ['a', 'b c', 'd']),
    referenceTo: fc.constantFrom(undefined, ['Account'], ['Contact', 'Lead']),
  })
  .map(({ type, ...more }) => shape(type, structuredClone(more) as Partial<FieldShape>));
const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '12',
    '-0',
    '007',
    '1.50',
    'true',
    'a;d',
    'd;a;a',
    '2026-03-31',
    '2026-03-31T09:00:00Z',
    '9:00',
    ACME,
  ),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

test('a value that was taken is taken again as it is, fits its field, and is no more and no less than what was said', () => {
  fc.assert(
    fc.property(anyShape, anyValue, (to, value) => {
      const checked = fieldValue(to, value);
      if ('refused' in checked) {
        assert.match(checked.refused, /[.)]$/);
        return;
      }
      assert.deepEqual(fieldValue(to, checked.value), checked);
      if (
        typeof checked.value === 'string' &&
        to.length > 0 &&
        !['date', 'datetime', 'time', 'reference'].includes(to.type)
      )
        assert.ok(checked.value.length <= to.length);
      if (typeof checked.value === 'number') assert.ok(checked.value === Number(value));
      if (typeof checked.value === 'boolean') assert.equal(String(checked.value), String(value));
    }),
    { numRuns: 2000 },
  );
});
