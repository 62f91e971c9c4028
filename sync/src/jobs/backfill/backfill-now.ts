/** Backfills as people ask for them and look at them. */
import { logActivity } from '../../store/activity.ts';
import {
  createBackfill,
  endBackfill,
  findBackfill,
  listBackfills,
  progressOf,
  resumeBackfill,
  type BackfillRecord,
} from '../../store/backfills.ts';
import type { BackfillState } from '../../store/schema.ts';
import type { Context } from '../context.ts';

export interface BackfillNow {
  id: string;
  state: BackfillState;
  /** Times are RFC 3339 UTC. */
  from: string;
  to: string;
  provider: string | null;
  total: number;
  done: number;
  failed: number;
  left: number;
  perMinute: number;
  requestsUsed: number;
  startedAt: string | null;
  finishedAt: string | null;
  message: string | null;
}

const LISTED = 50;

export async function requestBackfill(
  context: Context,
  tenant: string,
  wish: { from: Date; to: Date; provider?: string },
): Promise<string> {
  return context.db.transaction(async (tx) => {
    const { id } = await createBackfill(tx, tenant, wish);
    const days = [wish.from, wish.to].map((time) => time.toISOString().slice(0, 16).replace('T', ' ')).join(' to ');
    const whose = wish.provider ? `, from ${wish.provider}` : '';
    await logActivity(tx, tenant, [{ kind: 'backfill', message: `Backfill ${id} asked for: ${days} UTC${whose}.` }]);
    await context.queue.addOpen(tx, tenant);
    return String(id);
  });
}

export async function backfillsNow(context: Context, tenant: string): Promise<BackfillNow[]> {
  const records = await listBackfills(context.db, tenant, LISTED);
  return Promise.all(records.map((record) => shown(context, record)));
}

export async function backfillNow(context: Context, tenant: string, id: string): Promise<BackfillNow | undefined> {
  const record = await find(context, tenant, id);
  return record && shown(context, record);
}

/** False where it had ended. */
export async function cancelBackfill(context: Context, tenant: string, id: string): Promise<boolean> {
  const record = await find(context, tenant, id);
  if (!record || !(await endBackfill(context.db, record, 'cancelled'))) return false;
  await logActivity(context.db, tenant, [{ kind: 'backfill', message: `Backfill ${id} was cancelled.` }]);
  await context.queue.addOpen(context.db, tenant);
  return true;
}

/** False where it runs or is done. */
export async function goOnWithBackfill(context: Context, tenant: string, id: string): Promise<boolean> {
  const record = await find(context, tenant, id);
  if (!record || !(await resumeBackfill(context.db, tenant, record.id))) return false;
  await logActivity(context.db, tenant, [{ kind: 'backfill', message: `Backfill ${id} goes on.` }]);
  await context.queue.addOpen(context.db, tenant);
  return true;
}

async function find(context: Context, tenant: string, id: string): Promise<BackfillRecord | undefined> {
  return /^\d{1,15}$/.test(id) ? findBackfill(context.db, tenant, Number(id)) : undefined;
}

async function shown(context: Context, record: BackfillRecord): Promise<BackfillNow> {
  const isOver = record.finishedAt !== null;
  const { total, done, failed } = isOver ? record : await progressOf(context.db, record);
  const until = record.finishedAt?.getTime() ?? Date.parse(context.now());
  const minutes = record.startedAt ? (until - record.startedAt.getTime()) / 60_000 : 0;
  return {
    id: String(record.id),
    state: record.state,
    from: record.fromAt.toISOString(),
    to: record.toAt.toISOString(),
    provider: record.provider,
    ...{ total, done, failed, left: Math.max(0, total - done - failed) },
    perMinute: minutes > 0 ? Math.round(((done + failed) / minutes) * 10) / 10 : 0,
    requestsUsed: record.requests,
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    message: record.message,
  };
}
