import type { Database } from '../store/database.ts';
import type { Db } from '../store/schema.ts';
import type { Batching } from './batch/batching.ts';
import type { Following } from './changes/following.ts';
import type { Connecting } from './connection/connecting.ts';
import type { Engine } from './engine.ts';
import type { Filling } from './backfill/filling.ts';
import type { MailProviders } from './mailboxes/providers.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { OrgDirectory } from './orgs.ts';
import type { Queue } from './queue.ts';
import type { Tenant } from './tenant.ts';
import type { AiEndpoint } from './workflows/ai/endpoint.ts';

/** What every job and every route works with. */
export interface Context {
  db: Db;
  exclusively: Database['exclusively'];
  queue: Queue;
  orgs: OrgDirectory;
  tenants: ReadonlyMap<string, Tenant>;
  /** How orgs are connected by logging in; absent: they are not. */
  connecting?: Connecting;
  engine: Engine;
  metrics: Metrics;
  log: Log;
  /** How providers are reached; absent: by the platform's own. */
  fetch?: typeof globalThis.fetch;
  /** Hosts that a Slack webhook may be at; absent: Slack's own. */
  slackHosts?: readonly string[];
  /** The language model that workflows read conversations with; absent: they read plainly. */
  ai?: AiEndpoint;
  /** Looks at once for what providers are to be asked for. */
  fetches?: { wake(): void };
  /** When batches go; absent: by the usual figures. */
  batching?: Batching;
  /** How much of a backfill goes at once; absent: the usual figures. */
  filling?: Filling;
  /** As which apps the service is let into mailboxes. */
  mailProviders?: MailProviders;
  /** Looks at once whether a mailbox is to be read. */
  mailboxes?: { wake(): void };
  /** Who follows the changes of each tenant's org. */
  changes?: ReadonlyMap<string, Following>;
  /** RFC 3339 UTC. */
  now(): string;
}
