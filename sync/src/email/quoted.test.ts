import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { splitQuoted } from './quoted.ts';

const split = (...lines: string[]) => splitQuoted(lines.join('\n'));
const full = (text: string) =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean);

const line = fc.constantFrom(
  ...['', '', 'Yes.', '> What day?', '>> older', 'On Mon, 3 Mar 2026 at 10:00, Paul <p@x.example> wrote:', 'a écrit :'],
  ...[
    'Le lun. 3 mars 2026 à 10:00, Astrid <a@x.example>',
    '-----Original Message-----',
    '________________________________',
  ],
  ...[
    'From: Paul',
    'De : Paul',
    'Sent: Monday',
    'Envoyé : lundi',
    'To: Astrid',
    'À : Astrid',
    'Subject: Dates',
    'Objet : Dates',
  ],
  ...['-- ', 'Best regards', '---------- Forwarded message ---------', ' ', '>From the start'],
);

describe('what an email quotes', () => {
  test('is apart from its own words, and no line is lost, doubled or put elsewhere', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 30 }), (lines) => {
        const whole = lines.join('\n');
        const { text, quoted } = splitQuoted(whole);
        const [own, theirs] = [full(text), full(quoted)];
        const all = full(whole);
        assert.equal(own.length + theirs.length, all.length);
        for (const part of [own, theirs]) {
          let at = 0;
          for (const each of all) if (each === part[at]) at += 1;
          assert.equal(at, part.length, 'in another order');
        }
        if (all.length > 0) assert.ok(own.length > 0, 'nothing but quotes');
        assert.deepEqual(splitQuoted(whole.replaceAll('\n', '\r\n')), { text, quoted });
      }),
      { numRuns: 2000 },
    );
  });

  test('is found as mail programs write it', () => {
    const cases: [string[], string, RegExp][] = [
      [
        ['Yes.', '', 'On Mon, 3 Mar 2026 at 10:00, Paul <p@x.example> wrote:', '> What day?'],
        'Yes.',
        /^On Mon[^]*What day\?$/,
      ],
      [
        ['Oui.', '', 'Le lun. 3 mars 2026 à 10:00, Astrid <a@x.example> a', 'écrit :', '', '> Quel jour ?'],
        'Oui.',
        /^Le lun/,
      ],
      [
        ['OK', '', 'De : Astrid', 'Envoyé : lundi 3 mars 2026', 'À : Paul', 'Objet : Dates', '', 'Ancien texte'],
        'OK',
        /Ancien texte$/,
      ],
      [
        ['Ja.', '', 'Am Mo., 3. März 2026 um 10:00 Uhr schrieb Paul <p@x.example>:', '', 'Alter Text'],
        'Ja.',
        /Alter Text$/,
      ],
      [
        ['Sure', '________________________________', 'From: Paul', 'Sent: Monday', 'To: Jo', 'Subject: Hi', '', 'old'],
        'Sure',
        /^_+\nFrom/,
      ],
      [
        [
          'FYI',
          '',
          '---------- Forwarded message ---------',
          'From: P <p@x.example>',
          'Date: Mon',
          'Subject: Hi',
          'To: J',
          '',
          'b',
        ],
        'FYI',
        /b$/,
      ],
      [['On 3 March 2026, Paul wrote:', '> What day?', '', 'Tuesday.'], 'Tuesday.', /^On 3 March/],
    ];
    for (const [lines, text, quoted] of cases) {
      const parted = split(...lines);
      assert.equal(parted.text, text);
      assert.match(parted.quoted, quoted);
    }
  });

  test('stays where it is answered point by point, and where there is nothing else', () => {
    assert.deepEqual(split('Hi', '', '> What day?', 'Tuesday.', '', '> Where?', 'In Bergen.').quoted, '');
    assert.equal(
      split('---------- Forwarded message ---------', 'From: P', 'Date: Mon', 'To: J', 'Subject: Hi', '', 'b').quoted,
      '',
    );
    assert.equal(split('I wrote:', 'nothing yet.', 'From: the sea').quoted, '');
  });

  test('takes no longer for what is made to be slow, and copes with a thread of a thousand emails', () => {
    const hostile = [
      'abc. b skrev c\n',
      ' \n',
      'On a, b 1\n',
      '-----\n',
      `${'-'.repeat(900)}x\n`,
      'De : a\n',
      '>\n\n',
      'Am 1 schrieb ',
    ];
    // whatever looked at a line more than a fixed number of times would not come to an end here
    for (const piece of hostile) {
      const whole = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const { text, quoted } = splitQuoted(whole);
      assert.equal(full(text).length + full(quoted).length, full(whole).length);
    }
    const thread = Array.from(
      { length: 1000 },
      (_, at) => `${'>'.repeat(1 + (at % 90))} On Mon, 3 Mar 2026, P <p@x.example> wrote:\n`,
    );
    assert.equal(splitQuoted(`New.\n\n${thread.join('')}`).text, 'New.');
  });
});
