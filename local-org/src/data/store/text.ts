/** Text compared as the platform does it: letters of every script without their case, where SQLite's NOCASE knows ASCII only. */

export function fold(text: string): string {
  return text.toLowerCase();
}

export function beyondAscii(text: string): boolean {
  return [...text].some((character) => (character.codePointAt(0) ?? 0) > 0x7f);
}
