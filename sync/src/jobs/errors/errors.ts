/** What was not written, by what is wrong; and one more try once it is mended. */
import { logActivity } from '../../store/activity.ts';
import { reopen } from '../../store/by-hand.ts';
import { requestResync } from '../../store/conversations.ts';
import { errorKeys, errorTypes, type StoredError } from '../../store/errors.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { LEFT_OUT } from '../left-out.ts';
import { NOT_RETRYABLE, wordsOf, type ErrorWords } from './words.ts';

/** Conversations that are named of each type. */
const MOST = 20;
/** So few go before all others: a person waits for them. */
const URGENT = 20;
const CHUNK = 1000;

export interface ErrorType extends ErrorWords {
  code: string;
  count: number;
  lastAt: string;
  conversations: (Omit<StoredError, 'at' | 'code'> & { at: string })[];
}

/** The most frequent first. */
export async function listErrors(context: Context, { name }: Tenant): Promise<{ total: number; types: ErrorType[] }> {
  // whom an admin leaves out is nobody's error
  const types = (await errorTypes(context.db, name, [LEFT_OUT], MOST)).map(({ code, count, lastAt, latest }) => ({
    code,
    ...wordsOf(code, latest[0]?.message ?? ''),
    count,
    lastAt: lastAt.toISOString(),
    conversations: latest.map(({ code: _, at, ...error }) => ({ ...error, at: at.toISOString() })),
  }));
  return { total: types.reduce((sum, { count }) => sum + count, 0), types };
}

export interface Retry {
  /** Only of this code; else of every code that a try may help. */
  code?: string;
  keys?: string[];
  by?: string;
}

/** Opens them for a batch, and has the org asked at once. Returns how many. */
export async function retryErrors(context: Context, { name }: Tenant, { code, keys, by }: Retry): Promise<number> {
  const queued = await context.db.transaction(async (tx) => {
    const wanted = await errorKeys(tx, name, {
      ...(code === undefined ? {} : { code }),
      ...(keys === undefined ? {} : { keys }),
      except: [...NOT_RETRYABLE, LEFT_OUT],
    });
    if (wanted.length === 0) return 0;
    if (wanted.length <= URGENT) for (const key of wanted) await requestResync(tx, name, key);
    else
      for (let from = 0; from < wanted.length; from += CHUNK) await reopen(tx, name, wanted.slice(from, from + CHUNK));
    await context.queue.add(
      tx,
      wanted.map((key) => ({ tenant: name, key })),
    );
    const what = wanted.length === 1 ? '1 conversation is' : `${wanted.length} conversations are`;
    await logActivity(tx, name, [
      {
        kind: 'resync',
        ...(wanted.length === 1 ? { key: wanted[0] } : {}),
        message: `${what} tried again${code ? ` (${code})` : ''}${by ? `, says ${by}` : ''}.`,
      },
    ]);
    return wanted.length;
  });
  // somebody has presumably mended something
  if (queued > 0) context.orgs.circuit(name).askNow();
  return queued;
}
