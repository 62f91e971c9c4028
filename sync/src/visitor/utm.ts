/** Where a visitor came from: of each UTM value the one that was seen last. */

export const UTM = ['source', 'medium', 'campaign', 'content'] as const;
export type UtmName = (typeof UTM)[number];

/** When it was seen (milliseconds since 1970), and what it said. */
export type Utm = Partial<Record<UtmName, [at: number, value: string]>>;

/** Associative, commutative, and the same when done twice: of two seen at one time, the later in the alphabet stands. */
export function mergeUtm(...sets: Utm[]): Utm {
  const merged: Utm = {};
  for (const set of sets)
    for (const name of UTM) {
      const next = set[name];
      const known = merged[name];
      if (next && (!known || next[0] > known[0] || (next[0] === known[0] && next[1] > known[1]))) merged[name] = next;
    }
  return merged;
}

/** Empty values say nothing: a visit without UTM does not make the last one forgotten. */
export function utmAt(at: number, values: Partial<Record<UtmName, string | undefined>> | undefined): Utm {
  const utm: Utm = {};
  for (const name of UTM) {
    const value = values?.[name]?.trim();
    if (value) utm[name] = [at, value];
  }
  return utm;
}
