import { FlowFault } from './fault.ts';
import { holds, parseLogic } from './logic.ts';
import type { FlowCondition } from './model.ts';
import type { Scope } from './scope.ts';
import { FlowRecord, localDay, type FlowType, type Plain } from './values.ts';

/** Whether the conditions hold together, as their logic joins them. */
export function conditionsHold(scope: Scope, logic: string, conditions: FlowCondition[]): boolean {
  return holds(parseLogic(logic, conditions.length), (index) => conditionHolds(scope, conditions[index]!));
}

export function conditionHolds(scope: Scope, { left, operator, right }: FlowCondition): boolean {
  if (operator === 'WasVisited') return scope.visited.has(left) === (scope.value(right) ?? true);
  const value = scope.read(left);
  const wanted = scope.value(right);
  switch (operator) {
    case 'IsNull':
      return (value === null) === asked(left, wanted);
    case 'IsBlank':
      return (value === null || (typeof value === 'string' && value.trim() === '')) === asked(left, wanted);
    case 'IsEmpty':
      return (value === null || (Array.isArray(value) && value.length === 0)) === asked(left, wanted);
    default:
      return compared(scope, operator, { type: scope.typeOf(left), value, name: left }, wanted);
  }
}

interface Side {
  type: FlowType;
  value: Plain;
  name: string;
}

function asked(left: string, wanted: Plain): boolean {
  if (typeof wanted === 'boolean') return wanted;
  throw new FlowFault(`The condition on ${left} must be compared with true or false.`);
}

/** Salesforce Help, "Flow Operators in Decision, Wait, and Collection Filter Elements": platform.flow_ref_operators_condition. */
function compared(scope: Scope, operator: string, { type, value, name }: Side, wanted: Plain): boolean {
  const comparable = (each: Plain) => key(scope, type, each);
  switch (operator) {
    case 'EqualTo':
      return same(comparable(value), comparable(wanted));
    case 'NotEqualTo':
      return !same(comparable(value), comparable(wanted));
    case 'In':
    case 'NotIn': {
      if (!Array.isArray(wanted)) throw new FlowFault(`The condition on ${name} needs a collection to look in.`);
      return wanted.some((each) => same(comparable(value), comparable(each))) === (operator === 'In');
    }
    case 'Contains':
      if (Array.isArray(value)) return value.some((each) => same(comparable(each), comparable(wanted)));
      return texts(name, value, wanted, (text, part) => text.includes(part));
    case 'StartsWith':
      return texts(name, value, wanted, (text, part) => text.startsWith(part));
    case 'EndsWith':
      return texts(name, value, wanted, (text, part) => text.endsWith(part));
    default:
      return ordered(operator, name, comparable(value), comparable(wanted));
  }
}

type Key = string | number | boolean | null | Plain[];

/** What values are compared by: text without case, days and moments as the left side has them. */
function key(scope: Scope, type: FlowType, value: Plain): Key {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string')
    return Array.isArray(value) ? value.map((each) => key(scope, type, each)) : JSON.stringify(value);
  if (type.of === 'DateTime') return Date.parse(value);
  if (type.of === 'Date') return value.length > 10 ? localDay(new Date(value), scope.session.user) : value;
  return value.toLowerCase();
}

function same(left: Key, right: Key): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, index) => same(each as Key, right[index] as Key));
  return left === right;
}

function texts(name: string, value: Plain, wanted: Plain, test: (text: string, part: string) => boolean): boolean {
  if (value === null || wanted === null) return false;
  if (typeof value === 'string' && typeof wanted === 'string') return test(value, wanted);
  throw new FlowFault(`The condition on ${name} compares text with what is none.`);
}

function ordered(operator: string, name: string, left: Key, right: Key): boolean {
  if (left === null || right === null) return false;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string'))
    throw new FlowFault(`The condition on ${name} compares what has no order.`);
  const pair = [left, right] as [number, number];
  switch (operator) {
    case 'GreaterThan':
      return pair[0] > pair[1];
    case 'GreaterThanOrEqualTo':
      return pair[0] >= pair[1];
    case 'LessThan':
      return pair[0] < pair[1];
    default:
      return pair[0] <= pair[1];
  }
}

/** Whether two items of collections are the same. */
export function sameItem(scope: Scope, type: FlowType, left: Plain, right: Plain): boolean {
  if (left instanceof FlowRecord && right instanceof FlowRecord)
    return left.id !== null ? left.id === right.id : JSON.stringify(left) === JSON.stringify(right);
  return same(key(scope, type, left), key(scope, type, right));
}
