import { GraphQLError } from 'graphql';
import type { Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { NO_SEMI_JOIN } from '../soql/filter.ts';

type Filter = Record<string, unknown>;
/** What `inq` or `ninq` looks in: the values of a field of another object's records. */
export interface Join {
  object: ObjectSchema;
  field: FieldSchema;
  where: Filter;
}

const MOST_JOINS = 2;
const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null;
const JOINS = ['inq', 'ninq'];

function countJoins(where: unknown): number {
  if (Array.isArray(where)) return where.reduce<number>((sum, one) => sum + countJoins(one), 0);
  if (!isFilter(where)) return 0;
  return Object.entries(where).reduce(
    (sum, [key, value]) => sum + (JOINS.includes(key) ? 1 : 0) + countJoins(value),
    0,
  );
}

/**
 * Where joins may stand, which GraphQL has from SOQL:
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
 */
export function checkJoins(where: Filter): void {
  if (countJoins(where) > MOST_JOINS)
    throw new GraphQLError(`Maximum ${MOST_JOINS} semi join sub-selects are allowed.`);
  for (const [key, value] of Object.entries(where)) {
    if (key === 'and') for (const one of (value ?? []) as Filter[]) checkJoins(one);
    else if ((key === 'or' || key === 'not') && countJoins(value) > 0)
      throw new GraphQLError(`Semi join sub-selects are not allowed with '${key.toUpperCase()}'.`);
    else if (isFilter(value))
      for (const join of JOINS)
        if (countJoins(value[join]) > 0) throw new GraphQLError('Nesting of semi join sub-selects is not supported.');
  }
}

/** @param operand `{ Opportunity: { …filter }, ApiName: "AccountId" }`, as https://developer.salesforce.com/docs/platform/graphql/guide/filter-joins.html has it */
export function joinOf(session: Session, outer: ObjectSchema, { ApiName: apiName, ...filters }: Filter): Join {
  const [[name, where] = ['', null], ...more] = Object.entries(filters).filter(([, filter]) => isFilter(filter));
  const object = session.schema.object(name);
  if (!object || more.length > 0) throw new GraphQLError('A semi join needs exactly one object to look in.');
  if (NO_SEMI_JOIN.has(name)) throw new GraphQLError(`Entity '${name}' is not supported for semi join inner selects`);
  if (object.name === outer.name)
    throw new GraphQLError('The inner and outer selects should not be on the same object type');
  const field = typeof apiName === 'string' ? object.fields.get(apiName.toLowerCase()) : undefined;
  if (!field || !session.access.canRead(object.name, field.name))
    throw new GraphQLError(`A semi join needs ApiName: a field of ${name} that holds Ids.`);
  if (field.type !== 'id' && field.type !== 'reference')
    throw new GraphQLError(`The inner select field '${field.name}' must be of type ID/reference`);
  return { object, field, where: where as Filter };
}
