import { fieldLabels } from '../data/describe/labels.ts';
import type { OrgUser, Session } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';

const localeOf = (user: OrgUser) => user.LocaleSidKey.replaceAll('_', '-');
const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

/**
 * A value as the user reads it; null where the raw value says it all. Dates are short, in the user's locale and zone:
 * https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_field_value.htm
 */
export function displayValue(
  session: Session,
  object: ObjectSchema,
  field: FieldSchema,
  value: Value | undefined,
  currency: string,
): string | null {
  const { user } = session;
  if (value === null || value === undefined) return null;
  const locale = localeOf(user);
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options).format(Number(value));
  switch (field.type) {
    case 'picklist':
      return fieldLabels(session, object, field).value(String(value));
    case 'multipicklist':
      return String(value)
        .split(';')
        .map((one) => fieldLabels(session, object, field).value(one))
        .join(';');
    case 'int':
      return number({ maximumFractionDigits: 0 });
    case 'double':
      return number({ minimumFractionDigits: field.scale, maximumFractionDigits: field.scale });
    case 'currency':
      return number({
        style: 'currency',
        currency,
        minimumFractionDigits: field.scale,
        maximumFractionDigits: field.scale,
      });
    case 'percent':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: field.scale }).format(
        Number(value) / 100,
      );
    case 'date':
      return new Intl.DateTimeFormat(locale, { ...DAY, timeZone: 'UTC' }).format(
        new Date(`${String(value)}T00:00:00Z`),
      );
    case 'datetime':
      return new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone: user.TimeZoneSidKey }).format(
        new Date(String(value)),
      );
    case 'phone':
      return String(value);
    default:
      return null;
  }
}

/** A stored value as the API gives it: booleans are kept as 0 and 1. */
export function apiValue(field: FieldSchema, value: Value | undefined): Value {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  return field.type === 'boolean' ? Boolean(value) : value;
}
