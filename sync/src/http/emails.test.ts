import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestService, type TestService } from './testing/service.ts';

const MAILBOX = 'paul@sealight.example';
const CUSTOMER = 'astrid@halvorsen-marine.example';
const REP = 'dk_rep_emails';

let service: TestService;
before(async () => {
  service = await startTestService({ DEBRIEF_REP_API_KEY: REP });
  service.org.people.users.add(MAILBOX).add('ines@sealight.example');
  service.org.people.domains.add('sealight.example');
  service.org.people.customers.add(CUSTOMER);
});
after(() => service.stop());

interface Results {
  results: { key: string | null; status: string; reason?: string; sentence?: string }[];
}

const lines = (...all: string[]) => all.join('\r\n');
let count = 0;
const source = (
  more: { from?: string; to?: string; subject?: string; id?: string; headers?: string[]; body?: string } = {},
) =>
  lines(
    ...(more.headers ?? []),
    `From: ${more.from ?? `Astrid <${CUSTOMER}>`}`,
    `To: ${more.to ?? MAILBOX}`,
    `Subject: ${more.subject ?? 'Dates for the hulls'}`,
    `Message-ID: <${more.id ?? `m${(count += 1)}@halvorsen-marine.example`}>`,
    'Date: Tue, 17 Nov 2026 15:00:00 +0100',
    ...(more.body === undefined
      ? ['Content-Type: text/plain; charset=utf-8', '', 'Three dates, as promised.']
      : [more.body]),
  );

const post = (body: string, mailbox = MAILBOX) =>
  service.call<Results>('POST', `/v1/emails?mailbox=${encodeURIComponent(mailbox)}`, body, {
    'content-type': 'message/rfc822',
  });
const postJson = (body: unknown) => service.call<Results>('POST', `/v1/emails?mailbox=${MAILBOX}`, body);

const switchOn = async (more: Record<string, unknown> = {}) => {
  const { body } = await service.call('GET', '/v1/emails/settings');
  const answer = await service.call('PUT', '/v1/emails/settings', { ...body, on: true, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const consent = (granted: boolean, more: Record<string, unknown> = {}) =>
  service.call('POST', '/v1/users/consent', { mailbox: MAILBOX, granted, by: 'Paul', ...more });

describe('POST /v1/emails', () => {
  test('is refused while the feed is off, naming the setting', async () => {
    const { status, body } = await post(source());
    assert.equal(status, 409);
    assert.match(String((body as unknown as { detail: string }).detail), /`on`.*\/v1\/emails\/settings/);
    await switchOn();
  });

  test('takes nothing from a mailbox whose user has not agreed', async () => {
    const { status, body } = await post(source());
    assert.deepEqual([status, body.results[0]?.reason, body.results[0]?.key], [202, 'noConsent', null]);
    const given = await consent(true);
    assert.equal(given.status, 200, JSON.stringify(given.body));
    assert.equal(
      (await service.call('POST', '/v1/users/consent', { mailbox: 'who@elsewhere.example', granted: true })).status,
      422,
    );
  });

  test('keeps an email with a customer as a conversation, its quotes apart and its thread with it', async () => {
    const { body } = await post(
      source({
        id: 'first@halvorsen-marine.example',
        headers: ['References: <root@sealight.example> <second@sealight.example>'],
        body: lines(
          'Content-Type: text/plain',
          '',
          'Three dates.',
          '',
          'On Mon, 16 Nov 2026 at 10:00, Paul <paul@sealight.example> wrote:',
          '> Which dates?',
        ),
      }),
    );
    assert.deepEqual(body.results, [{ key: 'email:first@halvorsen-marine.example', status: 'kept' }]);
    const { canonical } = await kept('first@halvorsen-marine.example');
    assert.equal(canonical?.kind, 'email');
    assert.equal(canonical?.direction, 'inbound');
    assert.equal(canonical?.threadId, 'root@sealight.example');
    assert.equal(canonical?.segments[0]?.text, 'Three dates.');
    assert.match(canonical?.quoted ?? '', /Which dates/);
    assert.equal(canonical?.owner?.email, MAILBOX);
    const answer = await post(
      source({
        headers: ['In-Reply-To: <first@halvorsen-marine.example>'],
        id: 'answer@sealight.example',
        from: MAILBOX,
        to: CUSTOMER,
      }),
    );
    assert.equal(answer.body.results[0]?.status, 'kept');
    assert.equal((await kept('answer@sealight.example')).canonical?.threadId, 'root@sealight.example');
    assert.equal((await kept('answer@sealight.example')).canonical?.direction, 'outbound');
  });

  test('says why each of the others is not kept', async () => {
    await switchOn({ blocked: ['press.example', 'ceo@halvorsen-marine.example'] });
    const reasons: [Parameters<typeof source>[0], string][] = [
      [{ subject: 'Perso: lunch' }, 'subject'],
      [{ subject: '=?utf-8?Q?Tr=C3=A8s_PRIV=C3=89?=' }, 'subject'],
      [{ subject: 'Priv\u00e9', body: lines('Content-Type: text/plain', '', 'x') }, 'subject'],
      [
        {
          body: lines(
            'Content-Type: multipart/mixed; boundary=b',
            '',
            '--b',
            'Content-Type: application/pdf; name=a.pdf',
            '',
            'x',
            '--b--',
          ),
        },
        'noContent',
      ],
      [
        {
          body: lines(
            'Content-Type: multipart/alternative; boundary=b',
            '',
            '--b',
            'Content-Type: text/plain',
            '',
            'You are invited',
            '--b',
            'Content-Type: text/calendar; method=REQUEST',
            '',
            'BEGIN:VCALENDAR',
            '--b--',
          ),
        },
        'calendar',
      ],
      [{ from: 'Ines <ines@sealight.example>' }, 'internal'],
      [{ from: 'New Colleague <new@sealight.example>' }, 'internal'],
      [{ to: `${MAILBOX}, editor@daily.press.example` }, 'blocked'],
      [{ from: 'ceo@halvorsen-marine.example' }, 'blocked'],
      [{ from: 'stranger@nowhere.example' }, 'noContact'],
    ];
    for (const [more, reason] of reasons) {
      const { body } = await post(source(more));
      assert.deepEqual([body.results[0]?.status, body.results[0]?.reason], ['skipped', reason]);
      assert.ok((body.results[0]?.sentence?.length ?? 0) > 20);
    }
    const odd = await post('this is no email at all');
    assert.equal(odd.body.results[0]?.reason, 'unreadable');
    assert.equal((await post(source({ subject: 'Votre offre personnalisée' }))).body.results[0]?.status, 'kept');
  });

  test('takes JSON, one or many, and names what is wrong in it', async () => {
    const email = {
      messageId: '<json@halvorsen-marine.example>',
      subject: 'Offer',
      from: `Astrid <${CUSTOMER}>`,
      to: [MAILBOX],
      date: '2026-11-17T14:00:00Z',
      text: 'Here it is.',
    };
    const { status, body } = await postJson([
      email,
      { ...email, messageId: 'b@x.example', text: undefined, html: '<p>Also <b>here</b></p>' },
    ]);
    assert.equal(status, 202, service.logged.filter((l) => l.includes('failed')).join());
    assert.deepEqual(
      body.results.map(({ status }) => status),
      ['kept', 'kept'],
    );
    const wrong = await service.call<{ errors: { pointer: string }[] }>('POST', `/v1/emails?mailbox=${MAILBOX}`, [
      email,
      { ...email, from: 'nobody', extra: 1 },
    ]);
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.errors.map(({ pointer }) => pointer).sort(), ['/1/extra', '/1/from']);
    assert.equal((await service.call('POST', '/v1/emails', email)).status, 400);
  });

  test('keeps nothing where the org gives no answer, and says when to come again', async () => {
    const { OrgError } = await import('../org/error.ts');
    service.org.down = new OrgError('SERVER_UNAVAILABLE', `no answer about ${CUSTOMER}`, 503);
    const answer = await post(source({ id: 'later@halvorsen-marine.example' }));
    service.org.down = undefined;
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers.get('retry-after')) >= 5);
    assert.doesNotMatch(JSON.stringify(answer.body), /halvorsen/);
    service.service.context.orgs.circuit('default').reset();
    assert.equal((await post(source({ id: 'later@halvorsen-marine.example' }))).body.results[0]?.status, 'kept');
  });

  test('is one conversation, however often it comes and from whichever mailbox', async () => {
    const id = 'both@halvorsen-marine.example';
    await post(source({ id }));
    await service.until(`email:${id}`, 'synced');
    const { revision } = await kept(id);
    await service.call('POST', '/v1/users/consent', { mailbox: 'ines@sealight.example', granted: true });
    await post(source({ id, headers: ['Received: by another'] }), 'ines@sealight.example');
    assert.equal((await kept(id)).revision, revision);
  });
});

describe('what a rep may do with emails', () => {
  const asRep = { authorization: `Bearer ${REP}` };

  test('is to delete one from its page, by the Flow that the page runs, and nothing of the settings', async () => {
    const id = 'page@halvorsen-marine.example';
    await post(source({ id }));
    await service.until(`email:${id}`, 'synced');
    const flow = (more: string) =>
      service.call<{ status: number; json: string }>(
        'POST',
        `/v1/flow/deleteEmail?key=${encodeURIComponent(`email:${id}`)}${more}`,
        undefined,
        asRep,
      );
    const dry = await flow('&dryRun=true');
    assert.equal((JSON.parse(dry.body.json) as { outcome: string }).outcome, 'planned', JSON.stringify(dry.body));
    const gone = await flow('&by=Maya');
    assert.partialDeepStrictEqual(JSON.parse(gone.body.json), { outcome: 'deleted', by: 'Maya' });
    assert.equal((await service.call('GET', '/v1/emails/settings', undefined, asRep)).status, 403);
    assert.equal(
      (await service.call('POST', '/v1/users/consent', { mailbox: MAILBOX, granted: false }, asRep)).status,
      403,
    );
    assert.equal((await service.call('POST', `/v1/emails?mailbox=${MAILBOX}`, {}, asRep)).status, 403);
  });
});

async function kept(id: string) {
  const { findConversation } = await import('../store/conversations.ts');
  const key = `email:${id}`;
  await service.until(key, 'synced', 'failed', 'parked');
  const record = await findConversation(
    service.service.context.db,
    service.service.context.tenants.keys().next().value ?? '',
    key,
  );
  assert.ok(record);
  return record;
}
