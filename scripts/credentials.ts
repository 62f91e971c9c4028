/**
 * The Named Credential's address and the keys of its principals, set through Connect REST API by the Salesforce CLI.
 * https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_setup_named_credential.htm
 * https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_named_credentials.htm
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepFailed, type RunSf, type SfOutput } from './sf.ts';

const NAMED = 'Debrief_Sync';
const EXTERNAL = 'Debrief_Sync_Key';
const ROOT = '/services/data/v67.0/named-credentials';
/** Names that can't exist end so: the address that the metadata comes with is one of these. RFC 2606. */
const PLACEHOLDER = /\.invalid\/?$/;

export type Principal = 'Admin' | 'Rep';

interface NamedCredential {
  developerName: string;
  masterLabel: string;
  type: string;
  calloutUrl?: string;
  calloutOptions: unknown;
  customHeaders?: unknown[];
  externalCredentials?: { developerName: string }[];
}

interface Credential {
  authenticationStatus?: string;
}

export class Credentials {
  readonly #sf: RunSf;
  readonly #targetOrg: string;

  constructor(sf: RunSf, targetOrg: string) {
    this.#sf = sf;
    this.#targetOrg = targetOrg;
  }

  /** The address that an administrator has set; undefined where there is none yet. */
  async url(): Promise<string | undefined> {
    const { calloutUrl } = (await this.#get<NamedCredential>(`/named-credential-setup/${NAMED}`)) ?? {};
    return calloutUrl && !PLACEHOLDER.test(calloutUrl) ? calloutUrl : undefined;
  }

  async setUrl(calloutUrl: string): Promise<void> {
    const known = await this.#get<NamedCredential>(`/named-credential-setup/${NAMED}`);
    if (!known) throw refused(`There is no Named Credential ${NAMED} to set the address of`);
    const { developerName, masterLabel, type, calloutOptions, customHeaders = [], externalCredentials = [] } = known;
    await this.#send('PUT', `/named-credential-setup/${NAMED}`, {
      developerName,
      masterLabel,
      type,
      calloutUrl,
      calloutOptions,
      customHeaders,
      externalCredentials: externalCredentials.map((each) => ({ developerName: each.developerName })),
    });
  }

  async hasKey(principal: Principal): Promise<boolean> {
    const known = await this.#get<Credential>(credentialOf(principal));
    return known?.authenticationStatus === 'Configured';
  }

  async setKey(principal: Principal, key: string): Promise<void> {
    await this.#send((await this.hasKey(principal)) ? 'PUT' : 'POST', '/credential', {
      authenticationProtocol: 'Custom',
      externalCredential: EXTERNAL,
      principalType: 'NamedPrincipal',
      principalName: principal,
      credentials: { ApiKey: { value: key, encrypted: true } },
    });
  }

  /** Undefined where there is no such thing. */
  async #get<T>(resource: string): Promise<T | undefined> {
    const { code, stdout } = await this.#call('GET', resource);
    if (code === 0) return JSON.parse(stdout) as T;
    if (/NOT_FOUND|INVALID_ID|ITEM_NOT_FOUND/.test(stdout)) return undefined;
    throw refused(`The org did not say what ${resource.split('?')[0]} is: ${reason(stdout)}`);
  }

  async #send(method: string, resource: string, body: object): Promise<void> {
    const { code, stdout } = await this.#call(method, resource, JSON.stringify(body));
    if (code !== 0) throw refused(`The org did not take ${resource}: ${reason(stdout)}`);
  }

  /** A body goes by a file of its owner's alone, gone at once: the CLI waits ten milliseconds for standard input. */
  async #call(method: string, resource: string, body?: string): Promise<SfOutput> {
    const args = ['api', 'request', 'rest', `${ROOT}${resource}`, '--method', method, '--target-org', this.#targetOrg];
    if (body === undefined) return this.#sf(args);
    const folder = mkdtempSync(path.join(tmpdir(), 'debrief-'));
    try {
      const file = path.join(folder, 'body.json');
      writeFileSync(file, body, { mode: 0o600 });
      return await this.#sf([...args, '--body', `@${file}`, '--header', 'Content-Type:application/json']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function credentialOf(principal: Principal): string {
  const query = new URLSearchParams({
    externalCredential: EXTERNAL,
    principalType: 'NamedPrincipal',
    principalName: principal,
  });
  return `/credential?${query.toString()}`;
}

/** The error's own words: the whole answer could hold what was sent. */
function reason(stdout: string): string {
  try {
    const [first] = JSON.parse(stdout) as { errorCode?: string; message?: string }[];
    return `${first?.errorCode ?? 'error'}: ${first?.message ?? ''}`.trim();
  } catch {
    return 'no reason given';
  }
}

function refused(message: string): StepFailed {
  return new StepFailed(
    message,
    `Set it by hand: Setup → Named Credentials (needs Manage Named Credentials), or mend what is said and run the command again.`,
  );
}
