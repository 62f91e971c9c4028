/** Text as the org keeps it: plain, without control characters, and no longer than its field. */

/** All but tab and newline. */
const CONTROL = /[^\P{Cc}\t\n]/gu;

/** What looks like markup is kept as the characters it is: every page shows text, and nothing is lost. */
export function plainText(value: string | null | undefined): string {
  return (value ?? '').replace(/\r\n?/g, '\n').replace(CONTROL, '').trim();
}

/** Plain text on one line. */
export function oneLine(value: string | null | undefined): string {
  return plainText(value).replace(/\s+/g, ' ');
}

/** At most `length` UTF-16 units, ending in an ellipsis where something is gone; never half a character. */
export function cut(text: string, length: number): string {
  if (length <= 0 || text.length <= length) return text;
  let end = length - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Whole lines that fit, with a last line saying that there was more. */
export function cutAtLine(text: string, length: number): string {
  if (text.length <= length) return text;
  const room = length - 2;
  const boundary = text.lastIndexOf('\n', room);
  return boundary > 0 ? `${text.slice(0, boundary)}\n…` : cut(text, length);
}

/** Names joined by `; `: as many whole ones as fit. */
export function joinNames(names: string[], length: number): string {
  let joined = '';
  for (const name of new Set(names.map(oneLine).filter((each) => each !== ''))) {
    const next = joined ? `${joined}; ${name}` : name;
    if (next.length > length) return joined || cut(next, length);
    joined = next;
  }
  return joined;
}

/** `h:mm:ss`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function shortClock(ms: number): string {
  return clock(ms).replace(/^0:0?(?=\d)/, '');
}
