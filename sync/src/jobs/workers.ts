/** Lets the queue's batches run, tenant by tenant. */
import { randomUUID } from 'node:crypto';
import { releaseClaims } from '../store/conversations.ts';
import { runBatch } from './batch.ts';
import type { Context } from './context.ts';
import { faultOf } from './faults.ts';
import type { Reference } from './queue.ts';

/** `alone`: no other process can be at work on this store, so whatever is marked as in work is left over. */
export async function startWorkers(context: Context, { alone }: { alone: boolean }): Promise<void> {
  if (alone) await releaseClaims(context.db);
  await context.queue.addOpen(context.db);
  const worker = randomUUID();
  await context.queue.work((references) => runTenants(context, references, worker));
}

async function runTenants(context: Context, references: Reference[], worker: string): Promise<{ again: Reference[] }> {
  const groups = Map.groupBy(references, ({ tenant }) => tenant);
  const again = await Promise.all(
    [...groups].map(async ([name, group]) => {
      const keys = [...new Set(group.map(({ key }) => key))];
      const tenant = context.tenants.get(name);
      // another process may know this tenant
      if (!tenant) return group;
      try {
        return (await runBatch(context, tenant, keys, worker)).map((key) => ({ tenant: name, key }));
      } catch (error) {
        context.log.error(
          { tenant: name, reason: faultOf(error).message },
          'a batch stopped; its conversations come again',
        );
        return group;
      }
    }),
  );
  return { again: again.flat() };
}
