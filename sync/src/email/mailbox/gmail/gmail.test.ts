import assert from 'node:assert/strict';
import test, { after, before, beforeEach } from 'node:test';
import { sourceOf } from '../testing/emails.ts';
import { failed, GoogleStandIn } from '../testing/google.ts';
import { MailboxError, type Ask, type EmailHead, type MailboxClient } from '../types.ts';
import { gmail } from './gmail.ts';

const ME = 'paul@sealight.example';
const SINCE = new Date(Date.now() - 7 * 86_400_000);
let google: GoogleStandIn;
let client: MailboxClient;

before(async () => (google = await GoogleStandIn.start()));
after(() => google.stop());
beforeEach(() => {
  google.account(ME);
  google.pageSize = 100;
  google.login.access.set('token', ME);
  google.asked.length = 0;
  client = gmail(askOf(google.url));
});

function askOf(base: string): Ask {
  return async (path, init = {}) => {
    const answer = await fetch(base + path, { ...init, headers: { ...init.headers, authorization: 'Bearer token' } });
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
}

function email(id: string, more: object = {}): string {
  const from = 'Astrid Halvorsen <astrid@halvorsen.example>';
  return sourceOf({ ...{ id: `${id}@mail.example`, from, to: ME, subject: `About ${id}`, text: 'Secret.' }, ...more });
}

/** Reads to the end of what is there. */
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

test('the recent days come first, then what the history tells, each email once', async () => {
  google.deliver(ME, email('old'), ['INBOX'], SINCE.getTime() - 1000);
  google.deliver(ME, email('one'));
  const first = await all(undefined);
  assert.deepEqual(idsOf(first.heads), ['one']);
  google.deliver(ME, email('two'), ['SENT']);
  google.deliver(ME, email('draft'), ['DRAFT']);
  const spam = google.deliver(ME, email('three'), ['SPAM']);
  const second = await all(first.cursor);
  assert.deepEqual(idsOf(second.heads), ['two']);
  google.rescue(ME, spam);
  assert.deepEqual(idsOf((await all(second.cursor)).heads), ['three']);
  assert.deepEqual((await all(second.cursor)).heads.length, 1);
});

test('many come page by page, and a page is a place to go on from', async () => {
  google.pageSize = 3;
  const ids = Array.from({ length: 8 }, (_, index) => `n${index}`);
  for (const id of ids) google.deliver(ME, email(id));
  const first = await client.next(undefined, SINCE);
  assert.equal(first.heads.length, 3);
  const rest = await all(first.cursor);
  assert.deepEqual(idsOf([...first.heads, ...rest.heads]).sort(), ids);
  for (const id of ids) google.deliver(ME, email(`later-${id}`));
  const page = await client.next(rest.cursor, SINCE);
  assert.deepEqual([page.heads.length, page.isLast], [3, false]);
  assert.equal((await all(page.cursor)).heads.length, 5);
});

test('heads hold what decides, decoded, and not a word of content', async () => {
  const to = '"Marchand, Paul" <paul@sealight.example>, Inés <ines@sealight.example>';
  google.deliver(ME, email('one', { to, cc: 'ola@halvorsen.example', subject: 'Privé : été' }));
  const { heads } = await all(undefined);
  assert.deepEqual(heads[0]?.mail, {
    ...{ messageId: 'one@mail.example', subject: 'Privé : été', date: heads[0]?.mail.date },
    from: { address: 'astrid@halvorsen.example', name: 'Astrid Halvorsen' },
    to: [
      { address: ME, name: 'Marchand, Paul' },
      { address: 'ines@sealight.example', name: 'Inés' },
    ],
    ...{ cc: [{ address: 'ola@halvorsen.example' }], bcc: [] },
    ...{ references: [], remarks: [], text: '', isCalendar: false },
  });
  assert.doesNotMatch(JSON.stringify(heads), /Secret/);
  assert.deepEqual(google.downloaded, []);
  const source = await client.source(heads[0]?.providerId ?? '');
  assert.match(source?.toString() ?? '', /Secret\./);
});

test('a history that is too old is told as such, and the recent days are read anew', async () => {
  google.deliver(ME, email('one'));
  const first = await all(undefined);
  google.deliver(ME, email('two'));
  google.forgetHistory();
  const second = await all(first.cursor);
  assert.equal(second.isResync, true);
  assert.deepEqual(idsOf(second.heads).sort(), ['one', 'two']);
  assert.deepEqual((await all(second.cursor)).heads, []);
});

test('a message that is gone meanwhile is left out', async () => {
  const id = google.deliver(ME, email('one'));
  google.deliver(ME, email('two'));
  google.remove(ME, id);
  const { heads } = await all(JSON.stringify({ historyId: '1000' }));
  assert.deepEqual(idsOf(heads), ['two']);
  assert.equal(await client.source(id), undefined);
});

for (const [said, fault, wait] of [
  [failed(403, 'rateLimitExceeded', 'Rate Limit Exceeded'), 'later', undefined],
  [failed(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'), 'later', undefined],
  [{ ...failed(429, 'rateLimitExceeded', 'Too many'), headers: { 'retry-after': '7' } }, 'later', 7],
  [failed(503, 'backendError', 'Backend Error'), 'later', undefined],
  [failed(403, 'domainPolicy', 'The domain administrators have disabled Gmail apps.'), 'refused', undefined],
  [failed(401, 'authError', 'Invalid Credentials'), 'auth', undefined],
  [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'strange', undefined],
] as const)
  test(`an answer ${said.status} ${JSON.stringify(said.body).slice(0, 60)} is ${fault}`, async () => {
    google.refusals.push(said);
    await assert.rejects(client.next(JSON.stringify({ historyId: '1000' }), SINCE), (error: MailboxError) => {
      assert.deepEqual([error.fault, error.retryAfterSec], [fault, wait]);
      return true;
    });
  });
