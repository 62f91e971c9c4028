import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { fieldXml, metadataXml } from '../../metadata/testPackage.ts';
import { describeObject } from '../describe/describe.ts';
import type { TestOrg } from '../testOrg.ts';
import { openTestOrg, refused } from '../testOrg.ts';
import type { Session } from '../types.ts';

let opened: TestOrg;
beforeEach(() => {
  opened = openTestOrg();
});
afterEach(() => opened.close());

const permissionSetXml = (body: string): string => metadataXml('PermissionSet', `<label>Boats</label>${body}`);

const objectRights = (object: string, letters: string): string => {
  const may = (letter: string) => letters.includes(letter);
  return `<objectPermissions><allowCreate>${may('c')}</allowCreate><allowDelete>${may('d')}</allowDelete><allowEdit>${may('e')}</allowEdit><allowRead>${may('r')}</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
};

test('a rep works with the standard objects and with what the permission set grants', () => {
  const { rep, admin } = opened;
  const id = admin.create('Boat__c', { Name: 'Sirius', Kind__c: 'Sail', Log__c: 'Dry', Tag__c: 'red' });
  assert.partialDeepStrictEqual(rep.get('Boat__c', id), {
    Name: 'Sirius',
    Kind__c: 'Sail',
    Log__c: 'Dry',
    Port__c: 'Brest',
  });
  assert.ok(!('Tag__c' in rep.get('Boat__c', id)));
  refused(
    () => rep.get('Boat__c', id, ['Tag__c']),
    'INVALID_FIELD',
    "No such column 'Tag__c' on sobject of type Boat__c",
  );
  refused(() => rep.update('Boat__c', id, { Tag__c: 'blue' }), 'INVALID_FIELD');
  refused(() => rep.update('Boat__c', id, { Log__c: 'Wet' }), 'INVALID_FIELD_FOR_INSERT_UPDATE', /fields: Log__c\./, [
    'Log__c',
  ]);
  refused(
    () => rep.create('Boat__c', {}),
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'entity type cannot be inserted: Boat',
  );
  refused(
    () => rep.delete('Boat__c', id),
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'insufficient access rights on object id',
  );
  refused(() => rep.create('Boat_Part__c', { Boat__c: id }), 'NOT_FOUND');
  rep.update('Boat__c', id, { Kind__c: 'Motor' });
});

test('custom fields on standard objects need a grant, standard ones do not', () => {
  const { rep } = opened;
  const account = rep.create('Account', { Name: 'A', Phone: '+33 1 00 00 00 00' });
  assert.ok(!('Fleet__c' in rep.get('Account', account)));
  assert.equal(rep.access.canEdit('Account', 'Phone'), true);
  assert.equal(rep.access.canEdit('Task', 'Boat_Key__c'), true);
  assert.equal(rep.access.canRead('Event', 'Boat_Key__c'), false);
});

test('a user of minimum access has what the permission set gives and nothing else', () => {
  const { service, rep } = opened;
  const contact = rep.create('Contact', { FirstName: 'Astrid', LastName: 'Berg', Email: 'a@example.com', Phone: '1' });
  const seen = service.get('Contact', contact);
  assert.partialDeepStrictEqual(seen, { Name: 'Astrid Berg', FirstName: 'Astrid', Email: 'a@example.com' });
  assert.ok(!('Phone' in seen) && !('AccountId' in seen));
  refused(() => service.update('Contact', contact, { LastName: 'x' }), 'INSUFFICIENT_ACCESS_OR_READONLY');
  refused(() => service.get('Account', rep.create('Account', { Name: 'A' })), 'NOT_FOUND');
  const task = service.create('Task', { Subject: 'Call' });
  assert.equal(service.get('Task', task)['Status'], 'Not Started');
  refused(() => service.create('Task', { Subject: 'Call', WhatId: null }), 'INVALID_FIELD');
  refused(
    () => service.create('Event', { StartDateTime: '2026-01-01T00:00:00Z', DurationInMinutes: 5 }),
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  );
  assert.equal(service.get('User', rep.user.Id)['Email'], 'paul@sealight.example');
  assert.equal(service.access.hasCustomPermission('Harbour_Master'), true);
  assert.equal(service.access.hasUserPermission('ViewSetup'), false);
});

test('fields without field-level security are open to whoever reads their object, the others are not', () => {
  const { access } = opened.service;
  for (const field of [
    'Subject',
    'Status',
    'CallType',
    'CallDurationInSeconds',
    'CallObject',
    'TaskSubtype',
    'OwnerId',
  ]) {
    assert.equal(access.canRead('Task', field), true, field);
  }
  assert.equal(access.canEdit('Task', 'CallType'), true);
  for (const field of ['Type', 'ActivityDate', 'Description', 'WhoId', 'WhatId', 'Boat_Key__c']) {
    assert.equal(access.canRead('Task', field), false, field);
  }
  for (const field of ['StartDateTime', 'ActivityDate', 'ShowAs', 'IsPrivate']) {
    assert.equal(access.canRead('Event', field), true, field);
  }
  for (const field of ['IsAllDayEvent', 'Location', 'Type']) assert.equal(access.canRead('Event', field), false, field);
});

test('an address is granted as a whole', () => {
  const granted = openTestOrg(
    {},
    {
      'permissionsets/Debrief_Integration.permissionset-meta.xml': permissionSetXml(
        objectRights('Contact', 'r') +
          '<fieldPermissions><editable>false</editable><field>Contact.MailingAddress</field><readable>true</readable></fieldPermissions>',
      ),
    },
  );
  try {
    const id = granted.rep.create('Contact', { LastName: 'Berg', MailingCity: 'Brest', OtherCity: 'Lorient' });
    const seen = granted.service.get('Contact', id);
    assert.equal(seen['MailingCity'], 'Brest');
    assert.partialDeepStrictEqual(seen['MailingAddress'], { city: 'Brest' });
    assert.ok(!('OtherCity' in seen) && !('OtherAddress' in seen));
  } finally {
    granted.close();
  }
});

test('profiles and permission sets together say who may call the API', () => {
  const { admin, rep, service } = opened;
  assert.equal(admin.access.hasUserPermission('ApiEnabled'), true);
  assert.equal(rep.access.hasUserPermission('ApiEnabled'), true);
  assert.equal(service.access.hasUserPermission('ApiEnabled'), false);
  const granted = openTestOrg(
    {},
    {
      'permissionsets/Debrief_Integration.permissionset-meta.xml': permissionSetXml(
        '<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>',
      ),
    },
  );
  try {
    assert.equal(granted.service.access.hasUserPermission('ApiEnabled'), true);
  } finally {
    granted.close();
  }
});

test('writing a detail needs edit on its master, or read where its field says so', () => {
  const master = (readIsEnough: boolean) => ({
    'objects/Boat_Part__c/fields/Boat__c.field-meta.xml': fieldXml(
      'Boat__c',
      'MasterDetail',
      `<referenceTo>Boat__c</referenceTo><relationshipName>Parts</relationshipName><writeRequiresMasterRead>${readIsEnough}</writeRequiresMasterRead>`,
    ),
    'permissionsets/Debrief_Integration.permissionset-meta.xml': permissionSetXml(
      objectRights('Boat__c', 'r') + objectRights('Boat_Part__c', 'rced'),
    ),
  });
  const strict = openTestOrg({}, master(false));
  const lenient = openTestOrg({}, master(true));
  try {
    const boat = strict.admin.create('Boat__c', {});
    const part = strict.admin.create('Boat_Part__c', { Boat__c: boat });
    const code = 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY';
    const message = `insufficient access rights on cross-reference id: ${boat.slice(0, 15)}`;
    refused(() => strict.service.create('Boat_Part__c', { Boat__c: boat }), code, message);
    refused(() => strict.service.update('Boat_Part__c', part, {}), code);
    refused(() => strict.service.delete('Boat_Part__c', part), code);
    const other = lenient.service.create('Boat_Part__c', { Boat__c: lenient.admin.create('Boat__c', {}) });
    lenient.service.update('Boat_Part__c', other, {});
    lenient.service.delete('Boat_Part__c', other);
  } finally {
    strict.close();
    lenient.close();
  }
});

test('assigning and taking back a permission set changes access at once', () => {
  const { org, admin, service } = opened;
  const set = org.database.prepare('SELECT Id FROM "PermissionSet" WHERE Name = ?').get('Debrief_Rep')?.[
    'Id'
  ] as string;
  const boat = admin.create('Boat__c', { Name: 'Sirius' });
  refused(() => service.get('Boat__c', boat), 'NOT_FOUND');
  const assignment = admin.create('PermissionSetAssignment', { AssigneeId: service.user.Id, PermissionSetId: set });
  assert.equal(service.get('Boat__c', boat)['Name'], 'Sirius');
  refused(
    () => admin.create('PermissionSetAssignment', { AssigneeId: service.user.Id, PermissionSetId: set }),
    'DUPLICATE_VALUE',
  );
  admin.delete('PermissionSetAssignment', assignment);
  refused(() => service.get('Boat__c', boat), 'NOT_FOUND');
});

test('a change of access that is taken back changes nothing', () => {
  const { org, admin, service } = opened;
  const set = org.database.prepare('SELECT Id FROM "PermissionSet" WHERE Name = ?').get('Debrief_Rep')?.[
    'Id'
  ] as string;
  assert.throws(() =>
    admin.transaction(() => {
      admin.create('PermissionSetAssignment', { AssigneeId: service.user.Id, PermissionSetId: set });
      assert.equal(service.access.canRead('Boat__c'), true);
      throw new Error('stop');
    }),
  );
  assert.equal(service.access.canRead('Boat__c'), false);
});

test('only an administrator assigns permission sets or changes users', () => {
  const { org, rep } = opened;
  const set = org.database.prepare('SELECT Id FROM "PermissionSet" LIMIT 1').get()?.['Id'];
  refused(
    () => rep.create('PermissionSetAssignment', { AssigneeId: rep.user.Id, PermissionSetId: set }),
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  );
  refused(() => rep.update('User', rep.user.Id, { ProfileId: '00e000000000000' }), 'INSUFFICIENT_ACCESS_OR_READONLY');
});

test('describe shows what the user may see and write', () => {
  const { rep, admin } = opened;
  const fields = new Map(describeObject(rep, 'Boat__c').fields.map((field) => [field.name, field]));
  assert.equal(fields.has('Tag__c'), false);
  assert.partialDeepStrictEqual(fields.get('Log__c'), { updateable: false, createable: false });
  assert.partialDeepStrictEqual(fields.get('Kind__c'), {
    updateable: true,
    restrictedPicklist: true,
    permissionable: true,
  });
  assert.partialDeepStrictEqual(describeObject(rep, 'Boat__c'), {
    createable: false,
    updateable: true,
    deletable: false,
  });
  assert.equal(describeObject(admin, 'Boat__c').createable, true);
  refused(() => describeObject(rep, 'Boat_Part__c'), 'NOT_FOUND');
});

test('of several settings of a tab the most permissive holds; Salesforce’s own tabs go by the profile, too', () => {
  const tab = (name: string, visibility: string) =>
    `<tabSettings><tab>${name}</tab><visibility>${visibility}</visibility></tabSettings>`;
  const set = (name: string, ...tabs: string[]) => ({
    [`permissionsets/${name}.permissionset-meta.xml`]: permissionSetXml(tabs.join('')),
  });
  const granted = openTestOrg(
    {},
    {
      ...set('Debrief_Rep', tab('standard-Account', 'None')),
      ...set(
        'Debrief_Integration',
        tab('Boat__c', 'None'),
        tab('Crew', 'Visible'),
        tab('standard-Account', 'Available'),
      ),
      ...set('Debrief_Changes', tab('Boat__c', 'Available'), tab('Crew', 'Available')),
    },
  );
  try {
    const seen = ({ access }: Session) => ['Boat__c', 'Crew', 'standard-Account'].map((name) => access.tab(name));
    assert.deepEqual(seen(granted.service), ['Available', 'Visible', 'Available']);
    assert.deepEqual(seen(granted.rep), ['None', 'None', 'Visible']);
    assert.deepEqual(seen(granted.admin), ['None', 'None', 'Visible']);
  } finally {
    granted.close();
  }
});
