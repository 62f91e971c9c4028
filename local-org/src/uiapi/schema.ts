import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLID,
  GraphQLInputObjectType,
  type GraphQLInputFieldConfigMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  specifiedDirectives,
} from 'graphql';
import type { Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { connect, type Connection, type ConnectionArguments } from './connection.ts';
import { apiValue, displayValue } from './display.ts';
import { fieldKind, idOperators, OrderByClause, type WrappedValue } from './fieldTypes.ts';
import type { Row, Rows } from './rows.ts';
import { inGraphQl, isPolymorphic, readableFields } from './supported.ts';

/** What every resolver of one request shares. */
export interface RequestContext {
  rows: Rows;
  /** Variables as they were sent: their keys' order counts in `orderBy`. */
  variables: Record<string, unknown>;
}

/** Marks a field that may be out of the user's reach: it is then left out instead of an error. */
export const OptionalDirective = new GraphQLDirective({ name: 'optional', locations: [DirectiveLocation.FIELD] });

const PageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    startCursor: { type: GraphQLString },
    endCursor: { type: GraphQLString },
  },
});
const Scope = new GraphQLEnumType({
  name: 'SupportedScopes',
  values: { EVERYTHING: { value: 'EVERYTHING' }, MINE: { value: 'MINE' } },
});

function wrapped({ rows }: RequestContext, row: Row, field: FieldSchema): WrappedValue {
  const value = rows.value(row, field);
  const shown = () => displayValue(rows.session, row.object, field, value, rows.currency());
  return { value: apiValue(field, value), displayValue: shown, label: shown };
}

/** Builds the types of every object that the viewer may read: what they may not read is not in the schema at all. */
class SchemaBuilder {
  private readonly session: Session;
  private readonly objects: Map<string, ObjectSchema>;
  private readonly records = new Map<string, GraphQLObjectType<Row, RequestContext>>();
  private readonly connections = new Map<string, GraphQLObjectType<Connection, RequestContext>>();
  private readonly filters = new Map<string, GraphQLInputObjectType>();
  private readonly orders = new Map<string, GraphQLInputObjectType>();
  private readonly idOperators = idOperators(() => this.join());

  constructor(session: Session) {
    this.session = session;
    this.objects = new Map(
      [...session.schema.objects.values()]
        .filter((object) => inGraphQl(object) && session.access.canRead(object.name))
        .map((object) => [object.name, object]),
    );
  }

  build(): GraphQLSchema {
    const queries: GraphQLFieldConfigMap<unknown, RequestContext> = {};
    for (const object of this.objects.values())
      queries[object.name] = {
        type: this.connection(object),
        args: { ...this.connectionArguments(object), scope: { type: Scope } },
        resolve: (_source, args: ConnectionArguments, { rows, variables }, info) =>
          connect(rows, object, args, info, variables),
      };
    const recordQuery = new GraphQLObjectType({ name: 'RecordQuery', fields: queries });
    const uiapi = new GraphQLObjectType({
      name: 'UIAPI',
      fields: { query: { type: new GraphQLNonNull(recordQuery), resolve: () => ({}) } },
    });
    return new GraphQLSchema({
      directives: [...specifiedDirectives, OptionalDirective],
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { uiapi: { type: new GraphQLNonNull(uiapi), resolve: () => ({}) } },
      }),
    });
  }

  private connectionArguments(object: ObjectSchema): GraphQLFieldConfigArgumentMap {
    return {
      first: { type: GraphQLInt },
      after: { type: GraphQLString },
      where: { type: this.filter(object) },
      orderBy: { type: this.order(object) },
      upperBound: { type: GraphQLInt },
    };
  }

  private record(object: ObjectSchema): GraphQLObjectType<Row, RequestContext> {
    return once(
      this.records,
      object.name,
      () =>
        new GraphQLObjectType<Row, RequestContext>({
          name: object.name,
          isTypeOf: (row: Row) => row.object.name === object.name,
          fields: () => ({ ...this.recordFields(object), ...this.parents(object), ...this.children(object) }),
        }),
    );
  }

  private recordFields(object: ObjectSchema): GraphQLFieldConfigMap<Row, RequestContext> {
    const fields: GraphQLFieldConfigMap<Row, RequestContext> = {
      Id: { type: new GraphQLNonNull(GraphQLID), resolve: (row) => row.values['Id'] },
      ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: () => object.name },
      DisplayValue: { type: GraphQLString, resolve: (row, _args, { rows }) => rows.nameOf(row) },
    };
    for (const field of readableFields(this.session, object))
      if (field.type !== 'id')
        fields[field.name] = {
          type: fieldKind(field).wrapper,
          resolve: (row, _args, context) => wrapped(context, row, field),
        };
    return fields;
  }

  /** References with a relationship name, and the readable objects that they point to; `only` where there can be one alone. */
  private references(object: ObjectSchema) {
    return readableFields(this.session, object).flatMap((field) => {
      const targets = field.referenceTo.flatMap((name) => this.objects.get(name) ?? []);
      if (field.type !== 'reference' || !field.relationshipName || targets.length === 0) return [];
      const only = isPolymorphic(object, field) ? undefined : targets[0];
      return [{ field, name: field.relationshipName, targets, only }];
    });
  }

  private parents(object: ObjectSchema): GraphQLFieldConfigMap<Row, RequestContext> {
    return Object.fromEntries(
      this.references(object).map(({ field, name, targets, only }) => {
        const type = only
          ? this.record(only)
          : new GraphQLUnionType({
              name: `${object.name}_${name}`,
              types: () => targets.map((target) => this.record(target)),
              resolveType: (row: Row) => row.object.name,
            });
        const resolve = (row: Row, _args: unknown, { rows }: RequestContext) => {
          const id = row.values[field.name];
          const target = typeof id === 'string' ? this.session.schema.byPrefix(id) : undefined;
          return target && this.objects.has(target.name) && typeof id === 'string' ? rows.get(target, id) : null;
        };
        return [name, { type, resolve }];
      }),
    );
  }

  private children(object: ObjectSchema): GraphQLFieldConfigMap<Row, RequestContext> {
    const fields: GraphQLFieldConfigMap<Row, RequestContext> = {};
    for (const { childSObject, field, relationshipName } of object.childRelationships) {
      const child = this.objects.get(childSObject);
      if (!child || !relationshipName || !this.session.access.canRead(childSObject, field)) continue;
      fields[relationshipName] = {
        type: this.connection(child),
        args: this.connectionArguments(child),
        resolve: (row, args: ConnectionArguments, { rows, variables }, info) =>
          connect(rows, child, args, info, variables, { field, id: String(row.values['Id']) }),
      };
    }
    return fields;
  }

  private connection(object: ObjectSchema): GraphQLObjectType<Connection, RequestContext> {
    return once(this.connections, object.name, () => {
      const edge = new GraphQLObjectType<Connection['edges'][number], RequestContext>({
        name: `${object.name}Edge`,
        fields: () => ({
          node: { type: this.record(object) },
          cursor: { type: new GraphQLNonNull(GraphQLString) },
        }),
      });
      return new GraphQLObjectType<Connection, RequestContext>({
        name: `${object.name}Connection`,
        fields: {
          edges: { type: new GraphQLList(edge) },
          pageInfo: { type: new GraphQLNonNull(PageInfo) },
          totalCount: { type: new GraphQLNonNull(GraphQLInt), resolve: (connection) => connection.totalCount() },
          pageResultCount: { type: new GraphQLNonNull(GraphQLInt) },
        },
      });
    });
  }

  private filter(object: ObjectSchema): GraphQLInputObjectType {
    return once(this.filters, object.name, () => {
      const type: GraphQLInputObjectType = new GraphQLInputObjectType({
        name: `${object.name}_Filter`,
        fields: () => {
          const fields: GraphQLInputFieldConfigMap = {
            and: { type: new GraphQLList(type) },
            or: { type: new GraphQLList(type) },
            not: { type },
            Id: { type: this.idOperators },
          };
          for (const field of readableFields(this.session, object)) {
            const operators = field.type === 'reference' ? this.idOperators : fieldKind(field).operators;
            if (operators && field.filterable) fields[field.name] = { type: operators };
          }
          for (const { name, targets, only } of this.references(object))
            fields[name] = { type: only ? this.filter(only) : this.polymorphicFilter(object, name, targets) };
          return fields;
        },
      });
      return type;
    });
  }

  /** What `inq` and `ninq` take: the filter of one object, and the field that is looked in. */
  private join(): GraphQLInputObjectType {
    return once(this.filters, 'JoinInput', () => {
      const objects = [...this.objects.values()];
      return new GraphQLInputObjectType({
        name: 'JoinInput',
        fields: () => ({
          ...Object.fromEntries(objects.map((object) => [object.name, { type: this.filter(object) }])),
          ApiName: { type: GraphQLString },
        }),
      });
    });
  }

  /** Named as https://developer.salesforce.com/docs/platform/graphql/guide/filter-polymorphic.html says. */
  private polymorphicFilter(
    object: ObjectSchema,
    relationship: string,
    targets: ObjectSchema[],
  ): GraphQLInputObjectType {
    return once(
      this.filters,
      `${object.name}_${relationship}_Filters`,
      () =>
        new GraphQLInputObjectType({
          name: `${object.name}_${relationship}_Filters`,
          fields: () => Object.fromEntries(targets.map((target) => [target.name, { type: this.filter(target) }])),
        }),
    );
  }

  private order(object: ObjectSchema): GraphQLInputObjectType {
    return once(
      this.orders,
      object.name,
      () =>
        new GraphQLInputObjectType({
          name: `${object.name}_OrderBy`,
          fields: () => {
            const fields: GraphQLInputFieldConfigMap = { Id: { type: OrderByClause } };
            for (const field of readableFields(this.session, object))
              if (field.sortable) fields[field.name] = { type: OrderByClause };
            for (const { name, only } of this.references(object)) if (only) fields[name] = { type: this.order(only) };
            return fields;
          },
        }),
    );
  }
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** The schema as one user sees it. */
export function buildGraphQlSchema(session: Session): GraphQLSchema {
  return new SchemaBuilder(session).build();
}

/** Changes whenever what the user may read changes: permissions and deployed objects both move it. */
export function rightsFingerprint(session: Session): string {
  const objects = [...session.schema.objects.values()].filter(
    (object) => inGraphQl(object) && session.access.canRead(object.name),
  );
  return objects
    .map(
      (object) =>
        `${object.name}:${readableFields(session, object)
          .map(({ name, type }) => name + type)
          .join()}`,
    )
    .join(';');
}
