import { usualWriting } from './settings';
import type { FieldInfo, Writing } from './types';

/** What the org keeps by itself. Whatever else nobody can write, the service refuses by name. */
const KEPT_BY_ORG =
  /^(?:Id|MasterRecordId|PhotoUrl|SystemModstamp|PushCount|ForecastCategory|ExpectedRevenue|(?:Is|Has)[A-Z]\w*|(?:Created|LastModified|Converted|Fiscal|Jigsaw)\w*|Last(?:Activity|Viewed|Referenced|StageChange|CURequest)Date)$/;

/**
 * What may be chosen for a field. One of a customer's own records can be suggested to people even where the integration
 * user may not write it: whoever accepts it does.
 */
export function modesOf(object: string, { field, writable }: FieldInfo): Writing[] {
  if (writable) return ['off', 'suggest', 'on'];
  return usualWriting(object) === 'suggest' && !KEPT_BY_ORG.test(field) ? ['off', 'suggest'] : [];
}
