/** Field paths of a query as columns: parents become joins, polymorphic parents the platform's `Name` entity. */
import type { SQLInputValue } from 'node:sqlite';
import type { FieldSchema, FieldType, ObjectSchema } from '../metadata/types.ts';
import type { Org, Session } from '../data/types.ts';
import type { Clock } from './dates.ts';
import { malformed, unknownChildren, unknownField, unknownObject, unknownParent } from './fault.ts';
import type { Row } from './render.ts';

/** A value that SQL can compute: a column, or an expression over columns. */
export interface Operand {
  sql: string;
  type: FieldType;
  /** As the query wrote it. */
  path: string;
  /** Null for a computed value. */
  field: FieldSchema | null;
  /** A plain column brings its own collation and its index. */
  column: boolean;
  caseSensitive: boolean;
}

/** One SQL statement in the making: its parameters, and who asks. */
export class Statement {
  readonly org: Org;
  readonly session: Session;
  readonly soql: string;
  readonly clock: Clock;
  readonly allRows: boolean;
  readonly parameters: Record<string, SQLInputValue> = {};
  #aliases = 0;

  constructor(from: Pick<Statement, 'org' | 'session' | 'soql' | 'clock' | 'allRows'>) {
    this.org = from.org;
    this.session = from.session;
    this.soql = from.soql;
    this.clock = from.clock;
    this.allRows = from.allRows;
  }

  bind(value: SQLInputValue): string {
    const name = `p${Object.keys(this.parameters).length}`;
    this.parameters[name] = value;
    return `:${name}`;
  }

  nextAlias(): string {
    return `t${this.#aliases++}`;
  }

  /** Runs SQL with this statement's parameters; rows come as arrays. */
  rows(sql: string, extra: Record<string, SQLInputValue> = {}): Row[] {
    const prepared = this.org.database.prepare(sql);
    prepared.setReturnArrays(true);
    prepared.setAllowUnknownNamedParameters(true);
    return prepared.all({ ...this.parameters, ...extra }) as unknown as Row[];
  }

  object(name: string): ObjectSchema {
    const object = this.org.schema.object(name);
    if (!object?.queryable || !this.session.access.canRead(object.name)) throw unknownObject(this.soql, name);
    return object;
  }
}

/** A child relationship: the children's object, and their reference to the parent. */
export interface Children {
  relationshipName: string;
  object: ObjectSchema;
  reference: FieldSchema;
}

export function quoted(name: string): string {
  return `"${name}"`;
}

/** An object in FROM or at the end of a relationship. */
export class Scope {
  readonly statement: Statement;
  readonly object: ObjectSchema;
  readonly alias: string;
  /** Joins of the whole FROM clause, in order. */
  readonly joins: string[];
  readonly #names: string[];
  readonly #parents = new Map<string, Scope | NameScope>();

  constructor(statement: Statement, object: ObjectSchema, joins: string[] = [], written?: string) {
    this.statement = statement;
    this.object = object;
    this.alias = statement.nextAlias();
    this.joins = joins;
    this.#names = [written, object.name].filter((name) => name !== undefined).map((name) => name.toLowerCase());
  }

  get id(): string {
    return `${this.alias}.${quoted('Id')}`;
  }

  /** Of `Account a`: `a.Name` and `Account.Name` mean `Name`. */
  path(written: string): string[] {
    const segments = written.split('.');
    return segments.length > 1 && this.#names.includes(segments[0]!.toLowerCase()) ? segments.slice(1) : segments;
  }

  field(name: string): FieldSchema | undefined {
    const field = this.object.fields.get(name.toLowerCase());
    return field && this.statement.session.access.canRead(this.object.name, field.name) ? field : undefined;
  }

  operand(written: string): Operand {
    const segments = this.path(written);
    const last = segments.pop()!;
    return this.parentAt(segments, written).own(last, written);
  }

  parentAt(relationships: string[], written: string): Scope | NameScope {
    return relationships.reduce<Scope | NameScope>((scope, name) => scope.parent(name, written), this);
  }

  own(name: string, written: string): Operand {
    const field = this.field(name);
    if (!field) throw unknownField(this.statement.soql, written, this.object.name);
    return {
      sql: `${this.alias}.${quoted(field.name)}`,
      type: field.type,
      path: written,
      field,
      column: true,
      caseSensitive: field.caseSensitive || field.type === 'id' || field.type === 'reference',
    };
  }

  reference(relationship: string): FieldSchema | undefined {
    for (const field of this.object.fields.values())
      if (field.relationshipName?.toLowerCase() === relationship.toLowerCase()) return this.field(field.name);
    return undefined;
  }

  parent(relationship: string, written: string): Scope | NameScope {
    const key = relationship.toLowerCase();
    const known = this.#parents.get(key);
    if (known) return known;
    const field = this.reference(relationship);
    const [target] = field?.referenceTo ?? [];
    if (!field || !target) throw unknownParent(this.statement.soql, written, relationship);
    const reference = `${this.alias}.${quoted(field.name)}`;
    const parent =
      field.referenceTo.length > 1
        ? new NameScope(this, field, reference)
        : this.join(this.parentObject(target, written, relationship), reference);
    this.#parents.set(key, parent);
    return parent;
  }

  parentObject(name: string, written: string, relationship: string): ObjectSchema {
    const object = this.statement.org.schema.object(name);
    if (!object || !this.statement.session.access.canRead(object.name))
      throw unknownParent(this.statement.soql, written, relationship);
    return object;
  }

  /** Fields of `FIELDS(ALL)`, `FIELDS(STANDARD)` and `FIELDS(CUSTOM)` that the user may read. */
  fieldGroup(group: string): FieldSchema[] {
    const wanted = { ALL: [true, false], STANDARD: [false], CUSTOM: [true] }[group.toUpperCase()];
    if (!wanted) throw malformed(`Unknown FIELDS group: ${group}`);
    return [...this.object.fields.values()].filter(({ name, custom }) => wanted.includes(custom) && this.field(name));
  }

  /** The far side of a child relationship, named as in `(SELECT … FROM Contacts)`. */
  children(relationship: string): Children {
    const { org, session, soql } = this.statement;
    const found = this.object.childRelationships.find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
    );
    const object = found && org.schema.object(found.childSObject);
    const reference = object?.fields.get(found?.field.toLowerCase() ?? '');
    if (!found?.relationshipName || !object || !reference || !session.access.canRead(object.name, reference.name))
      throw unknownChildren(soql, relationship);
    return { relationshipName: found.relationshipName, object, reference };
  }

  /** The record that a reference column points to. */
  join(object: ObjectSchema, reference: string): Scope {
    const parent = new Scope(this.statement, object, this.joins);
    this.joins.push(`LEFT JOIN ${quoted(object.name)} ${parent.alias} ON ${parent.id} = ${reference}`);
    return parent;
  }
}

const NAME_FIELDS: Record<string, FieldType> = {
  Alias: 'string',
  Email: 'email',
  FirstName: 'string',
  Id: 'id',
  IsActive: 'boolean',
  LastName: 'string',
  Name: 'string',
  Phone: 'phone',
  ProfileId: 'reference',
  Title: 'string',
  Type: 'picklist',
  Username: 'string',
  UserRoleId: 'reference',
};

/**
 * The far side of a polymorphic reference: the `Name` entity with the fields that its possible objects share.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm
 */
export class NameScope {
  readonly #from: Scope;
  readonly #field: FieldSchema;
  readonly reference: string;
  readonly #targets = new Map<string, Scope>();

  constructor(from: Scope, field: FieldSchema, reference: string) {
    this.#from = from;
    this.#field = field;
    this.reference = reference;
  }

  get id(): string {
    return this.reference;
  }

  get objects(): ObjectSchema[] {
    const { org, session } = this.#from.statement;
    return this.#field.referenceTo
      .map((name) => org.schema.object(name))
      .filter((object) => object !== undefined && session.access.canRead(object.name)) as ObjectSchema[];
  }

  /** One of the possible objects, joined; for TYPEOF. */
  target(name: string, written: string): Scope {
    const object = this.objects.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (!object) throw unknownParent(this.#from.statement.soql, written, name);
    let scope = this.#targets.get(object.name);
    if (!scope) {
      scope = this.#from.join(object, this.reference);
      this.#targets.set(object.name, scope);
    }
    return scope;
  }

  own(name: string, written: string): Operand {
    const canonical = Object.keys(NAME_FIELDS).find((field) => field.toLowerCase() === name.toLowerCase());
    if (!canonical) throw unknownField(this.#from.statement.soql, written, 'Name');
    const type = NAME_FIELDS[canonical]!;
    const operand = { type, path: written, field: null, column: false, caseSensitive: false };
    if (canonical === 'Id') return { ...operand, sql: this.reference, column: true, caseSensitive: true };
    if (canonical === 'Type') {
      const cases = this.objects.map(({ keyPrefix, name: object }) => `WHEN '${keyPrefix}' THEN '${object}'`);
      return { ...operand, sql: cases.length ? `CASE substr(${this.reference}, 1, 3) ${cases.join(' ')} END` : 'NULL' };
    }
    const columns = this.objects.flatMap((object) => {
      const scope = this.target(object.name, written);
      const field =
        canonical === 'Name' ? [...object.fields.values()].find(({ nameField }) => nameField) : scope.field(canonical);
      return field ? [`${scope.alias}.${quoted(field.name)}`] : [];
    });
    return { ...operand, sql: columns.length > 1 ? `COALESCE(${columns.join(', ')})` : (columns[0] ?? 'NULL') };
  }

  /** `Owner.Profile`, `Owner.UserRole`: what the Name entity reaches, through the user. */
  parent(relationship: string, written: string): Scope | NameScope {
    if (!/^(profile|userrole)$/i.test(relationship) || !this.objects.some(({ name }) => name === 'User'))
      throw unknownParent(this.#from.statement.soql, written, relationship);
    return this.target('User', written).parent(relationship, written);
  }
}
