/** `@{referenceId.path}` in a composite subrequest: values from the bodies of earlier answers. */
import { SalesforceError } from '../data/faults/errors.ts';
import { isObject } from './body.ts';

const REFERENCE = /@\{([^}]+)\}/g;

/** All references in a value, at any depth. */
export function referencesOf(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, path]) => path ?? '');
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  return isObject(value) ? Object.values(value).flatMap(referencesOf) : [];
}

/** The value with its references filled in. Throws PROCESSING_HALTED where a reference has no value. */
export function fill(value: unknown, bodies: Map<string, unknown>): unknown {
  if (typeof value === 'string') {
    const whole = /^@\{([^}]+)\}$/.exec(value);
    if (whole) return lookUp(whole[1]!, bodies);
    return value.replace(REFERENCE, (_, path: string) => String(lookUp(path, bodies)));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, bodies));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, bodies)]));
  return value;
}

function lookUp(path: string, bodies: Map<string, unknown>): unknown {
  const [reference = '', ...steps] = path.split(/[.[\]]+/).filter(Boolean);
  let value: unknown = bodies.get(reference);
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)] as unknown;
    else if (isObject(value)) {
      const key = Object.keys(value).find((name) => name.toLowerCase() === step.toLowerCase());
      value = key === undefined ? undefined : value[key];
    } else value = undefined;
  }
  if (value === undefined || value === null)
    throw new SalesforceError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${path} found in ${reference}`,
    );
  return value;
}
