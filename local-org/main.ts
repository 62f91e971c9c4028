/**
 * Runs the local org until it is told to stop: `DEBRIEF_HOME` (`.debrief`), `LOCAL_ORG_PORT` (4080), `LOCAL_ORG_PUBSUB_PORT`
 * (4082), `LOCAL_ORG_CDC` (what a new org has selected for Change Data Capture: `Opportunity,OpportunityContactRole`),
 * `LOCAL_ORG_OAUTH_CALLBACK` (callback URLs of the External Client App Debrief, comma separated), `LOCAL_ORG_PACKAGES` (source
 * folders that the org reads and watches, comma separated; empty: none, everything is still to be deployed),
 * `LOCAL_ORG_VIEWER` (whom the pages show at first, by username or alias: paul).
 */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLocalOrg, type LocalOrg } from './src/server.ts';

const home = path.resolve(process.env.DEBRIEF_HOME ?? '.debrief');
const port = portOf('LOCAL_ORG_PORT', 4080);
const pubsubPort = portOf('LOCAL_ORG_PUBSUB_PORT', 4082);
const changeDataCapture = listOf(process.env.LOCAL_ORG_CDC ?? 'Opportunity,OpportunityContactRole');
const packages = process.env.LOCAL_ORG_PACKAGES;
const oauthCallbacks = listOf(process.env.LOCAL_ORG_OAUTH_CALLBACK ?? '');
for (const callback of oauthCallbacks)
  if (!URL.canParse(callback)) stop(`LOCAL_ORG_OAUTH_CALLBACK has "${callback}", which is no URL.`);

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function portOf(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  return stop(`${name} is "${process.env[name]}": it must be a port number, 0 to 65535.`);
}

const localOrg: LocalOrg = await createLocalOrg({
  home,
  port,
  pubsubPort,
  changeDataCapture,
  oauthCallbacks,
  ...(packages === undefined ? {} : { packageDirectories: listOf(packages).map((folder) => path.resolve(folder)) }),
  ...(process.env.LOCAL_ORG_VIEWER ? { viewer: process.env.LOCAL_ORG_VIEWER } : {}),
  logger: true,
}).catch((error: NodeJS.ErrnoException) =>
  stop(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what uses it, or set LOCAL_ORG_PORT to another port.`
      : `The local org could not start: ${error.message}`,
  ),
);

/** How to reach the org: `DEBRIEF_HOME/local-org.json`, readable by its owner alone. */
const file = path.join(home, 'local-org.json');
writeFileSync(
  file,
  `${JSON.stringify(
    {
      localOrgUrl: localOrg.url,
      organizationId: localOrg.org.organizationId,
      accessToken: localOrg.org.tokenFor('ines@sealight.example'),
      integrationToken: localOrg.org.tokenFor('integration@sealight.example'),
      clientId: localOrg.org.apps.debrief.consumerKey,
      integrationRefreshToken: localOrg.org.refreshTokenFor('integration@sealight.example'),
      ...(localOrg.pubsub
        ? { pubsubEndpoint: localOrg.pubsub.endpoint, pubsubCertificate: localOrg.pubsub.certificateFile }
        : {}),
      users: localOrg.org.users().map(({ Id: id, Username: username, Alias: alias }) => ({ id, username, alias })),
    },
    null,
    2,
  )}\n`,
  { mode: 0o600 },
);
chmodSync(file, 0o600);
console.log(`The local org answers at ${localOrg.url}`);

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (closing) return;
    closing = true;
    void localOrg.close().then(() => process.exit(0));
  });
