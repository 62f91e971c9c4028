/** What an administrator does to get the product into an org, with the Salesforce CLI itself, into a local org without any package. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { build } from '../scripts/build.ts';
import { deploy } from '../scripts/deploy.ts';
import { makeVersions } from '../scripts/package.ts';
import { packagesOf, projectFile } from '../scripts/project.ts';
import { runSf, sfIn, sfJson, StepFailed } from '../scripts/sf.ts';
import { freePort } from './demo.ts';

const ALIAS = 'empty';
const root = path.resolve(import.meta.dirname, '..');
const home = mkdtempSync(path.join(tmpdir(), 'debrief-install-'));

let org: ChildProcess;
let url: string;
let token: string;
let port: number;

/** Over the same home each time, and with no package. */
async function startOrg(): Promise<void> {
  org = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local-org/main.ts'], {
    cwd: root,
    env: {
      ...process.env, DEBRIEF_HOME: path.join(home, 'org'), LOCAL_ORG_PORT: String(port), LOCAL_ORG_PUBSUB_PORT: '0',
      LOCAL_ORG_PACKAGES: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  }); // prettier-ignore
  // it says where it is once everything about it is written down
  await Promise.race([
    once(org.stdout as Readable, 'data'),
    once(org, 'exit').then(() => assert.fail('The local org ended.')),
  ]);
  const file = path.join(home, 'org', 'local-org.json');
  ({ accessToken: token } = JSON.parse(readFileSync(file, 'utf8')) as { accessToken: string });
}

async function stopOrg(): Promise<void> {
  org.kill('SIGTERM');
  if (org.exitCode === null) await once(org, 'exit');
}

async function rest(method: string, resource: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/services/data/v67.0${resource}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${resource} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

before(async () => {
  // the CLI of this test alone: no log-in of the machine's, no news, nothing sent anywhere
  const cliHome = path.join(home, 'cli');
  mkdirSync(cliHome);
  Object.assign(process.env, {
    HOME: cliHome, USERPROFILE: cliHome, SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true',
    SF_DISABLE_LOG_FILE: 'true', SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  }); // prettier-ignore
  for (const name of ['SF_TARGET_ORG', 'SF_TARGET_DEV_HUB', 'SF_ORG_METADATA_REST_DEPLOY']) delete process.env[name];
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  await startOrg();
  process.env['SF_ACCESS_TOKEN'] = token;
  const login = ['org', 'login', 'access-token', '--instance-url', url, '--alias', ALIAS, '--no-prompt'];
  const answer = await sfJson(runSf, login);
  delete process.env['SF_ACCESS_TOKEN'];
  assert.equal(answer.status, 0, answer.message);
});
after(async () => {
  await stopOrg();
  rmSync(home, { recursive: true, force: true });
});

test('npm run deploy installs both packages over SOAP, assigns what an administrator needs, and stores address and key', async () => {
  const log: string[] = [];
  await deploy(
    {
      targetOrg: ALIAS,
      syncUrl: 'http://127.0.0.1:4081',
      keys: [{ principal: 'Admin', key: 'dk_of_this_test' }],
      dryRun: false,
    },
    { sf: runSf, build, packages: packagesOf, log: (line) => log.push(line) },
  );
  assert.match(log.join('\n'), new RegExp(`Go on in the org: ${url}/lightning/n/Debrief_Setup`));
  const { records } = (await rest(
    'GET',
    `/query?q=${encodeURIComponent("SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE Assignee.Username = 'ines@sealight.example' AND PermissionSet.IsOwnedByProfile = false ORDER BY PermissionSet.Name")}`,
  )) as { records: { PermissionSet: { Name: string } }[] };
  assert.deepEqual(
    records.map((row) => row.PermissionSet.Name),
    ['Debrief_Admin', 'Debrief_Connect_Admin'],
  );
  const named = await rest('GET', '/named-credentials/named-credential-setup/Debrief_Sync');
  assert.equal((named as { calloutUrl: string }).calloutUrl, 'http://127.0.0.1:4081');
});

test('a record page of the deployed package answers, also after a restart of the org', async () => {
  const { id } = (await rest('POST', '/sobjects/Opportunity', {
    Name: 'Pilot',
    StageName: 'Prospecting',
    CloseDate: '2030-01-31',
  })) as { id: string };
  const opened = await sfJson(runSf, [
    'org',
    'open',
    '--target-org',
    ALIAS,
    '--path',
    `/lightning/r/Opportunity/${id}/view`,
    '--url-only',
  ]);
  const front = await fetch((opened.result as { url: string }).url, { redirect: 'manual' });
  const cookie = front.headers.get('set-cookie')?.split(';')[0] ?? '';
  const look = async () => {
    const page = await fetch(`${url}${front.headers.get('location') ?? ''}`, { headers: { cookie } });
    const code = /src="(\/web\/app\/[^"]+\/main\.js)"/.exec(await page.text())?.[1];
    assert.ok(page.status === 200 && code, 'the deployed components do not build');
    assert.equal((await fetch(`${url}${code}`)).status, 200);
    const layout = await fetch(`${url}/web/page?path=${encodeURIComponent(`/lightning/r/Opportunity/${id}/view`)}`, {
      headers: { cookie },
    });
    assert.match(await layout.text(), /c:opportunityConversations/);
  };
  await look();
  await stopOrg();
  await startOrg();
  await look();
});

test('over REST a package deploys again, and the CLI shows a component that the org refuses', async () => {
  process.env['SF_ORG_METADATA_REST_DEPLOY'] = 'true';
  const project = path.join(home, 'project');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  try {
    const again = await sfJson(runSf, [
      'project',
      'deploy',
      'start',
      '--source-dir',
      'force-app/connect',
      '--target-org',
      ALIAS,
    ]);
    assert.equal(again.status, 0, JSON.stringify(again.result));

    write(
      'sfdx-project.json',
      JSON.stringify({ packageDirectories: [{ path: 'own', default: true }], sourceApiVersion: '67.0' }),
    );
    write(
      'own/objects/Account/fields/Berth__c.field-meta.xml',
      `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Berth__c</fullName>
    <label>Berth</label>
    <type>Location</type>
    <scale>4</scale>
</CustomField>
`,
    );
    const refused = await sfIn(project)(['project', 'deploy', 'start', '--source-dir', 'own', '--target-org', ALIAS]);
    assert.equal(refused.code, 1);
    assert.match(refused.stdout + refused.stderr, /Account\.Berth__c[^]*does not implement fields of type[^]*Location/);
  } finally {
    delete process.env['SF_ORG_METADATA_REST_DEPLOY'];
  }
});

test('npm run package says that this org is no Dev Hub', async () => {
  await assert.rejects(
    makeVersions(
      { devHub: ALIAS, waitMinutes: '1' },
      { sf: runSf, build, project: projectFile, save: () => assert.fail(), log: () => undefined },
    ),
    (error) => error instanceof StepFailed && error.message === `${ALIAS} is not a Dev Hub.`,
  );
});
