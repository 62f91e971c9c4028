import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { siteDomain } from './domain.ts';
import { mergeSaid, type Said } from './said.ts';
import { compacted, IDLE_MS, mergePieces, piecesOf, sessionsOf, type Seen } from './sessions.ts';
import { mergeUtm, utmAt } from './utm.ts';

const MINUTE = 60_000;
const BASE = Date.parse('2026-11-02T08:00:00Z');
const seen: fc.Arbitrary<Seen> = fc
  .record({
    device: fc.constantFrom(undefined, 'phone', 'desk'),
    id: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    start: fc.integer({ min: 0, max: 600 }),
    length: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
    isClosed: fc.boolean(),
  })
  .map(({ start, length, ...rest }) => ({
    ...rest,
    start: BASE + start * MINUTE,
    ...(length === undefined ? {} : { end: BASE + (start + length) * MINUTE }),
  }));
const many = fc.array(seen, { maxLength: 25 });

test('sessions are counted once, whatever the order, the portions or the repetition of what is sent', () => {
  fc.assert(
    fc.property(many, fc.array(fc.nat(), { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), (all, picks, size) => {
      const whole = sessionsOf(piecesOf(all));
      const shuffled = picks.map((pick) => all[pick % Math.max(1, all.length)]).filter((each) => each !== undefined);
      const sent = [...shuffled, ...all.toReversed(), ...shuffled];
      let kept = {};
      for (let at = 0; at < sent.length; at += size) kept = mergePieces(kept, piecesOf(sent.slice(at, at + size)));
      assert.deepEqual(sessionsOf(kept), whole);
    }),
  );
});

test('sessions of one device lie apart: by half an hour, or by a tab that was closed', () => {
  fc.assert(
    fc.property(many, (all) => {
      for (const device of new Set(all.map((each) => each.device ?? ''))) {
        const own = sessionsOf(piecesOf(all)).filter((session) => session.device === device);
        own.slice(1).forEach(({ start }, at) => {
          const before = own[at]!;
          assert.ok(start > before.end);
          const isClosed = all.some(({ isClosed, end, start: begun }) => isClosed && (end ?? begun) === before.end);
          assert.ok(isClosed || start - before.end > IDLE_MS);
        });
      }
    }),
  );
});

test('signs of life of half an hour and less are one session, also on the second', () => {
  const at = (...minutes: number[]) =>
    sessionsOf(piecesOf(minutes.map((minute) => ({ start: BASE + minute * MINUTE }))));
  assert.equal(at(0, 30, 60).length, 1);
  assert.equal(at(0, 31).length, 2);
  assert.equal(at(0, 240).length, 2, 'the seed’s own example');
  const devices = ['phone', 'desk'].map((device) => ({ device, start: BASE, end: BASE + MINUTE }));
  assert.equal(sessionsOf(piecesOf(devices)).length, 2, 'all devices count');
  const tab = { start: BASE, end: BASE + MINUTE };
  const next = { start: BASE + 2 * MINUTE };
  assert.equal(sessionsOf(piecesOf([tab, next])).length, 1);
  assert.equal(sessionsOf(piecesOf([{ ...tab, isClosed: true }, next])).length, 2);
});

test('a late piece joins two sessions that it bridges', () => {
  const two = piecesOf([{ start: BASE }, { start: BASE + 50 * MINUTE }]);
  assert.equal(sessionsOf(two).length, 2);
  assert.equal(sessionsOf(mergePieces(two, piecesOf([{ start: BASE + 25 * MINUTE }]))).length, 1);
});

test('what is joined for good keeps the count, and a long history its size', () => {
  const years = Array.from({ length: 6000 }, (_, hour) => ({
    start: BASE + Math.floor(hour / 4) * 8 * 3_600_000 + (hour % 4) * MINUTE,
  }));
  const pieces = piecesOf(years);
  const kept = compacted(pieces);
  assert.ok(Object.keys(kept).length < Object.keys(pieces).length / 3);
  assert.deepEqual(sessionsOf(kept), sessionsOf(pieces));
  assert.deepEqual(sessionsOf(mergePieces(kept, pieces)), sessionsOf(pieces));
});

test('the last UTM values stand, whatever the order; a visit without any takes none away', () => {
  const value = fc.constantFrom(undefined, '', 'mail', 'search');
  const utm = fc
    .record({ at: fc.integer({ min: 0, max: 9 }), source: value, medium: value, campaign: value, content: value })
    .map(({ at, ...values }) => utmAt(at, values));
  fc.assert(
    fc.property(fc.array(utm, { maxLength: 8 }), (all) => {
      const merged = mergeUtm(...all);
      assert.deepEqual(mergeUtm(...all.toReversed(), ...all), merged);
      assert.deepEqual(mergeUtm(merged, mergeUtm(...all.slice(2)), mergeUtm(...all.slice(0, 2))), merged);
    }),
  );
  assert.deepEqual(mergeUtm(utmAt(1, { source: 'mail' }), utmAt(2, { source: ' ', medium: 'cpc' })), {
    source: [1, 'mail'],
    medium: [2, 'cpc'],
  });
});

test('a website is one domain however it is written', () => {
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  fc.assert(
    fc.property(
      label,
      fc.constantFrom('example', 'co.uk', 'com', 'fr'),
      fc.constantFrom('', 'http://', 'https://', 'HTTPS://', '//'),
      fc.constantFrom('', 'www.', 'shop.', 'a.b.'),
      fc.constantFrom('', ':8080', '/', '/a/b?c=d#e', '.', ' , www.other.test'),
      (name, suffix, scheme, sub, rest) => {
        fc.pre(siteDomain(`${name}.${suffix}`) !== undefined && !name.startsWith('xn--'));
        assert.equal(siteDomain(`${scheme}${sub}${name}.${suffix}${rest}`), `${name}.${suffix}`);
        assert.equal(siteDomain(`${name}.${suffix}`.toUpperCase()), `${name}.${suffix}`);
      },
    ),
  );
  assert.equal(siteDomain('https://www.bücher.example/x'), 'xn--bcher-kva.example');
  assert.equal(siteDomain('xn--bcher-kva.example'), 'xn--bcher-kva.example');
  assert.equal(siteDomain('lumen.github.io'), 'lumen.github.io', 'a shop on a hosting domain is its own');
  for (const nobody of ['localhost', '127.0.0.1', 'http://[::1]/', 'co.uk', 'Lumen Optics', '', 'https://'])
    assert.equal(siteDomain(nobody), undefined, nobody);
  fc.assert(fc.property(fc.string(), (text) => void siteDomain(text)));
});

test('what is said in portions is what is said at once, but for what a person changed', () => {
  const said = (person: Said['person'], minute: number): Said => ({
    ...{ company: {}, person, former: { emails: [], phones: [] }, link: undefined },
    ...{ pieces: piecesOf([{ start: BASE + minute * MINUTE }]), utm: {}, chats: [], meetings: [] },
  });
  const merged = [
    said({ email: 'jane@lumen.example', name: 'Jane Roe' }, 0),
    said({ email: 'jane@optics.example' }, 99),
    said({ firstName: 'Janet', lastName: 'Roe', email: undefined }, 0),
  ].reduce(mergeSaid);
  assert.deepEqual(merged.person, { email: 'jane@optics.example', firstName: 'Janet', lastName: 'Roe' });
  assert.deepEqual(merged.former.emails, ['jane@lumen.example']);
  assert.equal(sessionsOf(merged.pieces).length, 2);
});
