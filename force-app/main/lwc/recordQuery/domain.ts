/** The domain of an address of a website, without `www`; nothing where it is none. */
export function domainOf(address: string | null | undefined): string | undefined {
  const host = /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^/@]*@)?([^/:?#]+)/i.exec(address?.trim() ?? '')?.[1];
  const domain = host?.toLowerCase().replace(/^www\d?\./, '');
  return domain && /^[^\s%_\\.]+(?:\.[^\s%_\\.]+)+$/.test(domain) ? domain : undefined;
}
