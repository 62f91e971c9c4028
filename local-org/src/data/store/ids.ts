/** Salesforce record Ids: Object Reference, "ID Field Type". */

/** The two characters that tell one Salesforce instance's Ids from another's. */
export const instance = 'DB';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checkAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that make a case-sensitive 15-character Id safe where case is lost. */
export function checkSuffix(id15: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index++) {
      const code = id15.charCodeAt(chunk + index);
      if (code >= 65 && code <= 90) bits |= 1 << index;
    }
    suffix += checkAlphabet.charAt(bits);
  }
  return suffix;
}

/** The 18-character form of an Id given in 15 or 18 characters; null where it is neither, or its suffix is wrong. */
export function toId18(id: string): string | null {
  if (!/^[a-zA-Z0-9]+$/.test(id)) return null;
  if (id.length === 15) return id + checkSuffix(id);
  if (id.length !== 18) return null;
  return restoreCase(id);
}

/** 18-character Ids are case-insensitive: the suffix says which letters are capitals. */
function restoreCase(id: string): string | null {
  let restored = '';
  for (let chunk = 0; chunk < 3; chunk++) {
    const bits = checkAlphabet.indexOf(id.charAt(15 + chunk).toUpperCase());
    if (bits < 0) return null;
    for (let index = 0; index < 5; index++) {
      const letter = id.charAt(chunk * 5 + index);
      restored += (bits >> index) & 1 ? letter.toUpperCase() : letter.toLowerCase();
    }
  }
  const suffix = checkSuffix(restored);
  return suffix === id.slice(15).toUpperCase() ? restored + suffix : null;
}

export function base62(value: number, width: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = digits.charAt(rest % 62) + text;
  return text.padStart(width, '0');
}

/** The `sequence`-th Id of an object: key prefix, instance, a reserved zero, nine base-62 digits, check suffix. */
export function recordIdFor(keyPrefix: string, instance: string, sequence: number): string {
  const id15 = `${keyPrefix}${instance}0${base62(sequence, 9)}`;
  return id15 + checkSuffix(id15);
}
