import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after, before, beforeEach } from 'node:test';
import { notify, type Notice } from '../jobs/notify/notify.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

/** What Slack's address was sent, and how it answers next. */
const slack = {
  sent: [] as { text: string }[],
  answer: { status: 200, body: 'ok' },
  isSilent: false,
};
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (piece: Buffer) => (text += piece.toString()));
  request.on('end', () => {
    slack.sent.push(JSON.parse(text) as { text: string });
    if (slack.isSilent) return void request.socket.destroy();
    response.writeHead(slack.answer.status).end(slack.answer.body);
  });
});
const SECRET = 'XXsecretXXpartXX';
let webhook: string;
let local: RunningOrg;
let service: TestService;
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  webhook = `http://${host}/services/T0001/B0001/${SECRET}`;
  local = await runLocalOrg();
  service = await startTestService(
    {
      SALESFORCE_INSTANCE_URL: local.url,
      SALESFORCE_ACCESS_TOKEN: local.integrationToken,
      DEBRIEF_SLACK_HOSTS: host,
    },
    { connect: connectOrg },
  );
});
after(async () => {
  await service.stop();
  await local.stop();
  server.close();
});
beforeEach(() => {
  Object.assign(slack, { answer: { status: 200, body: 'ok' }, isSilent: false });
  slack.sent.length = 0;
});

const tell = async (notice: Notice) => {
  const { context } = service.service;
  const tenant = await tenantNow(context, 'demo');
  assert.ok(tenant);
  return notify(context, tenant, notice);
};
const set = (url: string) => service.call('PUT', '/v1/notifications/slack', { url, by: 'Ines' });
/** Of the admin. */
async function bell(): Promise<{ messageTitle: string; messageBody: string; target: string | null; type: string }[]> {
  const answer = await fetch(`${local.url}/services/data/v67.0/connect/notifications`, {
    headers: { authorization: `Bearer ${local.adminToken}` },
  });
  return ((await answer.json()) as { notifications: Awaited<ReturnType<typeof bell>> }).notifications;
}

test('an owner hears of it in Salesforce and the channel in Slack, once for a key', async () => {
  assert.equal((await set(webhook)).status, 200);
  const accountId = await local.create('Account', { Name: 'Lumen & <Sons>' });
  const notice: Notice = {
    key: 'visit/1',
    userIds: [local.users.ines ?? ''],
    title: 'Lumen & <Sons> is on the website',
    body: 'Two sessions today.',
    targetId: accountId,
    channels: ['inApp', 'slack'],
  };
  assert.deepEqual(
    (await tell(notice)).map(({ channel, outcome, note }) => [channel, outcome, note]),
    [
      ['inApp', 'sent', '1 user was told in Salesforce.'],
      ['slack', 'sent', 'Slack took it.'],
    ],
  );
  assert.equal(slack.sent.length, 1);
  assert.equal(
    slack.sent[0]?.text,
    `*Lumen &amp; &lt;Sons&gt; is on the website*\nTwo sessions today.\n<${local.url}/lightning/r/Account/${accountId}/view|Salesforce>`,
  );
  const [rung] = await bell();
  assert.deepEqual(
    [rung?.messageTitle, rung?.messageBody, rung?.target, rung?.type],
    ['Lumen & <Sons> is on the website', 'Two sessions today.', accountId, 'Debrief_Notice'],
  );
  assert.deepEqual(
    (await tell(notice)).map(({ outcome }) => outcome),
    ['skipped', 'skipped'],
  );
  assert.equal(slack.sent.length, 1);
  // two at once are one
  const racing = await Promise.all([tell({ ...notice, key: 'visit/2' }), tell({ ...notice, key: 'visit/2' })]);
  assert.deepEqual(
    racing
      .flat()
      .map(({ outcome }) => outcome)
      .sort(),
    ['sent', 'sent', 'skipped', 'skipped'],
  );
  assert.equal(slack.sent.length, 2);
});

test('what does not go says why, never throws, and goes under the same key when it is mended', async () => {
  const notice: Notice = { key: 'mend', userIds: [], title: 'T', body: 'B', channels: ['inApp', 'slack'] };
  slack.answer = { status: 404, body: 'no_service' };
  const [inApp, failed] = await tell(notice);
  assert.deepEqual([inApp?.outcome, inApp?.note], ['skipped', 'There is nobody to tell.']);
  assert.equal(failed?.outcome, 'failed');
  assert.match(String(failed?.note), /taken away: make a new one in Slack/);
  slack.answer = { status: 200, body: 'ok' };
  assert.deepEqual((await tell({ ...notice, channels: ['slack'] }))[0]?.outcome, 'sent');

  slack.isSilent = true;
  const lost = await tell({ ...notice, key: 'lost', channels: ['slack'] });
  assert.match(String(lost[0]?.note), /whether it has the message is not known/);
  slack.isSilent = false;
  assert.equal((await tell({ ...notice, key: 'lost', channels: ['slack'] }))[0]?.outcome, 'skipped');

  const nobody = await tell({ ...notice, key: 'nobody', userIds: ['005000000000009AAA'], channels: ['inApp'] });
  assert.match(String(nobody[0]?.note), /None of the users is there and active/);
});

test('the address of the webhook is checked, sealed, never shown or logged, and forgotten on request', async () => {
  for (const [url, said] of [
    ['not an address', /is no address/],
    ['https://hooks.slack.example/services/T0001/B0001/abc', /leads elsewhere/],
    [`${webhook}?x=1`, /is not whole/],
    [webhook.replace('/services/', '/triggers/'), /is not whole/],
  ] as const) {
    const refused = await service.call('PUT', '/v1/notifications/slack', { url });
    assert.equal(refused.status, 422, url);
    const [error] = refused.body.errors as { pointer: string; detail: string }[];
    assert.equal(error?.pointer, '/url');
    assert.match(String(error?.detail), said);
  }
  const state = await set(webhook);
  assert.deepEqual([state.body.set, state.body.by], [true, 'Ines']);
  const tested = await service.call('POST', '/v1/notifications/slack/test');
  assert.deepEqual(tested.body, { outcome: 'sent', note: 'Slack took it.' });
  const shown = await service.call('GET', '/v1/notifications/slack');
  const log = await service.call('GET', '/v1/activity');
  for (const text of [JSON.stringify([shown.body, state.body, log.body]), service.logged.join('\n')])
    assert.ok(!text.includes(SECRET));
  const { db } = service.service.context;
  const kept = JSON.stringify(await db.execute('SELECT * FROM slack_webhooks'));
  assert.ok(kept.includes('sealed_url') && !kept.includes(SECRET));
  assert.equal((await service.call('DELETE', '/v1/notifications/slack')).body.set, false);
  assert.equal((await service.call('POST', '/v1/notifications/slack/test')).body.outcome, 'skipped');
});
