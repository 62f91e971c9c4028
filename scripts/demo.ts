/** The demo: a local org and the sync service as two processes, sample records and sample conversations between them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSamples } from '../samples/load.ts';
import { playStory, sampleStates, type ConversationState } from '../samples/play.ts';
import { loadRecords } from '../samples/records.ts';

const root = path.resolve(import.meta.dirname, '..');

/** `DEBRIEF_HOME/demo.json`: how to reach both halves. The access token is the admin's. */
export interface DemoFile {
  localOrgUrl: string;
  accessToken: string;
  syncUrl: string;
  apiKey: string;
  /** Opens single conversations only, for reps. */
  repApiKey: string;
  tenant: string;
  /** The token that sample Aircall webhooks carry. */
  aircallToken: string;
  /** When the samples were first written (RFC 3339): their dates are shifted to the weeks before it. */
  samplesLoadedAt?: string;
  /** How many steps of the samples' story have been played: none is played again over the same home. */
  samplesPlayed?: number;
}

export interface DemoOptions {
  home: string;
  localOrgPort: number;
  syncPort: number;
  /** Port of the local org's Pub/Sub API; a free one by default. */
  pubsubPort?: number;
  /** The package and its users, without sample records. */
  empty: boolean;
  /** As `empty`, and the service is not connected and writes nothing: what an admin finds on the first day. */
  fresh?: boolean;
  log: (line: string) => void;
  /** Ends both processes, also while they are starting. */
  signal?: AbortSignal;
}

export interface Demo {
  file: DemoFile;
  /** Where each sample conversation stands; empty without samples. */
  conversations: ConversationState[];
  /** Resolves with a sentence when one of the two processes ends by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

class Service {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly exited: Promise<string>;

  constructor(name: string, entry: string, environment: Record<string, string>, signal?: AbortSignal) {
    this.name = name;
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
      ...(signal ? { signal } : {}),
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve(`${name} ended (${signal ?? `code ${code}`})`));
      this.#child.once('error', (error) => {
        if (error.name !== 'AbortError') resolve(`${name} could not be started: ${error.message}`);
      });
    });
  }

  /** Polls an address until it answers 2xx; throws when the process ends first. */
  async ready(url: string): Promise<void> {
    let gone: string | undefined;
    void this.exited.then((sentence) => (gone = sentence));
    for (;;) {
      if (gone) throw new Error(gone);
      const answer = await fetch(url).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.exited;
    clearTimeout(killer);
  }
}

/** Whatever answers on a taken port would be taken for ours. */
async function assertFree(port: number, variable: string): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    throw new Error(`Port ${port} is taken: stop what listens there, or set ${variable} to another port.`);
  }
  server.close();
  await once(server, 'close');
}

function readJson<T>(file: string): Partial<T> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<T>) : {};
}

/** Whole or not at all: a start may be cut off at any time. */
function writeJson(file: string, value: object): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { home, log, signal } = options;
  await assertFree(options.localOrgPort, 'LOCAL_ORG_PORT');
  await assertFree(options.syncPort, 'SYNC_PORT');
  if (options.pubsubPort) await assertFree(options.pubsubPort, 'LOCAL_ORG_PUBSUB_PORT');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const demoPath = path.join(home, 'demo.json');
  const before = readJson<DemoFile>(demoPath);
  const services: Service[] = [];
  const stop = async () => {
    for (const service of services.toReversed()) await service.stop();
  };

  try {
    const localOrgUrl = `http://127.0.0.1:${options.localOrgPort}`;
    const syncUrl = `http://127.0.0.1:${options.syncPort}`;
    const isEmpty = options.empty || options.fresh === true;
    const localOrg = new Service(
      'The local org',
      'local-org/main.ts',
      {
        DEBRIEF_HOME: home,
        LOCAL_ORG_PORT: String(options.localOrgPort),
        LOCAL_ORG_PUBSUB_PORT: String(options.pubsubPort ?? 0),
        // the first day is an admin's
        LOCAL_ORG_VIEWER: options.fresh ? 'ines' : 'paul',
        LOCAL_ORG_OAUTH_CALLBACK: `${syncUrl}/oauth/salesforce/callback`,
      },
      signal,
    );
    services.push(localOrg);
    log('Starting the local org (the first time it bundles the page engine, some ten seconds)');
    await localOrg.ready(`${localOrgUrl}/services/data`);
    // The first look at a page bundles its engine: let that look be ours.
    await localOrg.ready(`${localOrgUrl}/`);
    const org = readJson<{
      accessToken: string;
      integrationToken: string;
      pubsubEndpoint: string;
      pubsubCertificate: string;
      clientId: string;
    }>(path.join(home, 'local-org.json'));
    if (!org.accessToken || !org.integrationToken) throw new Error('The local org did not say its tokens.');

    const file: DemoFile = {
      localOrgUrl,
      accessToken: org.accessToken,
      syncUrl,
      apiKey: before.apiKey ?? `dk_${secret()}`,
      repApiKey: before.repApiKey ?? `dk_rep_${secret()}`,
      tenant: 'demo',
      aircallToken: before.aircallToken ?? secret(),
      ...(before.samplesLoadedAt ? { samplesLoadedAt: before.samplesLoadedAt } : {}),
      ...(before.samplesPlayed ? { samplesPlayed: before.samplesPlayed } : {}),
    };
    const save = () => writeJson(demoPath, file);
    save();
    await enterCredentials(file);

    const sync = new Service(
      'The sync service',
      'sync/main.ts',
      {
        DEBRIEF_HOME: home,
        SYNC_PORT: String(options.syncPort),
        SALESFORCE_INSTANCE_URL: options.fresh ? '' : localOrgUrl,
        SALESFORCE_ACCESS_TOKEN: options.fresh ? '' : org.integrationToken,
        SALESFORCE_REFRESH_TOKEN: '',
        SALESFORCE_CLIENT_ID: org.clientId ?? '',
        SALESFORCE_LOGIN_URL: localOrgUrl,
        DEBRIEF_PUBLIC_URL: syncUrl,
        SALESFORCE_PUBSUB_ENDPOINT: org.pubsubEndpoint ?? '',
        SALESFORCE_PUBSUB_CA: org.pubsubCertificate ?? '',
        DEBRIEF_TENANT: file.tenant,
        DEBRIEF_API_KEY: file.apiKey,
        DEBRIEF_REP_API_KEY: file.repApiKey,
        DEBRIEF_WRITING: options.fresh ? 'off' : 'on',
        // nobody counts the requests of an org on a desk
        DEBRIEF_BATCH_WAIT: process.env.DEBRIEF_BATCH_WAIT ?? '0',
        DEBRIEF_COUNTRY: 'FR',
        AIRCALL_WEBHOOK_TOKEN: file.aircallToken,
      },
      signal,
    );
    services.push(sync);
    log('Starting the sync service');
    await sync.ready(`${file.syncUrl}/readyz`);

    if (!isEmpty) await playSamples(file, save, log);
    const conversations = isEmpty ? [] : await sampleStates(file);
    const ended = Promise.race(services.map((service) => service.exited));
    return { file, conversations, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const CREDENTIALS = '/services/data/v67.0/named-credentials';

/**
 * What an admin enters in Setup, through the API that Salesforce has for it: the address of the service, and its keys.
 * https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_named_credential.htm
 */
async function enterCredentials({ localOrgUrl, accessToken, syncUrl, apiKey, repApiKey }: DemoFile): Promise<void> {
  const ask = async (method: string, address: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${localOrgUrl}${CREDENTIALS}${address}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The org does not take the address and keys of the service: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const setup = '/named-credential-setup/Debrief_Sync';
  await ask('PUT', setup, { ...(await ask('GET', setup)), calloutUrl: syncUrl });
  for (const [principalName, value] of [
    ['Admin', apiKey],
    ['Rep', repApiKey],
  ] as const)
    await ask('PUT', '/credential', {
      ...{ externalCredential: 'Debrief_Sync_Key', principalType: 'NamedPrincipal', principalName },
      authenticationProtocol: 'Custom',
      credentials: { ApiKey: { value, encrypted: true } },
    });
}

/** Writes the sample records and plays the story, as far as an earlier start has not. */
async function playSamples(file: DemoFile, save: () => void, log: DemoOptions['log']): Promise<void> {
  file.samplesLoadedAt ??= new Date().toISOString();
  save();
  const samples = readSamples(new Date(file.samplesLoadedAt));
  const played = file.samplesPlayed ?? 0;
  if (played >= samples.story.length) return;
  log('Writing the sample records through the org’s REST API');
  const ids = await loadRecords(file, samples.records);
  log(`Playing ${samples.conversations.length} sample conversations through the service’s own endpoints, oldest first`);
  await playStory({
    at: file,
    samples,
    ids,
    played,
    onPlayed: (steps) => {
      file.samplesPlayed = steps;
      save();
    },
  });
}
