/** How evidence is put: plain English, times in UTC, the same on every machine. */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `3 March`, from an RFC 3339 time or a date. */
export function dayInWords(instant: string): string {
  const [, month = '1', day = '1'] = instant.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`;
}

/** `17 November, 14:01 UTC`. */
export function timeInWords(instant: string): string {
  return `${dayInWords(instant)}, ${instant.slice(11, 16)} UTC`;
}

export function quantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `a, b and c`. */
export function listInWords(items: string[], joint = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`;
}

export function quoted(name: string | null | undefined): string {
  return `'${(name ?? '').trim() || 'untitled'}'`;
}

/** Two decimals: enough to compare, and no more than the figure is worth. */
export function scoreInWords(score: number): string {
  return score.toFixed(2);
}
