/** Puts the rooms together: store, queue, workers and HTTP, started in order and ended in reverse. */
import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import type { Context } from '../jobs/context.ts';
import { OrgDirectory, type Connect } from '../jobs/orgs.ts';
import { ChangeFollower, type FollowOptions } from '../jobs/changes/follower.ts';
import type { Connecting } from '../jobs/connection/connecting.ts';
import { keptSecretKeys } from '../jobs/connection/secret-keys.ts';
import { startPurging } from '../jobs/emails/unmatched.ts';
import { engine } from '../jobs/engine.ts';
import { startFetches } from '../jobs/fetches.ts';
import { startDailyChecks } from '../jobs/health/daily.ts';
import { startMailboxes } from '../jobs/mailboxes/follow.ts';
import { Metrics } from '../jobs/metrics.ts';
import { openQueue } from '../jobs/queue.ts';
import { startWorkers } from '../jobs/workers.ts';
import { startRuns } from '../jobs/workflows/runs.ts';
import { connectOrg } from '../org/connect.ts';
import { openDatabase } from '../store/open-database.ts';
import { releaseMailboxes } from '../store/mailboxes.ts';
import { putTenant } from '../store/tenants.ts';
import { buildServer } from './server.ts';
import type { Settings } from './settings.ts';

export interface Service {
  url: string;
  context: Context;
  /** Refuses new requests, finishes the batch in hand, closes the store. */
  stop(): Promise<void>;
}

export async function startService(
  settings: Settings,
  logger: FastifyBaseLogger,
  connect: Connect = connectOrg,
  following: FollowOptions = {},
): Promise<Service> {
  const endings: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const database = await openDatabase({ folder: settings.folder, url: settings.databaseUrl });
    endings.push(() => database.close());
    await putTenant(database.db, settings.tenant.name, settings.apiKeys, settings.repApiKeys);
    const queue = await openQueue(database, logger);
    endings.push(() => queue.stop());
    const connecting = connectingOf(settings);
    const context: Context = {
      db: database.db,
      exclusively: database.exclusively,
      queue,
      orgs: new OrgDirectory(connect),
      tenants: new Map([[settings.tenant.name, settings.tenant]]),
      connecting,
      engine,
      metrics: new Metrics(),
      log: logger,
      batching: settings.batching,
      mailProviders: settings.mailProviders,
      ...(settings.slackHosts ? { slackHosts: settings.slackHosts } : {}),
      ...(settings.ai ? { ai: settings.ai } : {}),
      now: () => new Date().toISOString(),
    };
    const app = await buildServer(context, logger);
    endings.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: settings.port });
    const { port } = app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    connecting.publicUrl ||= url;
    endings.push(await startWorkers(context));
    endings.push(await startRuns(context));
    const changes = new Map(
      [...context.tenants.keys()].map((name) => [name, new ChangeFollower(context, name, following)]),
    );
    endings.push(async () => void (await Promise.all([...changes.values()].map((follower) => follower.stop()))));
    for (const follower of changes.values()) follower.start();
    context.changes = changes;
    const fetches = startFetches(context);
    endings.push(() => fetches.stop());
    context.fetches = fetches;
    // the embedded store is this process's alone
    if (!settings.databaseUrl) await releaseMailboxes(database.db);
    const mailboxes = startMailboxes(context);
    endings.push(() => mailboxes.stop());
    context.mailboxes = mailboxes;
    endings.push(startDailyChecks(context));
    endings.push(startPurging(context));
    return { url, context, stop };
  } catch (error) {
    await stop();
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new Error(`Port ${settings.port} is taken: stop what uses it, or set SYNC_PORT.`);
    throw error;
  }
}

/** Its address is known when it listens. A store that others share has no folder to keep keys in. */
function connectingOf({ connecting, databaseUrl, folder }: Settings): Connecting {
  const keys = connecting.keys ?? (databaseUrl ? undefined : keptSecretKeys(folder));
  return { ...connecting, publicUrl: connecting.publicUrl ?? '', ...(keys ? { keys } : {}) };
}
