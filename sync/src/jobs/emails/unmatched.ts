/** Message-IDs of emails whose people are not in the CRM: kept for some days, in case one of them comes to be. */
import { dropUnmatched, readUnmatched } from '../../store/emails.ts';
import { errorFacts } from '../error-facts.ts';
import type { Context } from '../context.ts';
import { lookEvery } from '../look-every.ts';
import type { Tenant } from '../tenant.ts';

const HOUR_MS = 3_600_000;

export interface Unmatched {
  mailbox: string;
  messageId: string;
  providerId: string | null;
  until: Date;
}

export async function unmatchedOf(context: Context, tenant: Pick<Tenant, 'name'>): Promise<Unmatched[]> {
  return readUnmatched(context.db, tenant.name, new Date(context.now()));
}

/** How many were over. */
export async function purgeUnmatched(context: Context, tenant: Pick<Tenant, 'name'>): Promise<number> {
  return dropUnmatched(context.db, tenant.name, { until: new Date(context.now()) });
}

/** At once and every hour. Returns what ends it. */
export function startPurging(context: Context): () => Promise<void> {
  const purge = async () => {
    try {
      for (const tenant of context.tenants.values()) await purgeUnmatched(context, tenant);
    } catch (error) {
      context.log.warn(errorFacts(error), 'message ids were not deleted in time');
    }
  };
  return lookEvery(HOUR_MS, purge).stop;
}
