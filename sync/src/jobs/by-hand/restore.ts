/** Brings back what one user has taken out: by then nobody sees a record of it, so who did it is who may undo it. */
import { toId18 } from '../../match/ids.ts';
import { findConversation } from '../../store/conversations.ts';
import { receiptsOf } from '../../store/receipts.ts';
import { resync } from '../accept.ts';
import type { Context } from '../context.ts';
import { ALL_RECEIPTS } from './releases.ts';

/** False where that user has not taken it back, or it has been written again since. `user`: a Salesforce Id. */
export async function restore(
  context: Context,
  tenant: string,
  key: string,
  { user, by }: { user: string; by?: string },
): Promise<boolean> {
  const record = await findConversation(context.db, tenant, key);
  if (!record?.undoneAt) return false;
  const receipts = await receiptsOf(context.db, tenant, key, ALL_RECEIPTS);
  const undone = receipts.find(({ action }) => action === 'undo');
  if (!undone?.user || toId18(undone.user) !== toId18(user)) return false;
  return resync(context, tenant, key, { message: `Brought back${by ? ` by ${by}` : ''}.` });
}
