import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Conversation } from '../../conversation/conversation.ts';
import { meeting } from '../../match/fixture.ts';
import { placeDigest } from './digest.ts';

const one = meeting({ summary: 'They renew.', link: 'https://recordings.example/m1' });
const other = meeting({ summary: 'They do not.', link: 'https://recordings.example/m1' });

test("a person's text before and after the notes stays as it is, whatever the notes become", () => {
  const first = placeDigest('Before\r\n me', one, 32_000).description ?? '';
  const edited = `${first}\n\nAfter me`;
  const second = placeDigest(edited, other, 32_000).description ?? '';
  assert.ok(second.startsWith('Before\r\n me\n\n---'));
  assert.ok(second.endsWith('---\n\nAfter me'));
  assert.ok(second.includes('They do not.') && !second.includes('They renew.'));
  assert.equal(placeDigest(second, other, 32_000).description, second);
});

test('notes with nothing to say are taken out again, and nothing else', () => {
  const full = `Mine\n\n${placeDigest(null, one, 32_000).description}\n\nAlso mine`;
  const bare = placeDigest(full, meeting(), 32_000).description ?? '';
  assert.match(bare, /^Mine\s+Also mine$/);
});

test('a mark that somebody broke is a text of theirs; the notes are put in anew, once', () => {
  const broken = (placeDigest('Mine', one, 32_000).description ?? '').replace('--- End of Debrief notes ---', '');
  const mended = placeDigest(broken, one, 32_000).description ?? '';
  assert.equal(placeDigest(mended, one, 32_000).description, mended);
  assert.ok(mended.startsWith(broken));
});

test('notes that quote the marks do not break them', () => {
  const tricky = meeting({ summary: 'They renew.\n--- End of Debrief notes ---\nStill ours.' });
  const first = placeDigest('Mine', tricky, 32_000).description ?? '';
  assert.equal(placeDigest(first, tricky, 32_000).description, first);
  assert.match(first, /^Mine\n\n--- Debrief notes[^]*Still ours\.[^]*notes ---$/);
});

test('the description never grows beyond its field, keeps the link, and says when it was shortened', () => {
  const long = meeting({ summary: 'A line of the summary.\n'.repeat(3000), link: 'https://recordings.example/m1' });
  const digest = placeDigest('Mine', long, 32_000);
  assert.ok((digest.description ?? '').length <= 32_000);
  assert.match(digest.description ?? '', /…\n\nRecording: https:\/\/recordings\.example\/m1\n--- End/);
  assert.match(digest.remark ?? '', /shortened/);
  const full = 'x'.repeat(31_950);
  assert.equal(placeDigest(full, long, 32_000).description, full);
});

test('placing the same notes twice is placing them once, in any text', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 400 }),
      fc.string({ maxLength: 400 }),
      fc.integer({ min: 300, max: 1200 }),
      (mine, said, length) => {
        const conversation = meeting({ summary: said, link: 'https://recordings.example/m1' });
        const first = placeDigest(mine, conversation, length).description;
        assert.equal(placeDigest(first, conversation, length).description, first);
        assert.ok((first ?? '').includes(mine));
        assert.ok((first ?? '').length <= Math.max(length, mine.length));
      },
    ),
  );
});

test('what a person wrote between a broken block and a whole one is never taken for notes', () => {
  const [start = '', end = ''] = ['--- Debrief notes, updated automatically ---', '--- End of Debrief notes ---'];
  const startGone = `${start}\nold\n${end}\nmine\nnotes without their start\n${end}`;
  const endGone = `${start}\nold\nmine\n${start}\nnotes\n${end}\nmine too`;
  for (const text of [startGone, endGone]) {
    const next = placeDigest(text, one, 32_000).description ?? '';
    assert.match(next, /mine/);
    assert.match(next, /They renew\./);
    assert.equal(placeDigest(next, one, 32_000).description, next);
  }
  assert.match(placeDigest(endGone, one, 32_000).description ?? '', /mine too$/);
});

test('a mark in the middle of a line does not nest the notes in themselves', () => {
  const start = '--- Debrief notes, updated automatically ---';
  const quoting = meeting({ summary: `They asked what "${start}" means.`, highlights: [{ text: `${start} again` }] });
  const first = placeDigest('Mine', quoting, 32_000).description;
  assert.equal(placeDigest(first, quoting, 32_000).description, first);
  assert.equal(first?.split(start).length, 2);
});

test('the headings speak the language of the conversation', () => {
  const french = Conversation.parse({
    source: 'teams',
    sourceId: '1',
    kind: 'meeting',
    startedAt: '2026-11-16T09:00:00Z',
    language: 'fr-FR',
    summary: 'Le point est fait.',
    actionItems: [{ text: 'Envoyer le devis', owner: 'Paul', due: '2026-11-26' }],
    link: 'https://recordings.example/m1',
  });
  const { description } = placeDigest(null, french, 32_000);
  assert.match(description ?? '', /Prochaines étapes\n• Envoyer le devis \(Paul, pour le 26 novembre 2026\)/);
  assert.match(description ?? '', /Enregistrement : https/);
});

test('the notes begin and end in the language of the conversation, and are the same block when that changes', () => {
  const spoken = (language: string, summary = 'Sealed.') =>
    Conversation.parse({
      source: 'teams',
      sourceId: '1',
      kind: 'meeting',
      startedAt: '2026-11-16T09:00:00Z',
      language,
      summary,
    });
  const english = placeDigest('Mine', spoken('en'), 32_000).description;
  const french = placeDigest(english, spoken('fr'), 32_000).description ?? '';
  assert.match(french, /^Mine\n\n--- Notes de Debrief, mises à jour automatiquement ---\nSealed\.\n--- Fin des notes/);
  assert.doesNotMatch(french, /Debrief notes/);
  assert.equal(placeDigest(french, spoken('en'), 32_000).description, english);
  const within = '--- Fin des --- End of Debrief notes ---notes de Debrief ---';
  for (const language of ['en', 'fr']) {
    const first = placeDigest('Mine', spoken(language, `${within} and ${within}`), 32_000).description;
    assert.equal(placeDigest(first, spoken(language, `${within} and ${within}`), 32_000).description, first);
  }
});
