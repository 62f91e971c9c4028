/** `npm run package`: unlocked package versions of both packages, through the Salesforce CLI and a Dev Hub. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, type BuildResult } from './build.ts';
import { packagesOf, projectFile, type ProjectFile } from './project.ts';
import { complaint, runSf, sfJson, StepFailed, type RunSf } from './sf.ts';

const HELP = `npm run package

Makes a version of each package of sfdx-project.json, in order. It needs, before it starts:
  - a Dev Hub that the Salesforce CLI is logged in to (--target-dev-hub, or sf config set target-dev-hub)
  - no namespace in sfdx-project.json
  - both packages, created once:
      npx sf package create --name Debrief --package-type Unlocked --path force-app/main --no-namespace
      npx sf package create --name "Debrief Connect" --package-type Unlocked --path force-app/connect --no-namespace

  --target-dev-hub, -v <alias>   alias or username of the Dev Hub
  --version-number <number>      major.minor.patch: written into sfdx-project.json for both packages
  --wait <minutes>               how long to wait for each version (120)`;

const DEFINITION = 'config/project-scratch-def.json';

export interface PackageOptions {
  devHub?: string;
  versionNumber?: string;
  waitMinutes: string;
}

export interface PackageTools {
  sf: RunSf;
  build: () => BuildResult;
  project: () => ProjectFile;
  save: (project: ProjectFile) => void;
  log: (line: string) => void;
}

/** Makes the versions. Throws `StepFailed` before anything is made where something that it needs is missing. */
export async function makeVersions(options: PackageOptions, tools: PackageTools): Promise<void> {
  const { sf, log } = tools;
  if (tools.project().namespace)
    throw new StepFailed('sfdx-project.json names a namespace.', 'Leave it empty: these packages have none.');
  const devHub = options.devHub ?? (await defaultDevHub(sf));
  await assertDevHub(sf, devHub);
  await assertCreated(tools, devHub);
  const { problems } = tools.build();
  if (problems.length > 0)
    throw new StepFailed(
      `The components can't be built: ${problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('; ')}`,
      'Mend the files named.',
    );
  if (options.versionNumber !== undefined) setVersion(tools, options.versionNumber);
  for (const { name, versionNumber } of packagesOf(tools.project())) {
    log(`Making a version of ${name} (${versionNumber}) in ${devHub}: this takes minutes …`);
    const id = await makeVersion(sf, name, devHub, options.waitMinutes);
    log(`  ${id}`);
    log(`  production: https://login.salesforce.com/packaging/installPackage.apexp?p0=${id}`);
    log(`  sandbox:    https://test.salesforce.com/packaging/installPackage.apexp?p0=${id}`);
  }
  log('Install them in this order. A version is a beta until npx sf package version promote releases it.');
}

async function defaultDevHub(sf: RunSf): Promise<string> {
  const answer = await sfJson(sf, ['config', 'get', 'target-dev-hub']);
  const [entry] = (answer.result ?? []) as { value?: string }[];
  if (entry?.value) return entry.value;
  throw new StepFailed('No Dev Hub is named.', HELP);
}

/** Salesforce DX Developer Guide, "Enable Dev Hub and Second-Generation Managed Packaging". */
async function assertDevHub(sf: RunSf, devHub: string): Promise<void> {
  const login = await sfJson(sf, ['org', 'display', '--target-org', devHub]);
  if (login.status !== 0)
    throw new StepFailed(
      `The Salesforce CLI can't use ${devHub}: ${complaint(login)}`,
      `Log in to the Dev Hub: npx sf org login web --set-default-dev-hub --alias ${devHub}`,
    );
}

async function assertCreated({ sf, project }: PackageTools, devHub: string): Promise<void> {
  const answer = await sfJson(sf, ['package', 'list', '--target-dev-hub', devHub]);
  if (answer.status !== 0) {
    const isNone = /NotADevHub/i.test(answer.name ?? '') || /not a dev hub/i.test(answer.message ?? '');
    throw isNone
      ? new StepFailed(
          `${devHub} is not a Dev Hub.`,
          'Name an org in which Setup → Dev Hub is enabled, with Unlocked Packages: package versions are made there alone.',
        )
      : new StepFailed(
          `${devHub} does not list its packages: ${complaint(answer)}`,
          'The user needs the Dev Hub’s packaging permissions.',
        );
  }
  const known = new Set(((answer.result ?? []) as { Id: string }[]).map(({ Id }) => Id));
  const file = project();
  for (const { name, path: folder } of packagesOf(file)) {
    const id = file.packageAliases?.[name];
    const create = `npx sf package create --name "${name}" --package-type Unlocked --path ${folder} --no-namespace --target-dev-hub ${devHub}`;
    if (id === undefined)
      throw new StepFailed(
        `The package ${name} has no alias in sfdx-project.json: it was never created.`,
        `Once: ${create}`,
      );
    if (![...known].some((each) => each.slice(0, 15) === id.slice(0, 15)))
      throw new StepFailed(
        `${devHub} does not have the package ${name} (${id}).`,
        `Name the Dev Hub that it was created in, or create it there: ${create}`,
      );
  }
}

/** The same number for all, and for what depends on them: `LATEST` is the build made just before. */
function setVersion({ project, save }: PackageTools, number: string): void {
  const file = project();
  for (const directory of file.packageDirectories) {
    directory.versionNumber = `${number}.NEXT`;
    for (const dependency of directory.dependencies ?? []) dependency.versionNumber = `${number}.LATEST`;
  }
  save(file);
}

async function makeVersion(sf: RunSf, name: string, devHub: string, waitMinutes: string): Promise<string> {
  // a version without its coverage counted can't be promoted, though there is no Apex to cover
  const answer = await sfJson(sf, [
    'package', 'version', 'create', '--package', name, '--installation-key-bypass', '--code-coverage',
    '--definition-file', DEFINITION, '--target-dev-hub', devHub, '--wait', waitMinutes,
  ]); // prettier-ignore
  const result = (answer.result ?? {}) as {
    Id?: string;
    Status?: string;
    SubscriberPackageVersionId?: string | null;
    Error?: string[];
  };
  if (answer.status !== 0)
    throw new StepFailed(
      `The version of ${name} was not made: ${complaint(answer)}`,
      'Mend what it says and run the command again.',
    );
  if (result.Status === 'Error')
    throw new StepFailed(
      `The version of ${name} was refused:\n${(result.Error ?? []).map((line) => `  ${line}`).join('\n')}`,
      'Mend what it names and run the command again.',
    );
  if (!result.SubscriberPackageVersionId)
    throw new StepFailed(
      `The version of ${name} is not ready after ${waitMinutes} minutes (${result.Status ?? 'no status'}).`,
      `Look again with npx sf package version create report --package-create-request-id ${result.Id ?? '<id>'} --target-dev-hub ${devHub}`,
    );
  return result.SubscriberPackageVersionId;
}

/** Reads and checks the command line. Throws `StepFailed` naming the option. */
export function optionsFrom(args: string[]): PackageOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        'target-dev-hub': { type: 'string', short: 'v' },
        'version-number': { type: 'string' },
        wait: { type: 'string', default: '120' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new StepFailed((error as Error).message, HELP);
  }
  if (values.help) return 'help';
  const { 'target-dev-hub': devHub, 'version-number': versionNumber, wait } = values;
  if (!/^[1-9]\d*$/.test(wait)) throw new StepFailed(`--wait is "${wait}".`, 'Give a number of minutes, 1 or more.');
  if (versionNumber !== undefined && !/^\d+\.\d+\.\d+$/.test(versionNumber))
    throw new StepFailed(`--version-number is "${versionNumber}".`, 'Give major.minor.patch, like 1.2.0.');
  return {
    waitMinutes: wait,
    ...(devHub === undefined ? {} : { devHub }),
    ...(versionNumber === undefined ? {} : { versionNumber }),
  };
}

function save(project: ProjectFile): void {
  const file = path.resolve(import.meta.dirname, '..', 'sfdx-project.json');
  writeFileSync(file, `${JSON.stringify(project, null, 2)}\n`);
}

if (import.meta.main) {
  try {
    const options = optionsFrom(process.argv.slice(2));
    if (options === 'help') console.log(HELP);
    else await makeVersions(options, { sf: runSf, build, project: projectFile, save, log: console.log });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`${error.message}\n${error.mend}`);
    process.exitCode = 1;
  }
}
