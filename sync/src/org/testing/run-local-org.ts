/** For tests: an org of its own in a child process, because the service never imports the local org. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RunningOrg {
  url: string;
  adminToken: string;
  integrationToken: string;
  integrationRefreshToken: string;
  /** Consumer key of the External Client App Debrief. */
  clientId: string;
  /** Pub/Sub API: where it is, and the file of the certificate to trust. */
  pubsub: { endpoint: string; certificateFile: string };
  /** User Ids by alias. */
  users: Record<string, string>;
  /** Creates a record as the admin, and says its Id. */
  create: (object: string, record: Record<string, unknown>) => Promise<string>;
  query: (soql: string) => Promise<Record<string, unknown>[]>;
  update: (object: string, id: string, record: Record<string, unknown>) => Promise<void>;
  delete: (object: string, id: string) => Promise<void>;
  /** The local org's own switches: `/local-org/…`. */
  provoke: (method: string, path: string, body?: unknown) => Promise<unknown>;
  stop: () => Promise<void>;
}

const MAIN = path.resolve(import.meta.dirname, '../../../../local-org/main.ts');

export async function runLocalOrg(environment: Record<string, string> = {}): Promise<RunningOrg> {
  const home = await mkdtemp(path.join(tmpdir(), 'debrief-org-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: { ...process.env, DEBRIEF_HOME: home, LOCAL_ORG_PORT: '0', LOCAL_ORG_PUBSUB_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('The local org answers at')) resolve();
    });
    child.once('exit', () => reject(new Error(`The local org did not start: ${said}`)));
  });
  const about = JSON.parse(await readFile(path.join(home, 'local-org.json'), 'utf8')) as {
    localOrgUrl: string;
    accessToken: string;
    integrationToken: string;
    integrationRefreshToken: string;
    clientId: string;
    pubsubEndpoint: string;
    pubsubCertificate: string;
    users: { id: string; alias: string }[];
  };
  const send = async (method: string, at: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(about.localOrgUrl + at, {
      method,
      headers: { authorization: `Bearer ${about.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  const call = (method: string, at: string, body?: unknown) => send(method, `/services/data/v67.0${at}`, body);
  return {
    url: about.localOrgUrl,
    adminToken: about.accessToken,
    integrationToken: about.integrationToken,
    integrationRefreshToken: about.integrationRefreshToken,
    clientId: about.clientId,
    pubsub: { endpoint: about.pubsubEndpoint, certificateFile: about.pubsubCertificate },
    users: Object.fromEntries(about.users.map(({ id, alias }) => [alias, id])),
    create: async (object, record) => ((await call('POST', `/sobjects/${object}`, record)) as { id: string }).id,
    query: async (soql) =>
      ((await call('GET', `/query?q=${encodeURIComponent(soql)}`)) as { records: Record<string, unknown>[] }).records,
    update: async (object, id, record) => void (await call('PATCH', `/sobjects/${object}/${id}`, record)),
    delete: async (object, id) => void (await call('DELETE', `/sobjects/${object}/${id}`)),
    provoke: (method, at, body) => send(method, `/local-org/${at}`, body),
    stop: async () => {
      child.removeAllListeners('exit');
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}
