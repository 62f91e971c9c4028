/** Reads what a deployment would make of the org, and finds the components that the org can't take. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkFlows } from '../flow/check.ts';
import { buildSchema } from '../metadata/schema.ts';
import { readPackage } from '../metadata/source/package.ts';
import { MetadataError } from '../metadata/source/xml.ts';
import type { OrgSchema, PackageMetadata } from '../metadata/types.ts';
import type { Archive } from './archive.ts';
import { isKeyed } from './keyed.ts';
import type { Stage } from './stage.ts';
import { DeployFault, type Component } from './types.ts';

/** What is wrong, where: an absolute path or the end of one, a folder where everything in it is. */
export interface Fault {
  file: string;
  problem: string;
  line?: number;
  column?: number;
}

export interface Failure {
  component: Component;
  /** The bundle's file; the component's own where none is said. */
  fileName?: string;
  problem: string;
  line: number;
  column: number;
}

/** Builds the pages of LWC bundles in these folders; undefined where they build. */
export type BundleCheck = (
  folders: string[],
  metadata: PackageMetadata,
  schema: OrgSchema,
) => Promise<Fault | undefined>;

/**
 * The components that must go for the rest to be taken, each with its first problem; they are dropped from the stage.
 * @throws DeployFault where what is wrong stands in no component of the deployment
 */
export async function failures(
  stage: Stage,
  components: Component[],
  archive: Archive,
  packages: string[],
  checkBundles: BundleCheck | undefined,
): Promise<Failure[]> {
  const found: Failure[] = [];
  const failed = new Set<Component>();
  for (;;) {
    const fault = await firstFault([...packages, stage.folder], checkBundles);
    if (!fault) return found;
    const hit = componentsAt(fault.file, components, stage.folder).filter((component) => !failed.has(component));
    if (hit.length === 0)
      throw new DeployFault('INVALID_METADATA', `${shown(fault.file, stage.folder)}: ${fault.problem}`);
    for (const component of hit) {
      failed.add(component);
      const file = path.relative(stage.folder, fault.file);
      found.push({
        component,
        problem: fault.problem,
        ...(component.type === 'LightningComponentBundle' && archive.files.has(file) ? { fileName: file } : {}),
        ...placeOf(fault, component, archive),
      });
      stage.drop(component);
    }
  }
}

async function firstFault(folders: string[], checkBundles: BundleCheck | undefined): Promise<Fault | undefined> {
  try {
    const source = readPackage(folders);
    // prefixes are given for good once the object is there
    const schema = buildSchema(source, () => 'a00');
    checkFlows(schema, source.metadata);
    return await checkBundles?.(folders, source.metadata, schema);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    return { file: error.file, problem: error.message.slice(`${error.file}: `.length) };
  }
}

/** A file of the org's, without where this machine keeps it. */
function shown(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') ? path.basename(file) : relative;
}

/** Those whose file it is; all those in it where it is a folder. */
function componentsAt(file: string, components: Component[], folder: string): Component[] {
  const relative = path.isAbsolute(file) ? path.relative(folder, file) : file;
  const exact = components.filter(({ files }) => files.includes(relative));
  // a field rather than its object, but a file of labels rather than the first of them
  const [owner] = isKeyed(relative) ? exact : exact.toReversed();
  if (owner) return [owner];
  const inside = components.filter(({ files }) => files.some((each) => each.startsWith(`${relative}${path.sep}`)));
  return inside.filter(({ files }) => files.every((each) => each.startsWith(`${relative}${path.sep}`)));
}

/** Where the component's file in the archive says what the problem names; the file's first line where it doesn't. */
function placeOf(
  { line, column, problem, file }: Fault,
  component: Component,
  archive: Archive,
): { line: number; column: number } {
  if (line !== undefined) return { line, column: column ?? 1 };
  const parsed = /:(\d+):(\d+)\)?$/.exec(problem);
  if (parsed && existsSync(file) && statSync(file).isFile())
    return { line: Number(parsed[1]), column: Number(parsed[2]) };
  const text = archive.files.get(component.fileName) ?? '';
  const lines = text.split('\n');
  const part = component.fullName.split('.').at(-1) ?? '';
  const from = Math.max(
    lines.findIndex((each) => each.includes(`<fullName>${part}</fullName>`)),
    0,
  );
  const words = problem.toLowerCase().match(/[a-z_][\w.]*/g) ?? [];
  const said = words.flatMap((word) => [word, word.split('.').at(-1) ?? word]).toReversed();
  const lower = lines.map((each) => each.toLowerCase());
  for (const word of said) {
    const at = lower.findIndex((each, n) => n >= from && (each.includes(`<${word}>`) || each.includes(`>${word}<`)));
    if (at >= 0) return { line: at + 1, column: (lines[at]?.search(/\S/) ?? 0) + 1 };
  }
  return { line: from + 1, column: 1 };
}
