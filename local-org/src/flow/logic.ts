/** Custom condition logic: `1 AND (2 OR NOT 3)`. */
export type Logic =
  { of: 'condition'; index: number } | { of: 'not'; inner: Logic } | { of: 'and' | 'or'; parts: Logic[] };

/**
 * @param logic `and`, `or`, or condition numbers joined by AND, OR and NOT
 * @throws Error in words where it can't be read, or names a condition that there is not
 */
export function parseLogic(logic: string, count: number): Logic {
  const every = Array.from({ length: count }, (_, index): Logic => ({ of: 'condition', index }));
  const word = logic.trim().toLowerCase();
  if (word === 'and' || word === 'or') return { of: word, parts: every };
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S+/g) ?? [];
  let at = 0;
  const refuse = (): never => {
    throw new Error(`the condition logic "${logic}" can't be read`);
  };
  const primary = (): Logic => {
    const token = tokens[at++];
    if (token === 'NOT') return { of: 'not', inner: primary() };
    if (token === '(') {
      const inner = joined();
      return tokens[at++] === ')' ? inner : refuse();
    }
    return /^\d+$/.test(token ?? '') ? (every[Number(token) - 1] ?? refuse()) : refuse();
  };
  const joined = (): Logic => {
    const parts = [primary()];
    const [by] = [tokens[at]];
    if (by !== 'AND' && by !== 'OR') return parts[0]!;
    // as in Flow Builder, AND and OR together need parentheses
    while (tokens[at] === by) {
      at += 1;
      parts.push(primary());
    }
    return { of: by === 'AND' ? 'and' : 'or', parts };
  };
  const found = joined();
  return at === tokens.length ? found : refuse();
}

/** Conditions are asked only as far as they decide. */
export function holds(logic: Logic, condition: (index: number) => boolean): boolean {
  switch (logic.of) {
    case 'condition':
      return condition(logic.index);
    case 'not':
      return !holds(logic.inner, condition);
    case 'and':
      return logic.parts.every((part) => holds(part, condition));
    case 'or':
      return logic.parts.some((part) => holds(part, condition));
  }
}

/** The same in another notation. */
export function written(logic: Logic, condition: (index: number) => string): string {
  switch (logic.of) {
    case 'condition':
      return condition(logic.index);
    case 'not':
      return `(NOT ${written(logic.inner, condition)})`;
    default:
      return `(${logic.parts.map((part) => written(part, condition)).join(` ${logic.of.toUpperCase()} `)})`;
  }
}
