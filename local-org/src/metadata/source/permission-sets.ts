import { join } from 'node:path';
import { TAB_VISIBILITIES, type PermissionSetMetadata, type TabVisibility } from '../types.ts';
import { metadataFiles } from './files.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, onlyKnown, readMetadata, requiredText, text } from './xml.ts';

const elements = [
  'label', 'description', 'hasActivationRequired', 'license', 'objectPermissions', 'fieldPermissions', 'userPermissions',
  'customPermissions', 'tabSettings', 'applicationVisibilities', 'externalCredentialPrincipalAccesses', 'flowAccesses',
]; // prettier-ignore

export function readPermissionSets(packageDirectory: string): { file: string; set: PermissionSetMetadata }[] {
  return metadataFiles(join(packageDirectory, 'permissionsets'), '.permissionset-meta.xml').map(({ name, path }) => ({
    file: path,
    set: readPermissionSet(path, name),
  }));
}

function readPermissionSet(file: string, name: string): PermissionSetMetadata {
  const xml = readMetadata(file, 'PermissionSet', elements);
  return {
    name,
    label: requiredText(file, xml, 'label'),
    description: text(xml, 'description') ?? '',
    objects: new Map(children(xml, 'objectPermissions').map((entry) => objectPermission(file, entry))),
    fields: new Map(
      children(xml, 'fieldPermissions').map((entry) => {
        onlyKnown(file, 'fieldPermissions', entry, ['editable', 'field', 'readable']);
        const edit = flag(entry, 'editable');
        const field = requiredText(file, entry, 'field');
        if (edit && !flag(entry, 'readable'))
          throw new MetadataError(file, `${field} can't be editable without being readable`);
        return [field.toLowerCase(), { read: flag(entry, 'readable'), edit }];
      }),
    ),
    userPermissions: enabledNames(file, xml, 'userPermissions'),
    customPermissions: enabledNames(file, xml, 'customPermissions'),
    tabs: new Map(children(xml, 'tabSettings').map((entry) => tabSetting(file, entry))),
    apps: new Set(
      children(xml, 'applicationVisibilities')
        .filter((entry) => flag(entry, 'visible'))
        .map((entry) => requiredText(file, entry, 'application')),
    ),
    credentialPrincipals: enabledNames(file, xml, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
    flows: enabledNames(file, xml, 'flowAccesses', 'flow'),
  };
}

function tabSetting(file: string, entry: Element): [string, TabVisibility] {
  onlyKnown(file, 'tabSettings', entry, ['tab', 'visibility']);
  const tab = requiredText(file, entry, 'tab');
  const said = requiredText(file, entry, 'visibility');
  const visibility = TAB_VISIBILITIES.find((known) => known === said);
  if (!visibility)
    throw new MetadataError(file, `${tab}: visibility must be ${TAB_VISIBILITIES.join(', ')}, not ${said}`);
  return [tab, visibility];
}

function objectPermission(
  file: string,
  entry: Element,
): [string, PermissionSetMetadata['objects'] extends Map<string, infer A> ? A : never] {
  onlyKnown(file, 'objectPermissions', entry, [
    'allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords', 'viewAllRecords', 'object',
  ]); // prettier-ignore
  const object = requiredText(file, entry, 'object');
  const access = {
    read: flag(entry, 'allowRead'),
    create: flag(entry, 'allowCreate'),
    edit: flag(entry, 'allowEdit'),
    delete: flag(entry, 'allowDelete'),
    viewAll: flag(entry, 'viewAllRecords'),
    modifyAll: flag(entry, 'modifyAllRecords'),
  };
  // Metadata API Developer Guide, PermissionSet: each right depends on the ones beneath it.
  const lacking =
    (access.create && !access.read && 'allowCreate needs allowRead') ||
    (access.edit && !access.read && 'allowEdit needs allowRead') ||
    (access.delete && !(access.read && access.edit) && 'allowDelete needs allowRead and allowEdit') ||
    (access.viewAll && !access.read && 'viewAllRecords needs allowRead') ||
    (access.modifyAll && !(access.delete && access.viewAll) && 'modifyAllRecords needs allowDelete and viewAllRecords');
  if (lacking) throw new MetadataError(file, `${object}: ${lacking}`);
  return [object.toLowerCase(), access];
}

function enabledNames(file: string, xml: Element, tag: string, key = 'name'): Set<string> {
  return new Set(
    children(xml, tag)
      .filter((entry) => flag(entry, 'enabled'))
      .map((entry) => requiredText(file, entry, key)),
  );
}
