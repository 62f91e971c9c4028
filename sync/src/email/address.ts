/** Addresses of emails. */
import { asciiEmail } from '../conversation/address.ts';

const LONGEST = 254;

/** In lower case, an international domain in ASCII; undefined for what is no address. */
export function addressOf(text: string | null | undefined): string | undefined {
  const address = asciiEmail(text);
  return !address || address.length > LONGEST || /[\s<>]/.test(address) ? undefined : address;
}
