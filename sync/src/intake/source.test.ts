import assert from 'node:assert/strict';
import test from 'node:test';
import { providerSources, webhookProviders } from './providers.ts';
import { openSource, retryAfter, SourceError } from './source.ts';
import { standIn, type Answer } from './testing/stand-in.ts';
import { isFault } from './testing/told.ts';
import type { ProviderSource } from './types.ts';

const source: ProviderSource = {
  name: 'somebody',
  access: { needed: ['SOMEBODY_KEY', 'SOMEBODY_SECRET'], optional: ['SOMEBODY_URL'] },
  sign: (variable) => ({ url: variable('SOMEBODY_URL'), headers: { 'x-key': variable('SOMEBODY_KEY') } }),
  pull: () => Promise.resolve({ parts: [], refused: [], ignored: [] }),
};
const access = { SOMEBODY_KEY: 'k-secret', SOMEBODY_SECRET: 's-secret' };

async function asking<T>(answers: Answer[], act: (api: ReturnType<typeof openSource>) => Promise<T>) {
  const server = await standIn((_, count) => answers[count - 1] ?? answers.at(-1));
  try {
    return { result: await act(server.open(source, access)), asked: server.asked, waited: server.waited };
  } finally {
    await server.close();
  }
}

test('what is missing is named, and nothing is asked', () => {
  const open = () => openSource(source, { SOMEBODY_URL: 'https://a.example' }, {} as never);
  assert.throws(open, (error) => {
    isFault('access')(error);
    assert.match((error as Error).message, /SOMEBODY_KEY and SOMEBODY_SECRET must be set/);
    return true;
  });
});

test('429 is waited out as Retry-After says, in seconds or as a date', async () => {
  const later = (value: string): Answer => ({ status: 429, headers: { 'retry-after': value }, body: {} });
  const { result, asked, waited } = await asking(
    [later('7'), later('Fri, 20 Nov 2026 12:00:30 GMT'), { body: { ok: 1 } }],
    (api) => api('/list', { page: 1 }),
  );
  assert.deepEqual([result, waited, asked.length], [{ ok: 1 }, [7000, 30_000], 3]);
  assert.equal(asked[0]?.headers['x-key'], 'k-secret');
  assert.deepEqual(asked[2]?.body, { page: 1 });
  assert.equal(retryAfter('soon', 0), undefined);
});

test('a pause that is too long is the caller’s: the error says how long', async () => {
  await asking([{ status: 429, headers: { 'retry-after': '3600' } }], (api) =>
    assert.rejects(api('/list', {}), (error) => {
      isFault('later')(error);
      assert.equal((error as SourceError).retryAfterSec, 3600);
      return true;
    }),
  );
});

test('a provider that is not well is tried again, a refused access is not, and neither error holds a secret', async () => {
  const { waited } = await asking([{ status: 502 }, { status: 500 }, { body: [] }], (api) => api('/list', {}));
  assert.equal(waited.length, 2);
  for (const [status, fault] of [
    [503, 'passing'],
    [401, 'access'],
    [403, 'access'],
    [400, 'refused'],
  ] as const) {
    const { asked } = await asking([{ status, body: { hint: 'k-secret' } }], (api) =>
      assert.rejects(api('/list', {}), (error) => {
        assert.doesNotMatch((error as Error).message, /secret/);
        return isFault(fault)(error);
      }),
    );
    assert.equal(asked.length, fault === 'passing' ? 3 : 1);
  }
  await asking([{ status: 302, headers: { location: 'https://elsewhere.example/' } }], (api) =>
    assert.rejects(api('/list', {}), isFault('passing')),
  );
});

test('every provider has its own name, its own variables, and a secret', () => {
  for (const [name, provider] of webhookProviders) {
    assert.equal(provider.name, name);
    assert.match(provider.secretName, new RegExp(`^${name.toUpperCase()}_WEBHOOK_(SECRET|TOKEN)$`));
  }
  assert.deepEqual([...providerSources.keys()], ['fireflies', 'gong', 'modjo']);
  for (const { access: needs, name } of providerSources.values())
    for (const variable of [...needs.needed, ...needs.optional])
      assert.ok(variable.startsWith(name.toUpperCase()), variable);
});
