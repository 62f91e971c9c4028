import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MultipleMatches } from '../faults/errors.ts';
import type { TestOrg } from '../testOrg.ts';
import { openTestOrg, refused } from '../testOrg.ts';

let opened: TestOrg;
beforeEach(() => {
  opened = openTestOrg();
});
afterEach(() => opened.close());

const boat = (more: Record<string, unknown> = {}): string =>
  opened.admin.create('Boat__c', { Name: 'Sirius', ...more });

test('a record comes back as it was given, with what the platform adds', () => {
  const { admin } = opened;
  const id = boat({ key__c: 'b:1', Kind__c: 'Sail', Length__c: 12.345, Launched__c: '2026-11-17T15:01:00+01:00' });
  const stored = admin.get('boat__c', id);
  assert.partialDeepStrictEqual(stored, {
    Id: id, Name: 'Sirius', Key__c: 'b:1', Kind__c: 'Sail', Length__c: 12.35, Afloat__c: true, Port__c: 'Brest',
    Launched__c: '2026-11-17T14:01:00.000Z', OwnerId: admin.user.Id, CreatedById: admin.user.Id, IsDeleted: false,
  }); // prettier-ignore
  assert.equal(stored['CreatedDate'], stored['SystemModstamp']);
  assert.match(stored['CreatedDate'] as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  assert.deepEqual(admin.get('Boat__c', id.slice(0, 15), ['name']), { Name: 'Sirius' });
});

test('an update changes what it names and says who did it', () => {
  const { admin, rep } = opened;
  const id = boat({ Kind__c: 'Sail' });
  rep.update('Boat__c', id, { Kind__c: 'Motor' });
  const stored = admin.get('Boat__c', id);
  assert.equal(stored['Kind__c'], 'Motor');
  assert.equal(stored['Name'], 'Sirius');
  assert.equal(stored['LastModifiedById'], rep.user.Id);
  assert.equal(stored['CreatedById'], admin.user.Id);
  assert.ok((stored['SystemModstamp'] as string) >= (stored['CreatedDate'] as string));
});

test('an address is read as a whole and written through its parts', () => {
  const { rep } = opened;
  const id = rep.create('Account', { Name: 'A', BillingStreet: '1 quai Nord', BillingCity: 'Brest' });
  assert.deepEqual(rep.get('Account', id, ['BillingAddress', 'ShippingAddress']), {
    BillingAddress: {
      city: 'Brest', country: null, geocodeAccuracy: null, latitude: null, longitude: null, postalCode: null, state: null,
      street: '1 quai Nord',
    },
    ShippingAddress: null,
  }); // prettier-ignore
  refused(() => rep.update('Account', id, { BillingAddress: { city: 'Lorient' } }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('keys without case are the same in every script', () => {
  const { admin } = opened;
  const id = boat({ Code__c: 'ÉTÉ' });
  assert.deepEqual(admin.upsert('Boat__c', 'Code__c', 'été', {}), { id, created: false });
  refused(() => boat({ Code__c: 'Été' }), 'DUPLICATE_VALUE');
  boat({ Code__c: 'ETE' });
  boat({ Key__c: 'É' });
  boat({ Key__c: 'é' });
});

test('unknown and unwritable fields are refused by name', () => {
  const { admin } = opened;
  refused(() => boat({ Mast__c: 1 }), 'INVALID_FIELD', "No such column 'Mast__c' on sobject of type Boat__c");
  refused(
    () => boat({ CreatedDate: '2020-01-01T00:00:00Z' }),
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    /^Unable to create\/update fields: CreatedDate\. Please check the security settings/,
    ['CreatedDate'],
  );
  refused(() => admin.create('Task', { Subject: 'x', IsClosed: true }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
  refused(() => admin.create('Mast__c', {}), 'NOT_FOUND');
});

test('required fields must be there, and stay', () => {
  const { admin } = opened;
  refused(
    () => admin.create('Contact', { FirstName: 'Astrid' }),
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [LastName]',
    ['LastName'],
  );
  refused(() => admin.create('Contact', { LastName: '  ' }), 'REQUIRED_FIELD_MISSING');
  refused(
    () => admin.create('Opportunity', { Name: 'x' }),
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [StageName, CloseDate]',
  );
  const id = boat();
  refused(
    () => admin.update('Boat__c', id, { Port__c: null }),
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [Port__c]',
  );
  admin.update('Boat__c', id, { Kind__c: 'Sail' });
});

test('values that do not fit are refused in the words of the platform', () => {
  refused(
    () => boat({ Code__c: 'x'.repeat(11) }),
    'STRING_TOO_LONG',
    `Code: data value too large: ${'x'.repeat(11)} (max length=10)`,
    ['Code__c'],
  );
  refused(
    () => boat({ Kind__c: 'Steam' }),
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'Kind: bad value for restricted picklist field: Steam',
    ['Kind__c'],
  );
  refused(() => boat({ Uses__c: 'Race;Dive' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', /Dive/);
  refused(
    () => boat({ Length__c: 1000 }),
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Length: value outside of valid range on numeric field: 1000',
  );
  refused(
    () => opened.admin.create('Contact', { LastName: 'x', Email: 'astrid at example' }),
    'INVALID_EMAIL_ADDRESS',
    'Email: invalid email address: astrid at example',
    ['Email'],
  );
  refused(() => opened.admin.create('Task', { CallType: 'Sideways' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
});

test('an unrestricted picklist takes other values', () => {
  const id = opened.admin.create('Account', { Name: 'x', Industry: 'Shipbuilding' });
  assert.equal(opened.admin.get('Account', id)['Industry'], 'Shipbuilding');
});

test('values of the wrong JSON type are refused', () => {
  for (const wrong of [
    { Name: 5 },
    { Afloat__c: 'perhaps' },
    { Length__c: 'long' },
    { Launched__c: 'yesterday' },
    { Launched__c: '2026-02-30T10:00:00Z' },
    { Name: {} },
    { Kind__c: ['Sail'] },
  ]) {
    refused(() => boat(wrong), 'JSON_PARSER_ERROR', /^Cannot deserialize instance of/);
  }
  refused(
    () => opened.admin.create('Opportunity', { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-13-01' }),
    'JSON_PARSER_ERROR',
  );
});

test('several values are kept once each, in the order of the list', () => {
  const id = boat({ Uses__c: 'Fish;Race;Fish' });
  assert.equal(opened.admin.get('Boat__c', id)['Uses__c'], 'Race;Fish');
});

test('references must be Ids of records that exist and fit', () => {
  const { admin } = opened;
  const account = admin.create('Account', { Name: 'x' });
  refused(
    () => admin.create('Contact', { LastName: 'x', AccountId: 'abc' }),
    'MALFORMED_ID',
    'Account ID: id value of incorrect type: abc',
    ['AccountId'],
  );
  refused(
    () => admin.create('Task', { WhoId: account }),
    'FIELD_INTEGRITY_EXCEPTION',
    `Name ID: id value of incorrect type: ${account}`,
    ['WhoId'],
  );
  refused(
    () => admin.create('Contact', { LastName: 'x', AccountId: '001DB0000009999' }),
    'INVALID_CROSS_REFERENCE_KEY',
    'invalid cross reference id',
  );
  const contact = admin.create('Contact', { LastName: 'x', AccountId: account.slice(0, 15) });
  assert.equal(admin.get('Contact', contact)['AccountId'], account);
  const gone = admin.create('Account', { Name: 'gone' });
  admin.delete('Account', gone);
  refused(() => admin.update('Contact', contact, { AccountId: gone }), 'ENTITY_IS_DELETED');
});

test('records that are missing, deleted or of another object are told apart', () => {
  const { admin } = opened;
  const id = boat();
  admin.delete('Boat__c', id);
  refused(() => admin.get('Boat__c', id), 'ENTITY_IS_DELETED', 'entity is deleted');
  refused(() => admin.update('Boat__c', id, {}), 'ENTITY_IS_DELETED');
  refused(() => admin.get('Boat__c', 'a00DB0000009999'), 'NOT_FOUND');
  refused(() => admin.update('Boat__c', 'nonsense', {}), 'MALFORMED_ID');
  refused(() => admin.delete('Account', boat()), 'NOT_FOUND');
});

test('unique keys hold, with and without regard to case', () => {
  const { admin } = opened;
  const first = boat({ Key__c: 'b:1', Code__c: 'SIR' });
  refused(
    () => boat({ Key__c: 'b:1' }),
    'DUPLICATE_VALUE',
    `duplicate value found: Key__c duplicates value on record with id: ${first}`,
  );
  boat({ Key__c: 'B:1' });
  refused(() => boat({ Code__c: 'sir' }), 'DUPLICATE_VALUE');
  admin.update('Boat__c', first, { Key__c: 'b:1' });
  admin.delete('Boat__c', first);
  boat({ Key__c: 'b:1', Code__c: 'sir' });
});

test('an upsert creates, updates, or says that it can not choose', () => {
  const { admin } = opened;
  const made = admin.upsert('Boat__c', 'Key__c', 'b:1', { Name: 'Vega' });
  assert.equal(made.created, true);
  assert.deepEqual(admin.upsert('Boat__c', 'key__c', 'b:1', { Kind__c: 'Sail' }), { id: made.id, created: false });
  assert.partialDeepStrictEqual(admin.get('Boat__c', made.id), { Name: 'Vega', Kind__c: 'Sail', Key__c: 'b:1' });
  const twins = [boat({ Tag__c: 'red' }), boat({ Tag__c: 'RED' })];
  assert.throws(
    () => admin.upsert('Boat__c', 'Tag__c', 'red', {}),
    (error) => error instanceof MultipleMatches && error.status === 300 && error.ids.join() === twins.join(),
  );
  refused(() => admin.upsert('Boat__c', 'Kind__c', 'Sail', {}), 'NOT_FOUND');
  refused(() => admin.upsert('Boat__c', 'Key__c', null, {}), 'MISSING_ARGUMENT');
});

test('an upsert by Id updates that record or creates one', () => {
  const { admin } = opened;
  const { id } = admin.upsert('Boat__c', 'Id', null, { Name: 'Rigel' });
  assert.deepEqual(admin.upsert('Boat__c', 'Id', id.slice(0, 15), { Name: 'Mira' }), { id, created: false });
  assert.equal(admin.get('Boat__c', id)['Name'], 'Mira');
  refused(() => admin.upsert('Boat__c', 'Id', 'a00DB0000009999', {}), 'NOT_FOUND');
});

test('a parent may be named by its external Id', () => {
  const { admin } = opened;
  const parent = boat({ Key__c: 'b:1' });
  const { id } = admin.upsert('Boat_Part__c', 'Key__c', 'p:1', { Boat__r: { Key__c: 'b:1' } });
  assert.equal(admin.get('Boat_Part__c', id)['Boat__c'], parent);
  refused(
    () => admin.create('Boat_Part__c', { Boat__r: { Key__c: 'b:9' } }),
    'INVALID_FIELD',
    'Foreign key external ID: b:9 not found for field Key__c in entity Boat__c',
  );
  const task = admin.create('Task', { Subject: 'x', What: { attributes: { type: 'Boat__c' }, Key__c: 'b:1' } });
  assert.equal(admin.get('Task', task)['WhatId'], parent);
  refused(() => admin.create('Boat_Part__c', { Boat__r: { Kind__c: 'Sail' } }), 'INVALID_FIELD');
});

test('a nameless record is named by its Id, and an auto-number counts', () => {
  const { admin } = opened;
  const id = admin.create('Boat__c', {});
  assert.equal(admin.get('Boat__c', id)['Name'], id.slice(0, 15));
  const names = [1, 2].map(() => admin.get('Boat_Part__c', admin.create('Boat_Part__c', { Boat__c: id }))['Name']);
  assert.deepEqual(names, ['P-0001', 'P-0002']);
  refused(() => admin.create('Boat_Part__c', { Boat__c: id, Name: 'mine' }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('details go with their master; lookups are cleared, or hold the deletion up', () => {
  const { admin } = opened;
  const account = admin.create('Account', { Name: 'x' });
  const skipper = admin.create('Contact', { LastName: 'Roe' });
  const id = boat({ Owner_Account__c: account, Skipper__c: skipper });
  const part = admin.create('Boat_Part__c', { Boat__c: id });
  const task = admin.create('Task', { WhatId: id });
  refused(() => admin.delete('Contact', skipper), 'DELETE_FAILED', /Roe/);
  assert.equal(admin.get('Contact', skipper)['IsDeleted'], false);
  admin.delete('Account', account);
  assert.equal(admin.get('Boat__c', id)['Owner_Account__c'], null);
  admin.delete('Boat__c', id);
  refused(() => admin.get('Boat_Part__c', part), 'ENTITY_IS_DELETED');
  refused(() => admin.get('Task', task), 'ENTITY_IS_DELETED');
  refused(() => admin.create('Boat_Part__c', {}), 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Boat__c]');
});

test('deleting an account takes its contacts and deals, unless one was won', () => {
  const { admin } = opened;
  const account = admin.create('Account', { Name: 'Acme' });
  const contact = admin.create('Contact', { LastName: 'x', AccountId: account });
  const deal = admin.create('Opportunity', {
    Name: 'Renewal',
    AccountId: account,
    StageName: 'Closed Won',
    CloseDate: '2026-01-01',
  });
  refused(() => admin.delete('Account', account), 'DELETE_FAILED', /closed won/);
  admin.update('Opportunity', deal, { StageName: 'Closed Lost' });
  admin.delete('Account', account);
  refused(() => admin.get('Contact', contact), 'ENTITY_IS_DELETED');
  refused(() => admin.get('Opportunity', deal), 'ENTITY_IS_DELETED');
});

test('a throw takes the whole transaction back, and an inner one only itself', () => {
  const { admin, org } = opened;
  const count = () => org.database.prepare('SELECT count(*) AS n FROM "Boat__c"').get()?.['n'];
  assert.throws(() =>
    admin.transaction(() => {
      boat();
      throw new Error('stop');
    }),
  );
  assert.equal(count(), 0);
  admin.transaction(() => {
    boat();
    assert.throws(() =>
      admin.transaction(() => {
        boat();
        boat({ Kind__c: 'Steam' });
      }),
    );
  });
  assert.equal(count(), 1);
});

test('an owner must be an active user', () => {
  const { admin, rep } = opened;
  admin.update('User', rep.user.Id, { IsActive: false });
  refused(
    () => boat({ OwnerId: rep.user.Id }),
    'INACTIVE_OWNER_OR_USER',
    `operation performed with inactive user [${rep.user.Id.slice(0, 15)}] as owner of boat`,
  );
});
