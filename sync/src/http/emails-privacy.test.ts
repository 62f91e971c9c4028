/** What may not be kept is nowhere: not in a table, not in the queue, not in a log, not in a file, not in an answer. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { OrgError } from '../org/error.ts';
import { rowsOf } from '../store/migrate.ts';
import { startPostgres, type TestServer } from '../store/testing/postgres.ts';
import { STORES } from '../store/testing/stores.ts';
import { startTestService, type TestService } from './testing/service.ts';

const MAILBOX = 'paul@sealight.example';
const CUSTOMER = 'astrid@halvorsen-marine.example';

let service: TestService;
let server: TestServer | undefined;
async function begin(kind: (typeof STORES)[number]): Promise<void> {
  server = kind === 'postgresql' ? await startPostgres() : undefined;
  service = await startTestService(server ? { DATABASE_URL: await server.create() } : {});
  for (const user of [MAILBOX, 'ines@sealight.example']) service.org.people.users.add(user);
  service.org.people.domains.add('sealight.example');
  service.org.people.customers.add(CUSTOMER);
  const { body } = await service.call('GET', '/v1/emails/settings');
  await service.call('PUT', '/v1/emails/settings', { ...body, on: true, blocked: ['quince-press.example'] });
  await service.call('POST', '/v1/users/consent', { mailbox: MAILBOX, granted: true });
}
async function end(): Promise<void> {
  await service.stop();
  await server?.stop();
}

const post = (source: string, mailbox = MAILBOX) =>
  service.call<{ results: { status: string; reason?: string; key: string | null }[] }>(
    'POST',
    `/v1/emails?mailbox=${mailbox}`,
    source,
    { 'content-type': 'message/rfc822' },
  );

/** Every word that an email of this kind says is one that is said nowhere else. */
interface Secret {
  kind: string;
  words: string[];
  id: string;
  source: string;
}
function secret(
  kind: string,
  more: { from?: string; subject?: string; to?: string; headers?: string[]; type?: string } = {},
): Secret {
  const words = ['subject', 'text', 'name', 'quoted', 'file'].map((part) => `zq${kind}${part}`.toLowerCase());
  const [subject, text, name, quoted, file] = words;
  const id = `id-${kind}@message.example`;
  const from = more.from ?? `${name}@stranger-${kind.toLowerCase()}.example`;
  const source = [
    `From: "${name}" <${from}>`,
    `To: ${more.to ?? MAILBOX}`,
    `Subject: ${more.subject ?? ''} ${subject}`,
    `Message-ID: <${id}>`,
    'Date: Tue, 17 Nov 2026 15:00:00 +0100',
    ...(more.headers ?? []),
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    `Content-Type: ${more.type ?? 'text/plain'}`,
    '',
    `${text} is what it says.`,
    '',
    '> On Monday somebody wrote:',
    `> ${quoted}`,
    '--b',
    `Content-Type: application/octet-stream; name=${file}.bin`,
    '',
    `${file}`,
    '--b--',
    '',
  ].join('\r\n');
  const isOwn = from === CUSTOMER || from.endsWith('@sealight.example');
  return { kind, words: isOwn ? words : [...words, from], id, source };
}

const SKIPPED: [Secret, string][] = [
  [secret('Unmatched'), 'noContact'],
  [secret('Private', { from: CUSTOMER, subject: 'Perso :' }), 'subject'],
  [secret('Internal', { from: 'ines@sealight.example' }), 'internal'],
  [secret('Blocked', { from: 'zqeditor@daily.quince-press.example' }), 'blocked'],
  [secret('Calendar', { from: CUSTOMER, headers: ['Content-Class: urn:content-classes:calendarmessage'] }), 'calendar'],
  [secret('Empty', { from: CUSTOMER, type: 'image/png' }), 'noContent'],
];

/** Every row of every table, all of its columns as text, with the queue's own. */
async function everyRow(): Promise<string[]> {
  const { db } = service.service.context;
  const tables = rowsOf<{ schema: string; name: string }>(
    await db.execute(sql`
      SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`),
  );
  assert.ok(
    tables.some(({ schema }) => schema.includes('pgboss')),
    'the queue is not looked at',
  );
  assert.ok(tables.some(({ name }) => name === 'parts'));
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const rows = rowsOf<{ row: string }>(
      await db.execute(sql`SELECT t::text AS row FROM ${sql.identifier(schema)}.${sql.identifier(name)} t`),
    );
    found.push(...rows.map(({ row }) => `${schema}.${name}: ${row}`));
  }
  return found;
}

function everyFile(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file, text: readFileSync(file, 'latin1').toLowerCase() }));
}

function mustNotSay(where: string, texts: string[], secrets: Secret[]): void {
  for (const { kind, words } of secrets)
    for (const word of words) {
      const found = texts.find((text) => text.toLowerCase().includes(word.toLowerCase()));
      assert.equal(found?.slice(0, 300), undefined, `${where} has "${word}" of the email ${kind}`);
    }
}

for (const kind of STORES)
  describe(`what may not be kept, with the ${kind} store`, () => {
    before(() => begin(kind));
    after(end);

    test('is in no table, no queue, no log, no file and no answer', async () => {
      const answers: string[] = [];
      for (const [{ source, kind }, reason] of SKIPPED) {
        const { status, body } = await post(source);
        assert.deepEqual([kind, status, body.results[0]?.reason], [kind, 202, reason]);
        answers.push(JSON.stringify(body));
      }
      const withdrawn = secret('Withdrawn', { from: CUSTOMER });
      assert.equal((await post(withdrawn.source, 'ines@sealight.example')).body.results[0]?.reason, 'noConsent');
      const away = secret('Away');
      service.org.down = new OrgError('MALFORMED_QUERY', `unexpected token near ${away.words.join(' ')}`, 400);
      const refused = await post(away.source);
      service.org.down = undefined;
      service.service.context.orgs.circuit('default').reset();
      assert.equal(refused.status, 503);
      answers.push(JSON.stringify(refused.body));
      const broken = secret('Broken');
      await post(broken.source.replace(/^(?:From|To):.*\r\n/gm, ''));

      const secrets = [...SKIPPED.map(([each]) => each), withdrawn, away, broken];
      mustNotSay('the store', await everyRow(), secrets);
      mustNotSay('the log', service.logged, secrets);
      mustNotSay('an answer', answers, secrets);
      const { body } = await service.call('GET', '/v1/activity?limit=500');
      mustNotSay('the activity log', [JSON.stringify(body)], secrets);
      for (const { file, text } of everyFile(service.home)) mustNotSay(file, [text], secrets);
    });

    test('leaves only the Message-ID of an email without a contact, whose mailbox it is and until when', async () => {
      const rows = await everyRow();
      for (const [{ id, kind }, reason] of SKIPPED) {
        const found = rows.filter((row) => row.includes(id));
        assert.equal(found.length, reason === 'noContact' ? 1 : 0, `${kind}: ${found.join('\n')}`);
        if (reason === 'noContact') assert.match(found[0] ?? '', /^public\.unmatched_emails: /);
      }
      const { body } = await service.call<{ emails: { mailbox: string; messageId: string; until: string }[] }>(
        'GET',
        '/v1/emails/unmatched',
      );
      assert.deepEqual(
        body.emails.map(({ mailbox, messageId }) => [mailbox, messageId]),
        [[MAILBOX, 'id-Unmatched@message.example']],
      );
    });

    test('of a deleted email nothing is left but a hash, and it does not come back', async () => {
      const kept = secret('Deleted', { from: CUSTOMER });
      const key = `email:${kept.id}`;
      assert.equal((await post(kept.source)).body.results[0]?.status, 'kept');
      await service.until(key, 'synced');
      // the same looks find it while it is kept: they are not blind
      assert.ok((await everyRow()).some((row) => row.includes('zqdeletedtext')));
      const dry = await service.call<{ outcome: string }>(
        'DELETE',
        `/v1/emails/${encodeURIComponent(key)}?dryRun=true`,
      );
      assert.equal(dry.body.outcome, 'planned');
      assert.equal((await service.call('GET', `/v1/conversations/${encodeURIComponent(key)}`)).status, 200);

      const gone = await service.call('DELETE', `/v1/emails/${encodeURIComponent(key)}?by=Maya`);
      assert.deepEqual([gone.status, gone.body.outcome], [200, 'deleted'], JSON.stringify(gone.body));
      mustNotSay('the store', await everyRow(), [kept]);
      mustNotSay('the log', service.logged, [kept]);
      mustNotSay('the receipt', [JSON.stringify(gone.body)], [kept]);
      assert.ok(!(await everyRow()).some((row) => row.includes(kept.id)), 'its Message-ID is kept');
      assert.equal((await service.call('GET', `/v1/conversations/${encodeURIComponent(key)}`)).status, 404);

      const again = await post(kept.source);
      assert.equal(again.body.results[0]?.reason, 'deleted');
      mustNotSay('the store', await everyRow(), [kept]);
      const twice = await service.call('DELETE', `/v1/emails/${encodeURIComponent(`<${kept.id}>`)}`);
      assert.deepEqual(twice.body, gone.body);
      assert.equal((await service.call('DELETE', '/v1/emails/never@was.example')).status, 404);
    });
  });
