/** Keys of the rows beneath a conversation: `<conversation key>#<type>:<stable id>`. */

const KEY_LENGTH = 255;
const HEAD_LENGTH = 180;

/** Two 32-bit FNV-1a runs with different starts: 64 bits as 13 characters, without a crypto library. */
export function stableHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9dc5811c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (index & 0xff), 0x01000193);
  }
  return ((BigInt(a >>> 0) << 32n) | BigInt(b >>> 0)).toString(36).padStart(13, '0');
}

function head(conversationKey: string): string {
  return conversationKey.length <= HEAD_LENGTH
    ? conversationKey
    : `${conversationKey.slice(0, HEAD_LENGTH)}~${stableHash(conversationKey)}`;
}

export function childKey(conversationKey: string, type: string, id: string): string {
  const start = `${head(conversationKey)}#${type}:`;
  const whole = `${start}${id}`;
  return whole.length <= KEY_LENGTH ? whole : `${start}${stableHash(id)}`;
}

/** Whether the service made a row; rows that people typed in the org carry no such key. */
export function isOwnChild(conversationKey: string, key: string | null | undefined): boolean {
  return typeof key === 'string' && key.startsWith(`${head(conversationKey)}#`);
}

/** Gives equal ids a running number, so that saying the same thing twice makes two rows. */
export function distinct(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
}
