/** A user's consent to the email feed, given or withdrawn: kept with the time and by whom. */
import { normaliseEmail } from '../../match/address.ts';
import { logActivity } from '../../store/activity.ts';
import { dropOfMailbox, dropUnmatched, keysOfMailbox } from '../../store/emails.ts';
import { readConsent, saveConsent } from '../../store/mailbox-consents.ts';
import { inTurn } from '../by-hand/in-turn.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { accessWords, endAccess, type EndedAccess } from '../mailboxes/access.ts';
import { forgetEmails } from './delete.ts';

export interface ConsentWish {
  mailbox: string;
  granted: boolean;
  by?: string;
  /** With a withdrawal: what the mailbox gave is deleted, here and in the org. */
  forget?: boolean;
}

export interface ConsentAnswer {
  mailbox: string;
  granted: boolean;
  /** RFC 3339 UTC. */
  at: string;
  by: string | null;
  /** Emails of this mailbox that stay, those that it alone gave and those that another gave, too. */
  kept: { own: number; shared: number };
  /** Emails that were deleted, and Message-IDs that were. */
  deleted: { emails: number; messageIds: number };
  /** The same for people. */
  words: string;
}

const NO_ACCESS: EndedAccess = { end: 'none', provider: null };

const emails = (count: number) => `${count} email${count === 1 ? '' : 's'}`;

/**
 * A withdrawal stops what is being read at once: whoever keeps an email asks for the consent in the same transaction.
 * `forget` asks the org, and may throw a `Refusal` or its fault: the consent has ended all the same.
 */
export async function setConsent(context: Context, tenant: Tenant, wish: ConsentWish): Promise<ConsentAnswer> {
  const { granted, by, forget = false } = wish;
  const mailbox = normaliseEmail(wish.mailbox) ?? wish.mailbox;
  const at = new Date(context.now());
  const messageIds = await context.db.transaction(async (tx) => {
    const isNew = await saveConsent(tx, { tenant: tenant.name, mailbox, granted, at, by: by ?? null });
    const dropped = granted ? 0 : await dropUnmatched(tx, tenant.name, { mailbox });
    if (isNew) {
      const what = granted ? 'agreed to the email feed' : 'withdrew from the email feed';
      await logActivity(tx, tenant.name, [
        { kind: 'consent', message: `The user of ${mailbox} ${what}${by ? ` (by ${by})` : ''}.`.slice(0, 1000) },
      ]);
    }
    return dropped;
  });
  const access = granted ? NO_ACCESS : await endAccess(context, tenant.name, mailbox);
  const forgotten = !granted && forget ? await forgetMailbox(context, tenant, mailbox, by) : 0;
  const { own, shared } = await keysOfMailbox(context.db, tenant.name, mailbox);
  const consent = await readConsent(context.db, tenant.name, mailbox);
  return {
    ...{ mailbox, granted, at: (consent?.at ?? at).toISOString(), by: consent?.by ?? null },
    kept: { own: own.length, shared: shared.length },
    deleted: { emails: forgotten, messageIds },
    words: granted
      ? 'Emails of this mailbox are taken from now on, where a contact or lead takes part and no rule keeps them out.'
      : [inWords({ own: own.length, shared: shared.length, forgotten, messageIds }), accessWords(access)]
          .filter(Boolean)
          .join(' '),
  };
}

function inWords(now: { own: number; shared: number; forgotten: number; messageIds: number }): string {
  const { own, shared, forgotten, messageIds } = now;
  return [
    'Nothing of this mailbox is read from now on.',
    ...(forgotten > 0
      ? [`${emails(forgotten)} were deleted, here and in Salesforce.`.replace('1 email were', '1 email was')]
      : []),
    own > 0
      ? `${emails(own)} that this mailbox gave ${own === 1 ? 'stays' : 'stay'} on the deals they belong to; forget=true deletes them, here and in Salesforce.`
      : 'No email that only this mailbox gave is kept.',
    ...(shared > 0
      ? [`${emails(shared)} of it ${shared === 1 ? 'stays' : 'stay'}, because a colleague’s mailbox gave them, too.`]
      : []),
    `${messageIds} Message-ID${messageIds === 1 ? '' : 's'} of emails without a contact ${messageIds === 1 ? 'was' : 'were'} deleted.`,
  ].join(' ');
}

async function forgetMailbox(context: Context, tenant: Tenant, mailbox: string, by?: string): Promise<number> {
  return inTurn(context, tenant.name, async () => {
    const { own, shared } = await keysOfMailbox(context.db, tenant.name, mailbox);
    const done = await forgetEmails(context, tenant, own, by);
    await dropOfMailbox(context.db, tenant.name, mailbox, shared);
    return done;
  });
}
