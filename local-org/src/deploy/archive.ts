import { XMLParser } from 'fast-xml-parser';
import { unzipSync } from 'fflate';
import { NotImplementedHere } from '../data/faults/errors.ts';
import { DeployFault } from './types.ts';

/** A deployment's zip file, opened. */
export interface Archive {
  zip: Buffer;
  /** The folder in the zip file that has package.xml; `.` for its root. */
  root: string;
  /** Path below the root → content. */
  files: Map<string, string>;
  /** package.xml: the members of each type; `*` stands for all of them. */
  members: Map<string, string[]>;
}

/** Metadata API Developer Guide, "Metadata API Limits": 39 MB as sent, 10,000 files, about 400 MB unpacked. */
const MOST_BYTES = 39 * 1024 * 1024;
const MOST_FILES = 10_000;
const MOST_UNPACKED_BYTES = 400 * 1024 * 1024;

const manifest = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'types' || name === 'members',
});

/** @throws DeployFault where the zip file is none, is too large, or has no package.xml */
export function openArchive(zip: Buffer, singlePackage: boolean): Archive {
  const all = unpacked(zip);
  const packages = [...all.keys()].filter((name) => name === 'package.xml' || /^[^/]+\/package\.xml$/.test(name));
  const [found, second] = packages.sort((a, b) => a.length - b.length);
  if (found === undefined || (singlePackage && found !== 'package.xml' && packages.length > 1))
    throw new DeployFault('INVALID_CROSS_REFERENCE_KEY', 'No package.xml found');
  if (second !== undefined && found !== 'package.xml')
    throw new NotImplementedHere('a zip file of several packages: deploy them one after another');
  const root = found.slice(0, -'package.xml'.length);
  const files = new Map(
    [...all].flatMap(([name, text]) => (name.startsWith(root) ? [[name.slice(root.length), text]] : [])),
  );
  const deletes = [...files.keys()].find((name) => /^destructiveChanges(Pre|Post)?\.xml$/.test(name));
  if (deletes !== undefined) throw new NotImplementedHere(`deletions in a deployment (${deletes})`);
  return { zip, root: root.replace(/\/$/, '') || '.', files, members: membersOf(files.get('package.xml') ?? '') };
}

function unpacked(zip: Buffer): Map<string, string> {
  if (zip.length > MOST_BYTES)
    throw new DeployFault('LIMIT_EXCEEDED', `The zip file is larger than ${MOST_BYTES} bytes: deploy less at a time`);
  let count = 0;
  let size = 0;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        count += 1;
        size += originalSize;
        if (count > MOST_FILES)
          throw new DeployFault(
            'LIMIT_EXCEEDED',
            `The zip file has more than ${MOST_FILES} files: deploy less at a time`,
          );
        if (size > MOST_UNPACKED_BYTES)
          throw new DeployFault('LIMIT_EXCEEDED', `The zip file is larger than ${MOST_UNPACKED_BYTES} bytes unpacked`);
        if (name.includes('\\') || name.startsWith('/') || name.split('/').includes('..'))
          throw new DeployFault('INVALID_ZIP', `The zip file has an entry that leads out of it: ${name}`);
        return !name.endsWith('/');
      },
    });
  } catch (error) {
    if (error instanceof DeployFault) throw error;
    throw new DeployFault('INVALID_ZIP', `The file is no readable zip file (${(error as Error).message})`);
  }
  return new Map(Object.entries(entries).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

function membersOf(text: string): Map<string, string[]> {
  let parsed: { Package?: { types?: { name?: string; members?: string[] }[] } | '' };
  try {
    parsed = manifest.parse(text, true) as typeof parsed;
  } catch (error) {
    throw new DeployFault('INVALID_PACKAGE_XML', `package.xml is not well-formed XML (${(error as Error).message})`);
  }
  if (parsed.Package === undefined)
    throw new DeployFault('INVALID_PACKAGE_XML', 'package.xml has no element Package at its root');
  const members = new Map<string, string[]>();
  for (const { name, members: listed = [] } of (parsed.Package || {}).types ?? []) {
    if (!name) throw new DeployFault('INVALID_PACKAGE_XML', 'package.xml: an element types has no name');
    members.set(name, [...(members.get(name) ?? []), ...listed]);
  }
  return members;
}
