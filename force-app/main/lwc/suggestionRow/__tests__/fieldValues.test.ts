import { sameValue, typedValue, wordsOfValue } from '../fieldValues';
import type { FieldValue } from '../fieldValues';

const type = (dataType: string, scale = 2) => ({ dataType, scale });
const viewer = { language: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' };
const context = {
  ...{ viewer, now: Date.parse('2026-11-20T18:00:00Z'), currency: 'EUR', yes: 'yes', no: 'no' },
  options: [
    { label: 'Négociation', value: 'Negotiation' },
    { label: 'Nord', value: 'North' },
  ],
};
const words = (value: FieldValue, dataType: string, more: object = {}) =>
  wordsOfValue(value, type(dataType), { ...context, ...more })?.replace(/\u00a0|\u202f/g, ' ');

it.each([
  ['Currency', '176000', 176000],
  ['Percent', '20.5', 20.5],
  ['Int', 'twelve', 'twelve'],
  ['Boolean', 'true', true],
  ['Boolean', 'false', false],
  ['Date', '2026-12-24', '2026-12-24'],
  ['String', '0012', '0012'],
  ['Currency', '', null],
])('%s %p is written as %p', (dataType, text, value) => {
  expect(typedValue(text, type(dataType))).toBe(value);
});

it.each<[FieldValue, string, string | undefined]>([
  [176000, 'Currency', '€176,000'],
  [176000.5, 'Currency', '€176,000.50'],
  [20, 'Percent', '20%'],
  [12345.678, 'Double', '12,345.68'],
  ['twelve', 'Int', 'twelve'],
  ['2026-12-24', 'Date', '24 Dec'],
  ['2026-12-24T09:00:00.000Z', 'DateTime', '24 Dec, 10:00'],
  ['09:30:00.000Z', 'Time', '09:30'],
  [true, 'Boolean', 'yes'],
  [null, 'Boolean', 'no'],
  ['Negotiation', 'Picklist', 'Négociation'],
  ['Old value', 'Picklist', 'Old value'],
  ['North;South', 'MultiPicklist', 'Nord, South'],
  ['<b>bold</b>', 'String', '<b>bold</b>'],
  [null, 'String', undefined],
])('%p of %s reads %p', (value, dataType, expected) => {
  expect(words(value, dataType)).toBe(expected);
});

it('writes the year where the dates compared differ in it, and a record’s own currency', () => {
  expect(words('2026-12-24', 'Date', { withYear: true })).toBe('24 Dec 2026');
  expect(words(5, 'Currency', { currency: 'USD' })).toBe('US$5');
});

it.each<[FieldValue, FieldValue, string, boolean]>([
  ['176000', 176000, 'Currency', true],
  [null, '', 'String', true],
  ['a\r\nb ', 'a\nb', 'TextArea', true],
  ['2026-12-24T09:00:00Z', '2026-12-24T09:00:00.000Z', 'DateTime', true],
  ['B;A', 'A;B', 'MultiPicklist', true],
  [false, null, 'Boolean', true],
  [null, 0, 'Currency', false],
  ['Sign', 'sign', 'String', false],
])('%p and %p are the same %s: %p', (a, b, dataType, same) => {
  expect(sameValue(a, b, type(dataType))).toBe(same);
});
