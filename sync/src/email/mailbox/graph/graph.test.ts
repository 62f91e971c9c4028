import assert from 'node:assert/strict';
import test, { after, before, beforeEach } from 'node:test';
import { sourceOf } from '../testing/emails.ts';
import { failed, MicrosoftStandIn } from '../testing/microsoft.ts';
import { MailboxError, type Ask, type EmailHead, type MailboxClient } from '../types.ts';
import { graph } from './graph.ts';

const ME = 'paul@sealight.example';
const SINCE = new Date(Date.now() - 7 * 86_400_000);
let microsoft: MicrosoftStandIn;
let client: MailboxClient;

before(async () => (microsoft = await MicrosoftStandIn.start()));
after(() => microsoft.stop());
beforeEach(() => {
  microsoft.account(ME, ['p.marchand@sealight.example']);
  microsoft.login.access.set('token', ME);
  client = graph(ask, microsoft.url);
});

const ask: Ask = async (path, init = {}) => {
  const answer = await fetch(microsoft.url + path, {
    ...init,
    headers: { ...init.headers, authorization: 'Bearer token' },
  });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
};

function email(id: string, more: object = {}): string {
  const from = 'Astrid Halvorsen <astrid@halvorsen.example>';
  return sourceOf({ ...{ id: `${id}@mail.example`, from, to: ME, subject: `About ${id}`, text: 'Secret.' }, ...more });
}

async function all(cursor: string | undefined): Promise<{ heads: EmailHead[]; cursor: string; isResync: boolean }> {
  const heads: EmailHead[] = [];
  let isResync = false;
  for (;;) {
    const page = await client.next(cursor, SINCE);
    heads.push(...page.heads);
    isResync ||= page.isResync ?? false;
    cursor = page.cursor;
    if (page.isLast) return { heads, cursor, isResync };
  }
}

const idsOf = (heads: EmailHead[]) => heads.map(({ mail }) => mail.messageId?.split('@')[0]);

test('both folders come, first the recent days, then what is new, each email once', async () => {
  microsoft.deliver(ME, email('old'), { at: SINCE.getTime() - 1000 });
  microsoft.deliver(ME, email('one'));
  microsoft.deliver(ME, email('sent'), { folder: 'sentitems' });
  microsoft.deliver(ME, email('elsewhere'), { folder: 'archive' });
  const first = await all(undefined);
  assert.deepEqual(idsOf(first.heads), ['one', 'sent']);
  microsoft.deliver(ME, email('two'));
  microsoft.deliver(ME, email('draft'), { isDraft: true });
  const second = await all(first.cursor);
  assert.deepEqual(idsOf(second.heads), ['two']);
  assert.deepEqual((await all(second.cursor)).heads, []);
});

test('many come page by page, and each page is a place to go on from', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `n${index}`);
  for (const id of ids) microsoft.deliver(ME, email(id));
  const page = await client.next(undefined, SINCE);
  assert.deepEqual([page.heads.length, page.isLast], [50, false]);
  const rest = await all(page.cursor);
  assert.deepEqual(idsOf([...page.heads, ...rest.heads]), ids);
});

test('heads hold what decides and not a word of content; ids stay; the source is that of the message', async () => {
  const id = microsoft.deliver(ME, email('one', { subject: 'Privé : été' }), { isMeeting: true });
  const { heads } = await all(undefined);
  assert.equal(heads[0]?.providerId, id);
  assert.deepEqual(heads[0]?.mail, {
    ...{ messageId: 'one@mail.example', subject: 'Privé : été', date: heads[0]?.mail.date },
    from: { address: 'astrid@halvorsen.example', name: 'Astrid Halvorsen' },
    ...{ to: [{ address: ME }], cc: [], bcc: [] },
    ...{ references: [], remarks: [], text: '', isCalendar: true },
  });
  assert.doesNotMatch(JSON.stringify(heads), /Secret/);
  assert.deepEqual(microsoft.downloaded, []);
  assert.match((await client.source(id))?.toString() ?? '', /Secret\./);
  assert.deepEqual(idsOf(await client.heads([id, 'AAkALgAAAA-0'])), ['one']);
});

test('delta tokens that are too old are told as such, and the recent days are read anew', async () => {
  microsoft.deliver(ME, email('one'));
  const first = await all(undefined);
  microsoft.deliver(ME, email('two'));
  microsoft.forgetTokens();
  const second = await all(first.cursor);
  assert.equal(second.isResync, true);
  assert.deepEqual(idsOf(second.heads), ['one', 'two']);
});

test('the access token goes nowhere but to Graph', async () => {
  const cursor = JSON.stringify({ inbox: '/v1.0/me/mailFolders/inbox/messages/delta' });
  microsoft.refusals.push({
    status: 200,
    body: { value: [], '@odata.nextLink': 'https://elsewhere.example/v1.0/me' },
  });
  await assert.rejects(client.next(cursor, SINCE), (error: MailboxError) => error.fault === 'strange');
});

test('the addresses are those that the user has mail at, the own first', async () => {
  assert.deepEqual(await client.addresses(), [ME, 'p.marchand@sealight.example']);
});

for (const [said, fault, wait] of [
  [failed(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '10' }), 'later', 10],
  [failed(503, 'serviceNotAvailable', 'Away.', { 'retry-after': '30' }), 'later', 30],
  [failed(401, 'InvalidAuthenticationToken', 'Expired.'), 'auth', undefined],
  [failed(403, 'ErrorAccessDenied', 'Access is denied.'), 'refused', undefined],
  [failed(404, 'MailboxNotEnabledForRESTAPI', 'REST API is not yet supported for this mailbox.'), 'refused', undefined],
] as const)
  test(`an answer ${said.status} is ${fault}`, async () => {
    microsoft.refusals.push(said);
    await assert.rejects(client.next(undefined, SINCE), (error: MailboxError) => {
      assert.deepEqual([error.fault, error.retryAfterSec], [fault, wait]);
      return true;
    });
  });
