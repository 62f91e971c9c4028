/** Moves dates by whole weeks, so that weekdays and times of day stay. */

const WEEK_MS = 7 * 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
/** Aircall's UNIX seconds. */
const EPOCH = /^(timestamp|.*_at)$/;

function shiftText(text: string, weeks: number): string {
  if (DATE.test(text) || INSTANT.test(text)) {
    const day = new Date(Date.parse(text.slice(0, 10)) + weeks * WEEK_MS).toISOString().slice(0, 10);
    return day + text.slice(10);
  }
  // a vCon carries JSON in texts
  if (/^[[{]/.test(text)) return JSON.stringify(shift(JSON.parse(text), weeks));
  return text;
}

export function shift<Value>(value: Value, weeks: number, key = ''): Value {
  if (typeof value === 'string') return shiftText(value, weeks) as Value;
  if (typeof value === 'number') return (EPOCH.test(key) ? value + (weeks * WEEK_MS) / 1000 : value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => shift(item, weeks, key)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, shift(item as unknown, weeks, name)]),
  ) as Value;
}

/** Every instant and UNIX time in a value, in milliseconds. Meetings planned for later are no conversations yet. */
function times(value: unknown, key = ''): number[] {
  if (typeof value === 'string') return INSTANT.test(value) ? [Date.parse(value)] : [];
  if (typeof value === 'number') return EPOCH.test(key) ? [value * 1000] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => times(item, Array.isArray(value) ? key : name));
}

/** How many weeks to add so that the latest time in the samples is at most a week before now. */
export function weeksToMove(samples: unknown, monday: string, now: Date): number {
  const latest = Math.max(Date.parse(monday), ...times(samples));
  return Math.floor((now.getTime() - latest) / WEEK_MS);
}
