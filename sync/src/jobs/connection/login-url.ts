/** Where people may be sent to log in, and codes and secrets with them: Salesforce, or what the operator has set. */
import type { Environment } from '../../store/connections.ts';

/**
 * Salesforce's own domains, of which customers name only the first part (Salesforce Help, "Allow the Required Domains",
 * "My Domain URL Formats"): commercial, legacy, Government Cloud, and Salesforce on Alibaba Cloud.
 */
const DOMAINS = ['salesforce.com', 'force.com', 'salesforce.mil', 'sfcrmproducts.cn'];

const LOGIN = {
  production: 'https://login.salesforce.com',
  sandbox: 'https://test.salesforce.com',
} as const;

/** The address without a slash at its end, or what is wrong with the one given and how to mend it. */
export function loginUrlOf(
  wish: { environment: 'production' | 'sandbox'; loginUrl?: string },
  ownLoginUrl: string | undefined,
): { loginUrl: string; environment: Environment } | { detail: string } {
  const { environment } = wish;
  if (wish.loginUrl === undefined)
    return ownLoginUrl
      ? { loginUrl: ownLoginUrl, environment: 'custom' }
      : { loginUrl: LOGIN[environment], environment };
  const text = /^[a-z][\w+.-]*:\/\//i.test(wish.loginUrl) ? wish.loginUrl : `https://${wish.loginUrl}`;
  if (!URL.canParse(text)) return { detail: `is no address: ${EXAMPLE}` };
  const url = new URL(text);
  if (ownLoginUrl && url.origin === new URL(ownLoginUrl).origin)
    return { loginUrl: ownLoginUrl, environment: 'custom' };
  if (url.protocol !== 'https:') return { detail: `has to begin with https://, ${EXAMPLE}` };
  if (url.username || url.password || url.port) return { detail: `holds a user or a port: leave them out, ${EXAMPLE}` };
  const host = url.hostname.replace(/\.$/, '');
  const lightning = /^(.+)\.lightning\.force\.com$/.exec(host)?.[1];
  if (lightning)
    return { detail: `is the address of Lightning pages: send https://${lightning}.my.salesforce.com instead` };
  if (!DOMAINS.some((domain) => host.endsWith(`.${domain}`)))
    return {
      detail: `is no address of Salesforce: ${EXAMPLE}. Another one has to be set as SALESFORCE_LOGIN_URL where the service is started`,
    };
  return { loginUrl: `https://${host}`, environment };
}

const EXAMPLE = 'for example https://yours.my.salesforce.com';

/** Whether an org that a log-in named may be asked: the same domains, or the operator's own address. */
export function isOrgAddress(instanceUrl: string, loginUrl: string): boolean {
  if (!URL.canParse(instanceUrl)) return false;
  const url = new URL(instanceUrl);
  if (url.origin === new URL(loginUrl).origin) return true;
  return url.protocol === 'https:' && !url.port && DOMAINS.some((domain) => url.hostname.endsWith(`.${domain}`));
}
