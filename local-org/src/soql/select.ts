/** A SELECT of records (no aggregates): compiled once, run for the whole result or for a page of Ids. */
import type { FieldType as Selected, QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import { childrenColumn, parentColumn, fieldColumn, type QueryColumn } from './columns.ts';
import { malformed } from './fault.ts';
import { dateFunction } from './functions.ts';
import { whereSql } from './filter.ts';
import { fieldOrder, orderSql } from './order.ts';
import { fitting, idOf, listed, type Level, type Paging } from './paging.ts';
import { rendered, Shape, type QueryRecord, type Row } from './render.ts';
import { addressOf, labelOf } from './shown.ts';
import { NameScope, quoted, Scope, Statement } from './scope.ts';

const MAX_OFFSET = 2000;
const MAX_DEPTH = 5;

interface ChildSelect {
  key: string;
  select: Select;
  /** The child's reference to its parent. */
  reference: string;
}

/** Where a subquery stands: its relationships from the outermost query on. */
interface Nesting {
  path: string[];
  /** As the query wrote the last of them. */
  written: string;
}

export class Select implements Level {
  readonly statement: Statement;
  readonly scope: Scope;
  readonly paging: Paging;
  readonly path: string[];
  readonly #columns: string[] = [];
  readonly #shape: Shape;
  readonly children: ChildSelect[] = [];
  readonly #where: string;
  readonly #order: string[];
  readonly limit: number | undefined;
  readonly #offset: number;

  constructor(statement: Statement, object: ObjectSchema, query: QueryBase, paging: Paging, nested?: Nesting) {
    this.statement = statement;
    this.paging = paging;
    this.path = nested?.path ?? [];
    this.scope = new Scope(statement, object, [], query.sObjectAlias ?? nested?.written);
    this.#shape = new Shape(this.#column(this.scope.id), this.#url, () => object.name);
    if (query.having) throw malformed('HAVING needs GROUP BY');
    if ((query.offset ?? 0) > MAX_OFFSET)
      throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
    for (const item of query.fields ?? []) this.#select(item, query);
    this.#where = whereSql(this.scope, query.where);
    this.#order = [...orderSql(statement, query.orderBy, fieldOrder(this.scope)), this.scope.id];
    this.limit = query.limit;
    this.#offset = query.offset ?? 0;
  }

  get columns(): QueryColumn[] {
    return this.#shape.columns;
  }

  #url = (type: string, id: string): string => `/services/data/v${this.paging.version}/sobjects/${type}/${id}`;

  #column = (sql: string): number => {
    const known = this.#columns.indexOf(sql);
    return known >= 0 ? known : this.#columns.push(sql) - 1;
  };

  #select(item: Selected, query: QueryBase): void {
    switch (item.type) {
      case 'Field':
      case 'FieldRelationship': {
        if ('alias' in item && item.alias) throw malformed('only aggregate expressions use field aliasing');
        const path = item.type === 'Field' ? [item.field] : [...item.relationships, item.field];
        this.#place(this.scope.path(path.join('.')), path.join('.'));
        return;
      }
      case 'FieldFunctionExpression': {
        const name = item.functionName.toUpperCase();
        if (name === 'FIELDS') return this.#fields(/\((\w+)\)/.exec(item.rawValue ?? '')?.[1] ?? '', query);
        if (name === 'TOLABEL' && typeof item.parameters[0] === 'string')
          return this.#place(this.scope.path(item.parameters[0]), item.parameters[0], labelOf, item.alias);
        if (name === 'CONVERTTIMEZONE') throw malformed('convertTimezone() is allowed only inside a date function');
        dateFunction(this.scope, item);
        throw malformed(`${item.rawValue}: date functions in SELECT need GROUP BY`);
      }
      case 'FieldSubquery':
        return this.#subquery(item.subquery);
      case 'FieldTypeof':
        return this.#typeOf(item);
    }
  }

  /** Puts a field where its path says, `Account.Owner.Name` two records deep. */
  #place(path: string[], written: string, as?: typeof labelOf, alias?: string): void {
    const relationships = [...path];
    const name = relationships.pop()!;
    let shape = this.#shape;
    let scope: Scope | NameScope = this.scope;
    for (const relationship of relationships) {
      const parent: Scope | NameScope = scope.parent(relationship, written);
      const reference: FieldSchema | null = (scope instanceof Scope && scope.reference(relationship)) || null;
      shape = shape.parent(reference?.relationshipName ?? relationship, reference, () => this.#parentShape(parent));
      scope = parent;
    }
    this.#put(alias ? this.#shape : shape, scope, name, written, as, alias);
  }

  #put(
    shape: Shape,
    scope: Scope | NameScope,
    name: string,
    written: string,
    as?: typeof labelOf,
    alias?: string,
  ): void {
    const operand = scope.own(name, written);
    const key = alias ?? operand.field?.name ?? name;
    if (shape.has(key)) throw malformed(`duplicate field selected: ${written}`);
    const column = fieldColumn(key, operand.type, operand.field);
    if (operand.type === 'address' && scope instanceof Scope)
      return shape.set(key, addressOf(scope, operand.field!, this.#column), column);
    const index = this.#column(operand.sql);
    const convert = as?.(operand, scope);
    const render = (row: Row) => {
      const value = rendered(operand.type, row[index]);
      return convert ? convert(value) : value;
    };
    shape.set(key, render, column);
  }

  #parentShape(parent: Scope | NameScope): Shape {
    const index = this.#column(parent.id);
    if (parent instanceof Scope) return new Shape(index, this.#url, () => parent.object.name);
    return new Shape(index, this.#url, () => 'Name', this.#objectAt(index));
  }

  #objectAt(index: number): (row: Row) => string {
    return (row) => this.statement.org.schema.byPrefix(String(row[index]))?.name ?? 'Name';
  }

  #fields(group: string, query: QueryBase): void {
    const kind = group.toUpperCase();
    if (kind !== 'STANDARD' && (query.limit === undefined || query.limit > 200))
      throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
    for (const { name } of this.scope.fieldGroup(kind)) this.#put(this.#shape, this.scope, name, name);
  }

  #typeOf(item: Extract<Selected, { type: 'FieldTypeof' }>): void {
    const parent = this.scope.parent(item.field, item.field);
    if (!(parent instanceof NameScope)) throw malformed(`TYPEOF needs a polymorphic relationship, not ${item.field}`);
    const index = this.#column(parent.id);
    const objectOf = this.#objectAt(index);
    const shapes = new Map<string, Shape>();
    let otherwise = new Shape(index, this.#url, objectOf);
    for (const { type, objectType, fieldList } of item.conditions) {
      const scope = type === 'WHEN' ? parent.target(objectType ?? '', item.field) : parent;
      const shape = new Shape(index, this.#url, objectOf);
      for (const field of fieldList) this.#put(shape, scope, field, field);
      if (scope instanceof Scope) shapes.set(scope.object.name, shape);
      else otherwise = shape;
    }
    const reference = this.scope.reference(item.field)!;
    const key = reference.relationshipName!;
    if (this.#shape.has(key)) throw malformed(`duplicate field selected: ${item.field}`);
    const columns = [...shapes.values(), otherwise].flatMap((shape) => shape.columns);
    const distinct = [...new Map(columns.map((column) => [column.columnName, column])).values()];
    const render = (row: Row) => (shapes.get(objectOf(row)) ?? otherwise).record(row);
    this.#shape.set(key, render, parentColumn(key, reference, distinct));
  }

  #subquery(subquery: Subquery): void {
    const { statement, scope } = this;
    const { relationshipName: written } = subquery;
    const { relationshipName: key, object, reference } = scope.children(written);
    const path = [...this.path, key];
    if (path.length >= MAX_DEPTH) throw malformed(`A query can go ${MAX_DEPTH} levels of child records deep, not more`);
    if (subquery.groupBy) throw malformed('GROUP BY is not allowed in a subquery');
    if (this.#shape.has(key)) throw malformed(`duplicate relationship selected: ${written}`);
    const select = new Select(new Statement(statement), object, subquery, this.paging, { path, written });
    this.children.push({ key, select, reference: `${select.scope.alias}.${quoted(reference.name)}` });
    this.#shape.set(key, () => null, childrenColumn(key, select.columns));
  }

  /** The subquery at the end of a path of relationships. */
  at(path: string[]): Select {
    return path.reduce<Select>((select, key) => select.children.find((child) => child.key === key)!.select, this);
  }

  #from(): string {
    return `FROM ${quoted(this.scope.object.name)} ${this.scope.alias} ${this.scope.joins.join(' ')}`;
  }

  #filter(more: string[] = []): string {
    const parts = [...more, this.#where].filter(Boolean);
    return parts.length ? `WHERE ${parts.join(' AND ')}` : '';
  }

  #rest(limit: number): string {
    return `ORDER BY ${this.#order.join(', ')} LIMIT ${limit} OFFSET ${this.#offset}`;
  }

  count(): number {
    const inner = `SELECT 1 ${this.#from()} ${this.#filter()} LIMIT ${this.limit ?? -1} OFFSET ${this.#offset}`;
    return Number(this.statement.rows(`SELECT COUNT(*) FROM (${inner})`)[0]?.[0]);
  }

  /** The Ids of the whole result, in order. */
  ids(): string[] {
    const sql = `SELECT ${this.scope.id} ${this.#from()} ${this.#filter()} ${this.#rest(this.limit ?? -1)}`;
    return this.statement.rows(sql).map(([id]) => String(id));
  }

  /** The first page, and whether there is more. */
  first(): { records: QueryRecord[]; more: boolean } {
    const most = Math.min(this.limit ?? Infinity, this.paging.size + 1);
    const sql = `SELECT ${this.#columns.join(', ')} ${this.#from()} ${this.#filter()} ${this.#rest(most)}`;
    const rows = this.statement.rows(sql);
    const records = fitting(this, this.#records(rows.slice(0, this.paging.size)));
    return { records, more: rows.length > records.length };
  }

  /** As many records of these Ids as a page holds, in their order, and how many Ids that took; those gone meanwhile are left out. */
  page(ids: string[]): { records: QueryRecord[]; taken: number } {
    const { scope } = this;
    const from = `FROM json_each(:ids) page JOIN ${quoted(scope.object.name)} ${scope.alias} ON ${scope.id} = page.value`;
    const sql = `SELECT ${this.#columns.join(', ')} ${from} ${scope.joins.join(' ')} ORDER BY page.key`;
    const all = this.#records(this.statement.rows(sql, { ids: JSON.stringify(ids) }));
    const records = fitting(this, all);
    const next = all[records.length];
    return { records, taken: next ? ids.indexOf(idOf(next)) : ids.length };
  }

  /** Child records by parent Id; limit and offset count for each parent. */
  #byParent(parents: string[], reference: string): Map<string, QueryRecord[]> {
    const columns = this.#columns.map((sql, n) => `${sql} AS c${n}`).join(', ');
    const rank = `ROW_NUMBER() OVER (PARTITION BY ${reference} ORDER BY ${this.#order.join(', ')}) AS rank`;
    const filter = this.#filter([`${reference} IN (SELECT value FROM json_each(:parents))`]);
    const inner = `SELECT ${columns}, ${reference} AS parent, ${rank} ${this.#from()} ${filter}`;
    const last = this.limit === undefined ? '' : `AND rank <= ${this.#offset + this.limit}`;
    const sql = `SELECT * FROM (${inner}) WHERE rank > ${this.#offset} ${last} ORDER BY parent, rank`;
    const rows = this.statement.rows(sql, { parents: JSON.stringify(parents) });
    const records = this.#records(rows);
    const found = new Map<string, QueryRecord[]>();
    rows.forEach((row, n) => {
      const parent = String(row[this.#columns.length]);
      const list = found.get(parent);
      if (list) list.push(records[n]!);
      else found.set(parent, [records[n]!]);
    });
    return found;
  }

  #records(rows: Row[]): QueryRecord[] {
    const records = rows.map((row) => this.#shape.record(row)!);
    if (records.length === 0) return records;
    const ids = rows.map(([id]) => String(id));
    for (const { key, select, reference } of this.children) {
      const byParent = select.#byParent(ids, reference);
      records.forEach((record, n) => (record[key] = listed(select, byParent.get(ids[n]!))));
    }
    return records;
  }
}
