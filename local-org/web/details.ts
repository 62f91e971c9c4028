import type { FieldSchema } from '../src/metadata/types.ts';
import type { Row, Rows } from '../src/uiapi/rows.ts';
import { type Cell, cellOf, fieldsNamed } from './cells.ts';
import { pageLabel } from './field-labels.ts';
import { presentationOf } from './presentation.ts';

/** A group of fields of the detail panel: the object's own, the package's additions to it, the system's. */
export interface DetailSection {
  key: 'details' | 'package' | 'system';
  cells: Cell[];
}

const SYSTEM = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];
/** Of no use to a reader, where no layout says which fields to show. */
const HIDDEN = new Set([...SYSTEM, 'Id', 'IsDeleted', 'SystemModstamp', 'LastViewedDate', 'LastReferencedDate']);
/** Keys by which the service finds its records again. */
const KEYS = /(^|_)(Key|Activity_Id)__c$/;

function addressCell(rows: Rows, row: Row, field: FieldSchema): Cell {
  const prefix = field.name.replace(/Address$/, '');
  const part = (name: string) => {
    const [found] = fieldsNamed(rows, row.object, [prefix + name]);
    const value = found && rows.value(row, found);
    return typeof value === 'string' ? value : '';
  };
  const town = [part('PostalCode'), part('City'), part('State')].filter(Boolean).join(' ');
  const text = [part('Street'), town, part('Country')].filter(Boolean).join('\n');
  return {
    field: field.name,
    label: pageLabel(rows.session, row.object, field),
    kind: text ? 'longText' : 'text',
    text,
    url: null,
    checked: false,
  };
}

const hasValue = ({ text, kind, checked }: Cell) => (kind === 'checkbox' ? checked : text !== '');

/** The record's fields that the viewer may read and that have a value, in sections; a section without any is absent. */
export function detailSections(rows: Rows, row: Row): DetailSection[] {
  const { object } = row;
  const { details } = presentationOf(object.name);
  const all = [...object.fields.values()];
  const custom = all.filter((field) => field.custom && !KEYS.test(field.name)).map(({ name }) => name);
  const own = details ?? all.map(({ name }) => name).filter((name) => !HIDDEN.has(name) && !custom.includes(name));
  const cellsOf = (names: string[]) =>
    fieldsNamed(rows, object, names)
      .filter(({ type }) => type !== 'base64')
      .map((field) =>
        field.type === 'address'
          ? addressCell(rows, row, field)
          : cellOf(rows, row, field, pageLabel(rows.session, object, field)),
      )
      .filter(hasValue);
  const sections: DetailSection[] = [
    { key: 'details', cells: cellsOf(object.custom && !details ? [...own, ...custom] : own) },
    { key: 'package', cells: object.custom ? [] : cellsOf(custom) },
    { key: 'system', cells: cellsOf(SYSTEM) },
  ];
  return sections.filter(({ cells }) => cells.length > 0);
}
