import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { buildSchema } from './schema.ts';
import { readPackage } from './source/package.ts';
import type { WrittenPackage } from './testPackage.ts';
import { fieldXml, metadataXml, writePackage } from './testPackage.ts';

let written: WrittenPackage;
beforeEach(() => {
  written = writePackage();
});
afterEach(() => written.remove());

const prefixes = () => {
  let next = 0;
  return () => `a0${next++}`;
};
const build = (directory = written.directory) => buildSchema(readPackage([directory]), prefixes());

const children = (schema: ReturnType<typeof build>, object: string) =>
  (schema.object(object)?.childRelationships ?? []).map(
    (child) => `${child.relationshipName}: ${child.childSObject}.${child.field}`,
  );

test('names are case-insensitive and Ids tell their object', () => {
  const schema = build();
  assert.equal(schema.object('BOAT__C')?.name, 'Boat__c');
  assert.equal(schema.object('account')?.fields.get('billingcity')?.length, 40);
  assert.equal(schema.byPrefix('00T000000000001')?.name, 'Task');
  assert.equal(schema.byPrefix('a00000000000001')?.custom, true);
});

test('parents know their children by the names that subqueries use', () => {
  const schema = build();
  const account = children(schema, 'Account');
  for (const expected of [
    'Contacts: Contact.AccountId',
    'Opportunities: Opportunity.AccountId',
    'Tasks: Task.WhatId',
    'Events: Event.WhatId',
    'Boats__r: Boat__c.Owner_Account__c',
  ]) {
    assert.ok(account.includes(expected), expected);
  }
  assert.ok(children(schema, 'Opportunity').includes('OpportunityContactRoles: OpportunityContactRole.OpportunityId'));
  assert.ok(children(schema, 'Contact').includes('Tasks: Task.WhoId'));
  assert.ok(children(schema, 'Event').includes('EventRelations: EventRelation.EventId'));
  assert.ok(children(schema, 'Boat__c').includes('Parts__r: Boat_Part__c.Boat__c'));
});

test('no object offers one relationship name for two fields', () => {
  for (const object of build().objects.values()) {
    const names = object.childRelationships.map((child) => child.relationshipName).filter((name) => name !== null);
    assert.equal(new Set(names).size, names.length, `${object.name}: ${names.join()}`);
  }
});

test('fields are as long and as open as the Object Reference says', () => {
  const schema = build();
  const field = (path: string) => {
    const [object = '', name = ''] = path.split('.');
    return schema.object(object)?.fields.get(name.toLowerCase());
  };
  for (const [path, length] of Object.entries({
    'Account.Name': 255, 'Contact.Salutation': 40, 'Contact.Email': 80, 'Lead.Company': 255, 'Opportunity.Name': 120,
    'Task.CallType': 40, 'Task.Subject': 255, 'Event.Location': 255, 'Event.Description': 32000, 'User.Email': 128,
    'User.TimeZoneSidKey': 40, 'Organization.InstanceName': 40, 'ContentNote.Title': 255,
  })) assert.equal(field(path)?.length, length, path); // prettier-ignore
  const keys = (object: string) =>
    [...(schema.object(object)?.fields.values() ?? [])].filter(({ idLookup }) => idLookup).map(({ name }) => name);
  assert.deepEqual(keys('Account'), ['Id']);
  assert.deepEqual(keys('Contact'), ['Id', 'Email']);
  assert.deepEqual(keys('User'), ['Id', 'Username', 'Email']);
  assert.deepEqual(keys('Boat_Part__c'), ['Id', 'Name', 'Key__c']);
  assert.ok(field('User.TimeZoneSidKey')?.picklistValues.some(({ value }) => value === 'Europe/Stockholm'));
  assert.deepEqual([field('Lead.IsConverted')?.createable, field('Lead.IsConverted')?.updateable], [true, false]);
});

test('every reference points to objects that exist', () => {
  const schema = build();
  for (const object of schema.objects.values()) {
    for (const field of object.fields.values()) {
      assert.equal(field.type === 'reference', field.referenceTo.length > 0, `${object.name}.${field.name}`);
      for (const target of field.referenceTo)
        assert.ok(schema.object(target), `${object.name}.${field.name}: ${target}`);
    }
  }
});

test('fields of Activity stand on Task and Event', () => {
  const schema = build();
  assert.equal(schema.object('Task')?.fields.get('boat_key__c')?.unique, true);
  assert.equal(schema.object('Event')?.fields.get('boat_key__c')?.externalId, true);
  assert.equal(schema.object('Activity'), undefined);
});

test('activities may be related to custom objects that allow it, and to no others', () => {
  const targets = build().object('Task')?.fields.get('whatid')?.referenceTo;
  assert.ok(targets?.includes('Boat__c'));
  assert.ok(!targets?.includes('Boat_Part__c'));
});

test('a detail has no owner, its master field is required and goes with its master', () => {
  const part = build().object('Boat_Part__c');
  assert.equal(part?.fields.has('ownerid'), false);
  assert.partialDeepStrictEqual(part?.fields.get('boat__c'), {
    nillable: false,
    updateable: false,
    cascadeDelete: true,
  });
});

test('a lookup to an object that does not exist is refused', () => {
  written.write(
    'objects/Boat__c/fields/Dock__c.field-meta.xml',
    fieldXml('Dock__c', 'Lookup', '<referenceTo>Dock__c</referenceTo>'),
  );
  assert.throws(() => build(), /Dock__c\.field-meta\.xml.*Dock__c, which does not exist/);
});

test('a permission set may grant only what exists, what is not required, and no rights on Task objects', () => {
  const grants: [string, RegExp][] = [
    [
      '<fieldPermissions><editable>false</editable><field>Boat__c.Mast__c</field><readable>true</readable></fieldPermissions>',
      /boat__c\.mast__c, which does not exist/,
    ],
    [
      '<fieldPermissions><editable>false</editable><field>Boat__c.Port__c</field><readable>true</readable></fieldPermissions>',
      /required field/,
    ],
    [
      '<fieldPermissions><editable>false</editable><field>Task.CallType</field><readable>true</readable></fieldPermissions>',
      /task\.calltype, which has no field-level security/,
    ],
    [
      '<fieldPermissions><editable>false</editable><field>Account.BillingCity</field><readable>true</readable></fieldPermissions>',
      /grant account\.BillingAddress instead/,
    ],
    ['<objectPermissions><allowRead>true</allowRead><object>Task</object></objectPermissions>', /EditTask/],
  ];
  for (const [grant, says] of grants) {
    written.write('permissionsets/X.permissionset-meta.xml', metadataXml('PermissionSet', `<label>X</label>${grant}`));
    assert.throws(() => build(), says);
  }
});

test("the package's own metadata loads", () => {
  const schema = build(join(import.meta.dirname, '../../../force-app/main'));
  assert.ok(schema.object('Conversation__c')?.fields.get('key__c')?.unique);
});
