import { GraphQLError, type GraphQLResolveInfo, Kind, type ObjectValueNode, type ValueNode } from 'graphql';
import type { ObjectSchema } from '../metadata/types.ts';
import { quoted } from './filter.ts';
import type { Ordering, Row, RowQuery, Rows } from './rows.ts';

/** Limits: https://developer.salesforce.com/docs/platform/graphql/guide/limitations.html */
const DEFAULT_ROWS = 10;
const MOST_ROWS = 2000;
const LEAST_UPPER_BOUND = 200;

export interface ConnectionArguments {
  first?: number | null;
  after?: string | null;
  where?: Record<string, unknown> | null;
  orderBy?: Record<string, unknown> | null;
  scope?: string | null;
  upperBound?: number | null;
}

/** What a `…Connection` type resolves from. */
export interface Connection {
  edges: { node: Row; cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: () => number;
  pageResultCount: number;
}

const cursorOf = (position: number) => Buffer.from(`v1:${position}`).toString('base64');

function positionOf(cursor: string): number {
  const position = /^v1:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (!position) throw new GraphQLError(`Invalid cursor: ${cursor}`);
  return Number(position);
}

function checkedLimit({ first, upperBound }: ConnectionArguments): number {
  if (upperBound !== null && upperBound !== undefined && (upperBound < LEAST_UPPER_BOUND || upperBound > MOST_ROWS))
    throw new GraphQLError(`upperBound must be between ${LEAST_UPPER_BOUND} and ${MOST_ROWS}.`);
  const limit = first ?? DEFAULT_ROWS;
  if (limit < 1 || limit > MOST_ROWS) throw new GraphQLError(`first must be between 1 and ${MOST_ROWS}.`);
  return limit;
}

/** The keys of an input object as written: coercion puts them in the schema's order, and sorting depends on it. */
function writtenKeys(value: ValueNode | undefined, variables: Record<string, unknown>): WrittenOrder {
  if (value?.kind === Kind.VARIABLE) return { keys: Object.keys(variables[value.name.value] ?? {}) };
  if (value?.kind === Kind.OBJECT) return { keys: value.fields.map(({ name }) => name.value), node: value };
  return { keys: [] };
}
interface WrittenOrder {
  keys: string[];
  node?: ObjectValueNode;
}

function orderings(
  rows: Rows,
  object: ObjectSchema,
  alias: string,
  orderBy: Record<string, unknown>,
  keys: string[],
): Ordering[] {
  const sorted = Object.entries(orderBy).sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b));
  return sorted.flatMap(([key, clause]): Ordering[] => {
    if (clause === null || clause === undefined) return [];
    const field = object.fields.get(key.toLowerCase());
    if (field) return [{ column: `${alias}.${quoted(field.name)}`, ...(clause as Omit<Ordering, 'column'>) }];
    const parent = [...object.fields.values()].find(({ relationshipName }) => relationshipName === key);
    const target = parent && rows.session.schema.object(parent.referenceTo[0] ?? '');
    if (!parent || !target) return [];
    const inner = `${alias}o`;
    return orderings(rows, target, inner, clause as Record<string, unknown>, []).map((ordering) => ({
      ...ordering,
      column: `(SELECT ${ordering.column} FROM ${quoted(target.name)} ${inner} WHERE ${inner}."Id" = ${alias}.${quoted(parent.name)})`,
    }));
  });
}

/** Reads one page of records. */
export function connect(
  rows: Rows,
  object: ObjectSchema,
  args: ConnectionArguments,
  info: GraphQLResolveInfo,
  variables: Record<string, unknown>,
  parent?: RowQuery['parent'],
): Connection {
  const limit = checkedLimit(args);
  const offset = args.after ? positionOf(args.after) : 0;
  const written = info.fieldNodes[0]?.arguments?.find(({ name }) => name.value === 'orderBy')?.value;
  const query = {
    where: args.where,
    parent,
    mine: args.scope === 'MINE',
    order: orderings(rows, object, 't', args.orderBy ?? {}, writtenKeys(written, variables).keys),
  };
  const page = rows.find(object, { ...query, limit: limit + 1, offset });
  const shown = page.slice(0, limit);
  const edges = shown.map((node, index) => ({ node, cursor: cursorOf(offset + index + 1) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.length > limit,
      hasPreviousPage: offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => rows.count(object, query),
    pageResultCount: edges.length,
  };
}
