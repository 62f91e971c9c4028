/** Runs the local org until it is told to stop: `DEBRIEF_HOME` (`.debrief`), `LOCAL_ORG_PORT` (4080). */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLocalOrg, type LocalOrg } from './src/server.ts';

const home = path.resolve(process.env.DEBRIEF_HOME ?? '.debrief');
const port = Number(process.env.LOCAL_ORG_PORT ?? 4080);

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  stop(`LOCAL_ORG_PORT is "${process.env.LOCAL_ORG_PORT}": it must be a port number, 0 to 65535.`);

const localOrg: LocalOrg = await createLocalOrg({ home, port, logger: true }).catch((error: NodeJS.ErrnoException) =>
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
