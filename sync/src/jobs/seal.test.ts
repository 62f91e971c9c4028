import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { keptSecretKeys, parseSecretKeys } from './connection/secret-keys.ts';
import { openUnder, seal, sealUnder, unseal, type SecretKeys } from './seal.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });

test('what is sealed opens under its own key and for what it belongs to, and nowhere else', () => {
  const keys: SecretKeys = [key('one')];
  const sealed = sealUnder('a token', keys, 'tenant a');
  assert.match(sealed, /^one\./);
  assert.doesNotMatch(sealed, /a token/);
  assert.equal(openUnder(sealed, keys, 'tenant a'), 'a token');
  assert.equal(openUnder(sealed, keys, 'tenant b'), undefined);
  assert.equal(openUnder(sealed, [key('one')], 'tenant a'), undefined);
  assert.equal(openUnder(sealed.replace('one.', 'two.'), [{ ...keys[0], id: 'two' }], 'tenant a'), undefined);
  for (const broken of ['', 'one', 'one.', 'one...', `${sealed}x`, sealed.slice(0, -4)])
    assert.equal(openUnder(broken, keys, 'tenant a'), undefined, broken);
  assert.notEqual(sealUnder('a token', keys, 'tenant a'), sealed);
});

test('after a change of keys the old one still opens, and the first seals', () => {
  const old = key('2025');
  const sealed = sealUnder('a token', [old], 'tenant');
  const now: SecretKeys = [key('2026'), old];
  assert.equal(openUnder(sealed, now, 'tenant'), 'a token');
  assert.match(sealUnder('a token', now, 'tenant'), /^2026\./);
});

test('under a secret of the tenant’s own it opens with that secret only', () => {
  const sealed = seal('a token', 'secret');
  assert.equal(unseal(sealed, 'secret'), 'a token');
  assert.equal(unseal(sealed, 'another'), undefined);
});

test('keys are 32 bytes with an id each; what is wrong is said without them', () => {
  const good = randomBytes(32).toString('base64');
  assert.deepEqual(
    parseSecretKeys(`new:${good}, old:${randomBytes(32).toString('base64url')}`).map(({ id, key: { length } }) => [
      id,
      length,
    ]),
    [['new', 32], ['old', 32]], // prettier-ignore
  );
  for (const wrong of ['', ',', good, `:${good}`, `a:${good.slice(2)}`, `a b:${good}`, `a:${good},a:${good}`])
    assert.throws(
      () => parseSecretKeys(wrong),
      (error: Error) => /DEBRIEF_SECRET_KEYS/.test(error.message) && !error.message.includes(good.slice(2)),
    );
});

test('kept keys are made once; a damaged file is told and never overwritten', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'debrief-keys-'));
  try {
    const [first] = keptSecretKeys(folder);
    assert.deepEqual(keptSecretKeys(folder), [first]);
    writeFileSync(path.join(folder, 'secret-keys.json'), '{');
    assert.throws(() => keptSecretKeys(folder), /secret-keys\.json is damaged: restore it/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
