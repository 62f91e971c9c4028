import type { Org, Session } from '../data/types.ts';
import type { SObject } from '../data/store/record.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { isLongText } from './fieldTypes.ts';
import { filterCondition, quoted } from './filter.ts';

/** A record as read for the viewer; long text is read when asked for. */
export interface Row {
  object: ObjectSchema;
  values: SObject;
}

export interface Ordering {
  column: string;
  order?: 'ASC' | 'DESC' | null;
  nulls?: 'FIRST' | 'LAST' | null;
}

export interface RowQuery {
  where?: Record<string, unknown> | null;
  /** A lookup that must hold an Id: the way from a parent to its children. */
  parent?: { field: string; id: string };
  mine?: boolean;
  order?: Ordering[];
  limit: number;
  offset: number;
}

/** Reads records, all fields that the viewer may read. Rights on the object itself are the caller's to check. */
export class Rows {
  readonly org: Org;
  readonly session: Session;
  private readonly byId = new Map<string, Row | null>();
  private knownCurrency: string | undefined;

  constructor(org: Org, session: Session) {
    this.org = org;
    this.session = session;
  }

  /** Fields with a column here, by right and by length. */
  private columns(object: ObjectSchema): string[] {
    return [...object.fields.values()]
      .filter((field) => !isLongText(field) && field.type !== 'address' && field.type !== 'base64')
      .filter((field) => field.type === 'id' || this.session.access.canRead(object.name, field.name))
      .map((field) => field.name);
  }

  private conditions(object: ObjectSchema, query: RowQuery): { sql: string; parameters: (string | number | null)[] } {
    const where = filterCondition(this.session, object, 't', query.where ?? {});
    const parts = [where.sql];
    const parameters = [...where.parameters];
    if (query.parent) {
      parts.push(`t.${quoted(query.parent.field)} = ?`);
      parameters.push(query.parent.id);
    }
    if (query.mine) {
      parts.push(`t."OwnerId" = ?`);
      parameters.push(this.session.user.Id);
    }
    if (object.fields.has('isdeleted')) parts.push(`coalesce(t."IsDeleted", 0) = 0`);
    return { sql: parts.join(' AND '), parameters };
  }

  find(object: ObjectSchema, query: RowQuery): Row[] {
    const { sql, parameters } = this.conditions(object, query);
    // empty first unless told otherwise, and always one order for pages
    const order = (query.order ?? []).map(
      ({ column, order, nulls }) => `${column} ${order ?? 'ASC'} NULLS ${nulls ?? 'FIRST'}`,
    );
    const columns = this.columns(object).map((name) => `t.${quoted(name)}`);
    const rows = this.org.database
      .prepare(
        `SELECT ${columns.join()} FROM ${quoted(object.name)} t WHERE ${sql} ORDER BY ${[...order, 't."Id"'].join()} LIMIT ? OFFSET ?`,
      )
      .all(...parameters, query.limit, query.offset) as SObject[];
    return rows.map((values) => ({ object, values }));
  }

  count(object: ObjectSchema, query: Omit<RowQuery, 'limit' | 'offset'>): number {
    const { sql, parameters } = this.conditions(object, { ...query, limit: 0, offset: 0 });
    const row = this.org.database
      .prepare(`SELECT count(*) AS n FROM ${quoted(object.name)} t WHERE ${sql}`)
      .get(...parameters);
    return Number(row?.['n'] ?? 0);
  }

  /** Null where there is none, or the viewer may not read its object. Kept for the request. */
  get(object: ObjectSchema, id: string): Row | null {
    const known = this.byId.get(id);
    if (known !== undefined) return known;
    const row = this.session.access.canRead(object.name)
      ? (this.find(object, { parent: { field: 'Id', id }, limit: 1, offset: 0 })[0] ?? null)
      : null;
    this.byId.set(id, row);
    return row;
  }

  value(row: Row, field: FieldSchema): SObject[string] {
    if (!isLongText(field)) return row.values[field.name] ?? null;
    if (!this.session.access.canRead(row.object.name, field.name)) return null;
    const found = this.org.database
      .prepare(`SELECT ${quoted(field.name)} AS v FROM ${quoted(row.object.name)} WHERE "Id" = ?`)
      .get(String(row.values['Id'])) as { v: SObject[string] } | undefined;
    return found?.v ?? null;
  }

  /** The record's name as links and titles show it. */
  nameOf(row: Row): string | null {
    const field = [...row.object.fields.values()].find(({ nameField }) => nameField);
    const value = field ? row.values[field.name] : null;
    return value === null || value === undefined ? null : String(value);
  }

  /** The org's one currency: it has a single one, as an org without multiple currencies does. */
  currency(): string {
    return (this.knownCurrency ??= this.readCurrency());
  }

  private readCurrency(): string {
    const organization = this.org.schema.object('Organization');
    const field = organization?.fields.get('defaultcurrencyisocode');
    if (!organization || !field) return 'EUR';
    const row = this.org.database.prepare(`SELECT ${quoted(field.name)} AS c FROM "Organization" LIMIT 1`).get();
    return typeof row?.['c'] === 'string' ? row['c'] : 'EUR';
  }
}
