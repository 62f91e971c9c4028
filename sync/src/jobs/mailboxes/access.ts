/** The way into a mailbox: its tokens sealed in the store, renewed by one process at a time, ended with the consent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gmail } from '../../email/mailbox/gmail/gmail.ts';
import { graph } from '../../email/mailbox/graph/graph.ts';
import { MailboxError, type Answered, type Ask, type MailboxClient, type Provider } from '../../email/mailbox/types.ts';
import {
  claimTokens,
  dropMailbox,
  isFollowed,
  keepTokens,
  mailboxOf,
  readMailbox,
  type Granted,
  type MailboxRecord,
} from '../../store/mailboxes.ts';
import { dropMailboxLogins } from '../../store/mailbox-logins.ts';
import { fetchOf } from '../fetch-of.ts';
import type { Context } from '../context.ts';
import { errorFacts } from '../error-facts.ts';
import { openUnder, sealUnder } from '../seal.ts';
import { awayOf, refreshMailTokens, revokeMailToken, type MailTokens } from './oauth.ts';
import type { MailProvider } from './providers.ts';

const TURN_SECONDS = 60;
const LOOK_MS = 100;
const LOGIN_MS = 30_000;
/** An email with 50 MB of attachments comes this long over a slow line. */
const LONGEST_MS = 120_000;

const about = ({ tenant, owner, grantId }: Granted): string => `mailbox of ${owner} in ${tenant}, ${grantId}`;

export function sealMailTokens(context: Context, granted: Granted, tokens: MailTokens): string {
  const keys = context.connecting?.keys;
  if (!keys) throw new Error('There are no keys to seal tokens with.');
  return sealUnder(JSON.stringify(tokens), keys, about(granted));
}

function openTokens(context: Context, mailbox: Granted & Pick<MailboxRecord, 'sealedTokens'>): MailTokens {
  const text = openUnder(mailbox.sealedTokens, context.connecting?.keys ?? [], about(mailbox));
  if (text !== undefined) return JSON.parse(text) as MailTokens;
  throw new MailboxError('auth', 'SECRET_KEY_MISSING', 'The key that its tokens were sealed with is not there.');
}

/** The consent has ended, or was given anew: what was begun under it goes no further. */
export class ConsentEnded extends Error {
  constructor() {
    super('The consent that this was begun under has ended.');
    this.name = 'ConsentEnded';
  }
}

export function providerOf(context: Context, { provider, clientId }: Pick<MailboxRecord, 'provider' | 'clientId'>) {
  const found = context.mailProviders?.[provider];
  // refresh tokens are good for the app only that they were given to
  if (found?.clientId === clientId) return found;
  throw new MailboxError('refused', 'NOT_CONFIGURED', 'The service was started without the app that was given access.');
}

/** Nothing is asked before its first method. Throws a `MailboxError`, and `ConsentEnded` as soon as it is over. */
export function openMailbox(context: Context, mailbox: MailboxRecord): MailboxClient {
  const provider = providerOf(context, mailbox);
  let tokens = openTokens(context, mailbox);
  const ask: Ask = async (path, init = {}) => {
    const answer = await send(context, provider, tokens.accessToken, path, init);
    if (answer.status !== 401) return answer;
    tokens = await renewed(context, provider, mailbox, tokens.accessToken);
    return send(context, provider, tokens.accessToken, path, init);
  };
  return clientFor(mailbox.provider, provider, ask);
}

export function clientFor(name: Provider, { apiUrl }: MailProvider, ask: Ask): MailboxClient {
  return name === 'google' ? gmail(ask) : graph(ask, apiUrl);
}

export async function send(
  context: Context,
  { apiUrl, name }: MailProvider,
  accessToken: string,
  path: string,
  { method = 'GET', headers = {}, body }: Parameters<Ask>[1] & object = {},
): Promise<Answered> {
  try {
    const answer = await fetchOf(context)(apiUrl + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(LONGEST_MS),
      redirect: 'error',
    });
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  } catch (error) {
    throw awayOf(name, error);
  }
}

async function renewed(
  context: Context,
  provider: MailProvider,
  granted: MailboxRecord,
  spent: string,
): Promise<MailTokens> {
  const { db } = context;
  for (;;) {
    const mailbox = await readMailbox(db, granted.tenant, granted.owner);
    if (mailbox?.grantId !== granted.grantId) throw new ConsentEnded();
    const kept = openTokens(context, mailbox);
    if (kept.accessToken !== spent) return kept;
    if (!(await claimTokens(db, mailbox, TURN_SECONDS))) {
      await sleep(LOOK_MS);
      continue;
    }
    try {
      const fresh = await refreshMailTokens(fetchOf(context), provider, kept.refreshToken, LOGIN_MS);
      if (await keepTokens(db, mailbox, sealMailTokens(context, mailbox, fresh))) return fresh;
    } catch (error) {
      await keepTokens(db, mailbox);
      throw error;
    }
  }
}

/** What became of the access at its provider. `deletedHere`: the provider has no way to take it back. */
export type AccessEnd = 'none' | 'revoked' | 'deletedHere' | 'notReached';

export interface EndedAccess {
  end: AccessEnd;
  provider: Provider | null;
}

/** What became of the access, for people; empty where there was none. */
export function accessWords({ end, provider }: EndedAccess): string {
  const name = provider === 'google' ? 'Google' : 'Microsoft';
  switch (end) {
    case 'none':
      return '';
    case 'revoked':
      return `${name} has taken the access back, and its tokens are deleted.`;
    case 'deletedHere':
      return provider === 'microsoft'
        ? 'The tokens are deleted. Microsoft has no way for an app to give its access back: remove Debrief at https://myapps.microsoft.com, or ask your admin.'
        : 'The tokens are deleted.';
    case 'notReached':
      return `The tokens are deleted, but ${name} was not told: remove Debrief among the apps of your ${name} account.`;
  }
}

/** Forgets the way into a mailbox, and has its provider take it back. A provider that is away changes nothing of the first. */
export async function endAccess(context: Context, tenant: string, mailbox: string): Promise<EndedAccess> {
  const found = await mailboxOf(context.db, tenant, mailbox);
  if (!found) return { end: 'none', provider: null };
  await context.db.transaction(async (tx) => {
    await dropMailbox(tx, tenant, found.owner);
    await dropMailboxLogins(tx, tenant, found.owner);
  });
  return { end: await revoke(context, found), provider: found.provider };
}

/** Of what is not in the store any more, or never was. */
export async function revoke(
  context: Context,
  mailbox: Pick<MailboxRecord, 'tenant' | 'owner' | 'grantId' | 'sealedTokens' | 'provider' | 'clientId' | 'mailbox'>,
): Promise<AccessEnd> {
  try {
    // Google takes all of an app's access to a mailbox back at once: another tenant may have it, too
    if (await isFollowed(context.db, [mailbox.mailbox])) return 'deletedHere';
    const { refreshToken, accessToken } = openTokens(context, mailbox);
    const provider = providerOf(context, mailbox);
    const isDone = await revokeMailToken(fetchOf(context), provider, refreshToken || accessToken, LOGIN_MS);
    return isDone ? 'revoked' : 'deletedHere';
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    context.log.warn({ tenant: mailbox.tenant, ...errorFacts(error) }, 'an access was not given back to its provider');
    return 'notReached';
  }
}
