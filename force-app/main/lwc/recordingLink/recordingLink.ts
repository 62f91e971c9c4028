/** Places in a recording. */

/** The address when a browser may open it (http or https), else undefined: `javascript:` and `data:` are never links. */
export function safeLink(address: string | undefined): string | undefined {
  if (!address) return undefined;
  try {
    const url = new URL(address.trim());
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The recording at a second: `t` replaces an older `t`, every other part of the address stays. */
export function linkAtSecond(address: string | undefined, second: number | undefined): string | undefined {
  const safe = safeLink(address);
  if (!safe || second === undefined || !Number.isFinite(second)) return safe;
  const url = new URL(safe);
  const rest = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=')[0] !== 't');
  // Joined by hand: URLSearchParams would rewrite the signature of a signed address.
  url.search = [...rest, `t=${Math.max(0, Math.floor(second))}`].join('&');
  return url.href;
}

/** The second that `4:10`, `1:02:33` or the minute `4` names; undefined for anything else. */
export function secondsOf(clock: string): number | undefined {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(clock.trim().replace(/^\d+$/, '$&:00'));
  if (!match) return undefined;
  const [, hours = '0', minutes, seconds] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
