import type { Installed } from '../deploy/installed.ts';
import type { ChangeEvents } from '../events/change-events.ts';
import type { ObjectSchema, OrgSchema, PackageMetadata } from '../metadata/types.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { ConnectedApps } from '../oauth/apps.ts';
import type { Access } from './rights/access.ts';
import type { Tokens } from './rights/tokens.ts';
import type { Setup } from './setup/setup.ts';
import type { RetrievedRecord, SObject } from './store/record.ts';

export interface OrgUser {
  Id: string;
  Username: string;
  Name: string;
  Email: string;
  Alias: string;
  profile: 'System Administrator' | 'Standard User' | 'Minimum Access - Salesforce';
  LanguageLocaleKey: string;
  LocaleSidKey: string;
  TimeZoneSidKey: string;
  IsActive: boolean;
}

export interface UpsertResult {
  id: string;
  created: boolean;
}

/**
 * The org as one user sees it. Every method checks that user's object and field permissions and throws
 * `SalesforceError`. Incoming values are JSON as a client sends it; Ids come as 15 or 18 characters and are stored as 18.
 */
export interface Session {
  readonly user: OrgUser;
  readonly schema: OrgSchema;
  readonly metadata: PackageMetadata;
  readonly access: Access;
  create(object: string, record: Record<string, unknown>): string;
  update(object: string, id: string, record: Record<string, unknown>): void;
  /** By external Id field (or `Id`). Several matches: 300 MULTIPLE_CHOICES. */
  upsert(object: string, externalIdField: string, value: unknown, record: Record<string, unknown>): UpsertResult;
  delete(object: string, id: string): void;
  /** All fields that the user may read, or those named. */
  get(object: string, id: string, fields?: string[]): RetrievedRecord;
  /** Runs in one transaction: a throw takes everything back. May be nested. */
  transaction<T>(work: () => T): T;
}

/** A record that was just saved, before its transaction ends. */
export interface Saved {
  session: Session;
  object: ObjectSchema;
  id: string;
  /** As it was; null where it is new. */
  old: SObject | null;
}

export interface Org {
  readonly schema: OrgSchema;
  readonly metadata: PackageMetadata;
  readonly organizationId: string;
  /** Where the metadata comes from. */
  readonly installed: Installed;
  /**
   * Takes on what a folder of deployed metadata says in place of what was deployed before, all of it or nothing. Changes
   * of fields and permissions made in Setup give way to it.
   * @throws MetadataError
   */
  install(folder: string): void;
  /** Called after each such change. Returns how to stop listening. */
  onInstall(listener: () => void): () => void;
  /** The SQLite database: a table an sObject, a column a field. For `soql`; writes go through a session. */
  readonly database: import('node:sqlite').DatabaseSync;
  users(): OrgUser[];
  /** By Id, username or alias. */
  sessionFor(user: string): Session;
  /** The same user in system context: objects and fields are open, whatever the user's permissions. */
  systemSessionFor(user: string): Session;
  /** Called within the transaction of each save: a throw takes the save back. */
  onSave: ((saved: Saved) => void) | null;
  /** The session behind `Authorization: Bearer <token>`; undefined where the token is unknown or revoked. */
  sessionByToken(token: string): Session | undefined;
  /** A token (`00D…!…`) for a user: made once, kept, the same after a restart. */
  tokenFor(user: string): string;
  /** A refresh token for a user, by Id, username or alias: made once, kept until it is revoked. */
  refreshTokenFor(user: string): string;
  /** Tokens of every kind, and what people approved apps for. */
  readonly tokens: Tokens;
  /** The apps that may ask for tokens. */
  readonly apps: ConnectedApps;
  /** Custom notifications, of everybody. */
  readonly notifications: Notifications;
  /** What an admin changes while the org runs. */
  readonly setup: Setup;
  /** Daily API requests from now on; null: as many as the org began with. */
  limitRequests(most: number | null): void;
  /** Daily API requests counted so far, and the limit. */
  apiUsage(): { used: number; max: number };
  countRequest(): void;
  /** Change Data Capture: what is selected, and the events kept. */
  readonly changeEvents: ChangeEvents;
  /** Runs `work` as a client of this API (`com/salesforce/api/rest/67.0`), for the `changeOrigin` of its changes. */
  fromApi<T>(origin: string, work: () => T): T;
  close(): void;
}
