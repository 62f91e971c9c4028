import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testClient, type TestClient } from '../rest/testClient.ts';

let client: TestClient;
let typeId: string;
before(async () => {
  client = await testClient();
  const [type] = await client.soql("SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Debrief_Setup'");
  typeId = String(type?.['Id']);
});
after(() => client.close());

const as = (user: string) => ({ authorization: `Bearer ${client.localOrg.org.tokenFor(user)}` });
const idOf = (alias: string) => client.localOrg.org.users().find(({ Alias }) => Alias === alias)!.Id;
const action = '/actions/standard/customNotificationAction';
const send = (input: Record<string, unknown>, headers = {}) =>
  client.call('POST', action, { inputs: [{ customNotifTypeId: typeId, ...input }] }, headers);
const message = () => ({
  recipientIds: [idOf('maya'), idOf('tom')],
  title: 'The set-up has changed',
  body: 'Notes are off.',
  targetId: '000000000000000AAA',
});
const bell = async (user: string, path = '') =>
  (await client.call('GET', `/connect/notifications${path}`, undefined, as(user))).body as unknown as {
    notifications: { id: string; messageTitle: string; read: boolean; seen: boolean; type: string }[];
    unreadCount: number;
    unseenCount: number;
  };

test('whoever may send notifies active users, who read them newest first', async () => {
  assert.match(typeId, /^0ML/);
  const { status, body } = await send(message());
  assert.equal(status, 200);
  assert.deepEqual(body, [
    {
      actionName: 'customNotificationAction',
      errors: null,
      isSuccess: true,
      outputValues: { SuccessMessage: 'Your custom notification is processed successfully.' },
    },
  ]);
  client.localOrg.org.sessionFor('ines').update('User', idOf('tom'), { IsActive: false });
  await send({ ...message(), title: 'Again', targetId: null, targetPageRef: '{"type":"standard__navItemPage"}' });
  client.localOrg.org.sessionFor('ines').update('User', idOf('tom'), { IsActive: true });
  const { notifications } = await bell('maya');
  assert.deepEqual(
    notifications.map(({ messageTitle, type, read }) => [messageTitle, type, read]),
    [
      ['Again', 'Debrief_Setup', false],
      ['The set-up has changed', 'Debrief_Setup', false],
    ],
  );
  assert.equal((await bell('tom')).notifications.length, 1);
  assert.equal((await bell('ines')).notifications.length, 0);
});

test('what is marked as read is seen, one or all, and nobody marks another’s', async () => {
  const [first] = (await bell('maya')).notifications;
  const patch = (path: string, body: unknown, user: string) =>
    client.call('PATCH', `/connect/notifications${path}`, body, as(user));
  assert.equal((await patch(`/${first!.id}`, { read: true }, 'tom')).status, 404);
  assert.equal((await patch('', { seen: true }, 'maya')).status, 200);
  assert.deepEqual(
    await bell('maya', '/status').then(({ unreadCount, unseenCount }) => [unreadCount, unseenCount]),
    [2, 0],
  );
  const one = await patch(`/${first!.id}`, { read: 'true' }, 'maya');
  assert.equal(one.body['read'], true);
  assert.equal((await bell('maya', '/status')).unreadCount, 1);
  await patch('', { read: true }, 'maya');
  assert.equal((await bell('maya', '/status')).unreadCount, 0);
  assert.equal((await bell('tom', '/status')).unreadCount, 1);
  assert.equal((await patch('', {}, 'maya')).status, 400);
  assert.equal((await patch('', { read: true, seen: false }, 'maya')).status, 400);
});

test('who may not send, a wrong input and another action are refused', async () => {
  const forbidden = await send(message(), as('maya'));
  assert.equal(forbidden.status, 403);
  assert.match(String(forbidden.body[0]?.message), /Send Custom Notifications/);
  for (const [input, said] of [
    [{ title: '' }, /Missing required input parameter: title/],
    [{ title: 'x'.repeat(251) }, /title is longer than 250/],
    [{ body: 'x'.repeat(751) }, /body is longer than 750/],
    [{ recipientIds: [] }, /recipientIds/],
    [{ customNotifTypeId: idOf('maya') }, /no custom notification type/],
    [{ targetId: null }, /either a targetId or a targetPageRef/],
    [{ targetId: null, targetPageRef: 'x' }, /targetPageRef must be a page reference/],
  ] as const) {
    const { status, body } = await send({ ...message(), ...input });
    assert.equal(status, 400);
    assert.equal(body[0]?.['isSuccess'], false);
    assert.match(String(body[0]?.errors[0]?.message), said);
  }
  const other = await client.call('POST', '/actions/standard/chatterPost', { inputs: [] });
  assert.match(String(other.body[0]?.message), /does not implement the invocable action chatterPost/);
  assert.equal((await client.call('GET', action)).body.name, 'customNotificationAction');
});
