/** Key prefixes of standard objects: the first three characters of an Id say whose it is. */
const PREFIXES: Record<string, string> = {
  '001': 'Account',
  '003': 'Contact',
  '005': 'User',
  '006': 'Opportunity',
  '00Q': 'Lead',
  '00T': 'Task',
  '00U': 'Event',
};

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an Id. The last three characters encode which of the first fifteen are upper case. */
export function toId18(id: string): string {
  if (id.length !== 15) return id;
  let suffix = '';
  for (let part = 0; part < 15; part += 5) {
    let bits = 0;
    for (let position = 0; position < 5; position++) {
      const character = id.charAt(part + position);
      if (character >= 'A' && character <= 'Z') bits |= 1 << position;
    }
    suffix += SUFFIX_ALPHABET.charAt(bits);
  }
  return id + suffix;
}

export function objectOfId(id: string | null | undefined): string | undefined {
  return id ? PREFIXES[id.slice(0, 3)] : undefined;
}

/** Whether a text has the form of an Id of an object: its key prefix, and in the long form the right last three. */
export function isIdOf(object: string, id: string): boolean {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id) || objectOfId(id) !== object) return false;
  return id.length === 15 || toId18(id.slice(0, 15)) === id;
}

/** A Message-ID without its `<>`, as tools keep it either way; undefined for none. */
export function bareMessageId(id: string | null | undefined): string | undefined {
  return (
    id
      ?.trim()
      .replace(/^<(.*)>$/, '$1')
      .trim() || undefined
  );
}

/** Order by code units, the same on every machine and in every locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
