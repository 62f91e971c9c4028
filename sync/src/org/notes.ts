/** A note's text as an org takes it. Object Reference, ContentNote: HTML, escaped, in base64. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function noteContent(text: string): string {
  const escaped = text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
  return Buffer.from(escaped.replace(/\r?\n/g, '<br>'), 'utf8').toString('base64');
}
