import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { purgeUnmatched } from '../jobs/emails/unmatched.ts';
import { takeEmails } from '../jobs/emails/take.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { findConversation } from '../store/conversations.ts';
import { EMAIL_LIMIT } from './routes/emails.ts';
import { KEY, startTestService, type TestService } from './testing/service.ts';

const MAILBOX = 'paul@sealight.example';
const CUSTOMER = 'astrid@halvorsen-marine.example';

let service: TestService;
let tenant: string;
before(async () => {
  service = await startTestService();
  tenant = [...service.service.context.tenants.keys()][0] ?? '';
  service.org.people.users.add(MAILBOX);
  service.org.people.domains.add('sealight.example');
  service.org.people.customers.add(CUSTOMER);
  const { body } = await service.call('GET', '/v1/emails/settings');
  await service.call('PUT', '/v1/emails/settings', { ...body, on: true });
});
beforeEach(() => service.call('POST', '/v1/users/consent', { mailbox: MAILBOX, granted: true }));
after(() => service.stop());

interface Results {
  results: { key: string | null; status: string; reason?: string }[];
}
let count = 0;
const headers = (id: string, from = CUSTOMER) => [
  `From: ${from}`,
  `To: ${MAILBOX}`,
  'Subject: Dates',
  `Message-ID: <${id}>`,
  'Date: Tue, 17 Nov 2026 15:00:00 +0100',
];
const simple = (id: string, from?: string) => [...headers(id, from), '', 'Three dates.'].join('\r\n');
const newId = () => `bad${(count += 1)}@halvorsen-marine.example`;
const post = (source: string) =>
  service.call<Results>('POST', `/v1/emails?mailbox=${MAILBOX}`, source, { 'content-type': 'message/rfc822' });
const kept = async (id: string) => findConversation(service.service.context.db, tenant, `email:${id}`);

/** As it comes, so that nothing of that size is ever put together. */
async function stream(chunks: Iterable<Buffer>): Promise<{ status: number; body: Results }> {
  const answer = await fetch(`${service.url}/v1/emails?mailbox=${MAILBOX}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'message/rfc822' },
    body: Readable.toWeb(Readable.from(chunks)) as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit);
  return { status: answer.status, body: (await answer.json()) as Results };
}
const LINE = Buffer.from(`${'QUJD'.repeat(19)}\r\n`.repeat(1000));
function* withAttachment(id: string, size: number): Generator<Buffer> {
  const start = [
    ...[...headers(id), 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', ''],
    ...[
      'See attached.',
      '--b',
      'Content-Type: application/pdf; name=plan.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      '',
    ],
  ];
  yield Buffer.from(start.join('\r\n'));
  for (let sent = 0; sent < size; sent += LINE.length) yield LINE;
  yield Buffer.from('\r\n--b--\r\n');
}

describe('bad input', () => {
  test('40 MB of attachments run past, and the receipt says that they were left out', async () => {
    const id = newId();
    const { status, body } = await stream(withAttachment(id, 56_000_000));
    assert.deepEqual([status, body.results[0]?.status], [202, 'kept']);
    const state = await service.until(`email:${id}`, 'synced');
    assert.equal(state.status, 'synced');
    const record = await kept(id);
    assert.equal(record?.canonical?.segments[0]?.text, 'See attached.');
    const { body: receipt } = await service.call<string>(
      'GET',
      `/v1/conversations/${encodeURIComponent(`email:${id}`)}/receipt`,
      undefined,
      { accept: 'text/plain' },
    );
    assert.match(receipt, /1 attachment was left out/);
  });

  test('more than any email has is refused, and nothing of it is kept', async () => {
    const id = newId();
    const answer = await stream(withAttachment(id, EMAIL_LIMIT + 1_000_000)).catch(() => undefined);
    // a client that still sends may only see that the connection ends
    if (answer) assert.equal(answer.status, 413);
    assert.equal(await kept(id), undefined);
  });

  test('winmail.dat, wrong character sets and broken MIME each have their outcome on the receipt', async () => {
    const remarks = async (source: string, id: string) => {
      const { body } = await post(source);
      assert.equal(body.results[0]?.status, 'kept', JSON.stringify(body));
      return (
        (
          (await kept(id))?.canonical ?? (await service.until(`email:${id}`, 'synced'), (await kept(id))?.canonical)
        )?.repairs?.join(' ') ?? ''
      );
    };
    const tnef = newId();
    const outlook = [
      ...headers(tnef),
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See it.',
      '--b',
      'Content-Type: application/ms-tnef; name=winmail.dat',
      '',
      'x',
      '--b--',
    ];
    assert.match(await remarks(outlook.join('\r\n'), tnef), /NOT READ/);
    const broken = newId();
    assert.match(
      await remarks(
        [...headers(broken).slice(0, 4), 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'cut off'].join(
          '\r\n',
        ),
        broken,
      ),
      /says no date/,
    );
    const { body } = await service.call<Results>(
      'POST',
      `/v1/emails?mailbox=${MAILBOX}`,
      Buffer.from(
        [...headers(newId()), 'Content-Type: text/plain; charset=utf-8', '', 'caf\xe9'].join('\r\n'),
        'latin1',
      ).toString('latin1'),
      { 'content-type': 'message/rfc822' },
    );
    assert.equal(body.results[0]?.status, 'kept');
  });

  test('a very long thread is kept, its text in pieces and its end said', async () => {
    const id = newId();
    const quoted = Array.from({ length: 20_000 }, (_, at) => `> line ${at} of what was written before this`).join(
      '\r\n',
    );
    const references = `References: ${Array.from({ length: 900 }, (_, at) => `<r${at}@x.example>`).join('\r\n ')}`;
    await post([...headers(id), references, '', 'New.', '', 'On Mon, 3 Mar 2026, Paul wrote:', quoted].join('\r\n'));
    await service.until(`email:${id}`, 'synced');
    const { canonical } = (await kept(id)) ?? {};
    assert.deepEqual([canonical?.threadId, canonical?.segments[0]?.text], ['r0@x.example', 'New.']);
    assert.ok((canonical?.quoted?.length ?? 0) > 800_000);
  });

  test('what comes behind an email that was not read to its end is answered on the same connection', async () => {
    const rubbish = [...headers(newId()), ...Array.from({ length: 100_000 }, (_, at) => `X-${at}: y`), '', 'x'];
    for (let time = 0; time < 3; time += 1) {
      assert.equal((await post(rubbish.join('\r\n'))).body.results[0]?.reason, 'unreadable');
      assert.equal((await post(simple(newId()))).body.results[0]?.status, 'kept');
    }
  });

  test('a date that is none, or has not come yet, is the time when it was taken in, and the same email stays one', async () => {
    const at = Date.parse(service.service.context.now());
    const dated = (date: string) => [`From: ${CUSTOMER}`, `To: ${MAILBOX}`, 'Subject: When', `Date: ${date}`, '', date];
    for (const [date, said] of [
      ['Thirtysecond of Nevruary', /says no date that can be read/],
      ['Mon, 1 Jan 1900 00:00:00 +0000', /says no date that can be read/],
      ['Tue, 1 Jan 2097 00:00:00 +0000', /dated days ahead/],
    ] as const) {
      const source = dated(date).join('\r\n');
      const [first, second] = [await post(source), await post(source)];
      const key = first.body.results[0]?.key ?? '';
      assert.equal(second.body.results[0]?.key, key);
      await service.until(key, 'synced');
      const record = await findConversation(service.service.context.db, tenant, key);
      assert.match(record?.canonical?.repairs?.join(' ') ?? '', said);
      assert.ok(Math.abs(Date.parse(record?.canonical?.startedAt ?? '') - at) < 3_600_000, date);
    }
  });

  test('of headers that there should be one of, all count: no second subject or sender hides behind the first', async () => {
    const reason = async (...lines: string[]) => {
      const source = [...lines, `To: ${MAILBOX}`, `Message-ID: <${newId()}>`, '', 'x'].join('\r\n');
      return (await post(source)).body.results[0];
    };
    const from = `From: ${CUSTOMER}`;
    assert.equal((await reason(from, 'Subject: ok', 'Subject: =?utf-8?Q?Priv=C3=A9?='))?.reason, 'subject');
    const { body } = await service.call('GET', '/v1/emails/settings');
    await service.call('PUT', '/v1/emails/settings', { ...body, blocked: ['press.example'] });
    assert.equal((await reason(from, 'From: a@press.example', 'Subject: x'))?.reason, 'blocked');
    assert.equal((await reason(`${from}, Editor <a@press.example>`, 'Subject: x'))?.reason, 'blocked');
    assert.equal((await reason(`From: a@nobody.example, ${CUSTOMER}`, 'Subject: x'))?.status, 'kept');
    const two = await reason('From: a@nobody.example', from, 'Subject: x');
    const record = await findConversation(service.service.context.db, tenant, two?.key ?? '');
    assert.match(record?.canonical?.repairs?.join(' ') ?? '', /could not verify the sender \(several From headers\)/);
  });

  test('a header made to be read without end is read at once', async () => {
    const id = newId();
    const strings = `Authentication-Results: mx; "${'\\"'.repeat(400_000)}`;
    assert.equal((await post([...headers(id), strings, '', 'x'].join('\r\n'))).body.results[0]?.status, 'kept');
  });

  test('another address, method or media type is told what this one takes', async () => {
    assert.equal(
      (await service.call('POST', `/v1/emails?mailbox=${MAILBOX}`, 'x', { 'content-type': 'text/plain' })).status,
      415,
    );
    assert.equal((await service.call('POST', `/v1/emails?mailbox=${MAILBOX}`, [])).status, 422);
    assert.equal((await service.call('POST', '/v1/emails?mailbox=nobody', {})).status, 400);
    const settings = (await service.call('GET', '/v1/emails/settings')).body;
    const put = (more: object) =>
      service.call<{ errors: { pointer: string }[] }>('PUT', '/v1/emails/settings', { ...settings, ...more });
    assert.equal((await put({ revision: 0 })).status, 409);
    const wrong = await put({ blocked: ['a b'], neverSubjects: ['…'], unknown: 1 });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.errors.map(({ pointer }) => pointer).sort(), [
      '/blocked/0',
      '/neverSubjects/0',
      '/unknown',
    ]);
  });
});

describe('what changes while an email is taken', () => {
  const during = (work: () => Promise<unknown>) => {
    const { org } = service;
    const asked = org.participants.bind(org);
    org.participants = async (addresses) => {
      const found = await asked(addresses);
      org.participants = asked;
      await work();
      return found;
    };
  };

  test('a consent that is withdrawn meanwhile holds at once', async () => {
    const id = newId();
    during(() => service.call('POST', '/v1/users/consent', { mailbox: MAILBOX, granted: false }));
    assert.equal((await post(simple(id))).body.results[0]?.reason, 'noConsent');
    assert.equal(await kept(id), undefined);
  });

  test('an email that is deleted meanwhile does not come back', async () => {
    const id = newId();
    await post(simple(id));
    await service.until(`email:${id}`, 'synced');
    during(() => service.call('DELETE', `/v1/emails/${encodeURIComponent(id)}`));
    assert.equal((await post(simple(id))).body.results[0]?.reason, 'deleted');
    assert.equal(await kept(id), undefined);
  });

  test('one that cannot be made a conversation of keeps none beside it from being taken', async () => {
    const { context } = service.service;
    const now = await tenantNow(context, tenant);
    assert.ok(now);
    const [odd, good] = [newId(), newId()];
    const taken = await takeEmails(context, now, [
      { mailbox: MAILBOX, source: simple(odd), link: 'no address' },
      { mailbox: MAILBOX, source: simple(good) },
    ]);
    assert.deepEqual(
      taken.map(({ status, reason }) => [status, reason]),
      [
        ['skipped', 'unreadable'],
        ['kept', undefined],
      ],
    );
    assert.equal(await kept(odd), undefined);
  });

  test('many at once, with the same among them, are each kept once and asked about together', async () => {
    const { context } = service.service;
    const now = await tenantNow(context, tenant);
    assert.ok(now);
    const ids = Array.from({ length: 50 }, newId);
    const before = service.org.askedAbout.length;
    const taken = await takeEmails(
      context,
      now,
      [...ids, ...ids].map((id) => ({ mailbox: MAILBOX, source: simple(id) })),
    );
    assert.equal(taken.filter(({ status }) => status === 'kept').length, 100);
    assert.equal(service.org.askedAbout.length - before, 1);
    await service.untilAll(
      ids.map((id) => `email:${id}`),
      'synced',
    );
    assert.deepEqual([(await kept(ids[0] ?? ''))?.revision], [1]);
  });
});

test('a Message-ID without its people is gone after seven days, and not before', async () => {
  const { context } = service.service;
  const id = 'waits@stranger.example';
  assert.equal((await post(simple(id, 'who@stranger.example'))).body.results[0]?.reason, 'noContact');
  const list = async () =>
    (
      await service.call<{ emails: { messageId: string; until: string }[] }>('GET', '/v1/emails/unmatched')
    ).body.emails.filter(({ messageId }) => messageId === id);
  const [waiting] = await list();
  assert.ok(waiting);
  const clock = context.now.bind(context);
  const at = (ms: number) => (context.now = () => new Date(Date.parse(waiting.until) + ms).toISOString());
  try {
    at(-1000);
    await purgeUnmatched(context, { name: tenant });
    assert.equal((await list()).length, 1);
    // once more while it waits does not make it wait longer
    await post(simple(id, 'who@stranger.example'));
    assert.equal((await list())[0]?.until, waiting.until);
    at(0);
    assert.equal((await list()).length, 0);
    assert.ok((await purgeUnmatched(context, { name: tenant })) >= 1);
  } finally {
    context.now = clock;
  }
  assert.equal((await list()).length, 0);
});
