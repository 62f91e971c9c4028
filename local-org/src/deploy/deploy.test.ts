import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalOrg, type LocalOrg } from '../server.ts';
import { DeployClient, xml, zipOf, type Files } from './testClient.ts';
import type { DeployResult } from './types.ts';

const field = (name: string, rest = '<type>Text</type><length>40</length>') =>
  `<fields>\n<fullName>${name}</fullName><label>${name}</label>\n${rest}\n</fields>`;
const boat = (...fields: string[]): string =>
  xml(
    'CustomObject',
    `<label>Boat</label><pluralLabel>Boats</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>
<deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>\n${fields.join('\n')}`,
  );
const labels = (...given: [string, string][]): string =>
  xml(
    'CustomLabels',
    given
      .map(
        ([name, text]) =>
          `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected>` +
          `<shortDescription>${name}</shortDescription><value>${text}</value></labels>`,
      )
      .join(''),
  );
const sailors = xml(
  'PermissionSet',
  `<label>Sailors</label>
<objectPermissions><object>Boat__c</object><allowRead>true</allowRead><allowCreate>true</allowCreate><allowEdit>false</allowEdit><allowDelete>false</allowDelete><viewAllRecords>false</viewAllRecords><modifyAllRecords>false</modifyAllRecords></objectPermissions>
<fieldPermissions><field>Boat__c.Hull__c</field><readable>true</readable><editable>true</editable></fieldPermissions>`,
);
const FLEET: Files = {
  'objects/Boat__c.object': boat(field('Hull__c')),
  'objects/Account.object': xml('CustomObject', field('Harbour__c')),
  'labels/CustomLabels.labels': labels(['Ahoy', 'Ahoy &amp; welcome']),
  'permissionsets/Sailors.permissionset': sailors,
};
const FLEET_MEMBERS = {
  CustomObject: ['Boat__c'],
  CustomField: ['Boat__c.Hull__c', 'Account.Harbour__c'],
  CustomLabel: ['Ahoy'],
  PermissionSet: ['Sailors'],
};
const named = (messages: DeployResult['details']['componentSuccesses']) =>
  messages.map(({ componentType, fullName }) => `${componentType} ${fullName}`).sort();
const failuresOf = ({ details }: DeployResult) =>
  details.componentFailures.map(({ componentType, fullName, problem, lineNumber }) => [
    componentType,
    fullName,
    problem,
    lineNumber,
  ]);

let home: string;
let localOrg: LocalOrg;
let admin: DeployClient;

const open = async (packageDirectories: string[] = []): Promise<void> => {
  localOrg = await createLocalOrg({ home, port: 0, packageDirectories, pages: false });
  admin = new DeployClient(localOrg);
};

before(() => {
  home = mkdtempSync(path.join(tmpdir(), 'deploy-'));
});
after(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => open());
afterEach(async () => {
  await localOrg.close();
  rmSync(home, { recursive: true, force: true });
});

describe('A deployment into an empty org', () => {
  test('is there at once, for describe, records, permissions and labels, and after a restart', async () => {
    assert.deepEqual(await admin.fieldsOf('Boat__c'), []);
    const result = await admin.deploy(FLEET, FLEET_MEMBERS);
    assert.equal(result.status, 'Succeeded', JSON.stringify(result.details.componentFailures));
    assert.deepEqual(named(result.details.componentSuccesses), [
      'CustomField Account.Harbour__c',
      'CustomField Boat__c.Hull__c',
      'CustomLabel Ahoy',
      'CustomObject Boat__c',
      'PermissionSet Sailors',
    ]);
    assert.ok(result.details.componentSuccesses.every(({ created, changed }) => created && changed));
    assert.ok((await admin.fieldsOf('Account')).includes('Harbour__c'));

    const id = localOrg.org.sessionFor('ines').create('Boat__c', { Name: 'Albatros', Hull__c: 'steel' });
    assert.equal(localOrg.org.sessionFor('paul').access.canRead('Boat__c'), false);
    const [set] = localOrg.org.database.prepare(`SELECT Id FROM "PermissionSet" WHERE Name = 'Sailors'`).all();
    const assignee = localOrg.org.sessionFor('paul').user.Id;
    const assigned = localOrg.org
      .sessionFor('ines')
      .create('PermissionSetAssignment', { AssigneeId: assignee, PermissionSetId: set?.['Id'] });
    assert.ok(assigned);
    assert.equal(localOrg.org.sessionFor('paul').access.canCreate('Boat__c', 'Hull__c'), true);

    await localOrg.close();
    await open();
    assert.equal(localOrg.org.sessionFor('paul').get('Boat__c', id, ['Hull__c'])['Hull__c'], 'steel');
    assert.equal(localOrg.org.metadata.labels.get('en_US')?.get('Ahoy'), 'Ahoy & welcome');
    assert.equal((await admin.ended(result.id)).status, 'Succeeded');
  });

  test('that repeats another changes nothing and says so; one of other components leaves the first as they are', async () => {
    await admin.deploy(FLEET, FLEET_MEMBERS);
    const again = await admin.deploy(FLEET, FLEET_MEMBERS);
    assert.deepEqual(
      again.details.componentSuccesses.filter(({ changed }) => changed),
      [],
    );

    const more: Files = {
      'objects/Boat__c.object': xml('CustomObject', field('Sail__c')),
      'labels/CustomLabels.labels': labels(['Leave', 'Farewell']),
    };
    const second = await admin.deploy(more, { CustomField: ['Boat__c.Sail__c'], CustomLabel: ['Leave'] });
    assert.equal(second.status, 'Succeeded', JSON.stringify(second.details.componentFailures));
    const fields = await admin.fieldsOf('Boat__c');
    assert.ok(fields.includes('Hull__c') && fields.includes('Sail__c'));
    assert.deepEqual([...(localOrg.org.metadata.labels.get('en_US')?.keys() ?? [])], ['Ahoy', 'Leave']);
  });

  test('that is only checked changes nothing', async () => {
    const result = await admin.deploy(FLEET, FLEET_MEMBERS, { checkOnly: true });
    assert.deepEqual([result.status, result.checkOnly], ['Succeeded', true]);
    assert.deepEqual(await admin.fieldsOf('Boat__c'), []);
    assert.deepEqual(localOrg.org.installed.folders, []);
  });
});

describe('A component that the org can’t take', () => {
  const faulty: Files = {
    ...FLEET,
    'objects/Boat__c.object': boat(field('Hull__c'), field('Depth__c', '<type>Geolocation</type>')),
    'classes/Sailing.cls': 'public class Sailing {}',
    'classes/Sailing.cls-meta.xml': xml('ApexClass', '<apiVersion>67.0</apiVersion><status>Active</status>'),
  };
  const members = {
    ...FLEET_MEMBERS,
    CustomField: [...FLEET_MEMBERS.CustomField, 'Boat__c.Depth__c'],
    ApexClass: ['Sailing'],
  };
  const expected = [
    ['ApexClass', 'Sailing', 'the local org does not implement this kind of metadata', 1],
    ['CustomField', 'Boat__c.Depth__c', 'the local org does not implement fields of type Geolocation', 11],
  ];

  test('is named with its problem and line, and nothing at all is changed', async () => {
    const result = await admin.deploy(faulty, members);
    assert.deepEqual([result.status, result.errorMessage], ['Failed', undefined]);
    assert.deepEqual(failuresOf(result).sort(), expected);
    assert.equal(result.numberComponentsDeployed, 0);
    assert.deepEqual(await admin.fieldsOf('Boat__c'), []);
  });

  test('is left out where errors are not to roll back the rest', async () => {
    const result = await admin.deploy(faulty, members, { rollbackOnError: false });
    assert.equal(result.status, 'SucceededPartial');
    assert.deepEqual(failuresOf(result).sort(), expected);
    assert.ok((await admin.fieldsOf('Boat__c')).includes('Hull__c'));
  });

  test('takes down what depends on it', async () => {
    const result = await admin.deploy(
      { ...FLEET, 'objects/Boat__c.object': boat() },
      { ...FLEET_MEMBERS, CustomField: ['Account.Harbour__c'] },
    );
    assert.deepEqual(failuresOf(result), [
      ['PermissionSet', 'Sailors', 'grants the field boat__c.hull__c, which does not exist in the local org', 5],
    ]);
  });

  test('is a component of a page that does not build, with its file and line', async () => {
    const card: Files = {
      'lwc/card/card.js': `import { LightningElement } from 'lwc';\nimport text from '@salesforce/label/c.Nowhere';\nexport default class Card extends LightningElement { text = text; }\n`,
      'lwc/card/card.html': '<template>{text}</template>',
      'lwc/card/card.js-meta.xml': xml(
        'LightningComponentBundle',
        '<apiVersion>67.0</apiVersion><isExposed>true</isExposed>',
      ),
    };
    const result = await admin.deploy(card, { LightningComponentBundle: ['card'] });
    const [failure] = result.details.componentFailures;
    assert.deepEqual(
      [failure?.componentType, failure?.fullName, failure?.fileName, failure?.lineNumber],
      ['LightningComponentBundle', 'card', 'lwc/card/card.js', 2],
    );
    assert.match(failure?.problem ?? '', /There is no custom label Nowhere/);
  });

  test('is what package.xml names and the zip file lacks', async () => {
    const result = await admin.deploy(FLEET, { ...FLEET_MEMBERS, CustomTab: ['Boat__c'] });
    assert.match(
      String(failuresOf(result)[0]?.[2]),
      /'Boat__c' of type CustomTab was named in package.xml, but was not found/,
    );
  });
});

describe('Refused as a whole', () => {
  test('is a zip file that is none, that leads out of itself, or that deletes', async () => {
    assert.equal((await admin.deployZip(Buffer.from('no zip'))).errorStatusCode, 'INVALID_ZIP');
    const out = await admin.deploy({ '../objects/Boat__c.object': boat() }, { CustomObject: ['Boat__c'] });
    assert.match(out.errorMessage ?? '', /leads out of it/);
    const deletes = await admin.deploy({ 'destructiveChanges.xml': xml('Package', '') }, {});
    assert.match(deletes.errorMessage ?? '', /does not implement deletions in a deployment/);
    const stray = await admin.deploy(FLEET, {
      CustomObject: ['Boat__c'],
      CustomField: ['Boat__c.Hull__c', 'Account.Harbour__c'],
      CustomLabel: ['Ahoy'],
    });
    assert.match(stray.errorMessage ?? '', /PermissionSet Sailors is not in package.xml/);
  });

  test('are tests, other options without a meaning here, and a user without the right', async () => {
    const zip = zipOf(FLEET, FLEET_MEMBERS);
    assert.equal((await admin.send(zip, { testLevel: 'RunLocalTests' })).status, 201);
    assert.equal((await admin.send(zip, { testLevel: 'RunAllTestsInOrg' })).status, 501);
    assert.equal((await admin.send(zip, { purgeOnDelete: true })).status, 501);
    assert.equal((await new DeployClient(localOrg, 'paul').send(zip)).status, 403);
    assert.equal((await admin.ask('GET', '/metadata/deployRequest/0AfDB000000009zAAA')).status, 404);
  });

  test('is a deployment that is canceled while it waits', async () => {
    const zip = zipOf(FLEET, FLEET_MEMBERS);
    const [, { body }] = await Promise.all([admin.send(zip, { checkOnly: true }), admin.send(zip)]);
    const { id } = body as { id: string };
    const canceled = await admin.ask('PATCH', `/metadata/deployRequest/${id}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ deployResult: { status: 'Canceling' } }),
    });
    assert.equal(canceled.status, 202);
    assert.deepEqual([(await admin.ended(id)).status, await admin.fieldsOf('Boat__c')], ['Canceled', []]);
  });
});

describe('Over SOAP', () => {
  const element = (text: string, name: string): string =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

  test('a deployment runs as over REST, and its failures are told', async () => {
    const zip = zipOf(
      { 'objects/Boat__c.object': boat(field('Hull__c', '<type>Nothing</type>')) },
      { CustomObject: ['Boat__c'], CustomField: ['Boat__c.Hull__c'] },
    );
    const begun = await admin.soap(
      'deploy',
      `<ZipFile>${zip.toString('base64')}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError></DeployOptions>`,
    );
    const id = element(begun.text, 'id');
    assert.deepEqual([begun.status, element(begun.text, 'state')], [200, 'Queued']);
    let text = '';
    while (element(text, 'done') !== 'true') {
      await sleep(20);
      ({ text } = await admin.soap(
        'checkDeployStatus',
        `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`,
      ));
    }
    const failure = /<componentFailures>.*?<\/componentFailures>/s.exec(text)?.[0] ?? '';
    assert.deepEqual(
      [element(text, 'status'), element(failure, 'fullName'), element(failure, 'lineNumber')],
      ['Failed', 'Boat__c.Hull__c', '7'],
    );
  });

  test('what the org has no readers for is a fault that names it; so is a token that is none', async () => {
    for (const operation of ['listMetadata', 'retrieve']) {
      const { status, text } = await admin.soap(operation, '');
      assert.equal(status, 500);
      assert.match(element(text, 'faultstring'), new RegExp(`NOT_IMPLEMENTED: .*${operation}`));
    }
    const described = await admin.soap('describeMetadata', '<asOfVersion>67.0</asOfVersion>');
    assert.match(described.text, /<xmlName>PermissionSet<\/xmlName><directoryName>permissionsets<\/directoryName>/);
    localOrg.org.setup.revokeTokens(localOrg.org.sessionFor('ines').user.Id);
    const stale = await fetch(`${localOrg.url}/services/Soap/m/67.0`, {
      method: 'POST',
      body: '<Envelope><Body><describeMetadata/></Body></Envelope>',
    });
    assert.match(await stale.text(), /<faultcode>sf:INVALID_SESSION_ID</);
  });
});

describe('An org over source folders', () => {
  test('takes what says the same and what is new; what contradicts its sources is refused by name', async () => {
    await localOrg.close();
    const source = mkdtempSync(path.join(tmpdir(), 'source-'));
    const write = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
      writeFileSync(path.join(source, file), text);
    };
    try {
      write(
        'objects/Account/fields/Harbour__c.field-meta.xml',
        xml(
          'CustomField',
          '<fullName>Harbour__c</fullName><label>Harbour__c</label><type>Text</type><length>40</length>',
        ),
      );
      write('labels/CustomLabels.labels-meta.xml', labels(['Ahoy', 'Ahoy &amp; welcome']));
      await open([source]);
      const result = await admin.deploy(FLEET, FLEET_MEMBERS);
      assert.equal(result.status, 'Succeeded', JSON.stringify(result.details.componentFailures));
      assert.ok((await admin.fieldsOf('Boat__c')).includes('Hull__c'));
      assert.deepEqual(
        result.details.componentSuccesses
          .filter(({ changed }) => !changed)
          .map(({ fullName }) => fullName)
          .sort(),
        ['Account.Harbour__c', 'Ahoy'],
      );

      const other = await admin.deploy(
        { 'labels/CustomLabels.labels': labels(['Ahoy', 'Hello']) },
        { CustomLabel: ['Ahoy'] },
      );
      assert.match(String(failuresOf(other)[0]?.[2]), /which says something else: change it there/);
    } finally {
      rmSync(source, { recursive: true, force: true });
    }
  });
});
