/** Text of SOQL string literals, and text comparison as the platform does it. */
import type { DatabaseSync } from 'node:sqlite';

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

/** SQLite folds ASCII letters only; other letters go through the function `soql_fold`. */
export function beyondAscii(text: string): boolean {
  return [...text].some((character) => (character.codePointAt(0) ?? 0) > 0x7f);
}

export function fold(text: string): string {
  return text.toLowerCase();
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
