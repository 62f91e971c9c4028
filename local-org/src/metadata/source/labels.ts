import { join } from 'node:path';
import type { ObjectTranslation, PackageMetadata } from '../types.ts';
import { folders, metadataFiles } from './files.ts';
import { MetadataError, children, flag, onlyKnown, readMetadata, requiredText, text } from './xml.ts';

type ByLanguage = Map<string, Map<string, string>>;

function put(map: ByLanguage, language: string, name: string, value: string): void {
  const texts = map.get(language) ?? new Map<string, string>();
  texts.set(name, value);
  map.set(language, texts);
}

export function readLabels(packageDirectory: string, into: PackageMetadata): void {
  for (const { path } of metadataFiles(join(packageDirectory, 'labels'), '.labels-meta.xml')) {
    for (const label of children(readMetadata(path, 'CustomLabels', ['labels']), 'labels')) {
      onlyKnown(path, 'labels', label, [
        'fullName',
        'categories',
        'language',
        'protected',
        'shortDescription',
        'value',
      ]);
      put(
        into.labels,
        requiredText(path, label, 'language'),
        requiredText(path, label, 'fullName'),
        text(label, 'value') ?? '',
      );
    }
  }
  for (const { name: language, path } of metadataFiles(
    join(packageDirectory, 'translations'),
    '.translation-meta.xml',
  )) {
    const xml = readMetadata(path, 'Translations', ['customLabels', 'customApplications', 'customTabs']);
    const targets = { customLabels: into.labels, customApplications: into.appLabels, customTabs: into.tabLabels };
    for (const [tag, target] of Object.entries(targets)) {
      for (const entry of children(xml, tag)) {
        const translated = text(entry, 'label');
        if (translated) put(target, language, requiredText(path, entry, 'name'), translated);
      }
    }
  }
}

/** `objectTranslations/<Object>-<language>/`: one file for the object, one for each field. */
export function readObjectTranslations(packageDirectory: string, into: PackageMetadata): void {
  const root = join(packageDirectory, 'objectTranslations');
  for (const folder of folders(root)) {
    const [, object, language] = /^(\w+)-(\w+)$/.exec(folder) ?? [];
    const directory = join(root, folder);
    if (!object || !language) throw new MetadataError(directory, 'the folder must be named <Object>-<language>');
    const byObject = into.objectTranslations.get(language) ?? new Map<string, ObjectTranslation>();
    into.objectTranslations.set(language, byObject);
    byObject.set(object.toLowerCase(), readTranslation(directory));
  }
}

function readTranslation(directory: string): ObjectTranslation {
  const translation: ObjectTranslation = { label: null, labelPlural: null, fields: new Map() };
  for (const { name, path } of metadataFiles(directory, 'Translation-meta.xml')) {
    if (name.endsWith('.object')) readObjectFile(path, translation);
    else readFieldFile(path, translation);
  }
  return translation;
}

function readObjectFile(file: string, into: ObjectTranslation): void {
  const xml = readMetadata(file, 'CustomObjectTranslation', [
    'caseValues',
    'gender',
    'startsWith',
    'nameFieldLabel',
    'layouts',
  ]);
  for (const value of children(xml, 'caseValues')) {
    if (flag(value, 'plural')) into.labelPlural ??= text(value, 'value');
    else into.label ??= text(value, 'value');
  }
  const nameLabel = text(xml, 'nameFieldLabel');
  if (nameLabel) into.fields.set('name', { label: nameLabel, help: null, values: new Map() });
}

function readFieldFile(file: string, into: ObjectTranslation): void {
  const xml = readMetadata(file, 'CustomFieldTranslation', [
    'name', 'label', 'help', 'description', 'relationshipLabel', 'picklistValues', 'caseValues', 'gender', 'startsWith',
  ]); // prettier-ignore
  const values = children(xml, 'picklistValues').map((entry): [string, string] => [
    requiredText(file, entry, 'masterLabel'),
    text(entry, 'translation') ?? '',
  ]);
  into.fields.set(requiredText(file, xml, 'name').toLowerCase(), {
    label: text(xml, 'label') || null,
    help: text(xml, 'help') || null,
    values: new Map(values.filter(([, translated]) => translated !== '')),
  });
}
