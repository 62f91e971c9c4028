import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Org, Session } from '../data/types.ts';
import { Rows } from './rows.ts';
import { buildGraphQlSchema, OptionalDirective, type RequestContext, rightsFingerprint } from './schema.ts';

export interface GraphQlRequestBody {
  query?: unknown;
  variables?: unknown;
  operationName?: unknown;
}
interface Fault {
  message: string;
  paths: (string | number)[];
  locations: { line: number; column: number }[];
  extensions: { ErrorType: ErrorType };
}
/** https://developer.salesforce.com/docs/platform/graphql/guide/query-status.html */
type ErrorType = 'InvalidSyntax' | 'ValidationError' | 'DataFetchingException' | 'OperationNotSupported';
export interface GraphQlAnswer {
  data: unknown;
  errors: Fault[];
}

const MOST_SUBQUERIES = 10;
// a field taken out by @optional may leave its variable or fragment behind
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule && rule !== NoUnusedFragmentsRule);

const fault = (type: ErrorType, message: string, { locations, path }: Partial<GraphQLError> = {}): Fault => ({
  message,
  paths: [...(path ?? [])],
  locations: [...(locations ?? [])],
  extensions: { ErrorType: type },
});
const failed = (...errors: Fault[]): GraphQlAnswer => ({ data: {}, errors });

/** Takes out what is marked `@optional` and not there for this user. */
function withoutAbsent(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const optional = node.directives?.some(({ name }) => name.value === OptionalDirective.name);
        return optional && types.getParentType() && !types.getFieldDef() ? null : undefined;
      },
      SelectionSet: {
        leave(node) {
          if (node.selections.length > 0) return undefined;
          const name: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
          return { ...node, selections: [name] };
        },
      },
    }),
  );
}

/** Fields that the user's schema lacks, in the platform's words, with the way to them. */
function undefinedFields(schema: GraphQLSchema, document: DocumentNode): Fault[] {
  const types = new TypeInfo(schema);
  const path: string[] = [];
  const faults: Fault[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          path.push((node.alias ?? node.name).value);
          const parent = types.getParentType();
          if (!parent || types.getFieldDef()) return undefined;
          const message = `Validation error of type FieldUndefined: Field '${node.name.value}' in type '${parent.name}' is undefined @ '${path.join('/')}'`;
          const { locations } = new GraphQLError(message, { nodes: node });
          faults.push(fault('ValidationError', message, { locations, path: [...path] }));
          path.pop();
          return false;
        },
        leave() {
          path.pop();
        },
      },
    }),
  );
  return faults;
}

function tooManySubqueries(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field(node) {
      if (node.name.value !== 'query') return undefined;
      count += node.selectionSet?.selections.length ?? 0;
      return false;
    },
  });
  return count > MOST_SUBQUERIES ? count : 0;
}

/** Answers GraphQL requests, one schema a user for as long as the user's rights stay the same. */
export class GraphQlEndpoint {
  private readonly org: Org;
  private readonly schemas = new Map<string, { rights: string; schema: GraphQLSchema }>();

  constructor(org: Org) {
    this.org = org;
  }

  private schemaFor(session: Session): GraphQLSchema {
    const rights = rightsFingerprint(session);
    const known = this.schemas.get(session.user.Id);
    if (known?.rights === rights) return known.schema;
    const schema = buildGraphQlSchema(session);
    this.schemas.set(session.user.Id, { rights, schema });
    return schema;
  }

  /** Every fault of the request itself is in `errors`; HTTP stays 200, as on the platform. */
  answer(session: Session, body: GraphQlRequestBody): GraphQlAnswer {
    if (typeof body.query !== 'string' || body.query.trim() === '')
      return failed(fault('InvalidSyntax', 'The request body needs a query.'));
    let document: DocumentNode;
    try {
      document = parse(body.query);
    } catch (error) {
      return failed(fault('InvalidSyntax', (error as GraphQLError).message, error as GraphQLError));
    }
    if (document.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && node.operation !== 'query'))
      return failed(fault('OperationNotSupported', 'The local org does not implement GraphQL mutations.'));

    const schema = this.schemaFor(session);
    document = withoutAbsent(schema, document);
    const absent = undefinedFields(schema, document);
    if (absent.length > 0) return failed(...absent);
    const invalid = validate(schema, document, RULES);
    if (invalid.length > 0)
      return failed(...invalid.map((error) => fault('ValidationError', `Validation error: ${error.message}`, error)));
    const subqueries = tooManySubqueries(document);
    if (subqueries > 0)
      return failed(
        fault('ValidationError', `A query has at most ${MOST_SUBQUERIES} subqueries; this one has ${subqueries}.`),
      );
    return this.run(session, schema, document, body);
  }

  private run(
    session: Session,
    schema: GraphQLSchema,
    document: DocumentNode,
    body: GraphQlRequestBody,
  ): GraphQlAnswer {
    const variables = (body.variables ?? {}) as Record<string, unknown>;
    const contextValue: RequestContext = { rows: new Rows(this.org, session), variables };
    const { data, errors = [] } = executeSync({
      schema,
      document,
      variableValues: variables,
      operationName: typeof body.operationName === 'string' ? body.operationName : undefined,
      contextValue,
    });
    const faults = errors.map((error) =>
      // no path: it failed before any record was read
      fault(error.path ? 'DataFetchingException' : 'ValidationError', error.message, error),
    );
    return { data: data ?? {}, errors: faults };
  }
}
