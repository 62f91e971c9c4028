import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrgHttp } from '../http.ts';
import { notifyAdmins } from './notify.ts';

const TYPE = { Id: '0ML000000000001AAA' };
const ADMINS = [{ AssigneeId: '005000000000001AAA' }, { AssigneeId: '005000000000002AAA' }];

/** An org that knows the two queries, and answers the action as it is told. */
function orgOf(
  types: object[] | undefined,
  admins: object[],
  action = { status: 200, body: [{ isSuccess: true }] as unknown },
) {
  const sent: { path: string; body: unknown }[] = [];
  const rows = (records: object[] | undefined) =>
    records
      ? { httpStatusCode: 200, body: { records } }
      : { httpStatusCode: 400, body: [{ errorCode: 'INVALID_TYPE', message: 'not supported' }] };
  const fetch = (input: unknown, init?: RequestInit) => {
    const { pathname } = new URL(String(input));
    const body: unknown = JSON.parse(init?.body as string);
    sent.push({ path: pathname, body });
    const answer = pathname.endsWith('/composite')
      ? {
          compositeResponse: [
            { referenceId: 'r0', ...rows(types) },
            { referenceId: 'r1', ...rows(admins) },
          ],
        }
      : action.body;
    const status = pathname.endsWith('/composite') ? 200 : action.status;
    return Promise.resolve(new Response(JSON.stringify(answer), { status }));
  };
  const credentials = { instanceUrl: 'https://org.example', accessToken: 'token' };
  return { http: new OrgHttp(credentials, { fetch: fetch }), sent };
}
const NOTICE = { title: 't'.repeat(300), body: 'b'.repeat(900) };

test('the admins of the package are told by the package’s own notification type, within its lengths', async () => {
  const { http, sent } = orgOf([TYPE], ADMINS);
  assert.deepEqual(await notifyAdmins(http, NOTICE), { told: 2 });
  assert.equal(sent.length, 2);
  assert.equal(sent[1]?.path, '/services/data/v67.0/actions/standard/customNotificationAction');
  const [input] = (sent[1]?.body as { inputs: Record<string, unknown>[] }).inputs;
  assert.deepEqual(input?.recipientIds, ['005000000000001AAA', '005000000000002AAA']);
  assert.equal(input?.customNotifTypeId, TYPE.Id);
  assert.match(String(input?.targetPageRef), /"apiName":"Debrief_Setup"/);
  assert.deepEqual([String(input?.title).length, String(input?.body).length], [250, 750]);
});

test('where there is no type, no admin or no permission nobody is told, and the reason is', async () => {
  const skipped = async (...args: Parameters<typeof orgOf>) => {
    const outcome = await notifyAdmins(orgOf(...args).http, NOTICE);
    return 'skipped' in outcome ? outcome.skipped : 'told';
  };
  assert.match(await skipped([], ADMINS), /no notification type Debrief_Setup/);
  assert.match(await skipped(undefined, ADMINS), /no notification type Debrief_Setup/);
  assert.match(await skipped([TYPE], []), /Nobody has the permission set Debrief_Admin/);
  const refusal = [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'You do not have permission.' }];
  assert.match(
    await skipped([TYPE], ADMINS, { status: 403, body: refusal }),
    /You do not have permission\. The integration user needs the permission Send Custom Notifications/,
  );
  const notHere = [{ errorCode: 'NOT_IMPLEMENTED', message: 'invocable actions' }];
  assert.match(await skipped([TYPE], ADMINS, { status: 501, body: notHere }), /The org refuses it: invocable actions/);
});
