import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StandardField } from '../standard/define.ts';
import { blankField } from '../standard/define.ts';
import { autoNumber, readField } from './fields.ts';
import { folders, metadataFiles } from './files.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, number, onlyKnown, readMetadata, requiredText, text } from './xml.ts';

export interface SourceObject {
  name: string;
  /** Null where the folder only adds fields to an object that exists. */
  definition: { label: string; labelPlural: string; nameField: StandardField; allowsActivities: boolean } | null;
  fields: StandardField[];
}

const objectElements = [
  'label', 'pluralLabel', 'nameField', 'deploymentStatus', 'sharingModel', 'externalSharingModel', 'description',
  'enableActivities', 'enableReports', 'enableSearch', 'enableHistory', 'enableBulkApi', 'enableStreamingApi',
  'enableSharing', 'enableFeeds', 'enableLicensing', 'enableEnhancedLookup', 'allowInChatterGroups', 'visibility',
  'compactLayoutAssignment', 'searchLayouts', 'actionOverrides', 'startsWith', 'gender',
]; // prettier-ignore

/** Parts of an object that only shape pages elsewhere in Salesforce and change nothing in this org's data. */
const withoutEffect = new Set(['listViews', 'compactLayouts', 'webLinks', 'fieldSets']);

/** Every object folder of one package directory, in order of name. */
export function readObjects(packageDirectory: string): SourceObject[] {
  const root = join(packageDirectory, 'objects');
  return folders(root).map((name) => readObject(join(root, name), name));
}

function readObject(directory: string, name: string): SourceObject {
  for (const part of folders(directory)) {
    if (part !== 'fields' && !withoutEffect.has(part)) {
      throw new MetadataError(join(directory, part), `the local org does not implement ${part}`);
    }
  }
  const file = join(directory, `${name}.object-meta.xml`);
  const fields = metadataFiles(join(directory, 'fields'), '.field-meta.xml').map(({ name: stem, path }) => {
    const field = readField(path);
    if (field.name !== stem) throw new MetadataError(path, `fullName is ${field.name}, but the file is named ${stem}`);
    return field;
  });
  if (!name.endsWith('__c')) {
    if (existsSync(file)) readMetadata(file, 'CustomObject', objectElements);
    return { name, definition: null, fields };
  }
  if (!existsSync(file)) return { name, definition: null, fields };
  const xml = readMetadata(file, 'CustomObject', objectElements);
  const status = text(xml, 'deploymentStatus') ?? 'Deployed';
  if (status !== 'Deployed')
    throw new MetadataError(file, `the local org does not implement deploymentStatus ${status}`);
  const definition = {
    label: requiredText(file, xml, 'label'),
    labelPlural: requiredText(file, xml, 'pluralLabel'),
    nameField: nameField(file, xml),
    allowsActivities: flag(xml, 'enableActivities'),
  };
  return { name, definition, fields };
}

function nameField(file: string, xml: Element): StandardField {
  const element = children(xml, 'nameField')[0];
  if (!element) throw new MetadataError(file, 'the element nameField is missing');
  onlyKnown(file, 'nameField', element, ['label', 'type', 'displayFormat', 'length', 'trackHistory', 'startingNumber']);
  const label = text(element, 'label') ?? 'Name';
  const named = { nameField: true, idLookup: true };
  switch (requiredText(file, element, 'type')) {
    case 'Text':
      return {
        ...blankField('Name', label, 'string', { ...named, length: number(element, 'length') || 80 }),
        children: null,
      };
    case 'AutoNumber':
      return {
        ...blankField('Name', label, 'string', { ...autoNumber(file, element), ...named, length: 80 }),
        children: null,
      };
    default:
      throw new MetadataError(file, 'nameField.type must be Text or AutoNumber');
  }
}
