/** SOQL text. A statement may have 100,000 characters ("SOQL and SOSL Limits"). */
const MOST_CHARACTERS = 100_000;
const MOST_VALUES = 2000;

/** A text literal, with the escapes of "Quoted String Escape Sequences". */
export function literal(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\p{Cc}]/gu, '');
  return `'${escaped}'`;
}

/** A date-time literal, which SOQL takes without quotes. */
export function dateTimeLiteral(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

export function isIn(field: string, values: Iterable<string>): string | undefined {
  const list = [...values];
  return list.length > 0 ? `${field} IN (${list.map(literal).join(',')})` : undefined;
}

export function anyOf(conditions: (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined && condition !== '');
  return given.length > 1 ? `(${given.join(' OR ')})` : given[0];
}

/** The digits of a number in their order, with whatever people put between them. */
export function likeDigits(field: string, digits: string): string {
  return `${field} LIKE '%${digits.replace(/\D/g, '').split('').join('%')}%'`;
}

/** Lists of values so short that a statement with one of them stays within its limits. */
export function chunked(values: Iterable<string>, otherCharacters: number, most = MOST_VALUES): string[][] {
  const chunks: string[][] = [];
  let current: string[] = [];
  let characters = otherCharacters;
  for (const value of new Set(values)) {
    const size = literal(value).length + 1;
    if (current.length === most || (current.length > 0 && characters + size > MOST_CHARACTERS)) {
      chunks.push(current);
      current = [];
      characters = otherCharacters;
    }
    current.push(value);
    characters += size;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}
