import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { callbackUrl, cannotConnect, type Connecting } from './connecting.ts';
import { isOrgAddress, loginUrlOf } from './login-url.ts';

const loginOf = (loginUrl: string | undefined, own?: string) =>
  loginUrlOf({ environment: 'sandbox', ...(loginUrl === undefined ? {} : { loginUrl }) }, own);

test('a log-in goes to Salesforce by its environment, to the org’s own address, or where the operator says', () => {
  assert.deepEqual(loginOf(undefined), { loginUrl: 'https://test.salesforce.com', environment: 'sandbox' });
  assert.deepEqual(loginUrlOf({ environment: 'production' }, undefined), {
    ...{ loginUrl: 'https://login.salesforce.com', environment: 'production' },
  });
  for (const [given, wanted] of [
    ['https://sealight.my.salesforce.com', 'https://sealight.my.salesforce.com'],
    ['sealight.my.salesforce.com/', 'https://sealight.my.salesforce.com'],
    ['https://Sealight.My.Salesforce.com/secur/login?x=1', 'https://sealight.my.salesforce.com'],
  ] as const)
    assert.deepEqual(loginOf(given), { loginUrl: wanted, environment: 'sandbox' });
  const own = 'http://127.0.0.1:4080';
  assert.deepEqual(loginOf(undefined, own), { loginUrl: own, environment: 'custom' });
  assert.deepEqual(loginOf(`${own}/lightning`, own), { loginUrl: own, environment: 'custom' });
});

test('no other address is ever asked, however it is dressed up', () => {
  for (const given of [
    ...['http://sealight.my.salesforce.com', 'http://127.0.0.1:4080', 'https://localhost', 'https://169.254.169.254'],
    ...['https://salesforce.com', 'https://evil-salesforce.com', 'https://salesforce.com.evil.example'],
    ...['https://login.salesforce.com@evil.example', 'https://me:you@login.salesforce.com', 'javascript:alert(1)'],
    ...[
      'https://login.salesforce.com:8443',
      'https://evil.example/.salesforce.com',
      'https://evil.example#.salesforce.com',
    ],
    ...['file:///etc/passwd', 'https://', ' ', 'https://evil.example\\.salesforce.com'],
  ])
    assert.ok('detail' in loginOf(given), given);
  assert.ok('detail' in loginOf('http://127.0.0.1:4081', 'http://127.0.0.1:4080'));
});

test('an org is asked at Salesforce’s addresses, or where the log-in was', () => {
  const login = 'https://login.salesforce.com';
  assert.ok(isOrgAddress('https://sealight.my.salesforce.com', login));
  assert.ok(isOrgAddress('http://127.0.0.1:4080', 'http://127.0.0.1:4080'));
  for (const wrong of ['http://sealight.my.salesforce.com', 'https://evil.example', 'http://127.0.0.1:4080', 'x', ''])
    assert.ok(!isOrgAddress(wrong, login), wrong);
});

test('what is missing to connect an org is said with its mend', () => {
  const all: Connecting = {
    ...{ client: { clientId: 'the app' }, publicUrl: 'https://debrief.example', timeoutMs: 1 },
    keys: [{ id: 'one', key: randomBytes(32) }],
  };
  assert.equal(cannotConnect(all), undefined);
  assert.equal(callbackUrl(all), 'https://debrief.example/oauth/salesforce/callback');
  const { client, keys, ...rest } = all;
  assert.match(cannotConnect({ ...rest, ...(keys ? { keys } : {}) }) ?? '', /SALESFORCE_CLIENT_ID/);
  assert.match(cannotConnect({ ...rest, ...(client ? { client } : {}) }) ?? '', /DEBRIEF_SECRET_KEYS/);
  assert.match(cannotConnect(undefined) ?? '', /External Client App/);
});
