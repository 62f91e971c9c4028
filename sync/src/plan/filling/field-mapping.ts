import type { Conversation } from '../../conversation/conversation.ts';
import type { TenantSettings } from '../settings.ts';

type Facts = Conversation['fields'];
type Mapping = TenantSettings['fieldMapping'];

/** The facts of a conversation under the fields that the tenant wants them in. */
export function mappedFacts(fields: Facts, mapping: Mapping): Facts {
  if (mapping.length === 0) return fields;
  return fields.map((fact) => {
    const found = mapping.find(({ object, field }) => object === fact.object && field === fact.field);
    return found ? { ...fact, field: found.toField } : fact;
  });
}
