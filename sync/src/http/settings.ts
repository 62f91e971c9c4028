/** The environment, read once and checked wholly before anything starts. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { providerSources, webhookProviders } from '../intake/providers.ts';
import { batchingFor, type Batching } from '../jobs/batch/batching.ts';
import type { Connecting } from '../jobs/connection/connecting.ts';
import { parseSecretKeys } from '../jobs/connection/secret-keys.ts';
import type { Tenant } from '../jobs/tenant.ts';
import { google, microsoft, type MailProviders } from '../jobs/mailboxes/providers.ts';
import { readAiEndpoint, type AiEndpoint } from '../jobs/workflows/ai/endpoint.ts';
import { PUBSUB_ENDPOINT } from '../org/changes/pubsub.ts';
import type { OrgCredentials } from '../org/credentials.ts';
import { DEFAULT_SETTINGS, type TenantSettings } from '../plan/settings.ts';

export interface Settings {
  port: number;
  folder: string;
  databaseUrl?: string;
  tenant: Tenant;
  apiKeys: string[];
  /** Good for what reps ask for on the page of a conversation. */
  repApiKeys: string[];
  batching: Batching;
  connecting: ConnectingSettings;
  mailProviders: MailProviders;
  /** Hosts that a Slack webhook may be at; absent: Slack's own. */
  slackHosts?: string[];
  /** The language model that workflows read conversations with. */
  ai?: AiEndpoint;
}

/** What is known of connecting an org before the service has a port and a store. */
export interface ConnectingSettings extends Omit<Connecting, 'publicUrl'> {
  /** Absent: the service's own address. */
  publicUrl?: string;
}

/** An admin waits before the page of the log-in. */
const LOGIN_TIMEOUT_MS = 30_000;

type Environment = Record<string, string | undefined>;

/** Throws all that is missing or wrong at once, a line each. Values of secrets are never in it. */
export function readSettings(environment: Environment): Settings {
  const faults: string[] = [];
  const read = (name: string) => environment[name]?.trim() || undefined;

  const portText = read('SYNC_PORT') ?? '4081';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) faults.push('SYNC_PORT must be a port number, 0 to 65535.');

  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    faults.push('DATABASE_URL must begin with postgres:// or postgresql://; leave it out for the embedded store.');

  const name = read('DEBRIEF_TENANT') ?? 'demo';
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    faults.push('DEBRIEF_TENANT must be small letters, digits and hyphens, at most 63.');

  const readKeys = (variable: string): string[] => {
    const keys = (read(variable) ?? '')
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean);
    if (keys.some((key) => /\s/.test(key))) faults.push(`${variable} holds a key with a space in it.`);
    return keys;
  };
  const apiKeys = readKeys('DEBRIEF_API_KEY');
  if (apiKeys.length === 0) faults.push('DEBRIEF_API_KEY is missing: one or more keys, separated by commas.');
  const repApiKeys = readKeys('DEBRIEF_REP_API_KEY');
  if (repApiKeys.some((key) => apiKeys.includes(key)))
    faults.push('DEBRIEF_REP_API_KEY holds a key of DEBRIEF_API_KEY: reps would be admins with it.');

  const writing = read('DEBRIEF_WRITING') ?? 'off';
  if (writing !== 'off' && writing !== 'suggest' && writing !== 'on')
    faults.push('DEBRIEF_WRITING must be off, suggest or on.');

  const wait = read('DEBRIEF_BATCH_WAIT') ?? '60';
  if (!/^\d+$/.test(wait) || Number(wait) > 60)
    faults.push('DEBRIEF_BATCH_WAIT must be seconds, 0 to 60: how long a conversation may wait for others.');

  const country = (read('DEBRIEF_COUNTRY') ?? 'US').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) faults.push('DEBRIEF_COUNTRY must be a country’s two letters, for example FR.');

  for (const { access } of providerSources.values())
    for (const variable of access.optional) {
      const address = read(variable);
      if (address && !isWebAddress(address)) faults.push(`${variable} must be an https:// or http:// address.`);
    }

  const slackHosts = read('DEBRIEF_SLACK_HOSTS')
    ?.split(',')
    .map((host) => host.trim())
    .filter(Boolean);
  if (slackHosts?.some((host) => !/^[\w.-]+(:\d{1,5})?$/.test(host)))
    faults.push('DEBRIEF_SLACK_HOSTS must be hosts, separated by commas; leave it out for hooks.slack.com.');

  const ai = readAiEndpoint(read, faults);
  const credentials = readCredentials(read, faults);
  const connecting = readConnecting(read, credentials !== undefined, faults);
  const mailProviders = readMailProviders(read, faults);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return {
    port,
    folder: path.resolve(read('DEBRIEF_HOME') ?? '.debrief', 'sync'),
    ...(databaseUrl ? { databaseUrl } : {}),
    ...{ apiKeys, repApiKeys, connecting, mailProviders },
    ...(slackHosts ? { slackHosts } : {}),
    ...(ai ? { ai } : {}),
    batching: batchingFor(Number(wait)),
    tenant: {
      name,
      settings: {
        ...DEFAULT_SETTINGS,
        writing: writing as TenantSettings['writing'],
        match: { ...DEFAULT_SETTINGS.match, defaultCountry: country },
      },
      ...(credentials ? { credentials } : {}),
      webhookSecrets: Object.fromEntries(
        [...webhookProviders.values()].map(({ name, secretName }) => [name, read(secretName)]),
      ),
      sourceAccess: Object.fromEntries(
        [...providerSources.values()].map(({ name, access: { needed, optional } }) => [
          name,
          Object.fromEntries([...needed, ...optional].map((variable) => [variable, read(variable)])),
        ]),
      ),
    },
  };
}

type Read = (name: string) => string | undefined;

/** Undefined where nothing of it is there: then an admin connects an org on the Debrief set-up page. */
function readCredentials(read: Read, faults: string[]): OrgCredentials | undefined {
  const instanceUrl = read('SALESFORCE_INSTANCE_URL') ?? '';
  const accessToken = read('SALESFORCE_ACCESS_TOKEN');
  const refreshToken = read('SALESFORCE_REFRESH_TOKEN');
  if (!instanceUrl && !accessToken && !refreshToken) return undefined;
  if (!instanceUrl) faults.push('SALESFORCE_INSTANCE_URL is missing, for example https://yours.my.salesforce.com.');
  else if (!isWebAddress(instanceUrl)) faults.push('SALESFORCE_INSTANCE_URL must be an https:// or http:// address.');
  const loginUrl = read('SALESFORCE_LOGIN_URL');
  if (loginUrl && !isWebAddress(loginUrl)) faults.push('SALESFORCE_LOGIN_URL must be an https:// or http:// address.');
  const clientId = read('SALESFORCE_CLIENT_ID');
  const clientSecret = read('SALESFORCE_CLIENT_SECRET');
  if (!accessToken && !refreshToken)
    faults.push(
      'SALESFORCE_ACCESS_TOKEN is missing; or give SALESFORCE_REFRESH_TOKEN with SALESFORCE_CLIENT_ID and SALESFORCE_LOGIN_URL.',
    );
  if (refreshToken && !(clientId && loginUrl))
    faults.push('SALESFORCE_REFRESH_TOKEN needs SALESFORCE_CLIENT_ID and SALESFORCE_LOGIN_URL beside it.');
  return {
    instanceUrl: instanceUrl.replace(/\/+$/, ''),
    ...(accessToken ? { accessToken } : {}),
    ...(refreshToken ? { refreshToken } : {}),
    ...(loginUrl ? { loginUrl } : {}),
    ...(clientId ? { clientId } : {}),
    ...(clientSecret ? { clientSecret } : {}),
    ...readPubsub(read, instanceUrl, faults),
  };
}

/** Salesforce lets a code go to `https:` only, and to this machine: so does the service. */
function readAddress(read: Read, variable: string, faults: string[]): string | undefined {
  const address = read(variable);
  if (address && !isSafeAddress(address))
    faults.push(`${variable} must be an https:// address without a path; http:// only for 127.0.0.1 or localhost.`);
  return address?.replace(/\/+$/, '');
}

function readConnecting(read: Read, hasCredentials: boolean, faults: string[]): ConnectingSettings {
  const addressOf = (variable: string) => readAddress(read, variable, faults);
  // nobody is sent there while the environment says how the org is reached
  const loginUrl = hasCredentials ? undefined : addressOf('SALESFORCE_LOGIN_URL');
  const publicUrl = addressOf('DEBRIEF_PUBLIC_URL');
  const clientId = read('SALESFORCE_CLIENT_ID');
  const clientSecret = read('SALESFORCE_CLIENT_SECRET');
  const keys = read('DEBRIEF_SECRET_KEYS');
  let secretKeys: ConnectingSettings['keys'];
  try {
    secretKeys = keys === undefined ? undefined : parseSecretKeys(keys);
  } catch (error) {
    faults.push((error as Error).message);
  }
  return {
    ...(clientId ? { client: { clientId, ...(clientSecret ? { clientSecret } : {}) } } : {}),
    ...(loginUrl ? { loginUrl } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    ...(secretKeys ? { keys: secretKeys } : {}),
    ...readPubsub(read, '', []),
    timeoutMs: LOGIN_TIMEOUT_MS,
  };
}

/** Mailboxes are let in by apps of the customer's own at Google and Microsoft; without one of them nobody can connect there. */
function readMailProviders(read: Read, faults: string[]): MailProviders {
  const addressOf = (variable: string) => readAddress(read, variable, faults);
  const appOf = (name: string) => {
    const [id, secret] = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`];
    const [clientId, clientSecret] = [read(id), read(secret)];
    if (clientId && clientSecret) return { clientId, clientSecret };
    if (clientId || clientSecret) faults.push(`${id} and ${secret} are needed both, or neither.`);
    return undefined;
  };
  const directory = read('MICROSOFT_TENANT');
  if (directory && !/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(directory))
    faults.push('MICROSOFT_TENANT must be organizations, common, or the id or domain of one directory.');
  const [forGoogle, forMicrosoft] = [appOf('GOOGLE'), appOf('MICROSOFT')];
  const [apiUrl, oauthUrl] = [addressOf('GOOGLE_API_URL'), addressOf('GOOGLE_OAUTH_URL')];
  const [graphUrl, loginUrl] = [addressOf('MICROSOFT_GRAPH_URL'), addressOf('MICROSOFT_LOGIN_URL')];
  return {
    ...(forGoogle
      ? { google: google(forGoogle, { ...(apiUrl ? { apiUrl } : {}), ...(oauthUrl ? { oauthUrl } : {}) }) }
      : {}),
    ...(forMicrosoft
      ? {
          microsoft: microsoft(forMicrosoft, {
            ...(graphUrl ? { apiUrl: graphUrl } : {}),
            ...(loginUrl ? { loginUrl } : {}),
            ...(directory ? { directory } : {}),
          }),
        }
      : {}),
  };
}

/** Salesforce's own event bus, for Salesforce's own orgs; another one where its address is given. */
function readPubsub(read: Read, instanceUrl: string, faults: string[]): Pick<OrgCredentials, 'pubsub'> {
  const address = read('SALESFORCE_PUBSUB_ENDPOINT') ?? (/^https:/.test(instanceUrl) ? PUBSUB_ENDPOINT : undefined);
  const file = read('SALESFORCE_PUBSUB_CA');
  if (!address) return {};
  if (!/^[\w.-]+:\d{1,5}$/.test(address))
    faults.push('SALESFORCE_PUBSUB_ENDPOINT must be a host and a port, for example api.pubsub.salesforce.com:7443.');
  try {
    return { pubsub: { address, ...(file ? { ca: readFileSync(file, 'utf8') } : {}) } };
  } catch {
    faults.push('SALESFORCE_PUBSUB_CA must be the path of a certificate (PEM) that can be read.');
    return {};
  }
}

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username } = new URL(text);
  if (pathname !== '/' || search || hash || username) return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname));
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
