import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { bundles, sourceFiles } from '../build.ts';
import type { Finding } from './finding.ts';
import { PLACES, type Place } from './metadataFiles.ts';
import { parseXml, XmlError, type XmlElement } from './xml.ts';

export interface MetadataFile {
  /** Relative to the project, with forward slashes. */
  file: string;
  /** The package directory that it stands in, counted from 0 in the order in which they are deployed. */
  packageIndex: number;
  /** Relative to its package directory: `objects/Conversation__c/fields/Key__c.field-meta.xml`. */
  inside: string;
  place: Place;
  /** What the file's name says, without its ending: `Key__c`. */
  name: string;
  /** For a part of an object: the object. */
  object: string | undefined;
  root: XmlElement;
}

export interface Bundle {
  name: string;
  folder: string;
  /** Path relative to the bundle → path relative to the project. */
  files: Map<string, string>;
  read(inside: string): string;
}

export interface PackageSource {
  root: string;
  apiVersion: string;
  metadata: MetadataFile[];
  bundles: Bundle[];
  /** Names of everything deployable that is not a component's metadata: static resources, message channels. */
  has(relative: string): boolean;
  of(type: string): MetadataFile[];
  /** The file of that name which `from` may name: in its own package, or in one that is deployed before it. */
  reachable(type: string, name: string, from: MetadataFile): MetadataFile | undefined;
}

/** What may stand in a package and is no metadata: content of bundles and resources, and what .forceignore names. */
const BESIDE_METADATA = /^(lwc|staticresources)\/|(^|\/)(\.[^/]*|tsconfig\.json|package\.xml)$/;

/** Deployed by whoever wants it, never packaged: it may name what the packages hold. */
export const EXAMPLES = 'force-app/examples';

/** Reads every package directory of the project, and the examples beside them. What can't be read as XML is a finding, and left out. */
export function readSource(root: string): { source: PackageSource; findings: Finding[] } {
  const findings: Finding[] = [];
  const project = JSON.parse(readFileSync(path.join(root, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories: { path: string }[];
    sourceApiVersion: string;
  };
  const metadata: MetadataFile[] = [];
  const directories = [...project.packageDirectories, { path: EXAMPLES }];
  for (const [packageIndex, { path: directory }] of directories.entries()) {
    const folder = path.join(root, directory);
    if (!existsSync(folder)) continue;
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((name) => !/(^|\/)__\w+__\//.test(name))
      .sort();
    for (const inside of names) {
      const file = `${directory}/${inside}`;
      if (!inside.endsWith('-meta.xml')) {
        if (!BESIDE_METADATA.test(inside))
          findings.push({ file, line: 1, rule: 'metadata-file', message: 'Source format has no such file' });
        continue;
      }
      const read = readMetadata(root, file, inside, packageIndex);
      if ('rule' in read) findings.push(read);
      else metadata.push(read);
    }
  }
  return {
    source: {
      root,
      apiVersion: project.sourceApiVersion,
      metadata,
      bundles: bundles(root).map((folder) => readBundle(root, folder)),
      has: (relative) => project.packageDirectories.some((each) => existsSync(path.join(root, each.path, relative))),
      of: (type) => metadata.filter((each) => each.place.type === type),
      reachable: (type, name, { packageIndex }) =>
        metadata.find((each) => each.place.type === type && each.name === name && each.packageIndex <= packageIndex),
    },
    findings,
  };
}

function readMetadata(root: string, file: string, inside: string, packageIndex: number): MetadataFile | Finding {
  const parts = inside.split('/');
  const base = (parts.at(-1) ?? '').replace(/-meta\.xml$/, '');
  const suffix = base.slice(base.lastIndexOf('.') + 1);
  const place = PLACES[suffix];
  if (!place)
    return { file, line: 1, rule: 'metadata-file', message: `.${suffix}-meta.xml is not the ending of a known type` };
  try {
    const parsed = parseXml(readFileSync(path.join(root, file), 'utf8'));
    const name = base.slice(0, base.lastIndexOf('.'));
    return { file, packageIndex, inside, place, name, object: objectOf(place, parts), root: parsed };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { file, line: error.line, rule: 'metadata-xml', message: error.message };
  }
}

function objectOf(place: Place, parts: string[]): string | undefined {
  if (place.type === 'CustomFieldTranslation' || place.type === 'CustomObjectTranslation')
    return parts[1]?.replace(/-[a-z]{2,3}(_[A-Z]{2})?$/, '');
  return place.folder === 'objects' ? parts[1] : undefined;
}

function readBundle(root: string, folder: string): Bundle {
  const files = new Map(
    sourceFiles(folder).map((file) => [
      path.relative(folder, file).replaceAll('\\', '/'),
      path.relative(root, file).replaceAll('\\', '/'),
    ]),
  );
  return {
    name: path.basename(folder),
    folder: path.relative(root, folder).replaceAll('\\', '/'),
    files,
    read: (inside) => readFileSync(path.join(folder, inside), 'utf8'),
  };
}
