const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an Id, or undefined where the text is no Id. */
export function wholeId(text: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text)) return undefined;
  const short = text.slice(0, 15);
  let suffix = '';
  for (const start of [0, 5, 10]) {
    let bits = 0;
    for (let n = 0; n < 5; n++) if (/[A-Z]/.test(short[start + n] ?? '')) bits |= 1 << n;
    suffix += LETTERS[bits];
  }
  return short + suffix;
}
