/** Text of SOQL string literals, and text comparison as the platform does it. */
import type { DatabaseSync } from 'node:sqlite';
import { fold } from '../data/store/text.ts';
import type { FieldType } from '../metadata/types.ts';

/** The types whose values are text, compared without case. */
export const TEXT = new Set<FieldType>([
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'email',
  'phone',
  'url',
  'combobox',
]);

/** What groups and counts values that differ in case alone as one, beyond the ASCII letters of SQLite's NOCASE. */
export function caseless({
  sql,
  type,
  caseSensitive,
}: {
  sql: string;
  type: FieldType;
  caseSensitive: boolean;
}): string {
  return TEXT.has(type) && !caseSensitive ? `soql_fold(${sql})` : sql;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text between the quotes, escapes resolved. */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) =>
      code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
    );
}

/** A LIKE pattern for SQLite with `\` as its escape: `\%` and `\_` stay literal characters. */
export function likePattern(literal: string): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) => {
    if (code === '%' || code === '_' || code === '\\') return `\\${code}`;
    return code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code);
  });
}

const prepared = new WeakSet<DatabaseSync>();

/** Gives the connection the functions that compiled queries call. */
export function prepareConnection(database: DatabaseSync, wallClock: (instant: number, zone: string) => number): void {
  if (prepared.has(database)) return;
  prepared.add(database);
  database.function('soql_fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text));
  database.function('soql_local', { deterministic: true }, (instant, zone) =>
    typeof instant === 'string' ? new Date(wallClock(Date.parse(instant), String(zone))).toISOString() : null,
  );
}
