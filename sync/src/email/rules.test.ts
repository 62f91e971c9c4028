import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isBlocked } from './blocklist.ts';
import { refusedAlone, refusedByOrg } from './decide.ts';
import { doubtOf } from './forged.ts';
import { bareId, idFrom, idOf, idsIn, keptId, keyOfId } from './ids.ts';
import type { Mail } from './mail.ts';
import { EmailSettings } from './settings.ts';
import { threadOf } from './thread.ts';

const SETTINGS = EmailSettings.parse({ on: true, blocked: ['press.example', 'jane@acme.example'] });
const mail = (more: Partial<Mail> = {}): Mail => ({
  ...{ messageId: 'a@x.example', references: [], from: { address: 'astrid@halvorsen.example' } },
  ...{ to: [{ address: 'paul@sealight.example' }], cc: [], bcc: [], subject: 'Dates', text: 'Three dates.' },
  ...{ isCalendar: false, remarks: [] },
  ...more,
});

describe('the blocklist', () => {
  test('knows a domain with all beneath it, and no domain that only ends alike', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('a', 'mail.b', 'x-y'), (domain, below) => {
        const entry = domain.toLowerCase();
        assert.ok(isBlocked(`who@${entry}`, [entry]));
        assert.ok(isBlocked(`who@${below}.${entry}`, [entry]));
        assert.ok(!isBlocked(`who@not${entry}`, [entry]));
        assert.ok(!isBlocked(`who@${entry}.other`, [entry]));
      }),
    );
  });

  test('knows an address in any case and under its labels, and no other of its domain', () => {
    assert.ok(isBlocked('JANE@acme.example', SETTINGS.blocked));
    assert.ok(isBlocked('jane+news@acme.example', SETTINGS.blocked));
    assert.ok(!isBlocked('joe@acme.example', SETTINGS.blocked));
  });

  test('knows an international domain in either of its forms', () => {
    for (const entry of ['müller.example', 'xn--mller-kva.example'])
      for (const address of ['a@müller.example', 'a@mail.xn--mller-kva.example'])
        assert.ok(isBlocked(address, [entry]), `${address} by ${entry}`);
  });

  test('is written as people write addresses and domains, and refuses what is neither', () => {
    const read = (entry: string) => EmailSettings.parse({ blocked: [entry] }).blocked[0];
    assert.deepEqual(['@Press.Example', '*.press.example', ' Jane@ACME.example '].map(read), [
      'press.example',
      'press.example',
      'jane@acme.example',
    ]);
    for (const entry of ['press', 'a b.example', '@', 'jane@', 'https://press.example'])
      assert.equal(EmailSettings.safeParse({ blocked: [entry] }).success, false, entry);
    assert.throws(() => EmailSettings.parse({ blocked: ['a b'] }), /\\"a b\\" is neither an address nor a domain/);
  });
});

describe('whether an email may be kept', () => {
  const known = {
    isOurs: (address: string) => address.endsWith('@sealight.example'),
    isCustomer: (address: string) => address.endsWith('@halvorsen.example'),
  };

  test('is decided by what it says, then by who takes part', () => {
    assert.equal(refusedAlone(mail(), SETTINGS), undefined);
    assert.equal(refusedAlone(mail({ subject: 'Privé' }), SETTINGS), 'subject');
    assert.equal(refusedAlone(mail({ isCalendar: true }), SETTINGS), 'calendar');
    assert.equal(refusedAlone(mail({ text: ' \u200b\n' }), SETTINGS), 'noContent');
    assert.equal(refusedAlone(mail({ cc: [{ address: 'x@a.press.example' }] }), SETTINGS), 'blocked');
    assert.equal(refusedByOrg(mail(), known), undefined);
    assert.equal(refusedByOrg(mail({ from: { address: 'ines@sealight.example' } }), known), 'internal');
    assert.equal(refusedByOrg(mail({ from: { address: 'who@nowhere.example' } }), known), 'noContact');
    assert.equal(
      refusedByOrg(
        mail({ from: { address: 'ines@sealight.example' }, bcc: [{ address: 'a@halvorsen.example' }] }),
        known,
      ),
      undefined,
    );
  });
});

describe('whether a sender is believed', () => {
  const from = 'astrid@halvorsen.example';
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['mx.example; dmarc=pass header.from=halvorsen.example', undefined],
    [
      'mx.example; spf=pass; dkim=pass header.d=other.example; dmarc=fail (p=NONE) header.from=halvorsen.example',
      'dmarc=fail',
    ],
    ['mx.example; dkim=pass header.d=mail.halvorsen.example; spf=fail', undefined],
    ['mx.example; dkim=pass header.i=@halvorsen.example; spf=fail', undefined],
    ['mx.example; dkim=pass header.d=evil.example; spf=fail', 'spf=fail'],
    ['mx.example; dkim=fail; spf=fail', 'spf=fail, dkim=fail'],
    ['mx.example; dkim=fail; spf=pass', undefined],
    ['mx.example; spf=softfail; dkim=none', undefined],
    ['mx.example; none', undefined],
    ['mx.example; spf=pass (dmarc=fail ; dkim=fail); reason="x; dmarc=fail"', undefined],
    ['dmarc=fail', undefined],
  ];
  test('goes by what the receiving server found', () => {
    for (const [header, doubt] of cases) assert.equal(doubtOf(header, from), doubt, header);
    fc.assert(fc.property(fc.string(), (header) => void doubtOf(header, from)));
  });
});

describe('the name and the thread of an email', () => {
  test('is the same with and without brackets, by its key, and never longer than a key holds', () => {
    const id = fc.stringMatching(/^[a-zA-Z0-9.$_-]{1,300}@[a-z]{1,20}\.example$/);
    fc.assert(
      fc.property(id, (each) => {
        assert.equal(bareId(` <${each}>\r\n`), each);
        assert.equal(idOf(mail({ messageId: each })), keptId(each));
        for (const given of [each, `<${each}>`, keyOfId(keptId(each))]) assert.equal(idFrom(given), keptId(each));
        assert.ok(keptId(each).length <= 200);
        assert.deepEqual(idsIn(`<${each}>\r\n <b@x.example>`), [each, 'b@x.example']);
      }),
    );
    assert.equal(idOf(mail({ messageId: undefined })), idOf(mail({ messageId: undefined })));
    assert.notEqual(idOf(mail({ messageId: undefined })), idOf(mail({ messageId: undefined, text: 'Other.' })));
  });

  test('is that of the first email, whichever of them come and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        (length, hasAll, random) => {
          const thread = Array.from({ length }, (_, at) =>
            mail({
              messageId: `m${at}@x.example`,
              references: hasAll ? Array.from({ length: at }, (__, before) => `m${before}@x.example`) : [],
              ...(at > 0 ? { inReplyTo: `m${at - 1}@x.example` } : {}),
            }),
          );
          const known = new Map<string, string>();
          const inOrder = hasAll ? thread.toSorted(() => (random.next().value % 2) - 0.5) : thread;
          for (const each of inOrder) known.set(idOf(each), threadOf(each, known));
          assert.deepEqual(new Set(known.values()), new Set(['m0@x.example']));
        },
      ),
    );
  });

  test('is found among ten thousand references', () => {
    const references = Array.from({ length: 10_000 }, (_, at) => `r${at}@x.example`);
    assert.equal(threadOf(mail({ references }), new Map()), 'r0@x.example');
    assert.equal(threadOf(mail({ references }), new Map([['r9999@x.example', 'root']])), 'root');
  });
});
