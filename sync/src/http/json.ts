/** Reads a JSON body, and says where it stops being JSON. */
import { Problem } from './problem.ts';

const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Keys that would reach an object's prototype are left out; `text` is otherwise taken as it is. */
export function readJson(text: string): unknown {
  if (text.trim() === '') throw new Problem(400, 'The body is empty: send a JSON document.');
  try {
    return JSON.parse(text, text.includes('__proto__') || text.includes('\\u') ? withoutPrototype : undefined);
  } catch {
    const offset = firstFault(text);
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    const what = offset >= text.length ? 'it ends too early' : 'it stops being JSON';
    throw new Problem(400, `The body is not valid JSON: ${what} at line ${line}, column ${column}.`, {
      title: 'Not JSON',
      members: { position: { offset, line, column } },
    });
  }
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

type Expect = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

/** Where a text that is not JSON goes wrong: the offset of the first character that cannot stand there. */
export function firstFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let at = 0;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
    const mark = text.charAt(at);
    const inside = open.at(-1);
    const value: boolean = expect === 'value' || expect === 'valueOrEnd';
    const after: Expect = inside ? 'commaOrEnd' : 'nothing';

    if (value && (mark === '{' || mark === '[')) {
      open.push(mark);
      expect = mark === '{' ? 'keyOrEnd' : 'valueOrEnd';
      at += 1;
    } else if (mark === '"' && (value || expect === 'key' || expect === 'keyOrEnd')) {
      const string = stringFrom(text, at);
      at = string.end;
      if (!string.whole) return at;
      expect = value ? after : 'colon';
    } else if (expect === 'colon' && mark === ':') {
      expect = 'value';
      at += 1;
    } else if (expect === 'commaOrEnd' && mark === ',') {
      expect = inside === '{' ? 'key' : 'value';
      at += 1;
    } else if (
      (mark === '}' && inside === '{' && (expect === 'keyOrEnd' || expect === 'commaOrEnd')) ||
      (mark === ']' && inside === '[' && (expect === 'valueOrEnd' || expect === 'commaOrEnd'))
    ) {
      open.pop();
      expect = open.length > 0 ? 'commaOrEnd' : 'nothing';
      at += 1;
    } else {
      LITERAL.lastIndex = at;
      if (!value || !LITERAL.test(text)) return at;
      expect = after;
      at = LITERAL.lastIndex;
    }
  }
}

function stringFrom(text: string, start: number): { end: number; whole: boolean } {
  for (let at = start + 1; at < text.length;) {
    const character = text.charAt(at);
    if (character === '"') return { end: at + 1, whole: true };
    if (character < ' ') return { end: at, whole: false };
    ESCAPE.lastIndex = at;
    if (character !== '\\') at += 1;
    else if (ESCAPE.test(text)) at = ESCAPE.lastIndex;
    else return { end: at, whole: false };
  }
  return { end: text.length, whole: false };
}
