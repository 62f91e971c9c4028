/**
 * Whether the sender is who the email says. Only what the receiving server itself found is believed: the topmost
 * `Authentication-Results`, as servers put theirs on top and take out those that bear their name (RFC 8601, section 5).
 */

/** No server finds more; what is longer is made to be read without end. */
const MOST_READ = 10_000;

/** `dmarc=fail` and the like, without what stands in comments and strings. */
function resultsOf(header: string): { method: string; result: string; properties: string }[] {
  const bare = header
    .slice(0, MOST_READ)
    .replace(/"(?:[^"\\]|\\.)*"/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\([^()]*\)/g, ' ');
  return bare
    .split(';')
    .slice(1)
    .flatMap((part) => {
      const found = /^\s*([a-z][a-z0-9-]*)(?:\/\d+)?\s*=\s*([a-z]+)\b([\s\S]*)$/i.exec(part);
      return found
        ? [{ method: found[1]?.toLowerCase() ?? '', result: found[2]?.toLowerCase() ?? '', properties: found[3] ?? '' }]
        : [];
    });
}

const isOf = (domain: string, properties: string, names: string[]): boolean =>
  names.some((name) => {
    const value =
      new RegExp(`\\b${name.replace('.', '\\.')}\\s*=\\s*(\\S+)`, 'i').exec(properties)?.[1]?.toLowerCase() ?? '';
    const said = value.slice(value.lastIndexOf('@') + 1);
    return said !== '' && (said === domain || said.endsWith(`.${domain}`) || domain.endsWith(`.${said}`));
  });

/**
 * What speaks against the sender, in the server's own terms, for example `dmarc=fail`; undefined where nothing does. DMARC
 * decides where the server has asked it. Else a signature of the sender's own domain is enough, and only an SPF that fails
 * without one is too little.
 */
export function doubtOf(authentication: string | undefined, from: string | undefined): string | undefined {
  if (!authentication || !from) return undefined;
  const results = resultsOf(authentication);
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const dmarc = results.find(({ method, result }) => method === 'dmarc' && ['pass', 'fail'].includes(result));
  if (dmarc) return dmarc.result === 'fail' ? 'dmarc=fail' : undefined;
  const isSigned = results.some(
    ({ method, result, properties }) =>
      method === 'dkim' && result === 'pass' && isOf(domain, properties, ['header.d', 'header.i']),
  );
  if (isSigned) return undefined;
  const spf = results.find(({ method }) => method === 'spf')?.result;
  const dkim = results.find(({ method }) => method === 'dkim')?.result;
  if (spf === 'fail') return dkim === 'fail' ? 'spf=fail, dkim=fail' : 'spf=fail';
  return dkim === 'fail' && spf !== 'pass' ? 'dkim=fail' : undefined;
}
