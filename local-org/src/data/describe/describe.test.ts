import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { TestOrg } from '../testOrg.ts';
import { openTestOrg } from '../testOrg.ts';
import { describeGlobal, describeObject } from './describe.ts';

let opened: TestOrg;
beforeEach(() => {
  opened = openTestOrg();
});
afterEach(() => opened.close());

test('an object describes itself as the REST API does', () => {
  const boat = describeObject(opened.admin, 'boat__c');
  assert.partialDeepStrictEqual(boat, {
    name: 'Boat__c',
    label: 'Boat',
    labelPlural: 'Boats',
    custom: true,
    keyPrefix: 'a01',
  });
  assert.deepEqual(
    boat.recordTypeInfos.map((info) => [info.name, info.recordTypeId, info.master]),
    [['Master', '012000000000000AAA', true]],
  );
  assert.equal(boat.urls['describe'], '/services/data/v67.0/sobjects/Boat__c/describe');
  assert.deepEqual(
    boat.supportedScopes.map((scope) => scope.label),
    ['All boats', 'My boats'],
  );
  const number = describeObject(opened.admin, 'Boat_Part__c').fields.find((field) => field.name === 'Name');
  assert.partialDeepStrictEqual(number, {
    autoNumber: true,
    byteLength: 240,
    groupable: false,
    idLookup: true,
    createable: false,
    defaultedOnCreate: true,
  });
  const key = boat.fields.find((field) => field.name === 'Key__c');
  assert.partialDeepStrictEqual(key, {
    externalId: true,
    unique: true,
    caseSensitive: true,
    idLookup: true,
    type: 'string',
    length: 40,
    byteLength: 120,
    soapType: 'xsd:string',
  });
  assert.deepEqual(boat.childRelationships.find((child) => child.childSObject === 'Boat_Part__c'), {
    cascadeDelete: true, childSObject: 'Boat_Part__c', deprecatedAndHidden: false, field: 'Boat__c', junctionIdListNames: [],
    junctionReferenceTo: [], relationshipName: 'Parts__r', restrictedDelete: false,
  }); // prettier-ignore
});

test('an address is one field made of its parts', () => {
  const fields = new Map(describeObject(opened.rep, 'Account').fields.map((field) => [field.name, field]));
  assert.partialDeepStrictEqual(fields.get('BillingAddress'), {
    type: 'address',
    soapType: 'urn:address',
    createable: false,
    updateable: false,
    sortable: false,
    queryByDistance: true,
    permissionable: true,
    compoundFieldName: null,
  });
  assert.partialDeepStrictEqual(fields.get('BillingCity'), { compoundFieldName: 'BillingAddress', updateable: true });
  const lead = describeObject(opened.rep, 'Lead').fields;
  assert.equal(lead.find((field) => field.name === 'Street')?.compoundFieldName, 'Address');
});

test('polymorphic lookups say so', () => {
  const who = describeObject(opened.rep, 'Task').fields.find((field) => field.name === 'WhoId');
  assert.partialDeepStrictEqual(who, {
    polymorphicForeignKey: true,
    namePointing: true,
    referenceTo: ['Contact', 'Lead'],
    relationshipName: 'Who',
    soapType: 'tns:ID',
  });
});

test('labels speak the language of the user', () => {
  const camille = opened.org.sessionFor('camille');
  const boat = describeObject(camille, 'Boat__c');
  assert.equal(boat.labelPlural, 'Bateaux');
  const kind = boat.fields.find((field) => field.name === 'Kind__c');
  assert.equal(kind?.label, 'Type');
  assert.deepEqual(
    kind?.picklistValues.map((entry) => [entry.value, entry.label]),
    [
      ['Sail', 'Voile'],
      ['Motor', 'Motor'],
    ],
  );
});

test('the list of objects holds what the user may read', () => {
  const names = (alias: string) => describeGlobal(opened.org.sessionFor(alias)).sobjects.map((object) => object.name);
  assert.ok(names('ines').includes('Boat_Part__c'));
  assert.ok(names('paul').includes('Boat__c') && !names('paul').includes('Boat_Part__c'));
  assert.ok(!names('debrief').includes('Account'));
});
