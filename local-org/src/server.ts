/** The local org put together: records, REST API, UI API and pages in one HTTP server. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { checkBundles } from '../web/check-bundles.ts';
import { registerWeb } from '../web/server.ts';
import { CALLOUT_TIMEOUT_MS, Callouts } from './credentials/callout.ts';
import { credentialKeyIn } from './credentials/key.ts';
import { registerCredentials } from './credentials/routes.ts';
import { CredentialStore } from './credentials/store.ts';
import { openOrg } from './data/org.ts';
import type { Org } from './data/types.ts';
import { registerDeploy } from './deploy/routes.ts';
import { certificateIn } from './events/certificate.ts';
import { startPubSub, type PubSubServer } from './events/pubsub.ts';
import { registerEvents } from './events/routes.ts';
import { Flows } from './flow/flows.ts';
import { registerFlowActions } from './flow/routes.ts';
import { registerNotifications } from './notifications/routes.ts';
import { registerRest } from './rest/index.ts';
import { registerSetupPages } from './setup-pages/routes.ts';
import { registerUiApi } from './uiapi/index.ts';

export interface LocalOrgOptions {
  /** Where the records are kept: `<home>/org.sqlite`. `:memory:` keeps them no longer than the server runs. */
  home: string;
  /** 0 takes a free one. */
  port: number;
  /**
   * Source-format folders of the packages, which are watched; by default this repository's `force-app/main`, and
   * `force-app/connect` where it exists. None: an org that everything is still to be deployed into.
   */
  packageDirectories?: string[];
  dailyApiRequests?: number;
  /** Port of Pub/Sub API; 0 takes a free one. Without one there is no Pub/Sub API. */
  pubsubPort?: number;
  /** What a new org has selected for Change Data Capture. */
  changeDataCapture?: string[];
  /** Callback URLs of the External Client App Debrief: a log-in leads to one of these alone. */
  oauthCallbacks?: string[];
  /** How long a Flow waits for a service; as long as Salesforce does by default. */
  calloutTimeoutMs?: number;
  /** Whether to serve the pages; on by default. */
  pages?: boolean;
  /** Whom the pages show to whoever has chosen nobody, by username or alias. */
  viewer?: string;
  logger?: boolean;
}

export interface LocalOrg {
  app: FastifyInstance;
  org: Org;
  url: string;
  /** Pub/Sub API: `localhost:<port>`, and the certificate that its clients trust. */
  pubsub?: { endpoint: string; certificate: string; certificateFile?: string; topics: () => string[] };
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

const ownPackages = (): string[] =>
  ['main', 'connect']
    .map((name) => path.resolve(import.meta.dirname, '../../force-app', name))
    .filter((folder) => existsSync(folder));

/** Starts the local org on 127.0.0.1. Throws where the package's metadata or the port is not usable. */
export async function createLocalOrg(options: LocalOrgOptions): Promise<LocalOrg> {
  const { home } = options;
  if (home !== ':memory:') mkdirSync(home, { recursive: true, mode: 0o700 });
  const org = openOrg({
    file: home === ':memory:' ? home : path.join(home, 'org.sqlite'),
    // records brought in from elsewhere keep their dates, as where an admin has switched this on in Setup
    auditFields: true,
    packageDirectories: options.packageDirectories ?? ownPackages(),
    ...(home === ':memory:' ? {} : { deployFolder: path.join(home, 'deployed') }),
    ...(options.dailyApiRequests === undefined ? {} : { dailyApiRequests: options.dailyApiRequests }),
    ...(options.changeDataCapture === undefined ? {} : { changeDataCapture: options.changeDataCapture }),
    ...(options.oauthCallbacks === undefined ? {} : { oauthCallbacks: options.oauthCallbacks }),
  });
  const app = fastify({
    logger: options.logger === true ? { level: 'warn' } : false,
    // an instance address that ends in a slash makes clients ask for //services
    rewriteUrl: (request) => (request.url ?? '/').replace(/^\/{2,}/, '/'),
    http: { maxHeaderSize: 64 * 1024 },
    forceCloseConnections: true,
  });
  let pubsub: PubSubServer | undefined;
  try {
    const credentials = new CredentialStore(org, credentialKeyIn(home));
    const flows = new Flows(org, new Callouts(org, credentials, options.calloutTimeoutMs ?? CALLOUT_TIMEOUT_MS));
    registerRest(app, org);
    registerFlowActions(app, org, flows);
    registerCredentials(app, org, credentials);
    registerEvents(app, org, () => pubsub);
    registerUiApi(app, org);
    registerNotifications(app, org);
    registerDeploy(app, org, checkBundles);
    if (options.pages !== false) {
      registerWeb(app, org, flows, options.viewer === undefined ? {} : { viewer: options.viewer });
      registerSetupPages(app, org);
    }
    const url = await app.listen({ host: HOST, port: options.port });
    const certificate = options.pubsubPort === undefined ? undefined : await certificateIn(home);
    if (certificate && options.pubsubPort !== undefined)
      pubsub = await startPubSub(org, { port: options.pubsubPort, certificate });
    return {
      app,
      org,
      url,
      ...(pubsub && certificate
        ? {
            pubsub: {
              endpoint: `localhost:${pubsub.port}`,
              certificate: certificate.cert,
              topics: pubsub.topics,
              ...(certificate.file ? { certificateFile: certificate.file } : {}),
            },
          }
        : {}),
      async close() {
        await pubsub?.close();
        await app.close();
        org.close();
      },
    };
  } catch (error) {
    await pubsub?.close();
    await app.close();
    org.close();
    throw error;
  }
}
