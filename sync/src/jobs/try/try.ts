/** Sends a sample conversation through the whole path, ahead of everything else. */
import { randomUUID } from 'node:crypto';
import { parseOwn } from '../../intake/own/own.ts';
import { logActivity } from '../../store/activity.ts';
import { requestResync } from '../../store/conversations.ts';
import { saveParts } from '../../store/parts.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { sampleConversation, type Language } from './sample.ts';

export interface Try {
  /** 18 characters. */
  opportunityId?: string;
  ownerEmail?: string;
  language: Language;
  by?: string;
}

/** Returns its key. Throws a `Refusal` where the org shows no such deal, or the org's fault. */
export async function tryConversation(context: Context, tenant: Tenant, wish: Try): Promise<string> {
  const { opportunityId, ownerEmail, language, by } = wish;
  if (opportunityId) await checkDeal(context, tenant, opportunityId);
  const sample = sampleConversation({
    ...{ sourceId: `try-${randomUUID()}`, now: context.now(), language },
    ...(ownerEmail ? { ownerEmail } : {}),
    ...(opportunityId ? { opportunityId } : {}),
  });
  const part = parseOwn(sample);
  await context.db.transaction(async (tx) => {
    await saveParts(tx, tenant.name, [part]);
    // a person waits for it
    await requestResync(tx, tenant.name, part.key);
    await context.queue.add(tx, [{ tenant: tenant.name, key: part.key }]);
    await logActivity(tx, tenant.name, [
      { kind: 'tried', key: part.key, message: `A sample conversation was sent${by ? `, says ${by}` : ''}.` },
    ]);
  });
  context.orgs.circuit(tenant.name).askNow();
  return part.key;
}

async function checkDeal(context: Context, tenant: Tenant, id: string): Promise<void> {
  const org = await context.orgs.open(tenant);
  const rows = await org.rows([{ object: 'Opportunity', id, fields: [] }]);
  if (rows.has(id)) return;
  throw new Refusal('invalid', 'The sample cannot be linked to this.', [
    {
      pointer: '/opportunityId',
      detail: `no opportunity ${id} is visible to the integration user: share it with that user, or choose another.`,
    },
  ]);
}
