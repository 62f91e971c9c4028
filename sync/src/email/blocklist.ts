/** Addresses and domains whose emails are never kept. */
import { asciiDomain } from '../conversation/address.ts';

/** `blocked` as `EmailSettings` has it: lower case, a domain standing for itself and everything beneath it. */
export function isBlocked(address: string, blocked: readonly string[]): boolean {
  const at = address.lastIndexOf('@');
  const domain = asciiDomain(address.slice(at + 1).toLowerCase());
  const local = address.slice(0, at).toLowerCase();
  return blocked.some((entry) => {
    const entryAt = entry.lastIndexOf('@');
    const entryDomain = asciiDomain(entry.slice(entryAt + 1));
    if (entryAt === -1) return domain === entryDomain || domain.endsWith(`.${entryDomain}`);
    const name = entry.slice(0, entryAt);
    // "jane+news@" is Jane's own address under another label
    return domain === entryDomain && (local === name || local.split('+', 1)[0] === name);
  });
}
