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
  assert.equal(tenant.credentials?.instanceUrl, 'https://sealight.my.salesforce.com');
  assert.match(folder, /\.debrief.sync$/);
});

test('everything that is missing or wrong is said at once, by name, and no value of a secret', () => {
  assert.throws(
    () =>
      readSettings({
        ...{ SYNC_PORT: 'x', DEBRIEF_WRITING: 'yes', DEBRIEF_COUNTRY: 'France' },
        ...{ DEBRIEF_PUBLIC_URL: 'http://debrief.example', DEBRIEF_SECRET_KEYS: 'short' },
      }),
    (error: Error) => {
      for (const name of [
        'SYNC_PORT',
        'DEBRIEF_API_KEY',
        'DEBRIEF_WRITING',
        'DEBRIEF_COUNTRY',
        'DEBRIEF_PUBLIC_URL',
        'DEBRIEF_SECRET_KEYS',
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

test('an org may be left out, to be connected on the Debrief set-up page; half of one may not', () => {
  const { tenant, connecting } = readSettings({ DEBRIEF_API_KEY: 'one', SALESFORCE_CLIENT_ID: 'the-app' });
  assert.equal(tenant.credentials, undefined);
  assert.deepEqual(connecting.client, { clientId: 'the-app' });
  assert.throws(
    () => readSettings({ DEBRIEF_API_KEY: 'one', SALESFORCE_INSTANCE_URL: 'https://sealight.my.salesforce.com' }),
    /^Error: SALESFORCE_ACCESS_TOKEN is missing/,
  );
  assert.throws(
    () => readSettings({ DEBRIEF_API_KEY: 'one', SALESFORCE_ACCESS_TOKEN: 'secret-token' }),
    /^Error: SALESFORCE_INSTANCE_URL is missing/,
  );
});

test('keys of reps are told apart from keys of admins, and none may be both', () => {
  const settings = readSettings({ ...least, DEBRIEF_REP_API_KEY: 'three,four' });
  assert.deepEqual(settings.repApiKeys, ['three', 'four']);
  assert.throws(() => readSettings({ ...least, DEBRIEF_REP_API_KEY: 'two' }), /DEBRIEF_REP_API_KEY holds a key of/);
});

test('browsers are sent to https only, or to this machine', () => {
  const unconnected = { DEBRIEF_API_KEY: 'one' };
  for (const address of ['https://debrief.example', 'http://127.0.0.1:4081/', 'http://localhost:4081'])
    assert.ok(readSettings({ ...unconnected, DEBRIEF_PUBLIC_URL: address }).connecting.publicUrl);
  for (const address of ['http://debrief.example', 'https://debrief.example/path', 'https://me@debrief.example', 'x'])
    assert.throws(
      () => readSettings({ ...unconnected, SALESFORCE_LOGIN_URL: address }),
      /SALESFORCE_LOGIN_URL must be/,
    );
});

test('apps of mailboxes come whole or not at all, at addresses where a secret may go', () => {
  assert.deepEqual(readSettings(least).mailProviders, {});
  const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'the-secret' };
  const { mailProviders } = readSettings({ ...least, ...google, MICROSOFT_TENANT: 'common' });
  assert.deepEqual(Object.keys(mailProviders), ['google']);
  assert.equal(mailProviders.google?.tokenUrl, 'https://oauth2.googleapis.com/token');
  const microsoft = { MICROSOFT_CLIENT_ID: 'id', MICROSOFT_CLIENT_SECRET: 's', MICROSOFT_TENANT: 'sealight.example' };
  assert.equal(
    readSettings({ ...least, ...microsoft }).mailProviders.microsoft?.authorizeUrl,
    'https://login.microsoftonline.com/sealight.example/oauth2/v2.0/authorize',
  );
  for (const [wrong, name] of [
    [{ GOOGLE_CLIENT_ID: 'id' }, /GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are needed both/],
    [{ ...google, GOOGLE_OAUTH_URL: 'http://elsewhere.example' }, /GOOGLE_OAUTH_URL must be/],
    [{ ...microsoft, MICROSOFT_TENANT: '../x' }, /MICROSOFT_TENANT must be/],
  ] as const)
    assert.throws(
      () => readSettings({ ...least, ...wrong }),
      (error: Error) => {
        assert.match(error.message, name);
        assert.doesNotMatch(error.message, /the-secret/);
        return true;
      },
    );
});
