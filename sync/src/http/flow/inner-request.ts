/** The REST request that a Flow's operation stands for. */
import { Problem, type FieldError } from '../problem.ts';
import type { FlowOperation, FlowParameter } from './operation.ts';

export interface InnerRequest {
  method: FlowOperation['inner']['method'];
  url: string;
  /** JSON text. */
  payload?: string;
}

/**
 * `query` as the address has it; `text` is the body. An empty value is one that was left out: a Flow sends its empty
 * variables as nothing at all, or as an empty text. Throws a 400 that names each parameter that is wrong.
 */
export function innerRequest(
  operation: FlowOperation,
  query: Record<string, string | string[] | undefined>,
  text: string,
): InnerRequest {
  const { inner, parameters } = operation;
  const values = valuesOf(operation, query);
  const isInBody = inner.method === 'POST' || inner.method === 'PUT';
  let path = inner.path;
  const search = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const { name, goesTo, member = name, isList, within } of parameters) {
    const value = values.get(name);
    if (value === undefined) continue;
    if (goesTo === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else if (isInBody) {
      const object = within === undefined ? body : ((body[within] ??= {}) as typeof body);
      object[member] = isList ? [value] : value;
    } else search.set(member, String(value));
  }
  const payload = operation.body === undefined ? JSON.stringify(body) : withMembers(text, body);
  return {
    method: inner.method,
    url: search.size > 0 ? `${path}?${search.toString()}` : path,
    ...(isInBody && payload !== '{}' ? { payload } : {}),
  };
}

/** What is no JSON object stays as it is: the route says what is wrong with it. */
function withMembers(text: string, members: Record<string, unknown>): string {
  if (Object.keys(members).length === 0) return text;
  try {
    const given: unknown = JSON.parse(text);
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    return isObject ? JSON.stringify({ ...given, ...members }) : text;
  } catch {
    return text;
  }
}

type Value = string | number | boolean | string[];

function valuesOf(
  { parameters }: FlowOperation,
  query: Record<string, string | string[] | undefined>,
): Map<string, Value> {
  const errors: FieldError[] = [];
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const values = new Map<string, Value>();
  for (const [name, given] of Object.entries(query)) {
    const parameter = known.get(name);
    if (!parameter) {
      const names = [...known.keys()].join(', ');
      const detail = names ? `is not known here: this operation takes ${names}` : 'is not known here: there is none';
      errors.push({ pointer: `?${name}`, detail });
    } else if (Array.isArray(given)) errors.push({ pointer: `?${name}`, detail: 'is given more than once' });
    else if (given) {
      const read = readValue(parameter, given);
      if ('detail' in read) errors.push({ pointer: `?${name}`, detail: read.detail });
      else values.set(name, read.value);
    }
  }
  for (const { name, required, description } of parameters)
    if (required && !values.has(name) && !errors.some(({ pointer }) => pointer === `?${name}`))
      errors.push({ pointer: `?${name}`, detail: `is missing. ${description}` });
  if (errors.length > 0) throw new Problem(400, 'The query of this address is not valid.', { errors });
  return values;
}

function readValue(
  { type, enum: allowed, reads }: FlowParameter,
  given: string,
): { value: Value } | { detail: string } {
  if (type === 'boolean') {
    if (given === 'true' || given === 'false') return { value: given === 'true' };
    return { detail: 'is true or false' };
  }
  if (type === 'integer') {
    // a number of a Flow may come with its decimals
    const number = Number(given);
    return Number.isSafeInteger(number) ? { value: number } : { detail: 'is a whole number' };
  }
  if (reads === 'number') {
    const number = Number(given);
    return Number.isFinite(number) ? { value: number } : { detail: 'is a number with a point, for example 0.5' };
  }
  if (reads === 'list') return { value: listOf(given) };
  if (allowed && !allowed.includes(given)) return { detail: `is ${allowed.join(' or ')}` };
  return { value: given };
}

const listOf = (text: string): string[] =>
  text.trim() === 'none'
    ? []
    : text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean);
