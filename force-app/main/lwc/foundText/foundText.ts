export interface TextPart {
  key: number;
  text: string;
  found: boolean;
}

/** The text cut at every occurrence of the term, whatever its case. */
export function markFound(text: string, term: string): TextPart[] {
  const needle = term.trim().toLocaleLowerCase();
  if (!needle) return [{ key: 0, text, found: false }];
  const hay = text.toLocaleLowerCase();
  // Lower-casing can change the length (İ): positions would no longer fit the text.
  if (hay.length !== text.length) return [{ key: 0, text, found: hay.includes(needle) }];
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, from)) {
    if (at > from) parts.push({ key: from, text: text.slice(from, at), found: false });
    from = at + needle.length;
    parts.push({ key: at, text: text.slice(at, from), found: true });
  }
  if (from < text.length || parts.length === 0) parts.push({ key: from, text: text.slice(from), found: false });
  return parts;
}
