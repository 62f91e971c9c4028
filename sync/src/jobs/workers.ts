/** Lets the queue's batches run, tenant by tenant. */
import { runBatch } from './batch.ts';
import type { Context } from './context.ts';
import { errorFacts } from './error-facts.ts';
import type { Reference } from './queue.ts';
import { tenantNow } from './tenants.ts';

export async function startWorkers(context: Context): Promise<void> {
  await context.queue.addOpen(context.db);
  await context.queue.work((references) => runTenants(context, references));
}

async function runTenants(context: Context, references: Reference[]): Promise<{ again: Reference[] }> {
  const groups = Map.groupBy(references, ({ tenant }) => tenant);
  const again = await Promise.all(
    [...groups].map(async ([name, group]) => {
      const keys = [...new Set(group.map(({ key }) => key))];
      const tenant = await tenantNow(context, name);
      // another process may know this tenant
      if (!tenant) return group;
      try {
        // one batch of a tenant at a time: two that read the org together would not know of each other's writes
        const open = await context.exclusively(name, () => runBatch(context, tenant, keys));
        return open.map((key) => ({ tenant: name, key }));
      } catch (error) {
        context.log.error({ tenant: name, ...errorFacts(error) }, 'a batch stopped; its conversations come again');
        return group;
      }
    }),
  );
  return { again: again.flat() };
}
