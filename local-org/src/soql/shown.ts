/** What a query shows of a field beyond its stored value: addresses put together, labels of picklist values. */
import { fieldLabels } from '../data/describe/labels.ts';
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { FieldSchema } from '../metadata/types.ts';
import type { Render } from './render.ts';
import { NameScope, quoted, Scope, type Operand } from './scope.ts';

const PARTS = ['City', 'Country', 'GeocodeAccuracy', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'];

/** A compound address from its parts; null where all of them are. `column` takes SQL into the SELECT, giving its place. */
export function addressOf(scope: Scope, field: FieldSchema, column: (sql: string) => number): Render {
  const prefix = field.name.replace(/Address$/, '');
  const parts = PARTS.map((part) => {
    const own = scope.field(prefix + part);
    const key = part[0]!.toLowerCase() + part.slice(1);
    return { key, index: own ? column(`${scope.alias}.${quoted(own.name)}`) : -1 };
  });
  return (row) => {
    const values = parts.map(({ key, index }) => [key, row[index] ?? null] as const);
    return values.every(([, value]) => value === null) ? null : Object.fromEntries(values);
  };
}

/** The label of a picklist value in the user's language; other fields have none. */
export function labelOf({ field, path }: Operand, scope: Scope | NameScope): (value: unknown) => unknown {
  if (!(scope instanceof Scope) || (field?.type !== 'picklist' && field?.type !== 'multipicklist'))
    throw new NotImplementedHere(`toLabel(${path}) on a field that is no picklist`);
  const labels = fieldLabels(scope.statement.session, scope.object, field);
  return (value) =>
    typeof value === 'string'
      ? value
          .split(';')
          .map((part) => labels.value(part))
          .join(';')
      : null;
}
