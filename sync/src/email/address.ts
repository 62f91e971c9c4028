/** Addresses as an org may hold them. */
import { domainToASCII } from 'node:url';
import { normaliseEmail } from '../match/address.ts';

const LONGEST = 254;

/** In ASCII: Salesforce takes no other, and emails come with names as people read them. As it is where it has no such form. */
export function asciiDomain(domain: string): string {
  return /[\u0080-\uffff]/.test(domain) ? domainToASCII(domain) || domain : domain;
}

/** In lower case, an international domain in ASCII; undefined for what is no address. */
export function addressOf(text: string | null | undefined): string | undefined {
  const address = normaliseEmail(text);
  if (!address || address.length > LONGEST || /[\s<>]/.test(address)) return undefined;
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + asciiDomain(address.slice(at));
}
