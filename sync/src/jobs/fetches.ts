/** Fetches what providers' events only tell of, such as a transcript: kept in the store until it is here or given up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { providerSources, webhookProviders } from '../intake/providers.ts';
import { missingAccess, openSource, SourceError } from '../intake/source.ts';
import { IntakeError, type Api, type Fetch } from '../intake/types.ts';
import { logActivity } from '../store/activity.ts';
import { claimFetches, endFetch, putOffFetch, saveFetches, type FetchRow } from '../store/fetches.ts';
import { accept } from './accept.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';
import { errorFacts } from './error-facts.ts';
import { fetchOf } from './fetch-of.ts';
import { lookEvery, type Looking } from './look-every.ts';
import { seal, unseal } from './seal.ts';

const LEASE_MS = 5 * 60_000;
const AT_ONCE = 10;
const POLL_MS = 5_000;
/** A provider's token for a piece lasts a day; by then the piece must be pulled another way. */
const LONGEST_MS = 24 * 3_600_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Keeps the wish; a crash from here on cannot lose it. */
export async function wantFetches(context: Context, tenant: Tenant, provider: string, wanted: Fetch[]): Promise<void> {
  const secret = tenant.webhookSecrets[provider] ?? '';
  await saveFetches(
    context.db,
    wanted.map(({ key, name, at, from, token }) => ({
      tenant: tenant.name,
      provider,
      key,
      name,
      at: at === undefined ? null : new Date(at),
      wanted: from,
      sealedToken: token === undefined ? null : seal(token, secret),
    })),
    context.now(),
  );
  context.fetches?.wake();
}

/** Works off what is due now. Returns how many pieces it tried. */
export async function runFetches(context: Context): Promise<number> {
  const rows = await claimFetches(context.db, context.now(), LEASE_MS, AT_ONCE);
  for (const row of rows) await runOne(context, row);
  return rows.length;
}

async function runOne(context: Context, row: FetchRow): Promise<void> {
  const provider = webhookProviders.get(row.provider);
  const tenant = context.tenants.get(row.tenant);
  if (!provider?.fetch || !tenant) return;
  const secret = tenant.webhookSecrets[row.provider] ?? '';
  const wanted: Fetch = {
    key: row.key,
    name: row.name,
    from: row.wanted,
    ...(row.at ? { at: row.at.toISOString() } : {}),
    ...(row.sealedToken ? { token: unseal(row.sealedToken, secret) } : {}),
  };
  try {
    const api = apiOf(context, tenant, row.provider);
    const parts = await provider.fetch(wanted, { fetch: fetchOf(context), ...(api ? { api } : {}) });
    // accepted twice changes nothing, forgotten once would lose it
    await accept(context, tenant.name, parts);
    await endFetch(context.db, row);
  } catch (error) {
    await fail(context, row, error);
  }
}

function apiOf(context: Context, tenant: Tenant, provider: string): Api | undefined {
  const source = providerSources.get(provider);
  const access = tenant.sourceAccess?.[provider] ?? {};
  if (!source || missingAccess(source, access).length > 0) return undefined;
  return openSource(source, access, {
    fetch: fetchOf(context),
    wait: (ms) => sleep(ms),
    now: () => Date.parse(context.now()),
  });
}

async function fail(context: Context, row: FetchRow, error: unknown): Promise<void> {
  const isKnown = error instanceof SourceError || error instanceof IntakeError;
  if (!isKnown) context.log.error({ tenant: row.tenant, ...errorFacts(error) }, 'a piece could not be fetched');
  const reason = isKnown ? error.message : 'The service failed to read it.';
  const now = Date.parse(context.now());
  const mayPass = error instanceof SourceError && (error.fault === 'later' || error.fault === 'passing');
  const piece = row.name === 'whole' ? 'conversation' : row.name;
  if (!mayPass || now - row.createdAt.getTime() > LONGEST_MS) {
    const message = `The ${piece} could not be fetched from ${row.provider}: ${reason} It is not asked for again.`;
    await context.db.transaction(async (tx) => {
      await endFetch(tx, row);
      await logActivity(tx, row.tenant, [{ kind: 'failed', key: row.key, message: message.slice(0, 1000) }]);
    });
    return;
  }
  const pause = Math.max((error.retryAfterSec ?? 0) * 1000, Math.min(15_000 * 2 ** row.tries, LONGEST_PAUSE_MS));
  await putOffFetch(context.db, row, new Date(now + pause));
  if (row.tries === 1)
    await logActivity(context.db, row.tenant, [
      { kind: 'waiting', key: row.key, message: `Waits for the ${piece}: ${reason}`.slice(0, 1000) },
    ]);
}

/** Sees to it until it is stopped. */
export function startFetches(context: Context): Looking {
  return lookEvery(POLL_MS, async (isStopped) => {
    try {
      while (!isStopped() && (await runFetches(context)) === AT_ONCE);
    } catch (error) {
      context.log.error(errorFacts(error), 'pieces could not be fetched; they are tried again');
    }
  });
}
