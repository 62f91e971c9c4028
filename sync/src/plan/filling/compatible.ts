/** Which fields may stand in for which: decided when a mapping is saved, so that no value is refused for its type later. */
import type { FieldShape } from '../../match/types.ts';

const WORDS = ['string', 'textarea', 'picklist', 'multipicklist', 'combobox', 'email', 'phone', 'url'];
const NUMBERS = ['int', 'long', 'double', 'currency', 'percent'];
const TIMES = ['date', 'datetime', 'time'];
const AS_TEXT = [...WORDS, ...NUMBERS, ...TIMES, 'encryptedstring', 'reference', 'id'];

/** The type of a target → the types whose every value it takes, where the lengths and values fit too. */
const TAKES: Record<string, string[]> = {
  string: AS_TEXT,
  textarea: AS_TEXT,
  combobox: AS_TEXT,
  encryptedstring: AS_TEXT,
  picklist: ['picklist'],
  multipicklist: ['picklist', 'multipicklist'],
  email: ['email'],
  phone: ['phone'],
  url: ['url'],
  int: ['int'],
  long: ['int', 'long'],
  double: NUMBERS,
  currency: NUMBERS,
  percent: NUMBERS,
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['datetime'],
  time: ['time'],
  reference: ['reference'],
};
const TEXT_LENGTH: Record<string, number> = {
  date: 10,
  datetime: 24,
  time: 13,
  id: 18,
  reference: 18,
  int: 11,
  long: 20,
};

function longestText(shape: FieldShape): number {
  const fixed = TEXT_LENGTH[shape.type];
  if (fixed !== undefined) return fixed;
  // sign and point
  if (NUMBERS.includes(shape.type)) return (shape.precision ?? 18) + 2;
  if (shape.type === 'picklist' && shape.values?.length) return Math.max(...shape.values.map(({ length }) => length));
  return shape.length;
}

/** Digits before the point, and after it. */
function digitsOf(shape: FieldShape): [number, number] {
  if (shape.type === 'int') return [Math.min(shape.digits || 10, 10), 0];
  if (shape.type === 'long') return [19, 0];
  return [(shape.precision ?? 18) - (shape.scale ?? 0), shape.scale ?? 0];
}

const valuesOf = ({ values, picklist }: FieldShape): string[] => values ?? picklist ?? [];

/** Why values of one field do not all fit another, as a clause; undefined where they do. */
export function incompatibility(source: FieldShape, target: FieldShape): string | undefined {
  if (!(TAKES[target.type] ?? []).includes(source.type))
    return `a value of type ${source.type} does not go into a field of type ${target.type}`;
  if (NUMBERS.includes(target.type)) {
    const [before, after] = digitsOf(source);
    const [mostBefore, mostAfter] = digitsOf(target);
    if (before > mostBefore || after > mostAfter)
      return `it keeps ${mostBefore} digits and ${mostAfter} decimals, and the source has up to ${before} and ${after}`;
    return undefined;
  }
  if (target.type === 'picklist' || target.type === 'multipicklist') {
    const unknown = valuesOf(source).find((value) => !valuesOf(target).includes(value));
    return unknown === undefined ? undefined : `its picklist has no value '${unknown}', which the source has`;
  }
  if (target.type === 'reference') {
    const other = (source.referenceTo ?? []).find((object) => !(target.referenceTo ?? []).includes(object));
    return other === undefined ? undefined : `it does not refer to ${other}, and the source does`;
  }
  if (AS_TEXT.includes(source.type) && !TIMES.includes(target.type)) {
    const needed = longestText(source);
    if (target.length > 0 && (needed > target.length || needed === 0))
      return `it holds ${target.length} characters, and the source up to ${needed || 'any number'}`;
  }
  return undefined;
}
