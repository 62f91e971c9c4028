/** Text as the org can keep it: no control characters, no half of a surrogate pair. Scripts, RTL marks and emoji stay. */

/** Deeper JSON than this is no conversation. */
export const MAX_DEPTH = 40;

// eslint rules forbid control characters in a literal expression, so the class is built from code points
const CONTROL = new RegExp(
  `[${[
    [0x00, 0x08],
    [0x0b, 0x1f],
    [0x7f, 0x9f],
  ]
    .map(([from = 0, to = 0]) => `\\u${from.toString(16).padStart(4, '0')}-\\u${to.toString(16).padStart(4, '0')}`)
    .join('')}]`,
  'g',
);

/** Line ends become `\n`; control characters other than `\n` and `\t` go; lone surrogates become U+FFFD. */
export function cleanText(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(CONTROL, '').toWellFormed();
}

/** Whether cleaning takes away more than the form of its line ends. */
function holdsControl(value: string): boolean {
  return value.search(CONTROL) !== -1 && value.replace(/\r\n?/g, '\n').search(CONTROL) !== -1;
}

/**
 * The same for every string in a JSON value, keys included; `onLoss` hears of each value that held a control character.
 * Throws a `RangeError` beyond `MAX_DEPTH` levels.
 */
export function cleanJson(value: unknown, depth = 0, onLoss: () => void = () => undefined): unknown {
  if (typeof value === 'string') {
    if (holdsControl(value)) onLoss();
    return cleanText(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depth + 1, onLoss));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item, depth + 1, onLoss)] as const),
  );
}
