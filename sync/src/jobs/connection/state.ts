/** How a tenant's connection stands: as the store and this process know it, or asked of the org. */
import { OrgError } from '../../org/error.ts';
import type { Identity, Org } from '../../org/types.ts';
import { dropLogins, lastLogin } from '../../store/connection-logins.ts';
import { dropConnection, lastSyncAt, saveIdentity, type Environment } from '../../store/connections.ts';
import type { Problem } from '../../store/logins.ts';
import { logActivity } from '../../store/activity.ts';
import { waitingOf } from '../../store/waiting.ts';
import { revokeToken } from '../../org/oauth.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import { fetchOf } from '../fetch-of.ts';
import type { Tenant } from '../tenant.ts';
import { tenantNow } from '../tenants.ts';
import { callbackUrl, cannotConnect } from './connecting.ts';
import { NOT_CONNECTED, openTokens } from './keeper.ts';
import { connectionProblem, isOfConnection, noteAnswer, noteFault, problemOfError } from './problems.ts';
import { within } from './within.ts';

/** Times are RFC 3339 UTC; null where nothing is known. */
export interface ConnectionState {
  /** `waiting`: a log-in was begun and has not come back. `broken`: `problem` says why. */
  status: 'notConnected' | 'waiting' | 'connected' | 'broken';
  via: 'oauth' | 'environment' | null;
  environment: Environment | null;
  instanceUrl: string | null;
  organizationId: string | null;
  organizationName: string | null;
  isSandbox: boolean | null;
  user: { id: string; username: string; name: string } | null;
  scopes: string[];
  connectedAt: string | null;
  connectedBy: string | null;
  lastSyncAt: string | null;
  waitingUntil: string | null;
  problem: Problem | null;
  callbackUrl: string | null;
  canConnect: boolean;
  cannotConnectBecause: string | null;
}

export const BY_ENVIRONMENT =
  'The service was started with the org’s credentials: start it without SALESFORCE_INSTANCE_URL, SALESFORCE_ACCESS_TOKEN and SALESFORCE_REFRESH_TOKEN to connect an org here.';

/** A person waits. */
const LONGEST_MS = 25_000;
/** Who the environment's credentials are of does not change while the process runs. */
const identities = new WeakMap<Org, Identity>();

type Who = Pick<ConnectionState, 'environment' | 'organizationId' | 'organizationName' | 'isSandbox' | 'user'>;

const NOBODY: Who = {
  ...{ environment: null, organizationId: null, organizationName: null, isSandbox: null, user: null },
};

/** Asks the org only where the environment's credentials are not known yet. */
export async function connectionOf(context: Context, tenant: Tenant): Promise<ConnectionState> {
  const { connection, credentials } = tenant;
  if (connection || !credentials) return stateOf(context, tenant, whoOf(tenant), null);
  try {
    return await stateOf(context, tenant, whoIs(await identityOf(context, tenant, false)), null);
  } catch (error) {
    return stateOf(context, tenant, NOBODY, problemOfError(error).problem);
  }
}

/** Asks the org. A fault of the org is a state and no error. */
export async function testConnection(
  context: Context,
  tenant: Tenant,
): Promise<ConnectionState & { checkedAt: string }> {
  const { name } = tenant;
  const checkedAt = context.now();
  if (!tenant.credentials) return { ...(await connectionOf(context, tenant)), checkedAt };
  const circuit = context.orgs.circuit(name);
  try {
    const identity = await identityOf(context, tenant, true);
    await noteAnswer(context, tenant, circuit.reason?.isDisconnected === true);
    if (circuit.reason) {
      circuit.reset();
      await context.queue.addOpen(context.db, name);
    }
    const now = (await tenantNow(context, name)) ?? tenant;
    return { ...(await stateOf(context, now, now.connection ? whoOf(now) : whoIs(identity), null)), checkedAt };
  } catch (error) {
    const { fault, problem } = problemOfError(error);
    await noteFault(context, tenant, fault);
    const now = (await tenantNow(context, name)) ?? tenant;
    // ended meanwhile, by somebody else
    const told = fault.code === NOT_CONNECTED && !now.credentials ? null : problem;
    return { ...(await stateOf(context, now, whoOf(now), told)), checkedAt };
  }
}

/** Revokes the access in the org, and forgets it here. Throws a `Refusal` where it comes from the environment. */
export async function endConnection(context: Context, tenant: Tenant, by?: string): Promise<ConnectionState> {
  const { db, connecting } = context;
  const { name, connection } = tenant;
  if (tenant.credentials && !connection) throw new Refusal('conflict', BY_ENVIRONMENT);
  let failure: Problem | null = null;
  if (connection) {
    try {
      const { refreshToken } = openTokens(connecting, connection);
      await revokeToken(fetchOf(context), connection.loginUrl, refreshToken, connecting?.timeoutMs ?? LONGEST_MS);
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      failure = connectionProblem(
        'NOT_REVOKED',
        `The access is forgotten here, but could not be revoked in the org: ${error.message}`,
      );
    }
  }
  await db.transaction(async (tx) => {
    await dropLogins(tx, name);
    if (!(await dropConnection(tx, name))) return;
    const { live, backfill } = await waitingOf(tx, name);
    const waiting = live + backfill;
    const kept = waiting === 1 ? '1 conversation waits' : `${waiting} conversations wait`;
    const revoked = failure ? `${failure.message} ${failure.fix}` : 'Its access was revoked in the org.';
    const message = `Disconnected from ${nameOf(connection)}${by ? ` by ${by}` : ''}. ${revoked} ${kept} for the next connection; what was written in the org stays there.`;
    await logActivity(tx, name, [{ kind: 'disconnected', message: message.slice(0, 1000) }]);
  });
  const now = (await tenantNow(context, name)) ?? tenant;
  return stateOf(context, now, NOBODY, failure);
}

export function nameOf(connection: Tenant['connection']): string {
  return connection ? `${connection.organizationName ?? 'the org'} (${connection.organizationId})` : 'the org';
}

async function identityOf(context: Context, tenant: Tenant, isAskedAnew: boolean): Promise<Identity> {
  const { connection, name } = tenant;
  const org = await context.orgs.open(tenant);
  const known = identities.get(org);
  if (known && !isAskedAnew) return known;
  const identity = await within(LONGEST_MS, () => org.identity());
  identities.set(org, identity);
  if (connection) {
    const { organizationName, isSandbox, userId, username, userName } = identity;
    const values = { organizationName, isSandbox, userId, username, userName };
    await saveIdentity(context.db, name, connection.generation, values);
  }
  return identity;
}

function whoIs({ organizationId, organizationName, isSandbox, userId: id, username, userName }: Identity): Who {
  return {
    ...{ organizationId, organizationName, isSandbox },
    environment: isSandbox ? 'sandbox' : 'production',
    user: { id, username, name: userName },
  };
}

function whoOf({ connection }: Tenant): Who {
  if (!connection) return NOBODY;
  const { environment, organizationId, organizationName, isSandbox, userId, username, userName } = connection;
  return {
    ...{ environment, organizationId, organizationName, isSandbox },
    user: { id: userId, username: username ?? '', name: userName ?? '' },
  };
}

async function stateOf(context: Context, tenant: Tenant, who: Who, found: Problem | null): Promise<ConnectionState> {
  const { db, connecting } = context;
  const { name, connection, credentials } = tenant;
  const { waitingUntil, problem: ofLogin } = await lastLogin(db, name, new Date(context.now()));
  const { reason } = context.orgs.circuit(name);
  const ofOrg = credentials
    ? (found ??
      connection?.problem ??
      (reason && isOfConnection(reason) ? connectionProblem(reason.code, reason.message) : null))
    : null;
  const because = credentials && !connection ? BY_ENVIRONMENT : cannotConnect(connecting);
  const isUp = credentials !== undefined && ofOrg === null;
  return {
    status: isUp ? 'connected' : waitingUntil ? 'waiting' : credentials ? 'broken' : 'notConnected',
    via: connection ? 'oauth' : credentials ? 'environment' : null,
    ...who,
    instanceUrl: credentials?.instanceUrl ?? null,
    scopes: connection?.scopes.split(' ').filter(Boolean) ?? [],
    connectedAt: connection?.connectedAt.toISOString() ?? null,
    connectedBy: connection?.connectedBy ?? null,
    lastSyncAt: (await lastSyncAt(db, name))?.toISOString() ?? null,
    waitingUntil: waitingUntil?.toISOString() ?? null,
    problem: ofOrg ?? (isUp ? ofLogin : (ofLogin ?? found)),
    callbackUrl: connecting ? callbackUrl(connecting) : null,
    canConnect: because === undefined,
    cannotConnectBecause: because ?? null,
  };
}
