/** Stored values and rows as REST writes them. */
import type { FieldSchema, FieldType } from '../metadata/types.ts';
import { parentColumn, type QueryColumn } from './columns.ts';

export interface QueryRecord {
  attributes: { type: string; url?: string };
  [field: string]: unknown;
}

/** A stored value; the org keeps nothing else. */
export type Cell = string | number | null;

export function rendered(type: FieldType, value: Cell | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'boolean') return value === 1;
  if (type === 'datetime') return String(value).replace(/Z$/, '+0000');
  return value;
}

export type Row = Cell[];
export type Render = (row: Row) => unknown;

/** How a row becomes a record: its keys in the order of the query, parents nested. */
export class Shape {
  readonly #typeOf: (row: Row) => string;
  readonly #idIndex: number;
  readonly #url: (type: string, id: string) => string;
  readonly #nameEntity: ((row: Row) => string) | null;
  readonly #keys = new Map<string, Render>();
  readonly #parents = new Map<string, Shape>();
  readonly columns: QueryColumn[] = [];

  /** `urlType` says the object behind an Id where the record's own type is the `Name` entity. */
  constructor(
    idIndex: number,
    url: (type: string, id: string) => string,
    typeOf: (row: Row) => string,
    urlType: ((row: Row) => string) | null = null,
  ) {
    this.#idIndex = idIndex;
    this.#url = url;
    this.#typeOf = typeOf;
    this.#nameEntity = urlType;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  set(key: string, render: Render, column: QueryColumn): void {
    this.#keys.set(key, render);
    this.columns.push(column);
  }

  /** The nested record of a relationship, made at its first use. */
  parent(key: string, reference: FieldSchema | null, make: () => Shape): Shape {
    const known = this.#parents.get(key);
    if (known) return known;
    const shape = make();
    this.#parents.set(key, shape);
    this.set(key, (row) => shape.record(row), parentColumn(key, reference, shape.columns));
    return shape;
  }

  record(row: Row): QueryRecord | null {
    const id = row[this.#idIndex];
    if (id === null || id === undefined) return null;
    const type = this.#typeOf(row);
    const record: QueryRecord = {
      attributes: { type, url: this.#url(this.#nameEntity?.(row) ?? type, String(id)) },
    };
    for (const [key, render] of this.#keys) record[key] = render(row);
    return record;
  }
}
