import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { makeVersions, optionsFrom, type PackageOptions } from './package.ts';
import { projectFile, type ProjectFile } from './project.ts';
import { StepFailed } from './sf.ts';
import { FakeSf } from './testSf.ts';

const ALIASES = { Debrief: '0Ho000000000001AAA', 'Debrief Connect': '0Ho000000000002AAA' };
const versionOf = (args: string[]) => (args.includes('Debrief') ? '04t000000000001AAA' : '04t000000000002AAA');

let sf: FakeSf;
let log: string[];
let project: ProjectFile;

const make = (options: Partial<PackageOptions> = {}) =>
  makeVersions(
    { devHub: 'hub', waitMinutes: '120', ...options },
    {
      sf: sf.run,
      build: () => ({ written: [], removed: [], unchanged: 0, problems: [] }),
      project: () => structuredClone(project),
      save: (saved) => (project = saved),
      log: (line) => log.push(line),
    },
  );
const refuses = (message: RegExp, mend: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StepFailed);
  assert.match(error.message, message);
  assert.match(error.mend, mend);
  assert.deepEqual(sf.lines('package version create'), []);
  return true;
};

beforeEach(() => {
  log = [];
  project = { ...projectFile(), packageAliases: ALIASES };
  sf = new FakeSf()
    .answers('org display', { status: 0, result: {} })
    .answers('package list', { status: 0, result: Object.values(ALIASES).map((Id) => ({ Id })) })
    .answers('package version create', (args) => ({
      status: 0,
      result: { Id: '08c000000000001AAA', Status: 'Success', SubscriberPackageVersionId: versionOf(args) },
    }));
});

describe('npm run package', () => {
  test('makes a version of both packages in order and prints where each is installed from', async () => {
    await make();
    const create = (name: string) =>
      `package version create --package ${name} --installation-key-bypass --code-coverage --definition-file config/project-scratch-def.json --target-dev-hub hub --wait 120 --json`;
    assert.deepEqual(sf.lines('package version create'), [create('Debrief'), create('Debrief Connect')]);
    const links = log.filter((line) => line.includes('production:')).map((line) => line.split('p0=')[1]);
    assert.deepEqual(links, ['04t000000000001AAA', '04t000000000002AAA']);
  });

  test('the second depends on the build of the first that was just made', () => {
    assert.deepEqual(
      projectFile().packageDirectories.map(({ package: name, versionNumber, dependencies }) => [
        name,
        versionNumber,
        dependencies,
      ]),
      [
        ['Debrief', '0.1.0.NEXT', undefined],
        ['Debrief Connect', '0.1.0.NEXT', [{ package: 'Debrief', versionNumber: '0.1.0.LATEST' }]],
      ],
    );
  });

  test('a version number is written down for both packages and the dependency', async () => {
    await make({ versionNumber: '1.2.0' });
    assert.deepEqual(
      project.packageDirectories.map(({ versionNumber, dependencies }) => [
        versionNumber,
        dependencies?.[0]?.versionNumber,
      ]),
      [
        ['1.2.0.NEXT', undefined],
        ['1.2.0.NEXT', '1.2.0.LATEST'],
      ],
    );
  });

  test('stops after a first version that was refused or is not ready, and says what to look at', async () => {
    sf.answers('package version create', {
      status: 0,
      result: { Id: '08c1', Status: 'Error', Error: ['Debrief_Admin: no'] },
    });
    await assert.rejects(make(), /was refused:\n {2}Debrief_Admin: no/);
    sf.answers('package version create', {
      status: 0,
      result: { Id: '08c1', Status: 'InProgress', SubscriberPackageVersionId: null },
    });
    await assert.rejects(
      make(),
      (error) => error instanceof StepFailed && /not ready after 120/.test(error.message) && /08c1/.test(error.mend),
    );
    assert.equal(sf.lines('package version create').length, 2);
  });
});

describe('Before anything is made it refuses', () => {
  test('no Dev Hub named, and none in the configuration', async () => {
    sf.answers('config get target-dev-hub', { status: 0, result: [{ name: 'target-dev-hub' }] });
    await assert.rejects(
      makeVersions(
        { waitMinutes: '120' },
        { sf: sf.run, build: () => assert.fail(), project: () => project, save: () => undefined, log: () => undefined },
      ),
      refuses(/No Dev Hub is named/, /sf package create --name Debrief/),
    );
  });

  test('an org that is none, or that the CLI is not logged in to', async () => {
    sf.answers('package list', {
      status: 2,
      name: 'NotADevHubError',
      message: 'The specified org hub is not a Dev Hub.',
    });
    await assert.rejects(make(), refuses(/^hub is not a Dev Hub\.$/, /Setup → Dev Hub/));
    sf.answers('org display', { status: 2, message: 'No authorization information found for hub.' });
    await assert.rejects(make(), refuses(/can't use hub: No authorization/, /--set-default-dev-hub/));
  });

  test('packages that were never created, or not in this Dev Hub; a namespace', async () => {
    sf.answers('package list', { status: 0, result: [{ Id: ALIASES.Debrief }] });
    await assert.rejects(
      make(),
      refuses(/does not have the package Debrief Connect/, /sf package create --name "Debrief Connect"/),
    );
    project.packageAliases = {};
    await assert.rejects(
      make(),
      refuses(/Debrief has no alias/, /--path force-app\/main --no-namespace --target-dev-hub hub/),
    );
    project.namespace = 'acme';
    await assert.rejects(make(), refuses(/names a namespace/, /Leave it empty/));
  });

  test('a wrong option, by its name', () => {
    assert.throws(() => optionsFrom(['--version-number', '1.2']), /--version-number is "1.2"/);
    assert.throws(() => optionsFrom(['--wait', 'long']), /--wait is "long"/);
    assert.throws(() => optionsFrom(['--promote']), /Unknown option '--promote'/);
  });
});
