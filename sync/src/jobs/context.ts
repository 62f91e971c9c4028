import type { Org } from '../org/types.ts';
import type { OrgCredentials } from '../org/credentials.ts';
import type { TenantSettings } from '../plan/settings.ts';
import type { ConnectionRecord } from '../store/connections.ts';
import type { Database } from '../store/database.ts';
import type { Db } from '../store/schema.ts';
import type { Batching } from './batch/batching.ts';
import type { ChangeFollower } from './changes/follower.ts';
import type { Connecting } from './connection/connecting.ts';
import type { Engine } from './engine.ts';
import type { Filling } from './backfill/filling.ts';
import type { MailProviders } from './mailboxes/providers.ts';
import type { Metrics } from './metrics.ts';
import type { OrgDirectory } from './orgs.ts';
import type { Queue } from './queue.ts';
import type { AiEndpoint } from './workflows/ai/endpoint.ts';

/** What the service knows about a tenant besides its records. Secrets live here and in the environment only. */
export interface Tenant {
  name: string;
  /** As they stand in the store; what the process was started with where nobody has changed them. */
  settings: TenantSettings;
  /** How its org is reached; absent while none is connected. */
  credentials?: OrgCredentials;
  /** The connection that was made by logging in; absent where the environment says how the org is reached. */
  connection?: ConnectionRecord;
  /** How often an org was connected or disconnected; absent: never. */
  generation?: number;
  /** Provider → the token or signing secret of its webhooks. */
  webhookSecrets: Record<string, string | undefined>;
  /** Provider → the environment variables that it is asked with (`ProviderSource.access`), by name. */
  sourceAccess?: Record<string, Record<string, string | undefined>>;
}

/** The part of pino that is used here. Objects come first, as pino has them; never payload content in either. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

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
  changes?: ReadonlyMap<string, ChangeFollower>;
  /** RFC 3339 UTC. */
  now(): string;
}

export type Connect = (credentials: OrgCredentials) => Org | Promise<Org>;
