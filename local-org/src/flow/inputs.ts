import type { OrgSchema } from '../metadata/types.ts';
import type { Value } from '../data/store/record.ts';
import { FlowFault } from './fault.ts';
import type { FlowMetadata } from './model.ts';
import { FlowRecord, declaredType, type FlowType, type Plain } from './values.ts';

/** Values from outside as an interview has them. Throws FlowFault for a name or a value that the Flow does not take. */
export function inputsFrom(
  schema: OrgSchema,
  flow: FlowMetadata,
  given: Record<string, unknown>,
): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const variable = flow.variables.get(name);
      if (!variable?.isInput) throw new FlowFault(`The Flow ${flow.name} has no input variable ${name}.`);
      const type = declaredType(schema, variable.dataType, variable.objectType, variable.isCollection);
      return [name, plainOf(value, type, name)];
    }),
  );
}

/** JSON as a value of this type. */
export function plainOf(value: unknown, type: FlowType, name: string): Plain {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const item = { ...type, isList: false } as FlowType;
    return value.map((each) => plainOf(each, item, name));
  }
  if (typeof value === 'object' && type.of === 'Record') {
    const { attributes: _attributes, ...fields } = value as Record<string, unknown>;
    const record = new FlowRecord(type.object);
    for (const [field, content] of Object.entries(fields)) {
      if (typeof content === 'object' && content !== null)
        throw new FlowFault(`${name}.${field} must be a single value.`);
      record.set(field, content as Value);
    }
    return record;
  }
  return value as Plain;
}
