import { globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { instance, recordIdFor } from '../data/store/ids.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { now } from '../rest/jobs/job.ts';
import { openArchive, type Archive } from './archive.ts';
import { failures, type BundleCheck, type Failure } from './check.ts';
import { toSource, type Converted } from './convert.ts';
import { isEmptyObject, isKeyed } from './keyed.ts';
import { Changes, standing } from './packages.ts';
import { Stage } from './stage.ts';
import { DeployFault, type Component, type DeployMessage, type DeployOptions, type DeployResult } from './types.ts';

const PREFIX = '0Af';

interface Work {
  result: DeployResult;
  zip: Buffer;
  options: DeployOptions;
  canceledBy?: Session;
}

/** Deployments into a running org, one after another. What they said is kept; one that was cut off is forgotten. */
export class Deployments {
  readonly #org: Org;
  readonly #checkBundles: BundleCheck | undefined;
  readonly #report: (error: unknown) => void;
  readonly #running = new Map<string, Work>();
  #queue: Promise<void> = Promise.resolve();

  /**
   * @param checkBundles builds the pages of what is to be deployed; without it the code of LWC bundles is not checked
   * @param report logs a fault of the local org's own
   */
  constructor(org: Org, checkBundles: BundleCheck | undefined, report: (error: unknown) => void) {
    this.#org = org;
    this.#checkBundles = checkBundles;
    this.#report = report;
    org.database.exec(
      'CREATE TABLE IF NOT EXISTS "_deploy" (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, result TEXT)',
    );
  }

  /** Puts a deployment into the queue. `zip` is in metadata format. */
  start(session: Session, zip: Buffer, options: DeployOptions): DeployResult {
    const id = this.#newId();
    const at = now();
    const result: DeployResult = {
      id,
      status: 'Pending',
      done: false,
      success: false,
      checkOnly: options.checkOnly,
      ignoreWarnings: options.ignoreWarnings,
      rollbackOnError: options.rollbackOnError,
      runTestsEnabled: false,
      createdBy: session.user.Id,
      createdByName: session.user.Name,
      createdDate: at,
      lastModifiedDate: at,
      numberComponentsTotal: 0,
      numberComponentsDeployed: 0,
      numberComponentErrors: 0,
      numberTestsTotal: 0,
      numberTestsCompleted: 0,
      numberTestErrors: 0,
      details: {
        componentSuccesses: [],
        componentFailures: [],
        runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
      },
    };
    const work = { result, zip, options };
    this.#running.set(id, work);
    this.#queue = this.#queue.then(() => this.#run(work));
    return structuredClone(result);
  }

  /** @throws SalesforceError where there is no such deployment */
  status(id: string): DeployResult {
    const running = this.#running.get(id)?.result;
    if (running) return structuredClone(running);
    const row = this.#org.database.prepare('SELECT result FROM "_deploy" WHERE id = ? AND result IS NOT NULL').get(id);
    if (!row) throw new SalesforceError(404, 'INVALID_ID_FIELD', `There is no deployment ${id}`);
    return JSON.parse(row['result'] as string) as DeployResult;
  }

  /** Ends a deployment that waits, or that has not been taken yet. */
  cancel(session: Session, id: string): DeployResult {
    const work = this.#running.get(id);
    if (work) {
      work.canceledBy = session;
      work.result.status = 'Canceling';
      return structuredClone(work.result);
    }
    this.status(id);
    throw new SalesforceError(400, 'INVALID_ID_FIELD', 'Deployment already completed');
  }

  /** Resolves once the queue is empty. */
  idle(): Promise<void> {
    return this.#queue;
  }

  #newId(): string {
    const { lastInsertRowid } = this.#org.database.prepare('INSERT INTO "_deploy" (id) VALUES (NULL)').run();
    const id = recordIdFor(PREFIX, instance, Number(lastInsertRowid));
    this.#org.database.prepare('UPDATE "_deploy" SET id = ? WHERE n = ?').run(id, lastInsertRowid);
    return id;
  }

  async #run(work: Work): Promise<void> {
    const { result } = work;
    const folder = this.#org.installed.folderFor(`${result.id}.work`);
    result.startDate = now();
    if (!work.canceledBy) result.status = 'InProgress';
    try {
      if (!work.canceledBy) await this.#deploy(work, folder);
    } catch (error) {
      if (!(error instanceof SalesforceError)) this.#report(error);
      result.status = 'Failed';
      result.errorStatusCode = error instanceof SalesforceError ? error.errorCode : 'UNKNOWN_EXCEPTION';
      result.errorMessage =
        error instanceof SalesforceError
          ? error.message
          : 'An unexpected error occurred in the local org; its log says more.';
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    if (work.canceledBy && result.status === 'Canceling') {
      result.status = 'Canceled';
      result.canceledBy = work.canceledBy.user.Id;
      result.canceledByName = work.canceledBy.user.Name;
    }
    result.done = true;
    result.success = result.status === 'Succeeded' || result.status === 'SucceededPartial';
    result.completedDate = result.lastModifiedDate = now();
    this.#org.database.prepare('UPDATE "_deploy" SET result = ? WHERE id = ?').run(JSON.stringify(result), result.id);
    this.#running.delete(result.id);
  }

  async #deploy(work: Work, folder: string): Promise<void> {
    const { installed } = this.#org;
    const { result, options } = work;
    const archive = openArchive(work.zip, options.singlePackage);
    const converted = await toSource(archive, folder);
    const wanted = asked(archive, converted.components);
    result.numberComponentsTotal = wanted.length;
    const stage = new Stage(installed.folderFor(result.id), installed.deployed);
    try {
      const refused = [
        ...(options.allowMissingFiles ? [] : missing(archive, converted.components)),
        ...take(stage, converted, installed.packages),
      ];
      const found = await failures(stage, wanted, archive, installed.packages, this.#checkBundles);
      tell(result, wanted, [...refused, ...found], new Changes(installed.folders, stage.folder));
      if (work.canceledBy) return;
      const isTaken = result.numberComponentErrors === 0 || !options.rollbackOnError;
      if (isTaken && !options.checkOnly) this.#org.install(stage.folder);
      result.numberComponentsDeployed = isTaken ? result.details.componentSuccesses.length : 0;
      result.status = !isTaken ? 'Failed' : result.numberComponentErrors > 0 ? 'SucceededPartial' : 'Succeeded';
    } finally {
      installed.tidy();
    }
  }
}

/** The components that package.xml names. Those of the archive that it does not name are refused with it. */
function asked({ members }: Archive, components: Component[]): Component[] {
  const isNamed = ({ type, fullName }: Component): boolean =>
    members.get(type)?.some((member) => member === '*' || member === fullName) ?? false;
  const named = components.filter(isNamed);
  const files = new Set(named.flatMap((component) => component.files));
  const stray = components.find(
    (component) => !isNamed(component) && component.files.some((file) => !files.has(file) && !isObject(file)),
  );
  if (stray)
    throw new DeployFault(
      'INVALID_PACKAGE',
      `${stray.fileName}: ${stray.type} ${stray.fullName} is not in package.xml`,
    );
  return named;
}

const isObject = (file: string): boolean => file.endsWith('.object-meta.xml');

function missing({ members }: Archive, components: Component[]): Failure[] {
  const known = new Set(components.map(({ type, fullName }) => `${type}#${fullName}`));
  return [...members].flatMap(([type, names]) =>
    names
      .filter((fullName) => fullName !== '*' && !known.has(`${type}#${fullName}`))
      .map((fullName) => ({
        component: { type, fullName, fileName: 'package.xml', files: [] },
        problem: `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`,
        line: 1,
        column: 1,
      })),
  );
}

/** Lays what is new over the stage; what contradicts a source folder is left out, and named. */
function take(stage: Stage, { folder, components }: Converted, packages: string[]): Failure[] {
  const refused = new Map<Component, string>();
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const cleared = new Set<Component>();
  for (const file of files.sort()) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    if (isEmptyObject(file, text)) continue;
    const owners = components.filter((component) => component.files.includes(file));
    const owner = isKeyed(file) ? owners[0] : owners.at(-1);
    const { isSame, contradictedBy, added } = standing(packages, file, text);
    if (contradictedBy !== undefined && owner) refused.set(owner, contradictedBy);
    if (isSame || contradictedBy !== undefined) continue;
    if (owner?.type === 'LightningComponentBundle' && !cleared.has(owner)) {
      stage.clearBundle(owner);
      cleared.add(owner);
    }
    stage.take(path.join(folder, file), file, added);
  }
  return [...refused].map(([component, source]) => ({
    component,
    problem: `this org reads ${component.fullName} from ${path.basename(path.dirname(source))}/${path.basename(source)}, which says something else: change it there, or start the org without packages (LOCAL_ORG_PACKAGES=) to deploy into it`,
    line: 1,
    column: 1,
  }));
}

function tell(result: DeployResult, wanted: Component[], refused: Failure[], changes: Changes): void {
  const at = now();
  const message = ({ type, fullName, fileName }: Component): DeployMessage => ({
    componentType: type, fullName, fileName, success: true, changed: false, created: false, deleted: false, warning: false,
    createdDate: at,
  }); // prettier-ignore
  const isOut = (component: Component): boolean =>
    refused.some(({ component: out }) => out === component || isPartOf(component, out));
  result.details.componentSuccesses = wanted
    .filter((component) => !isOut(component))
    .map((component) => ({ ...message(component), ...changes.of(component) }));
  result.details.componentFailures = refused.map(({ component, fileName, problem, line, column }) => ({
    ...message(component),
    ...(fileName === undefined ? {} : { fileName }),
    success: false,
    problem,
    problemType: 'Error',
    lineNumber: line,
    columnNumber: column,
  }));
  result.numberComponentErrors = refused.length;
  result.numberComponentsTotal = result.details.componentSuccesses.length + refused.length;
}

const isPartOf = ({ files }: Component, whole: Component): boolean =>
  files.length > 0 && files.every((file) => whole.files.includes(file));
