import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { textOfHtml } from './html.ts';
import { readMime, Unreadable } from './read-mime.ts';

const HEAD = [
  'From: "Astrid" <Astrid@halvorsen-marine.example>',
  'To: Paul <paul@sealight.example>, Crew: a@x.example, b@y.example;',
  'Subject: Dates',
  'Date: Tue, 17 Nov 2026 14:00:00 +0100',
  'Message-ID: <abc@x.example>',
];
/** Bytes as latin1. */
const email = (headers: string[], body: string, head = HEAD) => [...head, ...headers].join('\r\n') + '\r\n\r\n' + body;
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('latin1');
const parts = (...all: string[][]) =>
  email(
    ['Content-Type: multipart/mixed; boundary=b'],
    [...all.flatMap((part) => ['--b', ...part]), '--b--', ''].join('\r\n'),
  );
const textOf = async (source: string) => (await readMime(source)).text;

describe('an email’s source', () => {
  test('says who, when, what and in answer to which', async () => {
    const mail = await readMime(
      email(
        [
          'In-Reply-To: <b@x.example>',
          'References: <r@x.example>\r\n <b@x.example>',
          'Cc: "Roe, Jane" <jane@acme.example>',
        ],
        'Hi',
      ),
    );
    assert.deepEqual(mail, {
      messageId: 'abc@x.example',
      inReplyTo: 'b@x.example',
      references: ['r@x.example', 'b@x.example'],
      from: { address: 'astrid@halvorsen-marine.example', name: 'Astrid' },
      to: [{ address: 'paul@sealight.example', name: 'Paul' }, { address: 'a@x.example' }, { address: 'b@y.example' }],
      cc: [{ address: 'jane@acme.example', name: 'Roe, Jane' }],
      bcc: [],
      subject: 'Dates',
      date: '2026-11-17T13:00:00.000Z',
      text: 'Hi',
      isCalendar: false,
      remarks: [],
    });
  });

  test('is read in the character set that it has, whatever it says', async () => {
    const plain = (charset: string, body: string) =>
      textOf(email([`Content-Type: text/plain; charset=${charset}`], body));
    assert.equal(await plain('iso-8859-1', bytes('Três privé – où')), 'Três privé – où');
    assert.equal(await plain('us-ascii', bytes('Três')), 'Três');
    assert.equal(await plain('utf-8', 'caf\xe9 \x80'), 'café €');
    assert.equal(await plain('iso-8859-1', 'caf\xe9'), 'café');
    assert.equal(await plain('no-such-set', 'caf\xe9'), 'café');
    assert.equal(await plain('iso-2022-jp', '\x1b$B$3$s$K$A$O\x1b(B'), 'こんにちは');
    assert.equal(await plain('koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]).toString('latin1')), 'Привет');
    assert.equal(await plain('utf-7', '+ADw-script+AD4-'), '+ADw-script+AD4-');
    assert.equal(
      await textOf(
        email(['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'], 'caf=E9'),
      ),
      'café',
    );
    const head = (subject: string) => HEAD.map((line) => (line.startsWith('Subject') ? `Subject: ${subject}` : line));
    const subject = async (text: string) => (await readMime(email([], 'x', head(text)))).subject;
    assert.equal(await subject('Priv\xe9'), 'Privé');
    assert.equal(await subject(bytes('Privé')), 'Privé');
    assert.equal(await subject('=?iso-8859-1?Q?Priv=E9?= =?utf-8?B?IQ==?='), 'Privé!');
  });

  test('has the text that a reader sees, and what was left out is said', async () => {
    const alternative = await readMime(
      parts(
        [
          'Content-Type: multipart/alternative; boundary=c',
          '',
          '--c',
          'Content-Type: text/plain',
          '',
          'Plain',
          '--c',
          'Content-Type: text/html',
          '',
          '<p>Html</p>',
          '--c--',
        ],
        ['Content-Type: application/pdf; name=a.pdf', '', 'x'],
      ),
    );
    assert.equal(alternative.text, 'Plain');
    assert.deepEqual(alternative.remarks, ['1 attachment was left out: attachments are never kept.']);
    const html = await readMime(
      email(
        ['Content-Type: text/html; charset=utf-8'],
        '<style>p{}</style><div style="display:none">seen by nobody</div><p>Hi <b>Paul</b></p><script>x()</script>',
      ),
    );
    assert.equal(html.text, 'Hi Paul');
    assert.match(html.remarks.join(), /only HTML/);
    const outlook = await readMime(
      parts(
        ['Content-Type: text/plain', '', 'See attached'],
        ['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64', '', 'eJ8+Ig=='],
      ),
    );
    assert.equal(outlook.text, 'See attached');
    assert.match(outlook.remarks.join(), /winmail\.dat \(TNEF\) was NOT READ/);
    const only = await readMime(email(['Content-Type: application/ms-tnef; name=winmail.dat'], 'x'));
    assert.equal(only.text, '');
  });

  test('is for the calendar where it invites or answers, not where a calendar is only sent along', async () => {
    const calendar = (type: string, ...body: string[]) =>
      readMime(
        parts(
          ['Content-Type: text/plain', '', 'Hi'],
          [`Content-Type: ${type}`, '', 'BEGIN:VCALENDAR', ...body, 'END:VCALENDAR'],
        ),
      );
    assert.equal((await calendar('text/calendar; method=REPLY')).isCalendar, true);
    assert.equal((await calendar('text/calendar', 'METHOD:CANCEL')).isCalendar, true);
    assert.equal((await calendar('application/ics; name=invite.ics', 'METHOD:REQUEST')).isCalendar, true);
    assert.equal((await calendar('text/calendar', 'METHOD:PUBLISH')).isCalendar, false);
    assert.equal((await calendar('text/calendar; name=fair.ics')).isCalendar, false);
    assert.equal(
      (await readMime(email(['Content-Class: urn:content-classes:calendarmessage'], 'Hi'))).isCalendar,
      true,
    );
  });

  test('that is broken is read as far as it goes, or is none', async () => {
    assert.equal(
      await textOf(
        email(['Content-Type: multipart/mixed; boundary=b'], '--b\r\nContent-Type: text/plain\r\n\r\ncut off'),
      ),
      'cut off',
    );
    assert.equal(
      await textOf(email(['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'], 'SGVs!!!bG8=')),
      'Hello',
    );
    const bare = await readMime('From: a@x.example\n\nHello');
    assert.deepEqual([bare.text, bare.messageId, bare.date], ['Hello', undefined, undefined]);
    assert.equal(bare.remarks.length, 2);
    for (const none of ['', 'garbage', 'Subject: x\r\n\r\ny', '\0\0\0'])
      await assert.rejects(readMime(none), Unreadable);
  });

  test('of any bytes is an email or none, never a fault', async () => {
    const piece = fc.constantFrom(
      ...HEAD,
      '',
      '--b',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html',
      'Content-Type: message/rfc822',
      'Content-Transfer-Encoding: base64',
      '=?utf-8?B?',
      '<p>',
      'x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), async (lines) => {
        await readMime(lines.join('\r\n')).catch((error: unknown) =>
          assert.ok(error instanceof Unreadable, String(error)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('text of HTML', () => {
  test('comes to an end, however it is nested or broken', () => {
    for (const piece of [
      '<blockquote>x',
      '<div>',
      '<table><tr><td>x',
      '<',
      '<p style="display:none">',
      '<a href="',
      '&amp',
      '<!--',
    ])
      textOfHtml(piece.repeat(Math.ceil(400_000 / piece.length)));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<p>', '</p>', '<blockquote>', '</div>', '<td>', '&#0;', 'x', '<br', '>')),
        (all) => void textOfHtml(all.join('')),
      ),
    );
  });
});
