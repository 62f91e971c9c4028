/** A field's value by its type: from the suggestion's text to what the API takes, to words, and compared. */
import { dateOf, dateTimeOf, numberOf } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';

export type FieldValue = string | number | boolean | null | undefined;
export interface ValueWords {
  viewer: Viewer;
  now: number;
  currency: string;
  yes: string;
  no: string;
  /** The labels of a picklist, in the viewer's language. */
  options: readonly { label: string; value: string }[];
  withYear?: boolean;
}
export interface FieldType {
  dataType: string;
  scale: number;
}

const NUMBERS = ['Currency', 'Double', 'Int', 'Percent'];
const isNumber = ({ dataType }: Pick<FieldType, 'dataType'>) => NUMBERS.includes(dataType);

/** As the API takes it; a text that is no number is left to the org to refuse. */
export function typedValue(text: string, type: FieldType): FieldValue {
  if (type.dataType === 'Boolean') return text === 'true';
  if (text === '') return null;
  if (!isNumber(type)) return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

export function sameValue(a: FieldValue, b: FieldValue, type: FieldType): boolean {
  return comparable(a, type) === comparable(b, type);
}

function comparable(value: FieldValue, type: FieldType): unknown {
  if (type.dataType === 'Boolean') return value === true || value === 'true';
  if (value === null || value === undefined || value === '') return null;
  if (isNumber(type)) return Number(value);
  const text = String(value);
  if (type.dataType === 'DateTime') return Date.parse(text);
  if (type.dataType === 'MultiPicklist') return text.split(';').sort().join(';');
  return text.replace(/\r\n?/g, '\n').trim();
}

/** In the viewer's language and locale; undefined where there is no value. */
export function wordsOfValue(value: FieldValue, type: FieldType, words: ValueWords): string | undefined {
  const { viewer, now, yes, no, options, withYear } = words;
  if (type.dataType === 'Boolean') return value === true ? yes : no;
  if (value === null || value === undefined || value === '') return undefined;
  const text = String(value);
  const label = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  switch (type.dataType) {
    case 'Currency':
    case 'Double':
    case 'Int':
    case 'Percent':
      return Number.isFinite(Number(value)) ? numberWords(Number(value), type, words) : text;
    case 'Date':
      return dateOf(text, viewer, now, withYear);
    case 'DateTime':
      return dateTimeOf(text, viewer, now);
    case 'Time':
      return text.slice(0, 5);
    case 'Picklist':
      return label(text);
    case 'MultiPicklist':
      return text.split(';').map(label).join(', ');
    default:
      return text;
  }
}

function numberWords(value: number, { dataType, scale }: FieldType, { viewer, currency }: ValueWords): string {
  const format = (options: Intl.NumberFormatOptions, number = value) =>
    numberOf(number, viewer, { maximumFractionDigits: scale, ...options });
  if (dataType === 'Percent') return format({ style: 'percent' }, value / 100);
  if (dataType !== 'Currency') return format({});
  const digits = Number.isInteger(value) ? 0 : 2;
  return format({ style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
}
