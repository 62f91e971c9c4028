/** What a log-in gave: whether it is taken, and the connection that it makes. */
import { OrgError } from '../../org/error.ts';
import { revokeToken, type Grant } from '../../org/oauth.ts';
import type { Identity } from '../../org/types.ts';
import { logActivity } from '../../store/activity.ts';
import { dropLogins, type LoginRecord } from '../../store/connection-logins.ts';
import { isSameOrganization, putConnection } from '../../store/connections.ts';
import type { Problem } from '../../store/logins.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { tenantNow } from '../tenants.ts';
import type { Connecting, Ready } from './connecting.ts';
import { openTokens, sealTokens } from './keeper.ts';
import { isOrgAddress } from './login-url.ts';
import type { LoginOutcome } from './login-words.ts';
import { problemOfError } from './problems.ts';
import { nameOf } from './state.ts';
import { fetchOf } from '../fetch-of.ts';
import { within } from './within.ts';

const IDENTITY_MS = 20_000;

/** Why it is not taken. */
function refusalOf(grant: Grant, { connection }: Tenant, login: LoginRecord): LoginOutcome | undefined {
  const has = (...scopes: string[]) => scopes.some((scope) => grant.scopes.includes(scope));
  const missing = [
    ...(has('api', 'full') ? [] : ['api']),
    ...(has('refresh_token', 'offline_access') && grant.refreshToken ? [] : ['refresh_token']),
  ];
  if (missing.length > 0) return { kind: 'missingScope', scopes: missing };
  if (!isOrgAddress(grant.instanceUrl ?? '', login.loginUrl)) return { kind: 'strangeAddress' };
  if (connection && !isSameOrganization(connection.organizationId, grant.organizationId))
    return { kind: 'otherOrg', connected: nameOf(connection), given: grant.organizationId };
  return undefined;
}

/** Connects the tenant to the org that gave it, or says why not; what is not taken is revoked. */
export async function takeGrant(
  context: Context,
  connecting: Ready,
  tenant: Tenant,
  login: LoginRecord,
  grant: Grant,
): Promise<LoginOutcome> {
  const refusal = refusalOf(grant, tenant, login);
  if (refusal) {
    await forget(context, connecting, login.loginUrl, grant.refreshToken ?? grant.accessToken);
    return refusal;
  }
  return connect(context, connecting, tenant, login, grant);
}

async function connect(
  context: Context,
  connecting: Ready,
  tenant: Tenant,
  login: LoginRecord,
  grant: Grant,
): Promise<LoginOutcome> {
  const { db } = context;
  const { name, connection: before } = tenant;
  const { accessToken, refreshToken = '', instanceUrl = '', organizationId, userId } = grant;
  const { identity, problem } = await whoIs(context, { instanceUrl, accessToken });
  const { environment, loginUrl, askedBy } = login;
  const what = {
    ...{ organizationId, userId, organizationName: identity?.organizationName ?? null },
    ...{ isSandbox: identity?.isSandbox ?? null, username: identity?.username ?? null },
  };
  const generation = await db.transaction(async (tx) => {
    const made = await putConnection(tx, name, {
      ...{ environment, loginUrl, instanceUrl, ...what, userName: identity?.userName ?? null },
      ...{ clientId: connecting.client.clientId, scopes: grant.scopes.join(' ') },
      sealedTokens: sealTokens(connecting, name, { accessToken, refreshToken }),
      ...{ connectedAt: new Date(context.now()), connectedBy: askedBy, problem: problem ?? null },
    });
    if (made === undefined) return undefined;
    await dropLogins(tx, name);
    const as = what.username ?? userId;
    const org = what.organizationName ? `${what.organizationName} (${organizationId})` : organizationId;
    const said = `Connected to ${org} as ${as}${askedBy ? ` by ${askedBy}` : ''}.`;
    await logActivity(tx, name, [{ kind: 'connected', message: said.slice(0, 1000) }]);
    if (problem) await logActivity(tx, name, [{ kind: 'disconnected', message: problem.message.slice(0, 1000) }]);
    await context.queue.addOpen(tx, name);
    return made;
  });
  if (generation === undefined) {
    await forget(context, connecting, loginUrl, refreshToken);
    return { kind: 'otherOrg', connected: 'another org', given: organizationId };
  }
  await tenantNow(context, name);
  if (before) await forgetBefore(context, connecting, before, refreshToken);
  const { organizationName, username } = what;
  return {
    kind: 'connected',
    organization: organizationName ?? organizationId,
    username: username ?? userId,
    ...(problem ? { problem } : {}),
  };
}

/** Who the org says it is; or what keeps the service out of it. An org that is only slow to say is asked again later. */
async function whoIs(
  context: Context,
  credentials: { instanceUrl: string; accessToken: string },
): Promise<{ identity?: Identity; problem?: Problem }> {
  try {
    const org = await context.orgs.connect(credentials);
    return { identity: await within(IDENTITY_MS, () => org.identity()) };
  } catch (error) {
    const { problem } = problemOfError(error);
    return error instanceof OrgError && error.fault === 'transient' ? {} : { problem };
  }
}

async function forgetBefore(
  context: Context,
  connecting: Ready,
  before: NonNullable<Tenant['connection']>,
  refreshToken: string,
): Promise<void> {
  try {
    const old = openTokens(connecting, before);
    if (old.refreshToken !== refreshToken) await forget(context, connecting, before.loginUrl, old.refreshToken);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
  }
}

/** Best effort: a token that nobody keeps is of no use, and the org lists it until it is revoked. */
async function forget(context: Context, { timeoutMs }: Connecting, loginUrl: string, token: string): Promise<void> {
  try {
    await revokeToken(fetchOf(context), loginUrl, token, timeoutMs);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    context.log.warn({ code: error.code }, 'a token that is not used any more could not be revoked');
  }
}
