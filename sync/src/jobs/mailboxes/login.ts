/** A user's log-in to their mailbox, from the ticket to the consent at its end. */
import { randomUUID } from 'node:crypto';
import { EmailSettings } from '../../email/settings.ts';
import { MailboxError, type Ask, type Provider } from '../../email/mailbox/types.ts';
import { normaliseEmail } from '../../match/address.ts';
import { logActivity } from '../../store/activity.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { saveConsent } from '../../store/mailbox-consents.ts';
import {
  dropMailboxLogins,
  endMailboxLogin,
  failMailboxLogin,
  mailboxLoginOf,
  saveMailboxLogin,
  useMailboxTicket,
  type MailboxLogin,
} from '../../store/mailbox-logins.ts';
import { isFollowed, putMailbox, readMailbox } from '../../store/mailboxes.ts';
import { userAliases } from '../../store/people.ts';
import { Refusal } from '../by-hand/refusal.ts';
import { fetchOf } from '../fetch-of.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { begin, endIn, hashOf, newTicket, spentBy, type CameBack } from '../logins/ticket.ts';
import { openUnder } from '../seal.ts';
import { tenantNow } from '../tenants.ts';
import { clientFor, revoke, sealMailTokens, send } from './access.ts';
import { authorizeUrlOf, exchangeMailCode, type MailTokens } from './oauth.ts';
import type { MailProvider } from './providers.ts';
import { mailboxWords, type MailboxOutcome } from './words.ts';

export const START_PATH = '/oauth/mailbox/start';
export const CALLBACK_PATH = '/oauth/mailbox/callback';
const TIMEOUT_MS = 30_000;

const aboutVerifier = (ticketHash: string): string => `mailbox log-in ${ticketHash}`;
/** What both providers' apps have as redirect URI. */
export const callbackOf = (context: Context): string => `${context.connecting?.publicUrl ?? ''}${CALLBACK_PATH}`;

export interface MailboxEnded {
  outcome: MailboxOutcome;
  /** That was asked for when the log-in was begun. */
  language: string | null;
}

/** Throws a `Refusal` that says who has to mend what. */
export async function startMailbox(
  context: Context,
  tenant: Tenant,
  wish: { provider: Provider; user: string; language?: string },
): Promise<{ url: string; expiresAt: string }> {
  const { provider, language } = wish;
  const owner = normaliseEmail(wish.user);
  if (!owner)
    throw new Refusal('invalid', 'Nobody is known by that.', [{ pointer: '/user', detail: 'is no email address' }]);
  const { settings } = await readFeedSettings(context.db, tenant.name, 'emails', EmailSettings);
  if (!settings.on)
    throw new Refusal('conflict', 'Your admin has not switched on the email feed: `on` in PUT /v1/emails/settings.');
  const known = context.mailProviders?.[provider];
  if (!known) throw new Refusal('conflict', notConfigured(provider));
  if (!context.connecting?.keys)
    throw new Refusal(
      'conflict',
      'The service has no key to seal tokens with: start every process with the same DEBRIEF_SECRET_KEYS.',
    );
  const { ticket, kept } = newTicket(context.now());
  await context.db.transaction((tx) =>
    saveMailboxLogin(tx, { tenant: tenant.name, ...kept, owner, provider, language: language ?? null }),
  );
  const url = `${context.connecting.publicUrl}${START_PATH}?ticket=${ticket}`;
  return { url, expiresAt: kept.expiresAt.toISOString() };
}

const VARIABLES: Record<Provider, string> = {
  google: 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET',
  microsoft: 'MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET',
};

function notConfigured(provider: Provider): string {
  return `The service knows no app to log in with there: your admin starts it with ${VARIABLES[provider]}.`;
}

/** Uses a ticket up. Only the browser that has come can end the log-in that it is sent to. */
export async function openMailboxLogin(
  context: Context,
  ticket: string,
  browser: string | undefined,
): Promise<{ location: string; browser: string } | MailboxEnded> {
  const { db, connecting } = context;
  const ticketHash = hashOf(ticket);
  const login = await mailboxLoginOf(db, { ticketHash });
  if (!login || !connecting?.keys) return { outcome: { kind: 'unknown' }, language: null };
  const { language, owner } = login;
  const provider = context.mailProviders?.[login.provider];
  if (!provider) return { outcome: { kind: 'off' }, language };
  const now = new Date(context.now());
  const about = aboutVerifier(ticketHash);
  const { state, verifier, secret, used } = begin(browser, { now, keys: connecting.keys, about });
  if (!(await useMailboxTicket(db, ticketHash, now, used))) return { outcome: { kind: spentBy(login) }, language };
  const location = authorizeUrlOf(provider, { redirectUri: callbackOf(context), state, verifier, hint: owner });
  return { location, browser: secret };
}

/** What a person came back with. Whatever went wrong is an outcome with its mend; it is kept for whoever began it. */
export async function endMailboxLoginWith(
  context: Context,
  came: CameBack,
  browser: string | undefined,
): Promise<MailboxEnded> {
  const { db } = context;
  const stateHash = hashOf(came.state ?? '');
  const login = came.state ? await mailboxLoginOf(db, { stateHash }) : undefined;
  const tenant = login && (await tenantNow(context, login.tenant));
  if (!login || !tenant) return { outcome: { kind: 'unknown' }, language: null };
  const { language } = login;
  const fault = await endIn(browser, login, () => endMailboxLogin(db, stateHash, new Date(context.now())));
  if (fault) return { outcome: { kind: fault }, language };
  const outcome = await outcomeOf(context, tenant, login, came);
  if (outcome.kind !== 'connected') {
    const { message, fix } = mailboxWords('en', outcome);
    await failMailboxLogin(db, stateHash, { code: outcome.kind, message, fix });
    context.log.warn({ tenant: tenant.name, code: outcome.kind }, 'a log-in did not connect a mailbox');
  }
  return { outcome, language };
}

async function outcomeOf(
  context: Context,
  tenant: Tenant,
  login: MailboxLogin,
  { code, error, description = '', issuer }: CameBack,
): Promise<MailboxOutcome> {
  const { settings } = await readFeedSettings(context.db, tenant.name, 'emails', EmailSettings);
  const provider = context.mailProviders?.[login.provider];
  if (!settings.on || !provider) return { kind: 'off' };
  // RFC 9700, 4.4: a code goes to nobody but who gave it
  if (issuer && provider.issuer && issuer !== provider.issuer) return { kind: 'otherProvider' };
  const { name } = provider;
  if (error === 'access_denied' || error === 'consent_required') return { kind: 'accessDenied' };
  if (error)
    return { kind: 'refused', provider: name, code: error.slice(0, 80), description: description.slice(0, 300) };
  const verifier = openUnder(
    login.sealedVerifier ?? '',
    context.connecting?.keys ?? [],
    aboutVerifier(login.ticketHash),
  );
  if (!code || verifier === undefined) return { kind: 'unknown' };
  try {
    const given = { code, verifier, redirectUri: callbackOf(context) };
    const { scopes, ...tokens } = await exchangeMailCode(fetchOf(context), provider, given, TIMEOUT_MS);
    return await take(context, tenant, login, provider, tokens, scopes);
  } catch (failure) {
    if (!(failure instanceof MailboxError)) throw failure;
    if (failure.fault === 'later') return { kind: 'away', provider: name, code: failure.code };
    return { kind: 'refused', provider: name, code: failure.code, description: failure.message };
  }
}

async function take(
  context: Context,
  tenant: Tenant,
  { owner, provider: name }: MailboxLogin,
  provider: MailProvider,
  tokens: MailTokens,
  scopes: string[],
): Promise<MailboxOutcome> {
  const granted = { tenant: tenant.name, owner, grantId: randomUUID() };
  const connectedAt = new Date(context.now());
  const record = {
    ...granted,
    ...{ provider: name, clientId: provider.clientId, connectedAt },
    sealedTokens: sealMailTokens(context, granted, tokens),
  };
  if (!tokens.refreshToken || provider.needed.some((scope) => !scopes.includes(scope)))
    return { kind: 'missingScope', provider: provider.name };
  const ask: Ask = (path, init) => send(context, provider, tokens.accessToken, path, init);
  const addresses = await clientFor(name, provider, ask).addresses();
  const mailbox = await ownOf(context, tenant, owner, addresses);
  if (!mailbox) {
    // Google takes all of an app's access to a mailbox back at once: not that of whom it belongs to
    if (!(await isFollowed(context.db, addresses))) await revoke(context, { ...record, mailbox: addresses[0] ?? '' });
    return { kind: 'otherMailbox', given: addresses[0] ?? '', owner };
  }
  const before = await readMailbox(context.db, tenant.name, owner);
  const isTaken = await context.db.transaction(async (tx) => {
    if (!(await putMailbox(tx, { ...record, mailbox }))) return true;
    const isNews = await saveConsent(tx, { tenant: tenant.name, mailbox, granted: true, at: connectedAt, by: owner });
    await dropMailboxLogins(tx, tenant.name, owner);
    const what = isNews || !before ? 'gave Debrief access to' : 'renewed Debrief’s access to';
    await logActivity(tx, tenant.name, [
      { kind: 'consent', message: `${owner} ${what} the mailbox ${mailbox} at ${provider.name}.`.slice(0, 1000) },
    ]);
    return false;
  });
  if (isTaken) return { kind: 'taken', mailbox };
  if (before && before.mailbox !== mailbox) await revoke(context, before);
  context.mailboxes?.wake();
  return { kind: 'connected', mailbox };
}

/** The mailbox's address, if it is the user's: by itself, or because an admin has matched it to them by hand. */
async function ownOf(
  context: Context,
  tenant: Tenant,
  owner: string,
  addresses: string[],
): Promise<string | undefined> {
  if (addresses.includes(owner)) return owner;
  const known = await userAliases(context.db, tenant.name);
  const aliases = known.filter(({ email }) => addresses.includes(email));
  if (aliases.length === 0 || !tenant.credentials) return undefined;
  const users = await (await context.orgs.open(tenant)).users();
  const ids = new Set(users.filter(({ Email }) => normaliseEmail(Email) === owner).map(({ Id }) => Id));
  return aliases.find(({ userId }) => ids.has(userId))?.email;
}
