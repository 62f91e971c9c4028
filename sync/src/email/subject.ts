/** Whether a subject marks an email as private: by whole words, whatever their case and accents. */

/** Letters that no decomposition takes apart, as people write them without. */
const PLAIN: Record<string, string> = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', þ: 'th', ð: 'd' };

/**
 * The words of a text without case and accents. What is not seen (soft hyphens, zero-width characters, fillers, controls) is no border, and
 * everything else that is neither letter nor digit is one.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu, '')
    .toLowerCase()
    // what a capital letter hid: İ becomes i with a dot of its own
    .replace(/\p{M}/gu, '')
    .replace(/[æœßøłđıþð]/g, (letter) => PLAIN[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether one of the phrases stands in the subject, word by word. A phrase without a word is in none. */
export function isPrivate(subject: string, phrases: readonly string[]): boolean {
  const words = wordsOf(subject);
  return phrases.some((phrase) => {
    const wanted = wordsOf(phrase);
    if (wanted.length === 0) return false;
    for (let from = 0; from + wanted.length <= words.length; from += 1)
      if (wanted.every((word, at) => word === words[from + at])) return true;
    return false;
  });
}
