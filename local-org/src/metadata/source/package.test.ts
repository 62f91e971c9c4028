import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { WrittenPackage } from '../testPackage.ts';
import { fieldXml, metadataXml, objectXml, writePackage } from '../testPackage.ts';
import { readPackage } from './package.ts';
import { MetadataError } from './xml.ts';

let written: WrittenPackage;
beforeEach(() => {
  written = writePackage();
});
afterEach(() => written.remove());

const read = () => readPackage([written.directory]);

function refusal(path: string, content: string, says: RegExp): void {
  written.write(path, content);
  assert.throws(read, (error) => {
    assert.ok(error instanceof MetadataError);
    assert.ok(error.file.endsWith(path), `${error.file} should name ${path}`);
    assert.match(error.message, says);
    return true;
  });
}

test('fields keep what their metadata says', () => {
  const boat = read().objects.find((object) => object.name === 'Boat__c');
  const field = (name: string) => boat?.fields.find((candidate) => candidate.name === name);
  assert.partialDeepStrictEqual(field('Key__c'), {
    type: 'string',
    length: 40,
    unique: true,
    caseSensitive: true,
    externalId: true,
    idLookup: true,
    nillable: true,
  });
  assert.partialDeepStrictEqual(field('Length__c'), { type: 'double', precision: 5, scale: 2 });
  assert.partialDeepStrictEqual(field('Afloat__c'), { type: 'boolean', nillable: false, defaultValue: true });
  assert.partialDeepStrictEqual(field('Port__c'), { nillable: false, defaultValue: 'Brest' });
  assert.partialDeepStrictEqual(field('Log__c'), { type: 'textarea', length: 1000, filterable: false });
  assert.partialDeepStrictEqual(field('Kind__c'), { restrictedPicklist: true });
  assert.deepEqual(
    field('Kind__c')?.picklistValues.map((entry) => entry.value),
    ['Sail', 'Motor'],
  );
  assert.partialDeepStrictEqual(field('Owner_Account__c'), {
    referenceTo: ['Account'],
    relationshipName: 'Owner_Account__r',
    children: 'Boats__r',
  });
});

test('labels, their translations and object translations are kept by language', () => {
  const { metadata } = read();
  assert.equal(metadata.labels.get('en_US')?.get('Ahoy'), 'Ahoy & welcome');
  assert.equal(metadata.labels.get('fr')?.get('Ahoy'), 'Ohé');
  const boat = metadata.objectTranslations.get('fr')?.get('boat__c');
  assert.equal(boat?.labelPlural, 'Bateaux');
  assert.equal(boat?.fields.get('kind__c')?.values.get('Sail'), 'Voile');
});

test('pages, tabs, apps and components are read', () => {
  const { metadata } = read();
  assert.deepEqual(metadata.flexiPages[0]?.regions[0]?.components, [
    { name: 'c:crew', identifier: 'c_crew', properties: { title: 'Crew' }, decorators: {} },
  ]);
  assert.equal(metadata.tabs[0]?.customObject, true);
  assert.deepEqual(metadata.apps[0]?.tabs, ['Boat__c']);
  const crew = { name: 'crew', exposed: true, targets: ['lightning__RecordPage'], propertyTypes: {} };
  assert.deepEqual(metadata.components, [crew]);
});

test('what it does not understand is refused by the name of its file', () => {
  refusal(
    'objects/Boat__c/fields/Age__c.field-meta.xml',
    fieldXml('Age__c', 'Number', '<formula>1</formula>'),
    /CustomField\.formula/,
  );
});

test('a kind of metadata that is not implemented is refused', () => {
  written.write('triggers/Sail.trigger', 'trigger');
  assert.throws(read, /triggers: the local org does not implement this kind of metadata/);
});

test('an unknown field type, default formula or delete constraint is refused', () => {
  refusal('objects/Boat__c/fields/A__c.field-meta.xml', fieldXml('A__c', 'Location'), /fields of type Location/);
  refusal(
    'objects/Boat__c/fields/A__c.field-meta.xml',
    fieldXml('A__c', 'Date', '<defaultValue>TODAY()</defaultValue>'),
    /TODAY\(\)/,
  );
  refusal(
    'objects/Boat__c/fields/A__c.field-meta.xml',
    fieldXml('A__c', 'Lookup', '<referenceTo>Account</referenceTo><deleteConstraint>Forget</deleteConstraint>'),
    /Forget/,
  );
});

test('a file that contradicts its name, is not XML or is of another kind is refused', () => {
  refusal('objects/Boat__c/fields/B__c.field-meta.xml', fieldXml('C__c', 'Date'), /fullName is C__c/);
  refusal('objects/Boat__c/fields/B__c.field-meta.xml', '<CustomField>', /not well-formed|missing/);
  refusal(
    'objects/Boat__c/fields/B__c.field-meta.xml',
    metadataXml('CustomTab', ''),
    /expected the element CustomField/,
  );
});

test('validation rules are refused rather than ignored', () => {
  written.write('objects/Boat__c/validationRules/Old.validationRule-meta.xml', metadataXml('ValidationRule', ''));
  assert.throws(read, /does not implement validationRules/);
});

test('a permission set may not grant more than its own rights allow', () => {
  const grant = (rights: string) =>
    metadataXml(
      'PermissionSet',
      `<label>X</label><objectPermissions>${rights}<object>Boat__c</object></objectPermissions>`,
    );
  refusal(
    'permissionsets/X.permissionset-meta.xml',
    grant('<allowCreate>true</allowCreate>'),
    /allowCreate needs allowRead/,
  );
  refusal(
    'permissionsets/X.permissionset-meta.xml',
    grant('<allowRead>true</allowRead><allowDelete>true</allowDelete>'),
    /allowDelete needs/,
  );
});

test('an object that is not deployed is refused', () => {
  refusal(
    'objects/Boat__c/Boat__c.object-meta.xml',
    objectXml('Boat', '<nameField><type>Text</type></nameField>').replace('Deployed', 'InDevelopment'),
    /InDevelopment/,
  );
});
