/** A log-in, from the ticket that an admin is given to the org that is connected at its end. */
import { createHash } from 'node:crypto';
import { OrgError } from '../../org/error.ts';
import { authorizeUrl, challengeOf, exchangeCode, randomToken, revokeToken, type Grant } from '../../org/oauth.ts';
import type { Identity } from '../../org/types.ts';
import { logActivity } from '../../store/activity.ts';
import {
  dropLogins,
  endLogin,
  failLogin,
  loginOf,
  saveLogin,
  useTicket,
  type LoginRecord,
} from '../../store/connection-logins.ts';
import { isSameOrganization, putConnection } from '../../store/connections.ts';
import type { Problem } from '../../store/logins.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { openUnder, sealUnder } from '../seal.ts';
import { tenantNow } from '../tenants.ts';
import { callbackUrl, cannotConnect, START_PATH, type Connecting } from './connecting.ts';
import { openTokens, sealTokens } from './keeper.ts';
import { isOrgAddress, loginUrlOf } from './login-url.ts';
import { loginWords, type LoginOutcome } from './login-words.ts';
import { problemOfError } from './problems.ts';
import { BY_ENVIRONMENT, fetchOf, nameOf } from './state.ts';
import { within } from './within.ts';

/** How long a ticket is good, and then how long the person may take to log in. */
export const LOGIN_MS = 10 * 60_000;
const IDENTITY_MS = 20_000;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const aboutVerifier = (ticketHash: string): string => `log-in ${ticketHash}`;

export interface LoginWish {
  environment: 'production' | 'sandbox';
  loginUrl?: string;
  by?: string;
  language?: string;
}

/** The outcome, and the language that was asked for when the log-in was begun. */
export interface Ended {
  outcome: LoginOutcome;
  language: string | null;
}

type Ready = Connecting & Required<Pick<Connecting, 'client' | 'keys'>>;

function isReady(connecting: Connecting | undefined): connecting is Ready {
  return cannotConnect(connecting) === undefined;
}

/** Gives a ticket for one log-in. Throws a `Refusal` that names what has to be mended. */
export async function startLogin(
  context: Context,
  { name, credentials, connection }: Tenant,
  { environment, loginUrl, by, language }: LoginWish,
): Promise<{ authorizeUrl: string; expiresAt: string }> {
  const { connecting } = context;
  if (credentials && !connection) throw new Refusal('conflict', BY_ENVIRONMENT);
  if (!isReady(connecting)) throw new Refusal('conflict', cannotConnect(connecting) ?? '');
  const wanted = loginUrlOf({ environment, ...(loginUrl ? { loginUrl } : {}) }, connecting.loginUrl);
  if ('detail' in wanted)
    throw new Refusal('invalid', 'Nobody can log in there.', [{ pointer: '/loginUrl', detail: wanted.detail }]);
  const ticket = randomToken();
  const createdAt = new Date(context.now());
  const expiresAt = new Date(createdAt.getTime() + LOGIN_MS);
  await context.db.transaction((tx) =>
    saveLogin(tx, {
      ...{ tenant: name, ticketHash: hashOf(ticket), ...wanted, createdAt, expiresAt },
      ...{ language: language ?? null, askedBy: by ?? null },
    }),
  );
  return {
    authorizeUrl: `${connecting.publicUrl}${START_PATH}?ticket=${ticket}`,
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * Uses a ticket up. `browser` is the secret of the browser that has come, where it has one; only that one can end the
 * log-in that it is sent to.
 */
export async function openLogin(
  context: Context,
  ticket: string,
  browser: string | undefined,
): Promise<{ location: string; browser: string } | Ended> {
  const { db, connecting } = context;
  const ticketHash = hashOf(ticket);
  const login = await loginOf(db, { ticketHash });
  if (!login || !isReady(connecting)) return { outcome: { kind: 'unknown' }, language: null };
  const { language, loginUrl } = login;
  const [state, verifier, secret] = [randomToken(), randomToken(), browser ?? randomToken()];
  const now = new Date(context.now());
  const isUsed = await useTicket(db, ticketHash, now, {
    ...{ stateHash: hashOf(state), browserHash: hashOf(secret) },
    sealedVerifier: sealUnder(verifier, connecting.keys, aboutVerifier(ticketHash)),
    expiresAt: new Date(now.getTime() + LOGIN_MS),
  });
  if (!isUsed) return { outcome: { kind: login.stateHash || login.endedAt ? 'used' : 'expired' }, language };
  const { clientId } = connecting.client;
  const asked = { clientId, redirectUri: callbackUrl(connecting), state, challenge: challengeOf(verifier) };
  return { location: authorizeUrl(loginUrl, asked), browser: secret };
}

export interface CameBack {
  state?: string;
  code?: string;
  error?: string;
  description?: string;
}

/** What a person came back with. Whatever went wrong is an outcome with its mend; it is kept for whoever began it. */
export async function endLoginWith(context: Context, came: CameBack, browser: string | undefined): Promise<Ended> {
  const { db, connecting } = context;
  const stateHash = hashOf(came.state ?? '');
  const login = came.state ? await loginOf(db, { stateHash }) : undefined;
  const tenant = login && (await tenantNow(context, login.tenant));
  if (!login || !tenant || !isReady(connecting)) return { outcome: { kind: 'unknown' }, language: null };
  const { language } = login;
  // not ended by it: who does not have the browser's secret cannot spoil the log-in of who has
  if (browser === undefined || hashOf(browser) !== login.browserHash)
    return { outcome: { kind: 'otherBrowser' }, language };
  if (!(await endLogin(db, stateHash, new Date(context.now()))))
    return { outcome: { kind: login.endedAt ? 'used' : 'expired' }, language };
  const outcome = await outcomeOf(context, connecting, tenant, login, came);
  const problem = problemOfOutcome(outcome);
  if (problem) {
    await failLogin(db, stateHash, problem);
    context.log.warn({ tenant: tenant.name, code: problem.code }, 'a log-in did not connect an org');
  }
  return { outcome, language };
}

function problemOfOutcome(outcome: LoginOutcome): Problem | undefined {
  if (outcome.kind === 'connected') return undefined;
  const { message, fix } = loginWords('en', outcome);
  return { code: codeOf(outcome), message, fix };
}

/** OAuth's or the network's own code where there is one. */
function codeOf(outcome: LoginOutcome): string {
  switch (outcome.kind) {
    case 'refused':
    case 'unreachable':
      return outcome.code;
    case 'accessDenied':
      return 'access_denied';
    case 'clientRefused':
      return 'invalid_client';
    case 'slow':
      return 'ETIMEDOUT';
    default:
      return outcome.kind.replace(/[A-Z]/g, '_$&').toUpperCase();
  }
}

async function outcomeOf(
  context: Context,
  connecting: Ready,
  tenant: Tenant,
  login: LoginRecord,
  { code, error, description = '' }: CameBack,
): Promise<LoginOutcome> {
  if (tenant.credentials && !tenant.connection) return { kind: 'byEnvironment' };
  if (error === 'access_denied') return { kind: 'accessDenied' };
  if (error) return { kind: 'refused', code: error.slice(0, 80), description: description.slice(0, 300) };
  const verifier = openUnder(login.sealedVerifier ?? '', connecting.keys, aboutVerifier(login.ticketHash));
  if (!code || verifier === undefined) return { kind: 'unknown' };
  const host = new URL(login.loginUrl).host;
  let grant: Grant;
  try {
    const { client, timeoutMs } = connecting;
    const given = { code, verifier, redirectUri: callbackUrl(connecting) };
    grant = await exchangeCode(fetchOf(context), login.loginUrl, client, given, timeoutMs);
  } catch (failure) {
    if (!(failure instanceof OrgError)) throw failure;
    return outcomeOfFault(failure, host);
  }
  const refusal = refusalOf(grant, tenant, login);
  if (refusal) {
    await forget(context, connecting, login.loginUrl, grant.refreshToken ?? grant.accessToken);
    return refusal;
  }
  return connect(context, connecting, tenant, login, grant);
}

function outcomeOfFault({ code, fault, message }: OrgError, host: string): LoginOutcome {
  if (code === 'invalid_grant') return { kind: 'codeRefused', description: message.slice(0, 300) };
  if (/^invalid_client|^invalid_app/.test(code)) return { kind: 'clientRefused', description: message.slice(0, 300) };
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') return { kind: 'slow', host };
  if (fault === 'transient') return { kind: 'unreachable', host, code };
  return { kind: 'refused', code: code.slice(0, 80), description: message.slice(0, 300) };
}

/** Why what was given is not taken. */
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
