import assert from 'node:assert/strict';
import test from 'node:test';
import { readSettings } from './settings.ts';

const least = {
  DEBRIEF_API_KEY: 'one, two',
  SALESFORCE_INSTANCE_URL: 'https://sealight.my.salesforce.com/',
  SALESFORCE_ACCESS_TOKEN: 'secret-token',
};

test('what is needed is little, and nothing is written unless it is asked for', () => {
  const { port, tenant, apiKeys, folder } = readSettings(least);
  assert.equal(port, 4081);
  assert.deepEqual(apiKeys, ['one', 'two']);
  assert.equal(tenant.name, 'demo');
  assert.equal(tenant.settings.writing, 'off');
  assert.equal(tenant.settings.match.defaultCountry, 'US');
  assert.equal(tenant.credentials.instanceUrl, 'https://sealight.my.salesforce.com');
  assert.match(folder, /\.debrief.sync$/);
});

test('everything that is missing or wrong is said at once, by name, and no value of a secret', () => {
  assert.throws(
    () => readSettings({ SYNC_PORT: 'x', DEBRIEF_WRITING: 'yes', DEBRIEF_COUNTRY: 'France' }),
    (error: Error) => {
      for (const name of [
        'SYNC_PORT',
        'DEBRIEF_API_KEY',
        'DEBRIEF_WRITING',
        'DEBRIEF_COUNTRY',
        'SALESFORCE_INSTANCE_URL',
        'SALESFORCE_ACCESS_TOKEN',
      ])
        assert.match(error.message, new RegExp(`^${name} `, 'm'));
      return true;
    },
  );
  const wrong = { ...least, DATABASE_URL: 'mysql://hunter2', SALESFORCE_REFRESH_TOKEN: 'secret-refresh' };
  assert.throws(
    () => readSettings(wrong),
    (error: Error) => {
      assert.match(error.message, /DATABASE_URL must begin.*\n.*SALESFORCE_REFRESH_TOKEN needs/);
      assert.doesNotMatch(error.message, /hunter2|secret/);
      return true;
    },
  );
});
