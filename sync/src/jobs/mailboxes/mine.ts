/** How a user's mailbox stands, for them, and how all of them stand, for an admin. */
import { EmailSettings } from '../../email/settings.ts';
import { PROVIDERS, type Provider } from '../../email/mailbox/types.ts';
import { normaliseEmail } from '../../match/address.ts';
import { keptByMailbox } from '../../store/emails.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { allConsents, readConsent } from '../../store/mailbox-consents.ts';
import { lastMailboxLogin } from '../../store/mailbox-logins.ts';
import { listMailboxes, readMailbox, type MailboxProblem, type MailboxRecord } from '../../store/mailboxes.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { setConsent, type ConsentAnswer } from '../emails/consent.ts';
import { mendOf } from './turn.ts';

export interface TheProblem {
  code: string;
  /** The provider's own words, or the service's. */
  message: string;
  fix: string;
  /** Only the user can mend it, by giving consent anew. */
  needsUser: boolean;
  since: string;
}

/** Times are RFC 3339 UTC. */
export interface MyMailbox {
  /** `off`: an admin has not switched on the feed, or no provider. `waiting`: a log-in was begun and has not come back. */
  status: 'off' | 'notConnected' | 'waiting' | 'connected' | 'problem';
  /** Whether the feed is on, whatever the providers. */
  isOn: boolean;
  providers: Provider[];
  provider: Provider | null;
  mailbox: string | null;
  since: string | null;
  /** Null until it was read to its end. */
  lastSyncAt: string | null;
  /** Emails that the mailbox gave and that are kept. */
  kept: number;
  problem: TheProblem | null;
  waitingUntil: string | null;
  /** Why the last log-in came to nothing. */
  loginProblem: { code: string; message: string; fix: string } | null;
  withdrawnAt: string | null;
  neverSubjects: string[];
}

export async function myMailbox(context: Context, tenant: Tenant, user: string): Promise<MyMailbox> {
  const { db } = context;
  const { name } = tenant;
  const owner = ownerOf(user);
  const { settings } = await readFeedSettings(db, name, 'emails', EmailSettings);
  const providers = context.connecting?.keys
    ? PROVIDERS.filter((each) => context.mailProviders?.[each] !== undefined)
    : [];
  const record = await readMailbox(db, name, owner);
  const login = await lastMailboxLogin(db, name, owner, new Date(context.now()));
  const consent = await readConsent(db, name, record?.mailbox ?? owner);
  const kept = (await keptByMailbox(db, name)).get(record?.mailbox ?? owner) ?? 0;
  const isOn = settings.on;
  const status = !isOn
    ? 'off'
    : record
      ? record.problem
        ? 'problem'
        : 'connected'
      : providers.length === 0
        ? 'off'
        : login.waitingUntil
          ? 'waiting'
          : 'notConnected';
  return {
    ...{ status, isOn, providers, kept, neverSubjects: settings.neverSubjects },
    provider: record?.provider ?? null,
    mailbox: record?.mailbox ?? null,
    since: record?.connectedAt.toISOString() ?? null,
    lastSyncAt: record?.syncedAt?.toISOString() ?? null,
    problem: problemOf(record?.problem),
    waitingUntil: login.waitingUntil?.toISOString() ?? null,
    loginProblem: login.problem,
    withdrawnAt: consent && !consent.granted ? consent.at.toISOString() : null,
  };
}

function ownerOf(user: string): string {
  const owner = normaliseEmail(user);
  if (owner) return owner;
  throw new Refusal('invalid', 'Nobody is known by that.', [{ pointer: '?user', detail: 'is no email address' }]);
}

function problemOf(problem: MailboxProblem | null | undefined): TheProblem | null {
  if (!problem) return null;
  const { code, detail, needsUser, since } = problem;
  return { code, message: detail, fix: mendOf(problem), needsUser, since };
}

export interface ListedMailbox {
  /** The user's address in the org; null for a mailbox whose emails are sent in from outside. */
  user: string | null;
  mailbox: string;
  provider: Provider | null;
  state: 'connected' | 'problem' | 'consented' | 'withdrawn';
  since: string;
  lastSyncAt: string | null;
  problem: TheProblem | null;
  kept: number;
}

/** Who has given consent, and who has withdrawn it: the connected first. */
export async function mailboxesOf(context: Context, { name }: Pick<Tenant, 'name'>): Promise<ListedMailbox[]> {
  const records = await listMailboxes(context.db, name);
  const consents = await allConsents(context.db, name);
  const kept = await keptByMailbox(context.db, name);
  const followed = new Set(records.map(({ mailbox }) => mailbox));
  return [
    ...records.map((record: MailboxRecord): ListedMailbox => ({
      ...{ user: record.owner, mailbox: record.mailbox, provider: record.provider },
      ...{ state: record.problem ? 'problem' : 'connected', since: record.connectedAt.toISOString() },
      lastSyncAt: record.syncedAt?.toISOString() ?? null,
      problem: problemOf(record.problem),
      kept: kept.get(record.mailbox) ?? 0,
    })),
    ...consents
      .filter(({ mailbox }) => !followed.has(mailbox))
      .map(({ mailbox, granted, at }): ListedMailbox => ({
        ...{ user: null, mailbox, provider: null, state: granted ? 'consented' : 'withdrawn' },
        ...{ since: at.toISOString(), lastSyncAt: null, problem: null, kept: kept.get(mailbox) ?? 0 },
      })),
  ];
}

/** Ends a user's consent. Undefined where they never gave one. `forget` may throw a `Refusal` once it has ended. */
export async function withdrawMine(
  context: Context,
  tenant: Tenant,
  { user, forget, by }: { user: string; forget?: boolean; by?: string },
): Promise<ConsentAnswer | undefined> {
  const owner = ownerOf(user);
  const record = await readMailbox(context.db, tenant.name, owner);
  const mailbox = record?.mailbox ?? owner;
  if (!record && !(await readConsent(context.db, tenant.name, mailbox))) return undefined;
  const wish = { mailbox, granted: false, by: by ?? owner };
  return setConsent(context, tenant, { ...wish, ...(forget === undefined ? {} : { forget }) });
}
