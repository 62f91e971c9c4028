import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceComponent } from '@salesforce/source-deploy-retrieve';
import type { Archive } from './archive.ts';
import { DeployFault, type Component } from './types.ts';

/** An archive in source format. */
export interface Converted {
  /** The folder that has `objects`, `lwc`, …, as `force-app/main` does. */
  folder: string;
  components: Component[];
}

type Library = typeof import('@salesforce/source-deploy-retrieve');
let library: Promise<Library> | undefined;

/** Loaded with the first deployment: it takes seconds, and most orgs never see one. */
function load(): Promise<Library> {
  // it would keep a log in the home of whoever runs the org
  process.env['SF_DISABLE_LOG_FILE'] ??= 'true';
  library ??= import('@salesforce/source-deploy-retrieve');
  return library;
}

/**
 * Writes an archive's components below `target`, one file for each of an object's parts.
 * @throws DeployFault where a file is of no kind that Metadata API knows
 */
export async function toSource(archive: Archive, target: string): Promise<Converted> {
  const { ComponentSet, MetadataConverter, ZipTreeContainer } = await load();
  mkdirSync(target, { recursive: true });
  // the library writes into projects only
  writeFileSync(
    path.join(target, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'main', default: true }] }),
  );
  const folder = path.join(target, 'main', 'default');
  mkdirSync(folder, { recursive: true });
  try {
    const tree = await ZipTreeContainer.create(archive.zip);
    const packed = ComponentSet.fromSource({ fsPaths: [archive.root], tree });
    await new MetadataConverter().convert(packed, 'source', {
      type: 'directory',
      outputDirectory: target,
      genUniqueDir: false,
    });
    const fileNames = new Map(
      packed
        .getSourceComponents()
        .toArray()
        .map((each) => [keyOf(each), fileNameIn(archive, each)]),
    );
    const components = ComponentSet.fromSource(folder)
      .getSourceComponents()
      .toArray()
      .flatMap((each) => componentsOf(each, folder, fileNames.get(keyOf(each)) ?? ''));
    return { folder, components };
  } catch (error) {
    throw new DeployFault('INVALID_PACKAGE', `The zip file can't be read: ${(error as Error).message}`);
  }
}

const keyOf = ({ type, fullName }: SourceComponent): string => `${type.name}#${fullName}`;

function fileNameIn({ root }: Archive, { xml, content }: SourceComponent): string {
  const found = xml ?? content ?? '';
  return root === '.' ? found : path.posix.relative(root, found);
}

/** A component and its parts: an object and its fields, a file of labels and each label. */
function componentsOf(component: SourceComponent, folder: string, fileName: string): Component[] {
  const below = (files: (string | undefined)[]): string[] => [
    ...new Set(files.filter((file) => file !== undefined).map((file) => path.relative(folder, file))),
  ];
  const children = component.getChildren();
  const own = below([component.xml, ...component.walkContent()]);
  const parts = children.map(({ type, fullName, xml }) => ({
    type: type.name, fullName, fileName, files: below([xml]),
  })); // prettier-ignore
  const files = [...new Set([...own, ...parts.flatMap((part) => part.files)])];
  return [{ type: component.type.name, fullName: component.fullName, fileName, files }, ...parts];
}
