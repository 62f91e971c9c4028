import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageMetadata } from '../types.ts';
import { readExternalCredentials, readNamedCredentials } from './credentials.ts';
import { readExternalServices } from './external-services.ts';
import { readFlows, readFlowTests } from './flows.ts';
import { readLabels, readObjectTranslations } from './labels.ts';
import type { SourceObject } from './objects.ts';
import { readObjects } from './objects.ts';
import { readNotificationTypes } from './notification-types.ts';
import { readApps, readFlexiPages, readTabs } from './pages.ts';
import { readComponents } from './components.ts';
import { readPermissionSets } from './permission-sets.ts';
import { checkReferences } from './references.ts';
import { MetadataError } from './xml.ts';

export interface SourcePackage {
  objects: SourceObject[];
  metadata: PackageMetadata;
  /** Where each permission set was read, to name the file when it grants what does not exist. */
  permissionSetFiles: Map<string, string>;
}

const understood = new Set([
  'objects', 'labels', 'translations', 'objectTranslations', 'permissionsets', 'flexipages', 'tabs', 'applications', 'lwc', 'notificationtypes',
  'flows', 'flowtests', 'externalServiceRegistrations', 'namedCredentials', 'externalCredentials',
]); // prettier-ignore

/** Names that metadata may refer to, or page furniture; nothing here depends on their content. */
const withoutEffect = new Set([
  'customPermissions', 'layouts', 'reports', 'reportTypes', 'dashboards', 'platformEventChannels',
  'platformEventChannelMembers', 'externalClientApps', 'extlClntAppOauthPolicies', 'extlClntAppOauthSettings',
]); // prettier-ignore

/** Whether a folder of this name in a package is read, or at least known to need no reading. */
export const isReadable = (folder: string): boolean => understood.has(folder) || withoutEffect.has(folder);

/**
 * Reads the source-format metadata of package directories (`force-app/main`), all of it or nothing.
 * @throws MetadataError naming the file that is faulty, or that holds what the local org does not implement.
 */
export function readPackage(directories: string[]): SourcePackage {
  const metadata: PackageMetadata = {
    permissionSets: new Map(),
    flexiPages: [],
    labels: new Map([['en_US', new Map<string, string>()]]),
    objectTranslations: new Map(),
    appLabels: new Map(),
    tabLabels: new Map(),
    tabs: [],
    apps: [],
    components: [],
    notificationTypes: [],
    flows: new Map(),
    flowTests: new Map(),
    services: new Map(),
    namedCredentials: new Map(),
    externalCredentials: new Map(),
  };
  const source: SourcePackage = { objects: [], metadata, permissionSetFiles: new Map() };
  for (const directory of directories) {
    if (!existsSync(directory)) throw new MetadataError(directory, 'the package directory does not exist');
    refuseUnknown(directory);
    source.objects.push(...readObjects(directory));
    for (const { file, set } of readPermissionSets(directory)) {
      metadata.permissionSets.set(set.name, set);
      source.permissionSetFiles.set(set.name, file);
    }
    metadata.flexiPages.push(...readFlexiPages(directory));
    metadata.tabs.push(...readTabs(directory));
    metadata.apps.push(...readApps(directory));
    metadata.notificationTypes.push(...readNotificationTypes(directory));
    metadata.components.push(...readComponents(directory));
    for (const flow of readFlows(directory)) metadata.flows.set(flow.name, flow);
    for (const test of readFlowTests(directory)) metadata.flowTests.set(test.name, test);
    for (const service of readExternalServices(directory)) metadata.services.set(service.name, service);
    for (const named of readNamedCredentials(directory)) metadata.namedCredentials.set(named.name, named);
    for (const external of readExternalCredentials(directory))
      metadata.externalCredentials.set(external.name, external);
    readLabels(directory, metadata);
    readObjectTranslations(directory, metadata);
  }
  checkReferences(metadata, source.permissionSetFiles);
  return source;
}

function refuseUnknown(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || isReadable(entry.name)) continue;
    throw new MetadataError(join(directory, entry.name), 'the local org does not implement this kind of metadata');
  }
}
