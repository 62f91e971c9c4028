import type { Shapes } from './shapes.ts';
import type { FieldValue, PlannedField } from './types.ts';

/** What a field should say, and why. */
export interface Wanted {
  value: FieldValue;
  rule: string;
  evidence?: string;
}
export type WantedFields = Record<string, Wanted>;

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** As an org gives a value back: trimmed, empty as null, line ends alike, date-times to the second. */
function comparable(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\r\n?/g, '\n').trim();
  if (text === '') return null;
  return DATE_TIME.test(text) ? Math.floor(Date.parse(text) / 1000) : text;
}

export function same(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b);
}

/** Salesforce keeps date-times to the second. */
export function toSecond(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}.000Z`;
}

/** Only the fields whose value differs from what the row says, each as the org takes it. */
export function differences(
  object: string,
  wanted: WantedFields,
  row: Record<string, unknown> | undefined,
  shapes: Shapes,
): PlannedField[] {
  return Object.entries(wanted).flatMap(([field, { value, rule, evidence }]): PlannedField[] => {
    const fitted = shapes.fit(object, field, value === '' ? null : value, row === undefined);
    const before = row?.[field];
    if (fitted === undefined || same(before, fitted)) return [];
    return [
      {
        field,
        before: (before ?? null) as FieldValue,
        after: fitted,
        rule,
        ...(evidence ? { evidence } : {}),
      },
    ];
  });
}

export function wanted(values: Record<string, FieldValue | undefined>, rule: string, evidence?: string): WantedFields {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      { value: value ?? null, rule, ...(evidence ? { evidence } : {}) },
    ]),
  );
}
