export type FaultKind = 'noAccess' | 'offline' | 'refused' | 'unknown';
export interface Fault {
  kind: FaultKind;
  /** The org's own words, each once. */
  messages: string[];
}

/**
 * What a hidden object looks like in GraphQL: its field, its filter type or its rows are missing from the schema
 * (https://developer.salesforce.com/docs/platform/graphql/guide/query-record-objects.html).
 */
const RULES: readonly [RegExp, FaultKind][] = [
  [
    /INSUFFICIENT_ACCESS|INVALID_FIELD_FOR_ACCESS|not (?:have|been granted) access|no access|(?:don't|do not) have (?:access|permission)/i,
    'noAccess',
  ],
  [
    /(?:FieldUndefined|UnknownType|Cannot query field|Unknown type|Unknown argument).*Conversation_?\w*__c/is,
    'noAccess',
  ],
  [/INVALID_TYPE.*Conversation_?\w*__c|Conversation_?\w*__c.*(?:not supported|is undefined)/is, 'noAccess'],
  [/Failed to fetch|NetworkError|Load failed|disconnected|offline|can(?:no|')t be reached/i, 'offline'],
];

/** Whatever the platform throws or emits: GraphQL errors, a UI API FetchResponse, an Error, a text. */
export function reduceErrors(thrown: unknown): Fault {
  const messages = [...new Set(messagesOf(thrown))];
  const all = messages.join('\n');
  const rule = RULES.find(([pattern]) => pattern.test(all));
  return { kind: rule ? rule[1] : messages.length > 0 ? 'refused' : 'unknown', messages };
}

function messagesOf(thrown: unknown): string[] {
  if (thrown === null || thrown === undefined) return [];
  if (typeof thrown === 'string') return thrown.trim() ? [thrown.trim()] : [];
  if (Array.isArray(thrown)) return thrown.flatMap(messagesOf);
  if (typeof thrown !== 'object') return [];
  const { body, output, errors, fieldErrors, message } = thrown as Record<string, unknown>;
  if (body !== undefined) return messagesOf(body);
  const inner = [
    ...messagesOf(output),
    ...messagesOf(errors),
    ...(fieldErrors && typeof fieldErrors === 'object' ? Object.values(fieldErrors).flatMap(messagesOf) : []),
  ];
  return inner.length > 0 ? inner : messagesOf(message);
}
