import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, test } from 'node:test';
import { deploy, optionsFrom, type DeployOptions } from './deploy.ts';
import { packagesOf } from './project.ts';
import { StepFailed } from './sf.ts';
import { FakeSf } from './testSf.ts';

const OPTIONS: DeployOptions = { targetOrg: 'acme', keys: [], dryRun: false };
const NAMED = 'api request rest /services/data/v67.0/named-credentials/named-credential-setup/Debrief_Sync';
const CREDENTIAL = 'api request rest /services/data/v67.0/named-credentials/credential';
const built = { written: [], removed: [], unchanged: 3, problems: [] };

let sf: FakeSf;
let log: string[];

const named = (calloutUrl: string) => ({
  stdout: JSON.stringify({
    developerName: 'Debrief_Sync',
    masterLabel: 'Debrief Sync',
    type: 'SecuredEndpoint',
    calloutUrl,
    calloutOptions: { generateAuthorizationHeader: false },
    externalCredentials: [{ developerName: 'Debrief_Sync_Key', masterLabel: 'Debrief Sync Key' }],
  }),
});
const run = (options: Partial<DeployOptions> = {}, problems: { file: string; line: number; message: string }[] = []) =>
  deploy(
    { ...OPTIONS, ...options },
    { sf: sf.run, build: () => ({ ...built, problems }), packages: packagesOf, log: (line) => log.push(line) },
  );
const failsWith = (message: RegExp, mend: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StepFailed);
  assert.match(error.message, message);
  assert.match(error.mend, mend);
  return true;
};

beforeEach(() => {
  log = [];
  sf = new FakeSf()
    .answers('org display', {
      status: 0,
      result: { username: 'ines@acme.example', instanceUrl: 'https://acme.example/', connectedStatus: 'Connected' },
    })
    .answers('project deploy start', { status: 0, result: { success: true, numberComponentsTotal: 7 } })
    .answers('org assign permset', { status: 0, result: { successes: [], failures: [] } })
    .prints(NAMED, named('https://placeholder.invalid'))
    .prints(CREDENTIAL, { stdout: JSON.stringify({ authenticationStatus: 'NotConfigured' }) });
});

describe('npm run deploy', () => {
  test('deploys the packages in order, assigns both permission sets, and says where to go on and what is left', async () => {
    await run();
    assert.deepEqual(sf.lines('project'), [
      'project deploy start --source-dir force-app/main --target-org acme --wait 60 --json',
      'project deploy start --source-dir force-app/connect --target-org acme --wait 60 --json',
    ]);
    assert.deepEqual(sf.lines('org assign'), [
      'org assign permset --name Debrief_Admin --name Debrief_Connect_Admin --target-org acme --json',
    ]);
    const said = log.join('\n');
    assert.match(said, /https:\/\/acme\.example\/lightning\/n\/Debrief_Setup/);
    assert.match(said, /--sync-url <URL>[^]*--admin-key-file <file>[^]*--rep-key-file <file>/);
  });

  test('stores address and keys; no key is on a command line or in what is printed', async () => {
    const keys: DeployOptions['keys'] = [
      { principal: 'Admin', key: 'dk_admin' },
      { principal: 'Rep', key: 'dk_rep' },
    ];
    sf.prints(`${CREDENTIAL}?externalCredential=Debrief_Sync_Key&principalType=NamedPrincipal&principalName=Rep`, {
      stdout: JSON.stringify({ authenticationStatus: 'Configured' }),
    });
    await run({ syncUrl: 'https://debrief.example', keys });
    const sent = sf.ran.filter(({ body }) => body !== undefined);
    assert.deepEqual(
      sent.map(({ args }) => args[args.indexOf('--method') + 1]),
      ['PUT', 'POST', 'PUT'],
    );
    assert.deepEqual(JSON.parse(sent[0]?.body ?? ''), {
      developerName: 'Debrief_Sync',
      masterLabel: 'Debrief Sync',
      type: 'SecuredEndpoint',
      calloutUrl: 'https://debrief.example',
      calloutOptions: { generateAuthorizationHeader: false },
      customHeaders: [],
      externalCredentials: [{ developerName: 'Debrief_Sync_Key' }],
    });
    assert.deepEqual(JSON.parse(sent[1]?.body ?? ''), {
      authenticationProtocol: 'Custom',
      externalCredential: 'Debrief_Sync_Key',
      principalType: 'NamedPrincipal',
      principalName: 'Admin',
      credentials: { ApiKey: { value: 'dk_admin', encrypted: true } },
    });
    assert.doesNotMatch(`${sf.lines().join('\n')}\n${log.join('\n')}`, /dk_admin|dk_rep/);
  });

  test('keeps the address that an administrator has set, which the metadata would take back', async () => {
    sf.prints(NAMED, named('https://debrief.acme.example'));
    await run();
    const [sent] = sf.ran.filter(({ body }) => body !== undefined);
    assert.match(sent?.body ?? '', /"calloutUrl":"https:\/\/debrief\.acme\.example"/);
  });

  test('with --dry-run validates both packages together and changes nothing', async () => {
    await run({ dryRun: true, syncUrl: 'https://debrief.example', keys: [{ principal: 'Admin', key: 'dk' }] });
    assert.deepEqual(sf.lines().slice(1), [
      'project deploy start --source-dir force-app/main --source-dir force-app/connect --target-org acme --wait 60 --dry-run --json',
    ]);
  });

  test('runs again over an org that has everything', async () => {
    sf.answers('org assign permset', {
      status: 1,
      result: {
        successes: [],
        failures: [{ name: 'ines', message: 'Duplicate PermissionSetAssignment. Assignee: 005' }],
      },
    });
    await run();
    assert.ok(log.some((line) => /are assigned to you/.test(line)));
  });
});

describe('A step that fails says how to mend it', () => {
  test('an org that the CLI does not know, and a log-in that has ended', async () => {
    sf.answers('org display', {
      status: 2,
      message: 'Parsing --target-org \n\tNo authorization information found for acme.\nSee more help with --help',
    });
    await assert.rejects(
      run(),
      failsWith(/can't use acme: No authorization information found for acme\.$/, /sf org login web --alias acme/),
    );
    sf.answers('org display', {
      status: 0,
      result: { username: 'i', instanceUrl: 'https://a', connectedStatus: 'RefreshTokenAuthError' },
    });
    await assert.rejects(run(), failsWith(/no longer works: RefreshTokenAuthError/, /sf org login web/));
    assert.deepEqual(sf.lines('project'), []);
  });

  test('components that do not build, before the org is asked for anything', async () => {
    await assert.rejects(
      run({}, [{ file: 'a.ts', line: 3, message: 'bad' }]),
      failsWith(/a\.ts:3 {2}bad/, /Mend the files/),
    );
    assert.deepEqual(sf.lines(), []);
  });

  test('components that the org refuses, each by name, and what the org may lack', async () => {
    const failure = {
      componentType: 'Translations',
      fullName: 'fr',
      fileName: 'translations/fr.translation',
      lineNumber: 4,
      problem: 'Not available',
    };
    sf.answers('project deploy start', {
      status: 1,
      result: { success: false, details: { componentFailures: [failure] } },
    });
    await assert.rejects(
      run(),
      failsWith(/Translations fr \(translations\/fr\.translation:4\): Not available/, /Translation Language Settings/),
    );
    assert.deepEqual(sf.lines('org assign'), []);
  });

  test('a permission set that can’t be assigned, and a credential that the org does not take, without what was sent', async () => {
    sf.answers('org assign permset', { status: 1, result: { failures: [{ name: 'i', message: 'No access' }] } });
    await assert.rejects(run(), failsWith(/could not be assigned: No access/, /Manage Assignments/));
    sf.answers('org assign permset', { status: 0, result: {} });
    sf.prints(`${CREDENTIAL} --method POST`, {
      code: 1,
      stdout: JSON.stringify([{ errorCode: 'FORBIDDEN', message: 'no', sent: 'dk_admin' }]),
    });
    await assert.rejects(run({ keys: [{ principal: 'Admin', key: 'dk_admin' }] }), (error) => {
      failsWith(/did not take \/credential: FORBIDDEN: no$/, /Named Credentials/)(error);
      assert.doesNotMatch(String(error), /dk_admin/);
      return true;
    });
  });
});

describe('The command line', () => {
  const options = (...args: string[]) => optionsFrom(args, () => Promise.resolve('dk_from_stdin\n'));

  test('takes keys from files and from standard input, never as words', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
    try {
      const file = path.join(folder, 'rep.key');
      writeFileSync(file, 'dk_rep\n');
      assert.deepEqual(
        await options(
          '-o',
          'acme',
          '--admin-key-file',
          '-',
          '--rep-key-file',
          file,
          '--sync-url',
          'https://d.example/',
        ),
        {
          targetOrg: 'acme',
          syncUrl: 'https://d.example',
          dryRun: false,
          keys: [
            { principal: 'Admin', key: 'dk_from_stdin' },
            { principal: 'Rep', key: 'dk_rep' },
          ],
        },
      );
      writeFileSync(file, 'two words');
      await assert.rejects(
        options('-o', 'acme', '--rep-key-file', file),
        /--rep-key-file: the file has more than one word/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await assert.rejects(options('-o', 'acme', '--admin-key', 'dk'), /Unknown option '--admin-key'/);
    await assert.rejects(options('-o', 'acme', '--admin-key-file', '/nowhere'), /--admin-key-file: ENOENT/);
    await assert.rejects(options('-o', 'acme', '--admin-key-file', '-', '--rep-key-file', '-'), /Only one key/);
  });

  test('names the option that is missing or wrong', async () => {
    await assert.rejects(options(), /--target-org is missing/);
    await assert.rejects(options('-o', 'acme', '--sync-url', 'debrief'), /which is no URL/);
    await assert.rejects(options('-o', 'acme', '--sync-url', 'http://debrief.example'), /https only/);
    await assert.rejects(
      options('-o', 'acme', '--sync-url', 'https://debrief.example/v1'),
      /more than an address: \/v1/,
    );
    assert.equal(
      ((await options('-o', 'acme', '--sync-url', 'http://127.0.0.1:4081')) as DeployOptions).syncUrl,
      'http://127.0.0.1:4081',
    );
    assert.equal(await options('--help'), 'help');
  });
});
