import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { WrittenPackage } from '../metadata/testPackage.ts';
import { fieldXml, writePackage } from '../metadata/testPackage.ts';
import { openOrg } from './org.ts';
import { refused } from './testOrg.ts';
import type { Org } from './types.ts';

let written: WrittenPackage;
let folder: string;
let file: string;
beforeEach(() => {
  written = writePackage();
  folder = mkdtempSync(join(tmpdir(), 'local-org-data-'));
  file = join(folder, 'data', 'org.db');
});
afterEach(() => {
  written.remove();
  rmSync(folder, { recursive: true, force: true });
});

function withOrg<T>(work: (org: Org) => T): T {
  const org = openOrg({ file, packageDirectories: [written.directory] });
  try {
    return work(org);
  } finally {
    org.close();
  }
}

test('a new org has its people, with their profiles, languages and permission sets', () => {
  withOrg((org) => {
    assert.deepEqual(
      org
        .users()
        .map((user) => user.Username)
        .sort(),
      ['camille', 'ines', 'integration', 'maya', 'paul', 'tom'].map((name) => `${name}@sealight.example`),
    );
    assert.partialDeepStrictEqual(org.sessionFor('maya').user, {
      Name: 'Maya Lindqvist',
      profile: 'Standard User',
      LocaleSidKey: 'sv_SE',
      TimeZoneSidKey: 'Europe/Stockholm',
    });
    assert.equal(org.sessionFor('integration@sealight.example').user.profile, 'Minimum Access - Salesforce');
    refused(() => org.sessionFor('nobody'), 'INVALID_LOGIN');
  });
});

test('records, Ids, tokens and assignments survive a restart', () => {
  const before = withOrg((org) => ({
    id: org.sessionFor('paul').create('Account', { Name: 'Halvorsen' }),
    token: org.tokenFor('paul'),
    organization: org.organizationId,
    prefix: org.schema.object('Boat_Part__c')?.keyPrefix,
  }));
  withOrg((org) => {
    assert.equal(org.organizationId, before.organization);
    assert.equal(org.tokenFor('paul'), before.token);
    assert.equal(org.schema.object('Boat_Part__c')?.keyPrefix, before.prefix);
    const session = org.sessionByToken(before.token);
    assert.equal(session?.user.Alias, 'paul');
    assert.equal(session?.get('Account', before.id)['Name'], 'Halvorsen');
    assert.ok(String(session?.create('Account', { Name: 'Next' })) > before.id);
    assert.equal(session?.access.canEdit('Boat__c'), true);
    assert.equal(org.users().length, 6);
  });
});

test('what was written is there after a kill', () => {
  const script = `
    import { openOrg } from ${JSON.stringify(join(import.meta.dirname, 'org.ts'))};
    const org = openOrg({ file: process.argv[1], packageDirectories: [process.argv[2]] });
    console.log(org.sessionFor('paul').create('Account', { Name: 'Kept' }));
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script, file, written.directory],
    { encoding: 'utf8' },
  );
  assert.equal(child.signal, 'SIGKILL', child.stderr);
  withOrg((org) => assert.equal(org.sessionFor('paul').get('Account', child.stdout.trim())['Name'], 'Kept'));
});

test('a field that the package gains is there on the next open, and old records live on', () => {
  const id = withOrg((org) => org.sessionFor('ines').create('Boat__c', { Name: 'Sirius' }));
  written.write(
    'objects/Boat__c/fields/Mast__c.field-meta.xml',
    fieldXml('Mast__c', 'Text', '<length>20</length><externalId>true</externalId><unique>true</unique>'),
  );
  written.write(
    'objects/Boat__c/fields/Sold__c.field-meta.xml',
    fieldXml('Sold__c', 'Checkbox', '<defaultValue>false</defaultValue>'),
  );
  withOrg((org) => {
    const admin = org.sessionFor('ines');
    assert.partialDeepStrictEqual(admin.get('Boat__c', id), { Name: 'Sirius', Mast__c: null, Sold__c: false });
    admin.update('Boat__c', id, { Mast__c: 'oak' });
    refused(() => admin.create('Boat__c', { Mast__c: 'OAK' }), 'DUPLICATE_VALUE');
  });
});

test('tokens are shaped as the platform shapes them and open nothing once their user is inactive', () => {
  withOrg((org) => {
    const token = org.tokenFor('tom');
    assert.match(token, /^00D[A-Za-z0-9]{12}![A-Za-z0-9._]{60,}$/);
    assert.notEqual(token, org.tokenFor('maya'));
    assert.equal(org.sessionByToken(token.slice(0, -1)), undefined);
    const admin = org.sessionFor('ines');
    admin.update('User', org.sessionFor('tom').user.Id, { IsActive: false });
    assert.equal(org.sessionByToken(token), undefined);
  });
});

test('API requests are counted across restarts, against the limit', () => {
  withOrg((org) => {
    for (let call = 0; call < 5; call++) org.countRequest();
    assert.deepEqual(org.apiUsage(), { used: 5, max: 100_000 });
  });
  withOrg((org) => {
    org.countRequest();
    assert.equal(org.apiUsage().used, 6);
  });
});

test('metadata that can not be loaded opens nothing', () => {
  written.write('objects/Boat__c/fields/Age__c.field-meta.xml', fieldXml('Age__c', 'Summary'));
  assert.throws(() => withOrg(() => undefined), /Age__c\.field-meta\.xml/);
});
