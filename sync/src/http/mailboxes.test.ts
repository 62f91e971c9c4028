/** Mailboxes from consent to withdrawal, through the service's own routes, against stand-ins that speak the providers' APIs. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import { sourceOf } from '../email/mailbox/testing/emails.ts';
import { failed as gmailFailed, GoogleStandIn } from '../email/mailbox/testing/google.ts';
import { failed as graphFailed, MicrosoftStandIn } from '../email/mailbox/testing/microsoft.ts';
import { goThrough } from '../email/mailbox/testing/serve.ts';
import type { ListedMailbox, MyMailbox } from '../jobs/mailboxes/mine.ts';
import { OrgError } from '../org/error.ts';
import { startTestService, type TestService } from './testing/service.ts';

const CUSTOMER = 'Astrid <astrid@halvorsen-marine.example>';
const SECRET = 'The boathouse key is under the third stone';

let google: GoogleStandIn;
let microsoft: MicrosoftStandIn;
let service: TestService;

before(async () => {
  google = await GoogleStandIn.start();
  microsoft = await MicrosoftStandIn.start();
  service = await startTestService({
    ...google.environment,
    ...microsoft.environment,
    DEBRIEF_REP_API_KEY: 'dk_rep_0123456789',
  });
  for (const name of ['paul', 'ines', 'olga', 'jonas', 'mira', 'noor', 'zoe', 'kai'])
    service.org.people.users.add(`${name}@sealight.example`);
  service.org.people.domains.add('sealight.example');
  service.org.people.customers.add('astrid@halvorsen-marine.example');
});
after(async () => {
  await service.stop();
  await google.stop();
  await microsoft.stop();
});

async function switchFeed(on: boolean): Promise<void> {
  const { body } = await service.call('GET', '/v1/emails/settings');
  const answer = await service.call('PUT', '/v1/emails/settings', { ...body, on });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

const mine = async (user: string) =>
  (await service.call<MyMailbox>('GET', `/v1/mailboxes/mine?user=${encodeURIComponent(user)}`)).body;
const listed = async (user: string): Promise<ListedMailbox | undefined> => {
  const { body } = await service.call<{ mailboxes: ListedMailbox[] }>('GET', '/v1/mailboxes');
  return body.mailboxes.find((each) => each.mailbox === user || each.user === user);
};

async function start(provider: 'google' | 'microsoft', user: string, language = 'en'): Promise<string> {
  const answer = await service.call<{ url: string }>('POST', '/v1/mailboxes/start', { provider, user, language });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.url;
}

async function connect(provider: 'google' | 'microsoft', user: string): Promise<void> {
  const ended = await goThrough(await start(provider, user), user);
  assert.equal(ended.status, 200, ended.text);
  assert.match(ended.text, /Your mailbox is connected/);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await sleep(25);
  }
  assert.fail(`never: ${what}`);
}

/** Reads the mailbox now, and resolves once it has been read to its end after that. */
async function sync(user: string): Promise<void> {
  const before = (await mine(user)).lastSyncAt;
  assert.equal((await service.call('POST', '/v1/mailboxes/sync', { user })).status, 202);
  await until(`${user} is read`, async () => (await mine(user)).lastSyncAt !== before);
}

let count = 0;
const fresh = () => `m${(count += 1)}@mail.example`;
const email = (to: string, id: string, more: object = {}) =>
  sourceOf({
    ...{ id, from: CUSTOMER, to, subject: 'Dates for the hulls', text: 'Three dates, as promised.' },
    ...more,
  });

async function isKept(id: string): Promise<boolean> {
  return (await service.call('GET', `/v1/conversations/${encodeURIComponent(`email:${id}`)}`)).status === 200;
}

async function rowsOf<Row>(query: SQL): Promise<Row[]> {
  const answer: unknown = await service.service.context.db.execute(query);
  return (answer as { rows: Row[] }).rows;
}

/** Everything in every table, as text. */
async function everything(): Promise<string> {
  const tables = await rowsOf<{ schema: string; name: string }>(
    sql`SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { schema, name } of tables) {
    const rows = await rowsOf<{ text: string }>(sql.raw(`SELECT t::text AS text FROM "${schema}"."${name}" t`));
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

test('while the feed is off nobody connects, and the page learns why', async () => {
  const { status, isOn, providers } = await mine('paul@sealight.example');
  assert.deepEqual([status, isOn, providers], ['off', false, ['google', 'microsoft']]);
  const wish = { provider: 'google', user: 'paul@sealight.example' };
  const answer = await service.call<{ detail: string }>('POST', '/v1/mailboxes/start', wish);
  assert.equal(answer.status, 409);
  assert.match(answer.body.detail, /admin has not switched on the email feed/);
  await switchFeed(true);
  assert.equal((await mine('paul@sealight.example')).status, 'notConnected');
});

for (const provider of ['google', 'microsoft'] as const)
  describe(provider, () => {
    const user = provider === 'google' ? 'paul@sealight.example' : 'ines@sealight.example';
    const standIn = () => (provider === 'google' ? google : microsoft);
    const deliver = (source: string) => standIn().deliver(user, source);

    test('consent, then the recent days: only what may be read is read', async () => {
      standIn().account(user);
      const wanted = fresh();
      const id = deliver(email(user, wanted));
      const others = [
        email(user, 'privateone@mail.example', { subject: 'Re: PRIVÉ – ' + SECRET, text: SECRET }),
        email(user, 'stranger@mail.example', { from: 'nobody@elsewhere.example', subject: SECRET, text: SECRET }),
        email(user, 'colleague@mail.example', { from: 'olga@sealight.example', subject: SECRET, text: SECRET }),
      ].map(deliver);
      await connect(provider, user);
      await until('it is read', async () => (await mine(user)).lastSyncAt !== null);
      assert.deepEqual(standIn().downloaded, [id], 'the source of nothing else was asked for');
      assert.equal(await isKept(wanted), true);
      const state = await mine(user);
      assert.deepEqual(
        [state.status, state.provider, state.mailbox, state.kept, state.problem],
        ['connected', provider, user, 1, null],
      );
      assert.deepEqual((await listed(user))?.state, 'connected');
      assert.equal(others.length, 3);
      const text = await everything();
      assert.ok(!text.includes('third stone') && !text.includes('nobody@elsewhere'), 'nothing of the others is stored');
      assert.ok(text.includes('stranger@mail.example'), 'but the Message-ID of what may find its contact');
      assert.ok(!text.includes('privateone@') && !text.includes('colleague@mail'), 'and of that one only');
      assert.doesNotMatch(service.logged.join('\n'), /third stone|elsewhere\.example|Dates for the hulls/);
    });

    test('tokens are sealed, and neither logged nor answered', async () => {
      const secrets = [...standIn().login.refresh.keys(), ...standIn().login.access.keys()];
      assert.ok(secrets.length > 0);
      const text = `${await everything()}\n${service.logged.join('\n')}\n${JSON.stringify(await mine(user))}`;
      for (const secret of secrets) assert.ok(!text.includes(secret), secret.slice(0, 8));
    });

    test('then only what is new, and an access that has run out is renewed', async () => {
      standIn().login.expireAccess();
      standIn().downloaded.length = 0;
      const wanted = fresh();
      const id = deliver(email(user, wanted));
      await sync(user);
      assert.deepEqual(standIn().downloaded, [id]);
      assert.equal(await isKept(wanted), true);
      await sync(user);
      assert.deepEqual(standIn().downloaded, [id], 'nothing is read twice');
    });

    test('one whose people come to be in the CRM is fetched after all', async () => {
      const wanted = fresh();
      deliver(email(user, wanted, { from: `new@${provider}-harbour.example` }));
      await sync(user);
      assert.equal(await isKept(wanted), false);
      service.org.people.customers.add(`new@${provider}-harbour.example`);
      const at = new Date().toISOString();
      service.org.polls.push([{ object: 'Contact', ids: ['003000000000001AAA'], kind: 'create', at, values: {} }]);
      assert.equal((await service.call('POST', '/v1/changes/poll')).status, 200);
      await until('it is kept', () => isKept(wanted));
    });

    test('a place that is too old: the recent days are read anew, and nothing is doubled', async () => {
      const keptBefore = (await mine(user)).kept;
      const wanted = fresh();
      deliver(email(user, wanted));
      if (provider === 'google') google.forgetHistory();
      else microsoft.forgetTokens();
      await sync(user);
      assert.equal(await isKept(wanted), true);
      assert.equal((await mine(user)).kept, keptBefore + 1);
    });

    test('too many requests: it waits as long as it is told, says nothing is wrong, and loses nothing', async () => {
      const wanted = fresh();
      deliver(email(user, wanted));
      standIn().refusals.push(
        provider === 'google'
          ? gmailFailed(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded')
          : graphFailed(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '300' }),
      );
      const { lastSyncAt } = await mine(user);
      await service.call('POST', '/v1/mailboxes/sync', { user });
      await until('it was refused', async () => standIn().refusals.length === 0 && Promise.resolve(true));
      await until('it waits', async () => {
        const rows = await rowsOf<{ tries: number; problem: unknown; wait: string }>(
          sql`SELECT tries, problem, extract(epoch FROM due_at - now()) AS wait FROM mailboxes WHERE mailbox = ${user}`,
        );
        const [row] = rows;
        return row?.tries === 1 && row.problem === null && Number(row.wait) > (provider === 'google' ? 15 : 250);
      });
      assert.deepEqual([(await mine(user)).status, (await mine(user)).lastSyncAt], ['connected', lastSyncAt]);
      await sync(user);
      assert.equal(await isKept(wanted), true);
    });

    test('the feed is off, or the org is away: the place in the mailbox does not move', async () => {
      const wanted = fresh();
      deliver(email(user, wanted));
      service.org.down = new OrgError('SERVER_UNAVAILABLE', 'Away.', 503);
      await service.call('POST', '/v1/mailboxes/sync', { user });
      await sleep(200);
      assert.equal(await isKept(wanted), false);
      service.org.down = undefined;
      await switchFeed(false);
      standIn().asked.length = 0;
      await service.call('POST', '/v1/mailboxes/sync', { user });
      await sleep(200);
      assert.deepEqual(standIn().asked, [], 'while the feed is off the provider is asked for nothing');
      assert.equal((await mine(user)).status, 'off');
      await switchFeed(true);
      await sync(user);
      assert.equal(await isKept(wanted), true);
    });

    test('withdrawn in the middle of reading: at once, and it is said what is kept', async () => {
      const keptBefore = (await mine(user)).kept;
      let open = (): void => undefined;
      standIn().gate = new Promise((resolve) => (open = resolve));
      const ids = [fresh(), fresh(), fresh()];
      for (const id of ids) deliver(email(user, id));
      standIn().downloaded.length = 0;
      standIn().asked.length = 0;
      await service.call('POST', '/v1/mailboxes/sync', { user });
      const isFetching = (path: string) => (provider === 'google' ? /messages\/\w+$/ : /\$value$/).test(path);
      await until('it is being read', async () =>
        Promise.resolve(standIn().asked.filter(isFetching).length > (provider === 'google' ? 3 : 0)),
      );
      const answer = await service.call<{ words: string; kept: { own: number } }>('POST', '/v1/mailboxes/withdraw', {
        user,
      });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(answer.body.kept.own, keptBefore);
      assert.match(answer.body.words, new RegExp(`Nothing of this mailbox is read from now on.*${keptBefore} emails`));
      if (provider === 'google') {
        assert.match(answer.body.words, /Google has taken the access back/);
        assert.equal(google.login.revoked.length, 1);
      } else assert.match(answer.body.words, /Microsoft has no way for an app to give its access back/);
      open();
      standIn().gate = undefined;
      await sleep(300);
      assert.ok(standIn().downloaded.length <= 1, 'the one that was on its way, and no more');
      for (const id of ids) assert.equal(await isKept(id), false);
      const text = await everything();
      for (const id of ids) assert.ok(!text.includes(id));
      const state = await mine(user);
      assert.deepEqual([state.status, state.kept, state.mailbox], ['notConnected', keptBefore, null]);
      assert.ok(state.withdrawnAt);
      assert.equal((await listed(user))?.state, 'withdrawn');
    });

    test('given again it goes on, and with forget what it gave is deleted', async () => {
      await connect(provider, user);
      await until('it is read', async () => (await mine(user)).lastSyncAt !== null);
      const { kept } = await mine(user);
      assert.ok(kept > 0);
      const answer = await service.call<{ words: string; kept: { own: number }; deleted: { emails: number } }>(
        'POST',
        '/v1/mailboxes/withdraw',
        { user, forget: true },
      );
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.deepEqual([answer.body.kept.own, answer.body.deleted.emails], [0, kept]);
      assert.doesNotMatch(await everything(), /Dates for the hulls/);
    });
  });

test('an access that the user took back at the provider: told to both, asked for again, and mended by a new consent', async () => {
  const user = 'olga@sealight.example';
  google.account(user);
  await connect('google', user);
  await until('it is read', async () => (await mine(user)).lastSyncAt !== null);
  google.login.takeBack(user);
  await service.call('POST', '/v1/mailboxes/sync', { user });
  await until('it is a problem', async () => (await mine(user)).status === 'problem');
  const { problem } = await mine(user);
  assert.deepEqual([problem?.code, problem?.needsUser], ['ACCESS_ENDED', true]);
  assert.match(problem?.fix ?? '', /connects it again/);
  assert.equal((await listed(user))?.state, 'problem');
  const { body } = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=consent&limit=5');
  assert.match(body.entries[0]?.message ?? '', /olga@sealight\.example cannot be read: Token has been expired/);
  const wanted = fresh();
  google.deliver(user, email(user, wanted));
  await connect('google', user);
  await until('it is read on', () => isKept(wanted));
  assert.equal((await mine(user)).status, 'connected');
});

test('an access that lacks what is asked for, and a person who says no, connect nothing and say why', async () => {
  const user = 'jonas@sealight.example';
  google.account(user);
  const denied = await goThrough(await start('google', user, 'fr'), user, 'deny');
  assert.equal(denied.status, 400);
  assert.match(denied.text, /Vous n’avez pas donné votre accord/);
  assert.equal((await mine(user)).loginProblem?.code, 'accessDenied');
  google.login.grants = 'openid';
  const unticked = await goThrough(await start('google', user), user);
  google.login.grants = undefined;
  assert.match(unticked.text, /gave no access to emails/);
  assert.equal((await mine(user)).status, 'notConnected');
});

test('nobody connects the mailbox of somebody else, and no log-in is mixed up with another', async () => {
  const user = 'mira@sealight.example';
  google.account(user);
  google.account('olga@sealight.example');
  const revoked = google.login.revoked.length;
  const other = await goThrough(await start('google', user), 'olga@sealight.example');
  assert.equal(other.status, 400);
  assert.match(other.text, /logged in as olga@sealight\.example.*mira@sealight\.example/s);
  assert.equal(google.login.revoked.length, revoked, 'her own access stays');
  assert.equal((await mine('olga@sealight.example')).status, 'connected');

  const url = await start('google', user);
  const ended = await goThrough(url, user);
  assert.equal(ended.status, 200, ended.text);
  const again = await fetch(ended.callback, { headers: { cookie: ended.cookie } });
  assert.match(await again.text(), /no log-in that is under way.*nothing is left to do/s);
  assert.match(await (await fetch(url)).text(), /no log-in that is under way/);

  const stolen = await start('google', user);
  const begun = await fetch(stolen, { redirect: 'manual' });
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const back = (query: string, headers = {}) =>
    fetch(`${service.url}/oauth/mailbox/callback?state=${state}&${query}`, { headers });
  assert.match(await (await back('code=x')).text(), /another browser/);
  const mixed = await back('code=x&iss=https%3A%2F%2Felsewhere.example', { cookie });
  assert.match(await mixed.text(), /another provider/);
  assert.match(await (await fetch(`${service.url}/oauth/mailbox/callback?state=y&code=x`)).text(), /no log-in/);
});

test('an address that an admin has matched to the user by hand is theirs', async () => {
  const user = 'noor@sealight.example';
  microsoft.account('n.second@other.example', ['noor.second@sealight.example']);
  const refused = await goThrough(await start('microsoft', user), 'n.second@other.example');
  assert.match(refused.text, /takes nobody else’s mailbox/);
  microsoft.account('noor.m@sealight.example', [user]);
  const ended = await goThrough(await start('microsoft', user), 'noor.m@sealight.example');
  assert.equal(ended.status, 200, ended.text);
  assert.equal((await mine(user)).mailbox, user);
});

test('a rep’s key cannot list, read or end mailboxes but through the Flow, which knows whose it is', async () => {
  const authorization = 'Bearer dk_rep_0123456789';
  assert.equal((await service.call('GET', '/v1/mailboxes', undefined, { authorization })).status, 403);
  const wrong = await service.call('POST', '/v1/mailboxes/start', { provider: 'yahoo', user: 'x' });
  assert.equal(wrong.status, 422);
  assert.equal((await service.call('POST', '/v1/mailboxes/withdraw', { user: 'kai@sealight.example' })).status, 404);
});
