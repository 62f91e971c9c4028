/** Local time of an office as UTC, summer time included. */
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute);
  return local - Math.floor(at / 60_000) * 60_000;
}

/** `day` is `YYYY-MM-DD`; the result is in milliseconds. */
export function atLocal(day: string, minutes: number, zone: string): number {
  const guess = Date.parse(day) + minutes * 60_000;
  const first = guess - offsetMs(guess, zone);
  return guess - offsetMs(first, zone);
}

export function localDay(at: number, zone: string): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 10);
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
