/** Domains of companies, as people write their websites: one name for one company. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { getDomain } from 'tldts';
import { companyDomain } from '../match/address.ts';

/**
 * The registrable domain of a website or of a bare name, in ASCII and lower case: without scheme, user, `www.`, port, path and
 * subdomains, by the Public Suffix List with its private part (a shop on a hosting domain is its own company). Undefined
 * for what names no company's site: an IP address, a single label, a public suffix alone, no address at all.
 */
export function siteDomain(text: string | null | undefined): string | undefined {
  const host = hostOf(text?.trim().replace(/[。．｡]/g, '.') ?? '');
  if (!host || host.length > 253) return undefined;
  const domain = getDomain(host, { allowPrivateDomains: true, extractHostname: false });
  return domain ?? undefined;
}

function hostOf(text: string): string | undefined {
  // a Website field takes any text: "acme.example / shop", "www.acme.example, www.acme.test"
  const [first = ''] = text.replace(/^(?:[a-z][a-z0-9+.-]*:(?=\/))?\/*/i, '').split(/[\s,;/?#\\]/);
  const host = first
    .replace(/^[^@]*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.+$/, '');
  if (!host.includes('.') || /^[\d.]+$/.test(host)) return undefined;
  // empty for what no name can be
  return domainToASCII(host) || undefined;
}

/** A mail service where anybody may have an address says nothing about whose company it is. */
export function isMailService(domain: string): boolean {
  return companyDomain(`x@${domain}`) === undefined;
}

/** The company's domain in an address: undefined for mail services. */
export function domainOfEmail(email: string | null | undefined): string | undefined {
  const company = companyDomain(email);
  const domain = company === undefined ? undefined : siteDomain(company);
  return domain === undefined || isMailService(domain) ? undefined : domain;
}

/** As it may stand in the org: in ASCII and, for an international name, as people read it. */
export function writtenForms(domain: string): string[] {
  const readable = domainToUnicode(domain);
  return readable && readable !== domain ? [domain, readable] : [domain];
}
