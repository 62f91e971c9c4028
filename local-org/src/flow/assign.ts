import { sameItem } from './conditions.ts';
import { FlowFault } from './fault.ts';
import type { Assignment } from './model.ts';
import type { Scope } from './scope.ts';
import type { FlowType, Plain } from './values.ts';

const DAY_MS = 86_400_000;

/** Salesforce Help, "Flow Operators in Assignment Elements": platform.flow_ref_operators_assignment. */
export function runAssignment(scope: Scope, { items }: Assignment): void {
  for (const { to, operator, value } of items) {
    const given = scope.value(value);
    if (operator === 'Assign') scope.assign(to, given);
    else if (operator === 'AssignCount') scope.assign(to, listOf(to, given).length);
    else scope.assign(to, changed(scope, to, operator, given));
  }
}

function listOf(name: string, value: Plain): Plain[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new FlowFault(`The assignment to ${name} needs a collection.`);
}

function changed(scope: Scope, to: string, operator: string, given: Plain): Plain {
  const type = scope.typeOf(to);
  const now = scope.read(to);
  if (type.isList) return changedList(scope, type, to, operator, listOf(to, now), given);
  if (operator === 'Add' && type.of === 'String') return `${textOf(now)}${textOf(given)}`;
  if (operator !== 'Add' && operator !== 'Subtract')
    throw new FlowFault(`The operator ${operator} is for collections, and ${to} is none.`);
  if (typeof given !== 'number') throw new FlowFault(`Only a number can be added to or subtracted from ${to}.`);
  const by = operator === 'Add' ? given : -given;
  if (type.of === 'Number') return exact((now as number | null) ?? 0, by);
  if (now === null) throw new FlowFault(`${to} has no value to add to or subtract from.`);
  if (type.of === 'Date')
    return new Date(Date.parse(`${now as string}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
  if (type.of === 'DateTime') return new Date(Date.parse(now as string) + by * DAY_MS).toISOString();
  throw new FlowFault(`Nothing can be added to or subtracted from ${to}.`);
}

const textOf = (value: Plain): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Decimal places as written: 0.1 + 0.2 is 0.3. */
function exact(left: number, right: number): number {
  const places = Math.max(...[left, right].map((each) => (String(each).split('.')[1] ?? '').length));
  return Number((left + right).toFixed(Math.min(places, 20)));
}

function changedList(scope: Scope, type: FlowType, to: string, operator: string, now: Plain[], given: Plain): Plain[] {
  const items = Array.isArray(given) ? given : [given];
  const isGiven = (each: Plain) => items.some((item) => sameItem(scope, type, each, item));
  const first = now.findIndex(isGiven);
  switch (operator) {
    case 'Add':
    case 'AddItem':
      return [...now, ...items];
    case 'AddAtStart':
      return [...items, ...now];
    case 'RemoveAll':
      return now.filter((each) => !isGiven(each));
    case 'RemoveUncommon':
      return now.filter(isGiven);
    case 'RemoveFirst':
      return now.filter((_each, index) => index !== first);
    case 'RemoveBeforeFirst':
      return first === -1 ? now : now.slice(first);
    case 'RemoveAfterFirst':
      return first === -1 ? now : now.slice(0, first + 1);
    case 'RemovePosition':
      if (typeof given !== 'number') throw new FlowFault(`The position to remove from ${to} must be a number.`);
      return now.filter((_each, index) => index !== given - 1);
    default:
      throw new FlowFault(`The operator ${operator} is not for collections, and ${to} is one.`);
  }
}
