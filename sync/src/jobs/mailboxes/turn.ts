/**
 * One turn of reading a mailbox. Headers come first; whose content may not be kept is not fetched. How far it was read is
 * kept with what was taken, in one transaction, so that a crash loses nothing and doubles nothing.
 */
import { randomUUID } from 'node:crypto';
import { MailboxError, type EmailHead, type MailboxClient } from '../../email/mailbox/types.ts';
import type { SkipReason } from '../../email/reasons.ts';
import { logActivity } from '../../store/activity.ts';
import { readUnmatched } from '../../store/emails.ts';
import {
  endTurn,
  holdMailbox,
  moveCursor,
  readMailbox,
  type MailboxProblem,
  type MailboxRecord,
} from '../../store/mailboxes.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { EmailsNotNow, EmailsOff, takeEmails } from '../emails/take.ts';
import type { RawEmail } from '../emails/raw-email.ts';
import { errorFacts } from '../error-facts.ts';
import { ConsentEnded, openMailbox } from './access.ts';

const DAY_MS = 86_400_000;
/** How far back a mailbox is read the first time, and where its place in it is lost. */
export const RECENT_DAYS = 7;
const NEXT_MS = 60_000;
/** What an admin has to mend is looked at again so often. */
const REFUSED_MS = 3_600_000;
const BACKOFF_MS = { first: 30_000, most: 3_600_000 };
/** A provider that is away for longer than these many tries is told as a problem. */
const QUIET_TRIES = 3;
/** Whoever has died leaves it to the next after that. */
const HOLD_SECONDS = 30;
/** Another turn goes on from there. */
const MOST_PAGES = 200;
/** Sources in memory at once; the biggest have 50 MB. */
const AT_ONCE = 25;
const MOST_AGAIN = 500;

export interface Turn {
  /** `held`: another process reads it. `ended`: the consent ended meanwhile. `failed`: the problem says why. */
  outcome: 'read' | 'held' | 'ended' | 'waits' | 'failed';
  looked: number;
  kept: number;
  skipped: Partial<Record<SkipReason, number>>;
  /** The place in the mailbox was too old, so that its recent days were read anew. */
  isResync: boolean;
}

export async function readMailboxNow(context: Context, tenant: Tenant, mailbox: MailboxRecord): Promise<Turn> {
  const { db } = context;
  const holder = randomUUID();
  const turn: Turn = { outcome: 'read', looked: 0, kept: 0, skipped: {}, isResync: false };
  if (!(await holdMailbox(db, mailbox, holder, HOLD_SECONDS))) return { ...turn, outcome: 'held' };
  // as it stands now that nobody else reads it
  const now = await readMailbox(db, tenant.name, mailbox.owner);
  if (now?.grantId !== mailbox.grantId) return { ...turn, outcome: 'ended' };
  const heart = setInterval(
    () => void holdMailbox(db, now, holder, HOLD_SECONDS).catch(() => undefined),
    (HOLD_SECONDS * 1000) / 3,
  );
  try {
    const client = openMailbox(context, now);
    const reader: Reader = { context, tenant, mailbox: now, holder, client, turn };
    const isAtEnd = await readPages(reader);
    const isAgain = isAtEnd && isDue(context, now);
    if (isAgain) await lookAgain(reader);
    await endTurn(db, now, holder, {
      ...{ syncedAt: new Date(context.now()), problem: null, tries: 0, dueAt: in_(context, isAtEnd ? NEXT_MS : 0) },
      ...(isAgain ? { againAt: new Date(context.now()) } : {}),
    });
    if (now.problem) await tell(context, now, 'can be read again.');
    return turn;
  } catch (error) {
    return { ...turn, outcome: await failTurn(context, now, holder, error) };
  } finally {
    clearInterval(heart);
  }
}

interface Reader {
  context: Context;
  tenant: Tenant;
  mailbox: MailboxRecord;
  holder: string;
  client: MailboxClient;
  turn: Turn;
}

/** True where everything that is there has been read. */
async function readPages(reader: Reader): Promise<boolean> {
  const { context, mailbox, client, turn, holder } = reader;
  const since = new Date(Date.parse(context.now()) - RECENT_DAYS * DAY_MS);
  let cursor = mailbox.cursor ?? undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await client.next(cursor, since);
    turn.isResync ||= page.isResync ?? false;
    turn.looked += page.heads.length;
    for (let from = 0; from < Math.max(1, page.heads.length); from += AT_ONCE) {
      const isEnd = from + AT_ONCE >= page.heads.length;
      await take(reader, page.heads.slice(from, from + AT_ONCE), isEnd ? page.cursor : undefined);
    }
    if (page.isLast) return true;
    ({ cursor } = page);
    if (!(await holdMailbox(context.db, mailbox, holder, HOLD_SECONDS))) throw new ConsentEnded();
  }
  return false;
}

async function take(reader: Reader, heads: EmailHead[], cursor?: string): Promise<void> {
  const { context, tenant, mailbox, holder, client, turn } = reader;
  const emails = heads.map(({ providerId, mail, link }): RawEmail => ({
    ...{ mailbox: mailbox.mailbox, providerId, head: mail },
    ...(link ? { link } : {}),
    source: async () => {
      // a withdrawal stops what is being read: nothing more is fetched, and what was is not kept
      const now = await readMailbox(context.db, tenant.name, mailbox.owner);
      if (now?.grantId !== mailbox.grantId) throw new ConsentEnded();
      return client.source(providerId);
    },
  }));
  const taken = await takeEmails(context, tenant, emails, {
    also: async (tx) => {
      if (cursor !== undefined && !(await moveCursor(tx, mailbox, holder, cursor))) throw new ConsentEnded();
    },
  });
  for (const { reason } of taken)
    if (reason) turn.skipped[reason] = (turn.skipped[reason] ?? 0) + 1;
    else turn.kept += 1;
}

function isDue(context: Context, { againAt }: MailboxRecord): boolean {
  return againAt === null || Date.parse(context.now()) - againAt.getTime() >= DAY_MS;
}

/** Those whose people were not in the CRM: their headers once more, and their content where they are by now. */
async function lookAgain(reader: Reader): Promise<void> {
  const { context, tenant, mailbox, client } = reader;
  const waiting = await readUnmatched(context.db, tenant.name, new Date(context.now()));
  const ids = waiting.flatMap((each) => (each.mailbox === mailbox.mailbox ? (each.providerId ?? []) : []));
  const some = ids.slice(0, MOST_AGAIN);
  for (let from = 0; from < some.length; from += AT_ONCE)
    await take(reader, await client.heads(some.slice(from, from + AT_ONCE)));
}

async function failTurn(
  context: Context,
  mailbox: MailboxRecord,
  holder: string,
  error: unknown,
): Promise<Turn['outcome']> {
  const { db } = context;
  if (error instanceof ConsentEnded) return 'ended';
  // nothing is asked of a mailbox while the feed is off
  if (error instanceof EmailsOff) {
    await endTurn(db, mailbox, holder, { dueAt: in_(context, NEXT_MS) });
    return 'waits';
  }
  if (error instanceof EmailsNotNow) {
    await endTurn(db, mailbox, holder, { dueAt: in_(context, error.retryAfterSec * 1000) });
    return 'waits';
  }
  const tries = mailbox.tries + 1;
  const isKnown = error instanceof MailboxError;
  if (!isKnown) context.log.error({ tenant: mailbox.tenant, ...errorFacts(error) }, 'a mailbox could not be read');
  const { fault, code, message, retryAfterSec } = isKnown
    ? error
    : { fault: 'strange', code: 'INTERNAL', message: 'The service failed to read it.', retryAfterSec: undefined };
  const backoff = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
  const wait = fault === 'refused' ? REFUSED_MS : Math.max((retryAfterSec ?? 0) * 1000, backoff);
  const isQuiet = fault === 'later' && tries <= QUIET_TRIES;
  const problem: MailboxProblem = {
    ...{ code: fault === 'auth' ? 'ACCESS_ENDED' : code, detail: message, needsUser: fault === 'auth' },
    since: mailbox.problem?.since ?? context.now(),
  };
  await endTurn(db, mailbox, holder, {
    ...{ tries, dueAt: fault === 'auth' ? null : in_(context, wait) },
    ...(isQuiet ? {} : { problem }),
  });
  context.log.warn({ tenant: mailbox.tenant, code, fault }, 'a mailbox was not read');
  if (!isQuiet && mailbox.problem?.code !== problem.code)
    await tell(context, mailbox, `cannot be read: ${message} ${mendOf(problem)}`);
  return isQuiet ? 'waits' : 'failed';
}

export function mendOf({ needsUser, code }: Pick<MailboxProblem, 'needsUser' | 'code'>): string {
  if (needsUser) return 'Its user connects it again on the page My mailbox.';
  if (code === 'NOT_CONFIGURED') return 'Start the service with the app that users have given access to.';
  return 'It is tried again by itself.';
}

async function tell({ db }: Context, { tenant, mailbox }: MailboxRecord, what: string): Promise<void> {
  await logActivity(db, tenant, [{ kind: 'consent', message: `The mailbox ${mailbox} ${what}`.slice(0, 1000) }]);
}

const in_ = (context: Context, ms: number): Date => new Date(Date.parse(context.now()) + ms);
