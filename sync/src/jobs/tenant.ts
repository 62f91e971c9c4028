import type { OrgCredentials } from '../org/credentials.ts';
import type { TenantSettings } from '../plan/settings.ts';
import type { ConnectionRecord } from '../store/connections.ts';

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
