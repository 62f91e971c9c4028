/** A log-in, from the ticket that an admin is given to the org that is connected at its end. */
import { OrgError } from '../../org/error.ts';
import { authorizeUrl, challengeOf, exchangeCode, type Grant } from '../../org/oauth.ts';
import { endLogin, failLogin, loginOf, saveLogin, useTicket, type LoginRecord } from '../../store/connection-logins.ts';
import type { Problem } from '../../store/logins.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { begin, endIn, hashOf, newTicket, spentBy, type CameBack } from '../logins/ticket.ts';
import { openUnder } from '../seal.ts';
import { tenantNow } from '../tenants.ts';
import { callbackUrl, cannotConnect, isReady, START_PATH, type Ready } from './connecting.ts';
import { loginUrlOf } from './login-url.ts';
import { loginWords, type LoginOutcome } from './login-words.ts';
import { BY_ENVIRONMENT } from './state.ts';
import { fetchOf } from '../fetch-of.ts';
import { takeGrant } from './take-grant.ts';

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
  const { ticket, kept } = newTicket(context.now());
  await context.db.transaction((tx) =>
    saveLogin(tx, { tenant: name, ...kept, ...wanted, language: language ?? null, askedBy: by ?? null }),
  );
  return {
    authorizeUrl: `${connecting.publicUrl}${START_PATH}?ticket=${ticket}`,
    expiresAt: kept.expiresAt.toISOString(),
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
  const now = new Date(context.now());
  const about = aboutVerifier(ticketHash);
  const { state, verifier, secret, used } = begin(browser, { now, keys: connecting.keys, about });
  if (!(await useTicket(db, ticketHash, now, used))) return { outcome: { kind: spentBy(login) }, language };
  const { clientId } = connecting.client;
  const asked = { clientId, redirectUri: callbackUrl(connecting), state, challenge: challengeOf(verifier) };
  return { location: authorizeUrl(loginUrl, asked), browser: secret };
}

/** What a person came back with. Whatever went wrong is an outcome with its mend; it is kept for whoever began it. */
export async function endLoginWith(context: Context, came: CameBack, browser: string | undefined): Promise<Ended> {
  const { db, connecting } = context;
  const stateHash = hashOf(came.state ?? '');
  const login = came.state ? await loginOf(db, { stateHash }) : undefined;
  const tenant = login && (await tenantNow(context, login.tenant));
  if (!login || !tenant || !isReady(connecting)) return { outcome: { kind: 'unknown' }, language: null };
  const { language } = login;
  const fault = await endIn(browser, login, () => endLogin(db, stateHash, new Date(context.now())));
  if (fault) return { outcome: { kind: fault }, language };
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
  return takeGrant(context, connecting, tenant, login, grant);
}

function outcomeOfFault({ code, fault, message }: OrgError, host: string): LoginOutcome {
  if (code === 'invalid_grant') return { kind: 'codeRefused', description: message.slice(0, 300) };
  if (/^invalid_client|^invalid_app/.test(code)) return { kind: 'clientRefused', description: message.slice(0, 300) };
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') return { kind: 'slow', host };
  if (fault === 'transient') return { kind: 'unreachable', host, code };
  return { kind: 'refused', code: code.slice(0, 80), description: message.slice(0, 300) };
}
