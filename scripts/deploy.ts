/** `npm run deploy -- --target-org <alias>`: the product into a Salesforce org, from this source, as often as wanted. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { build, type BuildResult } from './build.ts';
import { Credentials } from './credentials.ts';
import { packagesOf, type ProjectPackage } from './project.ts';
import { complaint, runSf, sfJson, StepFailed, type RunSf } from './sf.ts';

const HELP = `npm run deploy -- --target-org <alias>

  --target-org, -o <alias>   alias or username of an org that the Salesforce CLI is logged in to
  --sync-url <URL>           address of your Debrief service: https, without a path
  --admin-key-file <file>    file with the service's administrator key; - reads it from standard input
  --rep-key-file <file>      file with the service's key for reps; - reads it from standard input
  --dry-run                  validates in the org, and changes nothing there`;

/** Both give what an administrator needs, the second through the Named Credential. */
const PERMISSION_SETS = ['Debrief_Admin', 'Debrief_Connect_Admin'];
const WAIT_MINUTES = '60';

export interface DeployOptions {
  targetOrg: string;
  syncUrl?: string;
  keys: { principal: 'Admin' | 'Rep'; key: string }[];
  dryRun: boolean;
}

export interface DeployTools {
  sf: RunSf;
  build: () => BuildResult;
  packages: () => ProjectPackage[];
  log: (line: string) => void;
}

interface Failure {
  componentType: string;
  fullName: string;
  fileName: string;
  problem: string;
  lineNumber?: number;
}

/** Deploys everything, step by step. Throws `StepFailed` with the mend; can be run again from any state. */
export async function deploy(options: DeployOptions, tools: DeployTools): Promise<void> {
  const { log, sf } = tools;
  const { targetOrg, syncUrl, keys, dryRun } = options;
  buildSources(tools);
  const { username, instanceUrl } = await loggedIn(sf, targetOrg);
  log(`Logged in to ${instanceUrl} as ${username}`);

  const packages = tools.packages();
  const credentials = new Credentials(sf, targetOrg);
  if (dryRun) {
    // the second package needs the first: they are validated together
    await deployFolders(tools, targetOrg, packages.map(({ path }) => path), true); // prettier-ignore
    log('Nothing was changed: leave --dry-run out to deploy.');
    return;
  }
  // metadata says a placeholder for the address: what an administrator has set must outlive it
  const wanted = syncUrl ?? (await urlBefore(credentials, log));
  for (const [n, { path, name }] of packages.entries()) {
    log(`Package ${n + 1} of ${packages.length}: ${name}`);
    await deployFolders(tools, targetOrg, [path], false);
  }
  await assign(tools, targetOrg);
  if (wanted !== undefined) {
    await credentials.setUrl(wanted);
    log(`The Named Credential leads to ${wanted}`);
  }
  for (const { principal, key } of keys) {
    await credentials.setKey(principal, key);
    log(`The key of the principal ${principal} is stored in the org`);
  }
  log('');
  log(`Go on in the org: ${instanceUrl}/lightning/n/Debrief_Setup`);
  for (const line of await leftToDo(credentials, options, wanted)) log(line);
}

async function urlBefore(credentials: Credentials, log: DeployTools['log']): Promise<string | undefined> {
  try {
    return await credentials.url();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    log(`${error.message}. If the Named Credential had an address, give it with --sync-url.`);
    return undefined;
  }
}

function buildSources({ build: run, log }: DeployTools): void {
  const { written, unchanged, problems } = run();
  if (problems.length > 0)
    throw new StepFailed(
      `The components can't be built:\n${problems.map(({ file, line, message }) => `  ${file}:${line}  ${message}`).join('\n')}`,
      'Mend the files named.',
    );
  log(`Components built: ${written.length} anew, ${unchanged} as before`);
}

async function loggedIn(sf: RunSf, targetOrg: string): Promise<{ username: string; instanceUrl: string }> {
  const answer = await sfJson(sf, ['org', 'display', '--target-org', targetOrg]);
  const mend =
    `Log in with npx sf org login web --alias ${targetOrg} (a sandbox: --instance-url https://test.salesforce.com), ` +
    'or without a browser with npx sf org login access-token --instance-url <the org’s address>.';
  if (answer.status !== 0)
    throw new StepFailed(`The Salesforce CLI can't use ${targetOrg}: ${complaint(answer)}`, mend);
  const { username, instanceUrl, connectedStatus } = answer.result as Record<string, string | undefined>;
  if (!username || !instanceUrl || (connectedStatus !== undefined && connectedStatus !== 'Connected'))
    throw new StepFailed(`The log-in to ${targetOrg} no longer works: ${connectedStatus ?? 'no answer'}`, mend);
  return { username, instanceUrl: instanceUrl.replace(/\/+$/, '') };
}

async function deployFolders({ sf, log }: DeployTools, targetOrg: string, folders: string[], dryRun: boolean) {
  log(`${dryRun ? 'Validating' : 'Deploying'} ${folders.join(' and ')} …`);
  const started = Date.now();
  const answer = await sfJson(sf, [
    'project', 'deploy', 'start', ...folders.flatMap((folder) => ['--source-dir', folder]), '--target-org', targetOrg,
    '--wait', WAIT_MINUTES, ...(dryRun ? ['--dry-run'] : []),
  ]); // prettier-ignore
  const result = (answer.result ?? {}) as {
    success?: boolean;
    errorMessage?: string;
    numberComponentsTotal?: number;
    details?: { componentFailures?: Failure | Failure[] };
  };
  const seconds = Math.round((Date.now() - started) / 1000);
  if (answer.status === 0 && result.success !== false) {
    log(`  ${result.numberComponentsTotal ?? 0} components ${dryRun ? 'are accepted' : 'deployed'} (${seconds} s)`);
    return;
  }
  const failures = [result.details?.componentFailures ?? []].flat();
  if (failures.length === 0)
    throw new StepFailed(
      `The org did not take ${folders.join(' and ')}: ${result.errorMessage ?? complaint(answer)}`,
      'Mend what it says and run the command again.',
    );
  const lines = failures.map(
    ({ componentType, fullName, fileName, lineNumber, problem }) =>
      `  ${componentType} ${fullName} (${fileName}${lineNumber ? `:${lineNumber}` : ''}): ${problem}`,
  );
  throw new StepFailed(`The org refused ${failures.length} components:\n${lines.join('\n')}`, mendOf(failures));
}

/** What an org lacks, by the kind of component that it refuses for that. */
const LACKING: [RegExp, string][] = [
  [
    /^(Translations|CustomObjectTranslation)$/,
    'If the org has no French yet: Setup → Translation Language Settings → enable, and add French. Then run the command again.',
  ],
  [
    /^(PlatformEventChannel|PlatformEventChannelMember)$/,
    'The org may have reached its limit of selected Change Data Capture entities (Setup → Change Data Capture). Then run the command again.',
  ],
  [
    /^(ExternalClientApplication|ExtlClntApp)/,
    'External Client Apps must be allowed in the org (Setup → External Client Apps → Settings). Then run the command again.',
  ],
];

function mendOf(failures: Failure[]): string {
  const found = LACKING.find(([type]) => failures.some(({ componentType }) => type.test(componentType)));
  return found?.[1] ?? 'Nothing was changed by this step. Mend what is named and run the command again.';
}

async function assign({ sf, log }: DeployTools, targetOrg: string): Promise<void> {
  const names = PERMISSION_SETS.flatMap((name) => ['--name', name]);
  const answer = await sfJson(sf, ['org', 'assign', 'permset', ...names, '--target-org', targetOrg]);
  const { failures = [] } = (answer.result ?? {}) as { failures?: { message: string }[] };
  // who has it already is as well off
  const real = failures.filter(({ message }) => !/duplicate permissionsetassignment/i.test(message));
  if (real.length > 0 || (answer.status !== 0 && failures.length === 0))
    throw new StepFailed(
      `${PERMISSION_SETS.join(' and ')} could not be assigned: ${real[0]?.message ?? complaint(answer)}`,
      'Assign them to yourself: Setup → Permission Sets → Manage Assignments (needs Assign Permission Sets).',
    );
  log(`${PERMISSION_SETS.join(' and ')} are assigned to you`);
}

async function leftToDo(credentials: Credentials, { keys }: DeployOptions, url: string | undefined): Promise<string[]> {
  const left: string[] = [];
  if (url === undefined) left.push('- the address of your Debrief service: run again with --sync-url <URL>');
  for (const [principal, flag] of [
    ['Admin', '--admin-key-file'],
    ['Rep', '--rep-key-file'],
  ] as const) {
    const isKnown = keys.some((key) => key.principal === principal) || (await credentials.hasKey(principal));
    if (!isKnown) left.push(`- the service's key for the principal ${principal}: run again with ${flag} <file>`);
  }
  left.push(
    '- the integration user: a user of its own with Debrief_Integration and Debrief_Changes',
    '- the reps: Debrief_Rep and Debrief_Connect',
    '- everything else is in the wizard: connect, check, and a first conversation',
  );
  return ['Left to do:', ...left];
}

/** Reads and checks the command line. Throws `StepFailed` naming the option. */
export async function optionsFrom(
  args: string[],
  standardInput: () => Promise<string>,
): Promise<DeployOptions | 'help'> {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        'target-org': { type: 'string', short: 'o' },
        'sync-url': { type: 'string' },
        'admin-key-file': { type: 'string' },
        'rep-key-file': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new StepFailed((error as Error).message, HELP);
  }
  if (values.help) return 'help';
  const targetOrg = values['target-org'];
  if (!targetOrg) throw new StepFailed('--target-org is missing.', HELP);
  if (values['admin-key-file'] === '-' && values['rep-key-file'] === '-')
    throw new StepFailed('Only one key can be read from standard input.', 'Put the other into a file.');
  const syncUrl = values['sync-url'] === undefined ? undefined : checkedUrl(values['sync-url']);
  const keys: DeployOptions['keys'] = [];
  for (const [principal, name] of [
    ['Admin', 'admin-key-file'],
    ['Rep', 'rep-key-file'],
  ] as const) {
    const file = values[name];
    if (file !== undefined) keys.push({ principal, key: await keyFrom(file, `--${name}`, standardInput) });
  }
  return { targetOrg, keys, dryRun: values['dry-run'], ...(syncUrl === undefined ? {} : { syncUrl }) };
}

/** An org calls out over https; a local org on this machine may be told http of this machine. */
function checkedUrl(given: string): string {
  const mend = 'Give the service’s address without a path, like https://debrief.example.com';
  if (!URL.canParse(given)) throw new StepFailed(`--sync-url is "${given}", which is no URL.`, mend);
  const { protocol, hostname, pathname, search, username, origin } = new URL(given);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere))
    throw new StepFailed(`--sync-url is "${given}": Salesforce calls https only.`, mend);
  if (pathname !== '/' || search || username)
    throw new StepFailed(`--sync-url has more than an address: ${pathname}${search}`, mend);
  return origin;
}

async function keyFrom(file: string, flag: string, standardInput: () => Promise<string>): Promise<string> {
  let content: string;
  try {
    content = file === '-' ? await standardInput() : readFileSync(file, 'utf8');
  } catch (error) {
    throw new StepFailed(`${flag}: ${(error as Error).message}`, 'Name a file that has the key and nothing else.');
  }
  const key = content.trim();
  if (!/^\S+$/.test(key))
    throw new StepFailed(
      `${flag}: ${key ? 'the file has more than one word' : 'the file is empty'}.`,
      'It must have the key and nothing else.',
    );
  return key;
}

if (import.meta.main) {
  try {
    const options = await optionsFrom(process.argv.slice(2), () => text(process.stdin));
    if (options === 'help') console.log(HELP);
    else await deploy(options, { sf: runSf, build, packages: packagesOf, log: console.log });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`${error.message}\n${error.mend}`);
    process.exitCode = 1;
  }
}
