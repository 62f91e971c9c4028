/**
 * Takes emails in. Whether one may be kept is decided in memory, by what it says and by what the org says of its people,
 * before anything of it is stored: not in the store, not in the queue, not in a log, not in an error.
 */
import { conversationOf } from '../../email/conversation.ts';
import { addressesOf, refusedAlone, refusedByOrg, type KnownPeople } from '../../email/decide.ts';
import { idOf, keyOfId, sha256 } from '../../email/ids.ts';
import type { Mail } from '../../email/mail.ts';
import { EmailJson, mailOfJson } from '../../email/read-json.ts';
import { readMime, Unreadable, type MimeSource } from '../../email/read-mime.ts';
import { SENTENCES, UNMATCHED_DAYS, type SkipReason } from '../../email/reasons.ts';
import { EmailSettings } from '../../email/settings.ts';
import { forebears, threadOf } from '../../email/thread.ts';
import type { Part } from '../../intake/types.ts';
import { companyDomain, normaliseEmail } from '../../match/address.ts';
import { deletedHashes } from '../../store/emails-deleted.ts';
import { lockEmails, saveEmails, saveUnmatched, threadsOf } from '../../store/emails.ts';
import { existingKeys } from '../../store/conversations.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { userAliases } from '../../store/people.ts';
import { consentedOf } from '../../store/mailbox-consents.ts';
import type { Db } from '../../store/schema.ts';
import { acceptIn, countAccepted } from '../accept.ts';
import { PAUSED, holdOf } from '../budget/hold.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context, Tenant } from '../context.ts';
import { faultOf } from '../faults.ts';

export interface RawEmail {
  /** The address of the user whose mailbox it is from. */
  mailbox: string;
  /** RFC 5322 bytes, as they are, as latin1 or as they come; JSON; or what fetches the bytes, undefined where they are gone. */
  source: MimeSource | EmailJson | (() => Promise<Buffer | undefined>);
  /** Its headers, without a text: what they refuse is not fetched. Needed where `source` fetches. */
  head?: Mail;
  /** Where its owner opens it. */
  link?: string;
  /** The mailbox's own id, to fetch it again. */
  providerId?: string;
}

export interface Taken {
  /** Null where the email was not read. */
  key: string | null;
  status: 'kept' | 'skipped';
  reason?: SkipReason;
  sentence?: string;
}

/** The feed is off, so that nothing is taken. */
export class EmailsOff extends Error {
  constructor() {
    super('The email feed is off: an admin switches it on with `on` in PUT /v1/emails/settings.');
    this.name = 'EmailsOff';
  }
}

/** The org cannot be asked now, so that nothing can be decided. Nothing was kept: the same is to be given again. */
export class EmailsNotNow extends Refusal {
  readonly retryAfterSec: number;

  constructor(code: string, retryAfterMs: number) {
    const words = `Salesforce cannot be asked now whose email it is (${code}): nothing was read or kept. Send it again.`;
    super('unavailable', words);
    this.name = 'EmailsNotNow';
    this.retryAfterSec = Math.min(3600, Math.max(5, Math.ceil(retryAfterMs / 1000)));
  }
}

export interface TakeOptions {
  /** Done in the transaction that keeps what is taken; alone where nothing is. What it throws undoes both. */
  also?: (tx: Db) => Promise<void>;
}

interface Given extends RawEmail {
  mail?: Mail;
  id?: string;
  reason?: SkipReason;
}

const DAY_MS = 86_400_000;
const ASK_AGAIN_MS = 60_000;

/**
 * What became of each, in their order. Throws `EmailsOff` and `EmailsNotNow`, and then nothing of any is kept. The same
 * email again, from whichever mailbox, changes nothing.
 */
export async function takeEmails(
  context: Context,
  tenant: Tenant,
  emails: RawEmail[],
  { also }: TakeOptions = {},
): Promise<Taken[]> {
  const { settings } = await readFeedSettings(context.db, tenant.name, 'emails', EmailSettings);
  if (!settings.on) throw new EmailsOff();
  const given: Given[] = emails.map((email) => ({ ...email, mailbox: normaliseEmail(email.mailbox) ?? '' }));
  const consented = await consentedOf(context.db, tenant.name, [...new Set(given.map(({ mailbox }) => mailbox))]);
  for (const email of given) {
    if (!consented.has(email.mailbox)) email.reason = 'noConsent';
    else if (typeof email.source === 'function') readHead(email);
    else await read(email, email.source);
  }
  const deleted = await deletedOf(context, tenant, given);
  for (const email of given)
    if (email.mail && !email.reason) email.reason = deleted.has(email) ? 'deleted' : refusedAlone(email.mail, settings);
  const open = given.filter((email): email is Open => email.mail !== undefined && !email.reason);
  const known = await peopleOf(context, tenant, open);
  for (const email of open) {
    email.reason = refusedByOrg(email.mail, known);
    if (email.reason || typeof email.source !== 'function') continue;
    await read(email, await email.source());
    email.reason ??= refusedAlone(email.mail, settings) ?? refusedByOrg(email.mail, known);
  }
  await keep(context, tenant, open, known, also);
  count(context, tenant, given);
  return given.map(({ id, reason }): Taken => {
    const key = id === undefined ? null : keyOfId(id);
    return reason ? { key, status: 'skipped', reason, sentence: SENTENCES[reason] } : { key, status: 'kept' };
  });
}

type Open = Given & { mail: Mail; id: string };

/** Whatever its text says is decided once it is here. */
const NOT_YET = '…';

function readHead(email: Given): void {
  if (!email.head) throw new Error('An email that is to be fetched needs its headers.');
  email.mail = { ...email.head, text: NOT_YET };
  email.id = idOf(email.mail);
}

async function read(email: Given, source: MimeSource | EmailJson | undefined): Promise<void> {
  try {
    if (source === undefined) throw new Unreadable('It is gone from the mailbox.');
    const isMime = typeof source === 'string' || Buffer.isBuffer(source) || Symbol.asyncIterator in source;
    email.mail = isMime ? await readMime(source as MimeSource) : mailOfJson(EmailJson.parse(source));
    email.id = idOf(email.mail);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    email.reason = 'unreadable';
  }
}

async function deletedOf(context: Context, { name }: Tenant, given: Given[]): Promise<Set<Given>> {
  const hashOf = ({ id }: Given) => (id === undefined ? [] : [sha256(id)]);
  const found = await deletedHashes(context.db, name, given.flatMap(hashOf));
  return new Set(given.filter((email) => hashOf(email).some((hash) => found.has(hash))));
}

/** One question to the org for all of them. */
async function peopleOf(context: Context, tenant: Tenant, open: Open[]): Promise<KnownPeople> {
  if (open.length === 0) return { isOurs: () => false, isCustomer: () => false };
  const hold = await holdOf(context, tenant);
  // a pause is of writing: what is kept meanwhile waits with the rest
  if (hold && hold.code !== PAUSED.code) throw new EmailsNotNow(hold.code, hold.lookInMs);
  const aliases = new Set((await userAliases(context.db, tenant.name)).map(({ email }) => email));
  try {
    const org = await context.orgs.open(tenant);
    const { users, domains, customers } = await org.participants(open.flatMap(({ mail }) => addressesOf(mail)));
    return {
      isOurs: (address) => users.has(address) || aliases.has(address) || domains.has(companyDomain(address) ?? ''),
      isCustomer: (address) => customers.has(address),
    };
  } catch (error) {
    // the org's own words may repeat what it was asked, and that has addresses in it
    const { code, retryAfterMs = ASK_AGAIN_MS } = faultOf(error);
    throw new EmailsNotNow(code, retryAfterMs);
  }
}

/** Everything in one transaction, which looks once more whether it may: a consent may have ended meanwhile. */
async function keep(
  context: Context,
  tenant: Tenant,
  open: Open[],
  known: KnownPeople,
  also?: TakeOptions['also'],
): Promise<void> {
  const wanted = open.filter(({ reason }) => !reason || reason === 'noContact');
  if (wanted.length === 0) return also && context.db.transaction(also);
  const now = new Date(context.now());
  const parts = await context.db.transaction(async (tx) => {
    await lockEmails(tx, tenant.name, 'share');
    const mailboxes = [...new Set(wanted.map(({ mailbox }) => mailbox))].sort();
    const consented = await consentedOf(tx, tenant.name, mailboxes, true);
    const deleted = await deletedOf({ ...context, db: tx }, tenant, wanted);
    for (const email of wanted)
      if (!consented.has(email.mailbox)) email.reason = 'noConsent';
      else if (deleted.has(email)) email.reason = 'deleted';

    const kept = wanted.filter(({ reason }) => !reason).toSorted((a, b) => dateOf(a) - dateOf(b));
    const threads = await threadsOf(tx, tenant.name, [
      ...new Set(kept.flatMap(({ mail, id }) => [id, ...forebears(mail)])),
    ]);
    for (const { mail, id } of kept) threads.set(id, threads.get(id) ?? threadOf(mail, threads));
    const there = new Set(
      await existingKeys(
        tx,
        tenant.name,
        kept.map(({ id }) => keyOfId(id)),
      ),
    );
    const found = kept.flatMap((email): Part[] => {
      const key = keyOfId(email.id);
      // what has an id that is known changes nothing, whoever sent it; only the sender's own copy says more
      if (there.has(key) && !isSendersOwn(email)) return [];
      there.add(key);
      return [partOf(email, { threadId: threads.get(email.id) ?? email.id, known, now: context.now() })];
    });
    await acceptIn(context, tx, tenant.name, found);
    await saveEmails(
      tx,
      kept.map(({ mailbox, id }) => ({
        ...{ tenant: tenant.name, key: keyOfId(id), mailbox, messageId: id },
        ...{ threadId: threads.get(id) ?? id, takenAt: now },
      })),
    );
    await saveUnmatched(
      tx,
      wanted.flatMap(({ reason, mailbox, mail, id, providerId }) =>
        // an id that was made of what the email says would say something of it
        reason === 'noContact' && (mail.messageId || providerId)
          ? [
              {
                ...{ tenant: tenant.name, mailbox, messageId: mail.messageId ? id : `provider:${providerId}` },
                ...{ providerId: providerId ?? null, since: now, until: new Date(+now + UNMATCHED_DAYS * DAY_MS) },
              },
            ]
          : [],
      ),
    );
    await also?.(tx);
    return found;
  });
  countAccepted(context, tenant.name, parts);
}

const dateOf = ({ mail }: Open): number => Date.parse(mail.date ?? '') || 0;
const isSendersOwn = ({ mail, mailbox }: Open): boolean => mail.from?.address === mailbox && !mail.authentication;

function partOf(
  { mail, mailbox, link, id }: Open,
  { threadId, known, now }: { threadId: string; known: KnownPeople; now: string },
): Part {
  const { isOurs } = known;
  const content = conversationOf(mail, { mailbox, isOurs, threadId, now, ...(link ? { link } : {}) });
  return { key: keyOfId(id), name: 'whole', content };
}

function count(context: Context, tenant: Tenant, given: Given[]): void {
  for (const { reason } of given)
    context.metrics.add('debrief_emails_total', { tenant: tenant.name, outcome: reason ?? 'kept' });
}
