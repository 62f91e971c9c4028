import type { DatabaseSync } from 'node:sqlite';
import { Installed } from '../deploy/installed.ts';
import { ChangeEvents } from '../events/change-events.ts';
import { buildSchema } from '../metadata/schema.ts';
import { readPackage } from '../metadata/source/package.ts';
import type { ObjectSchema, OrgSchema, PackageMetadata } from '../metadata/types.ts';
import { Notifications } from '../notifications/notifications.ts';
import { ConnectedApps } from '../oauth/apps.ts';
import { SalesforceError } from './faults/errors.ts';
import type { SessionOrg } from './records/session.ts';
import { UserSession } from './records/session.ts';
import { accessOf, type Access } from './rights/access.ts';
import { profiles } from './rights/profiles.ts';
import { Tokens } from './rights/tokens.ts';
import { refreshProfiles, seedNotificationTypes, seedOrg, seedPermissionSets } from './seed.ts';
import { Setup } from './setup/setup.ts';
import { base62, instance } from './store/ids.ts';
import { Store } from './store/store.ts';
import type { Org, OrgUser, Saved, Session } from './types.ts';
import { Usage } from './usage.ts';

export interface OrgOptions {
  /** Where the records are kept; `:memory:` keeps them no longer than the org is open. */
  file: string;
  /** Source-format folders: `force-app/main`. None: an org that everything is still to be deployed into. */
  packageDirectories: string[];
  /** Where deployed metadata is kept; without one it lasts no longer than the org is open. */
  deployFolder?: string;
  /** API requests in any 24 hours; a Developer Edition org has 15,000, this one is roomier for load tests. */
  dailyApiRequests?: number;
  /** Setup's "Set Audit Fields upon Record Creation", for administrators; off in a new org. */
  auditFields?: boolean;
  /** What a new org has selected for Change Data Capture; nothing by default. */
  changeDataCapture?: string[];
  /** Callback URLs of the External Client App Debrief. */
  oauthCallbacks?: string[];
}

/**
 * Opens the org kept in `file`, making it where it is new, and brings its tables up to the package's metadata.
 * @throws MetadataError where the metadata can't be loaded.
 */
export function openOrg(options: OrgOptions): Org {
  const store = new Store(options.file);
  let installed: Installed | undefined;
  try {
    installed = new Installed(store, options.packageDirectories, options.deployFolder);
    const source = readPackage(installed.folders);
    const schema = buildSchema(source, (name) => keyPrefixOf(store, name));
    store.migrate(schema);
    return new LocalOrg(store, installed, schema, source.metadata, options);
  } catch (error) {
    installed?.close();
    store.close();
    throw error;
  }
}

/** Custom objects get a00, a01, … in the order in which the org first saw them. */
function keyPrefixOf(store: Store, object: string): string {
  const name = `keyPrefix:${object.toLowerCase()}`;
  const known = store.setting(name);
  if (known !== undefined) return known;
  const prefix = `a${base62(store.nextInSequence('keyPrefix') - 1, 2)}`;
  store.setSetting(name, prefix);
  return prefix;
}

class LocalOrg implements Org, SessionOrg {
  schema: OrgSchema;
  metadata: PackageMetadata;
  readonly installed: Installed;
  readonly organizationId: string;
  readonly store: Store;
  readonly changeEvents: ChangeEvents;
  readonly setup: Setup;
  readonly #usage: Usage;
  readonly tokens: Tokens;
  readonly apps: ConnectedApps;
  readonly notifications: Notifications;
  readonly #auditFields: boolean;
  readonly #sessions = new Map<string, Session>();
  #users: Map<string, OrgUser> | null = null;
  #access = new Map<string, Access>();
  onSave: ((saved: Saved) => void) | null = null;
  readonly #onInstall = new Set<() => void>();

  constructor(store: Store, installed: Installed, schema: OrgSchema, metadata: PackageMetadata, options: OrgOptions) {
    this.store = store;
    this.installed = installed;
    this.schema = schema;
    this.metadata = metadata;
    this.setup = new Setup(this);
    this.tokens = new Tokens(store);
    this.apps = new ConnectedApps(store, options.oauthCallbacks ?? []);
    this.notifications = new Notifications(store);
    this.#usage = new Usage(store, options.dailyApiRequests ?? 100_000);
    this.#auditFields = options.auditFields ?? false;
    store.transaction(() => {
      if (store.setting('organizationId') === undefined) seedOrg(this);
      refreshProfiles(this);
      seedPermissionSets(this, metadata);
      seedNotificationTypes(this, metadata);
    });
    this.organizationId = store.setting('organizationId') as string;
    this.changeEvents = new ChangeEvents(store, this, this.organizationId, options.changeDataCapture ?? []);
  }

  install(folder: string): void {
    const { schema, metadata } = this;
    const source = readPackage([...this.installed.packages, folder]);
    try {
      this.store.transaction(() => {
        this.schema = buildSchema(source, (name) => keyPrefixOf(this.store, name));
        this.metadata = source.metadata;
        this.store.migrate(this.schema);
        seedPermissionSets(this, this.metadata, false);
        seedNotificationTypes(this, this.metadata);
        this.installed.accept(folder);
      });
    } catch (error) {
      this.schema = schema;
      this.metadata = metadata;
      throw error;
    }
    this.setup.metadataReplaced();
    this.accessChanged();
    for (const listener of [...this.#onInstall]) listener();
  }

  onInstall(listener: () => void): () => void {
    this.#onInstall.add(listener);
    return () => this.#onInstall.delete(listener);
  }

  get database(): DatabaseSync {
    return this.store.database;
  }

  object(name: string): ObjectSchema {
    const object = this.schema.object(name);
    if (!object) throw new Error(`The schema has no object ${name}`);
    return object;
  }

  newId(object: ObjectSchema): string {
    return this.store.newId(object, instance);
  }

  users(): OrgUser[] {
    return [...this.#userMap().values()];
  }

  #userMap(): Map<string, OrgUser> {
    this.#users ??= new Map(
      this.store
        .statement(
          'SELECT u.*, p.Name AS ProfileName FROM "User" u JOIN "Profile" p ON p.Id = u.ProfileId ORDER BY u.Id',
        )
        .all()
        .map((row) => {
          const text = (name: string): string => String(row[name] ?? '');
          return [
            text('Id'),
            {
              Id: text('Id'),
              Username: text('Username'),
              Name: text('Name'),
              Email: text('Email'),
              Alias: text('Alias'),
              profile: text('ProfileName') as OrgUser['profile'],
              LanguageLocaleKey: text('LanguageLocaleKey'),
              LocaleSidKey: text('LocaleSidKey'),
              TimeZoneSidKey: text('TimeZoneSidKey'),
              IsActive: Boolean(row['IsActive']),
            },
          ];
        }),
    );
    return this.#users;
  }

  userOf(userId: string): OrgUser {
    const user = this.#userMap().get(userId);
    if (!user) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    return user;
  }

  accessOf(userId: string): Access {
    let access = this.#access.get(userId);
    if (!access) {
      access = this.#computeAccess(userId);
      this.#access.set(userId, access);
    }
    return access;
  }

  #computeAccess(userId: string): Access {
    const profile = profiles.find((candidate) => candidate.name === this.userOf(userId).profile);
    if (!profile) throw new Error(`No profile for the user ${userId}`);
    const assigned = this.store
      .statement(
        `SELECT s.Name AS name FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s.Id = a.PermissionSetId
         WHERE a.AssigneeId = ? AND a.IsActive = 1 AND (a.ExpirationDate IS NULL OR a.ExpirationDate > ?)`,
      )
      .all(userId, new Date().toISOString());
    const sets = assigned
      .map((row) => this.metadata.permissionSets.get(row['name'] as string))
      .filter((set) => set !== undefined);
    const allowed = this.#auditFields && profile.everything ? ['CreateAuditFields'] : [];
    return accessOf(
      this.schema,
      { ...profile, userPermissions: new Set([...profile.userPermissions, ...allowed]) },
      sets,
      this.setup.switches.off,
    );
  }

  accessChanged(): void {
    this.#users = null;
    this.#access = new Map();
  }

  sessionFor(user: string): Session {
    const wanted = user.toLowerCase();
    const found = this.users().find(
      (candidate) =>
        candidate.Id === user ||
        candidate.Id.slice(0, 15) === user ||
        candidate.Username.toLowerCase() === wanted ||
        candidate.Alias.toLowerCase() === wanted,
    );
    if (!found) throw new SalesforceError(400, 'INVALID_LOGIN', `The org has no user ${user}`);
    let session = this.#sessions.get(found.Id);
    if (!session) {
      session = new UserSession(this, found.Id);
      this.#sessions.set(found.Id, session);
    }
    return session;
  }

  systemSessionFor(user: string): Session {
    return new UserSession(this, this.sessionFor(user).user.Id, { isSystem: true });
  }

  sessionByToken(token: string): Session | undefined {
    const holder = this.tokens.holder(token);
    const user = holder ? this.#userMap().get(holder.userId) : undefined;
    return user?.IsActive ? this.sessionFor(user.Id) : undefined;
  }

  tokenFor(user: string): string {
    return this.tokens.accessTokenFor(this.sessionFor(user).user.Id);
  }

  refreshTokenFor(user: string): string {
    return this.tokens.refreshTokenFor(this.sessionFor(user).user.Id);
  }

  limitRequests(most: number | null): void {
    this.#usage.limit(most);
  }

  apiUsage(): { used: number; max: number } {
    return this.#usage.read();
  }

  countRequest(): void {
    this.#usage.count();
  }

  fromApi<T>(origin: string, work: () => T): T {
    this.store.author.origin = origin;
    try {
      return work();
    } finally {
      this.store.author.origin = '';
    }
  }

  close(): void {
    this.#usage.flush();
    this.store.close();
    this.installed.close();
  }
}
