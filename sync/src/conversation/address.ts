/** Addresses as an org may hold them: in lower case, an international domain in ASCII. */
import { domainToASCII } from 'node:url';

/** Salesforce takes no other form, and people write names as they read them. As it is where it has no such form. */
export function asciiDomain(domain: string): string {
  return /[\u0080-\uffff]/.test(domain) ? domainToASCII(domain) || domain : domain;
}

/** Undefined for what has no @. */
export function asciiEmail(text: string | null | undefined): string | undefined {
  const address = text?.trim().toLowerCase();
  if (!address?.includes('@')) return undefined;
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + asciiDomain(address.slice(at));
}
