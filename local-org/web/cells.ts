import type { Rows, Row } from '../src/uiapi/rows.ts';
import { apiValue, displayValue } from '../src/uiapi/display.ts';
import type { FieldSchema, ObjectSchema } from '../src/metadata/types.ts';
import { isLongText } from '../src/uiapi/fieldTypes.ts';
import { durationText, isDuration } from './durations.ts';
import { languageOf } from './locale.ts';
import { TITLE_FIELDS } from './presentation.ts';

/** One value as the shell shows it. */
export interface Cell {
  field: string;
  label: string;
  kind: 'text' | 'longText' | 'link' | 'email' | 'phone' | 'url' | 'checkbox';
  text: string;
  /** Where a link goes; only for `link`, `email`, `phone` and `url`. */
  url: string | null;
  checked: boolean;
}

export const recordUrl = (object: string, id: string) => `/lightning/r/${object}/${id}/view`;

/** The name that a title or a link shows. */
export function titleOf(rows: Rows, row: Row): string {
  const field = row.object.fields.get((TITLE_FIELDS[row.object.name] ?? '').toLowerCase());
  const title = field ? rows.value(row, field) : null;
  return (typeof title === 'string' && title) || rows.nameOf(row) || row.object.label;
}

function safeUrl(text: string): string | null {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function referenceCell(rows: Rows, cell: Cell, id: string): Cell {
  const target = rows.session.schema.byPrefix(id);
  const row = target ? rows.get(target, id) : null;
  if (!row || !target) return cell;
  return { ...cell, kind: 'link', text: titleOf(rows, row), url: recordUrl(target.name, id) };
}

export function cellOf(rows: Rows, row: Row, field: FieldSchema, label = field.label): Cell {
  const value = apiValue(field, rows.value(row, field));
  const text =
    isDuration(field) && typeof value === 'number'
      ? durationText(field, value, languageOf(rows.session.user))
      : (displayValue(rows.session, row.object, field, value, rows.currency()) ??
        (value === null ? '' : String(value)));
  const cell: Cell = { field: field.name, label, kind: 'text', text, url: null, checked: false };
  if (field.type === 'boolean') return { ...cell, kind: 'checkbox', text: '', checked: value === true };
  if (text === '') return cell;
  switch (field.type) {
    case 'reference':
      return referenceCell(rows, cell, String(value));
    case 'email':
      return { ...cell, kind: 'email', url: `mailto:${text}` };
    case 'phone':
      return { ...cell, kind: 'phone', url: `tel:${text.replace(/[^+\d]/g, '')}` };
    case 'url': {
      const url = safeUrl(text);
      return url ? { ...cell, kind: 'url', url } : cell;
    }
    default:
      return isLongText(field) || text.includes('\n') ? { ...cell, kind: 'longText' } : cell;
  }
}

/** The fields of these names that exist and that the viewer may read. */
export function fieldsNamed(rows: Rows, object: ObjectSchema, names: string[]): FieldSchema[] {
  return names.flatMap((name) => {
    const field = object.fields.get(name.toLowerCase());
    return field && rows.session.access.canRead(object.name, field.name) ? [field] : [];
  });
}
