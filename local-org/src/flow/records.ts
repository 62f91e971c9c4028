/** Get, Create, Update and Delete Records, always with the rights of the user who runs the Flow. */
import { SalesforceError } from '../data/faults/errors.ts';
import type { Value } from '../data/store/record.ts';
import { query, queryMore } from '../soql/query.ts';
import { FlowFault, LimitExceeded } from './fault.ts';
import { parseLogic, written } from './logic.ts';
import type {
  FieldValue,
  FlowFilter,
  RecordCreate,
  RecordDelete,
  RecordFilter,
  RecordLookup,
  RecordUpdate,
} from './model.ts';
import type { Scope } from './scope.ts';
import {
  FlowRecord,
  fieldNamed,
  fieldType,
  fitting,
  objectNamed,
  textOf,
  type FlowType,
  type Plain,
} from './values.ts';

/** https://help.salesforce.com/s/articleView?id=platform.flow_considerations_limit_transaction.htm */
const MOST_ROWS = 50_000;

/** A message as the fault path of a data element has it. */
export function dataFault(error: unknown, verb: 'look up' | 'create' | 'update' | 'delete'): unknown {
  if (!(error instanceof SalesforceError) || error.status === 501) return error;
  return new FlowFault(
    `This error occurred when the flow tried to ${verb} records: ${error.errorCode}: ${error.message}. ` +
      'You can look up ExceptionCode values in the SOAP API Developer Guide.',
  );
}

export function lookUp(scope: Scope, element: RecordLookup): void {
  const object = objectNamed(scope.org.schema, element.from.object);
  const fields =
    element.fields.length > 0
      ? element.fields
      : element.outputs.length > 0
        ? element.outputs.map(({ name }) => name)
        : [...object.fields.values()]
            .filter(
              ({ name, type }) =>
                !['address', 'base64'].includes(type) && scope.session.access.canRead(object.name, name),
            )
            .map(({ name }) => name);
  const limit = scope.value(element.limit);
  const tail = [
    element.sortField
      ? `ORDER BY ${fieldNamed(object, element.sortField).name} ${element.isDescending ? 'DESC NULLS LAST' : 'ASC'}`
      : '',
    element.isFirstOnly ? 'LIMIT 1' : typeof limit === 'number' ? `LIMIT ${limit}` : '',
  ].join(' ');
  const found = select(scope, element.from, fields, tail);
  const [first = null] = found;
  if (element.isStored) scope.store(element.name, element.isFirstOnly ? first : found);
  const keepsOld = found.length === 0 && !element.nullsWhereNone;
  if (keepsOld) return;
  if (element.into !== null) scope.assign(element.into, scope.typeOf(element.into).isList ? found : first);
  for (const { name, reference } of element.outputs) scope.assign(reference, first === null ? null : first.get(name));
}

function select(scope: Scope, from: RecordFilter, fields: string[], tail = ''): FlowRecord[] {
  const object = objectNamed(scope.org.schema, from.object);
  const names = [...new Set(['Id', ...fields.map((field) => fieldNamed(object, field).name)])];
  const where = from.logic === null ? '' : `WHERE ${filterText(scope, object, from.logic, from.filters)}`;
  const soql = `SELECT ${names.join(', ')} FROM ${object.name} ${where} ${tail}`;
  const records: FlowRecord[] = [];
  let page = query(scope.org, scope.session, soql.trim());
  for (;;) {
    for (const { attributes: _attributes, ...values } of page.records)
      records.push(new FlowRecord(object, values as Record<string, Value>));
    if (page.nextRecordsUrl === undefined) return records;
    if (page.totalSize > MOST_ROWS) throw new LimitExceeded(`Too many query rows: ${MOST_ROWS + 1}`);
    page = queryMore(scope.org, scope.session, page.nextRecordsUrl.split('/').at(-1) ?? '');
  }
}

type Object_ = FlowRecord['object'];

function filterText(scope: Scope, object: Object_, logic: string, filters: FlowFilter[]): string {
  return written(parseLogic(logic, filters.length), (index) => filterOf(scope, object, filters[index]!));
}

const comparisons: Record<string, string> = {
  EqualTo: '=', NotEqualTo: '!=', GreaterThan: '>', LessThan: '<', GreaterThanOrEqualTo: '>=', LessThanOrEqualTo: '<=',
}; // prettier-ignore

/** Salesforce Help, "Flow Operators in Data Elements and Record Choice Sets": platform.flow_ref_operators_filter. */
function filterOf(scope: Scope, object: Object_, { field, operator, value }: FlowFilter): string {
  const { name } = fieldNamed(object, field);
  const type = fieldType(fieldNamed(object, field));
  const given = scope.value(value);
  const literal = (each: Plain) => soqlLiteral(fitting(each, type, `${object.name}.${name}`, scope.session.user), type);
  switch (operator) {
    case 'IsNull':
      return `${name} ${given === false ? '!=' : '='} null`;
    case 'StartsWith':
      return `${name} LIKE ${like(given, '', '%')}`;
    case 'EndsWith':
      return `${name} LIKE ${like(given, '%', '')}`;
    case 'Contains':
      return `${name} LIKE ${like(given, '%', '%')}`;
    case 'In':
    case 'NotIn': {
      const list = given ?? [];
      if (!Array.isArray(list)) throw new FlowFault(`The filter on ${name} needs a collection.`);
      // an empty collection holds nothing, and SOQL has no empty list
      if (list.length === 0) return operator === 'In' ? 'Id = null' : 'Id != null';
      return `${name} ${operator === 'In' ? 'IN' : 'NOT IN'} (${list.map(literal).join(', ')})`;
    }
    default:
      // a checkbox is never null: such a filter finds nothing
      if (given === null && type.of === 'Boolean') return operator === 'NotEqualTo' ? 'Id != null' : 'Id = null';
      return `${name} ${comparisons[operator]} ${literal(given)}`;
  }
}

const quoted = (text: string): string =>
  `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

function soqlLiteral(value: Plain, type: FlowType): string {
  if (value === null) return 'null';
  const text = textOf(value, 'String');
  return type.of === 'String' ? quoted(text) : text;
}

function like(given: Plain, before: string, after: string): string {
  return `'${before}${quoted(textOf(given, 'String')).slice(1, -1).replace(/[%_]/g, '\\$&')}${after}'`;
}

function valuesOf(scope: Scope, object: Object_, values: FieldValue[]): Record<string, Value> {
  return Object.fromEntries(
    values.map(({ field, value }) => {
      const described = fieldNamed(object, field);
      const fitted = fitting(
        scope.value(value),
        fieldType(described),
        `${object.name}.${described.name}`,
        scope.session.user,
      );
      return [described.name, fitted as Value];
    }),
  );
}

/** The records of a variable: the ones in it, so that a create can give them their Ids. */
function recordsOf(scope: Scope, reference: string): FlowRecord[] {
  const value = scope.read(reference);
  const list = value === null ? [] : Array.isArray(value) ? value : [value];
  if (list.every((each) => each instanceof FlowRecord)) return list;
  throw new FlowFault(`${reference} holds no records.`);
}

/** Each of these is all or nothing: one record that fails takes the others of its element with it. */
export function create(scope: Scope, element: RecordCreate): void {
  const { session } = scope;
  session.transaction(() => {
    if (element.records !== null) {
      const records = recordsOf(scope, element.records);
      const ids = records.map((record) => session.create(record.object.name, record.changes()));
      for (const [index, record] of records.entries()) record.saved(ids[index]!);
      return;
    }
    const object = objectNamed(scope.org.schema, element.object ?? '');
    const id = session.create(object.name, valuesOf(scope, object, element.values));
    if (element.isStored) scope.store(element.name, id);
    if (element.idInto !== null) scope.assign(element.idInto, id);
  });
}

export function update(scope: Scope, element: RecordUpdate): void {
  const { session } = scope;
  session.transaction(() => {
    if (element.from) {
      const object = objectNamed(scope.org.schema, element.from.object);
      const values = valuesOf(scope, object, element.values);
      for (const { id } of select(scope, element.from, [])) session.update(object.name, id ?? '', values);
      return;
    }
    const records = recordsOf(scope, element.records ?? '');
    for (const record of records) {
      const { Id: _id, ...changes } = record.changes();
      session.update(record.object.name, idOf(record), {
        ...changes,
        ...valuesOf(scope, record.object, element.values),
      });
    }
    for (const record of records) record.saved(idOf(record));
  });
}

export function remove(scope: Scope, element: RecordDelete): void {
  const { session } = scope;
  session.transaction(() => {
    const records = element.from ? select(scope, element.from, []) : recordsOf(scope, element.records ?? '');
    for (const record of records) session.delete(record.object.name, idOf(record));
  });
}

function idOf(record: FlowRecord): string {
  if (record.id !== null) return record.id;
  throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
}
