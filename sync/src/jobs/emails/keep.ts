/** Keeps what may be kept of the emails that were given: all in one transaction, which looks once more whether it may. */
import { conversationOf } from '../../email/conversation.ts';
import type { KnownPeople } from '../../email/decide.ts';
import { keyOfId, sha256 } from '../../email/ids.ts';
import type { Mail } from '../../email/mail.ts';
import { UNMATCHED_DAYS, type SkipReason } from '../../email/reasons.ts';
import { forebears, threadOf } from '../../email/thread.ts';
import type { Part } from '../../intake/types.ts';
import { existingKeys } from '../../store/conversations.ts';
import { deletedHashes } from '../../store/emails-deleted.ts';
import { lockEmails, saveEmails, saveUnmatched, threadsOf } from '../../store/emails.ts';
import { consentedOf } from '../../store/mailbox-consents.ts';
import type { Db } from '../../store/schema.ts';
import { acceptIn, countAccepted } from '../accept.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { errorFacts } from '../error-facts.ts';
import type { RawEmail } from './raw-email.ts';

const DAY_MS = 86_400_000;

export interface Given extends RawEmail {
  mail?: Mail;
  id?: string;
  reason?: SkipReason;
}

export type Open = Given & { mail: Mail; id: string };

export async function deletedOf(context: Context, { name }: Tenant, given: Given[]): Promise<Set<Given>> {
  const hashOf = ({ id }: Given) => (id === undefined ? [] : [sha256(id)]);
  const found = await deletedHashes(context.db, name, given.flatMap(hashOf));
  return new Set(given.filter((email) => hashOf(email).some((hash) => found.has(hash))));
}

/** A consent may have ended since the decision, and a user may have deleted the email. */
export async function keep(
  context: Context,
  tenant: Tenant,
  open: Open[],
  known: KnownPeople,
  also?: (tx: Db) => Promise<void>,
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
      try {
        const part = partOf(email, { threadId: threads.get(email.id) ?? email.id, known, now: context.now() });
        there.add(key);
        return [part];
      } catch (error) {
        // one that nobody foresaw must not keep those beside it, and all that come after, from being taken
        context.log.error({ tenant: tenant.name, ...errorFacts(error) }, 'an email could not be read');
        email.reason = 'unreadable';
        return [];
      }
    });
    await acceptIn(context, tx, tenant.name, found);
    const taken = kept.filter(({ reason }) => !reason);
    await saveEmails(
      tx,
      taken.map(({ mailbox, id }) => ({
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
