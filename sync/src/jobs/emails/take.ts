/**
 * Takes emails in. Whether one may be kept is decided in memory, by what it says and by what the org says of its people,
 * before anything of it is stored: not in the store, not in the queue, not in a log, not in an error.
 */
import { addressesOf, refusedAlone, refusedByOrg, type KnownPeople } from '../../email/decide.ts';
import { idOf, keyOfId } from '../../email/ids.ts';
import { EmailJson, mailOfJson } from '../../email/read-json.ts';
import { readMime, Unreadable, type MimeSource } from '../../email/read-mime.ts';
import { SENTENCES, type SkipReason } from '../../email/reasons.ts';
import { EmailSettings } from '../../email/settings.ts';
import { companyDomain, normaliseEmail } from '../../match/address.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { userAliases } from '../../store/people.ts';
import { consentedOf } from '../../store/mailbox-consents.ts';
import type { Db } from '../../store/schema.ts';
import { PAUSED, holdOf } from '../budget/hold.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf } from '../faults.ts';
import { deletedOf, keep, type Given, type Open } from './keep.ts';
import type { RawEmail } from './raw-email.ts';

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

function count(context: Context, tenant: Tenant, given: Given[]): void {
  for (const { reason } of given)
    context.metrics.add('debrief_emails_total', { tenant: tenant.name, outcome: reason ?? 'kept' });
}
