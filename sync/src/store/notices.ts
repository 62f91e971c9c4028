/** Who was told what, once for each key and channel; and the tenant's Slack webhook, sealed. */
import { and, eq, lt } from 'drizzle-orm';
import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

export const CHANNELS = ['inApp', 'slack'] as const;
export type Channel = (typeof CHANNELS)[number];

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const notices = pgTable(
  'notices',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    /** `sending` from before it goes: after a crash nobody knows whether it went, and it does not go again. */
    outcome: text('outcome').$type<'sending' | 'sent' | 'failed'>().notNull(),
    note: text('note').notNull().default(''),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key, table.channel] })],
);

const slackWebhooks = pgTable('slack_webhooks', {
  tenant: text('tenant').primaryKey(),
  sealedUrl: text('sealed_url').notNull(),
  setAt: instant('set_at').notNull(),
  setBy: text('set_by'),
});

export interface NoticeRef {
  tenant: string;
  key: string;
  channel: Channel;
}

const of = ({ tenant, key, channel }: NoticeRef) =>
  and(eq(notices.tenant, tenant), eq(notices.key, key), eq(notices.channel, channel));

/** No key comes again after so long. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** Undefined where it is this caller's to send; else what became of it. */
export async function claimNotice(
  db: Db,
  ref: NoticeRef,
  now: Date,
): Promise<{ outcome: 'sending' | 'sent' | 'failed'; at: Date } | undefined> {
  const mine = await db
    .insert(notices)
    .values({ ...ref, outcome: 'sending', at: now })
    .onConflictDoNothing()
    .returning({ key: notices.key });
  if (mine.length > 0) {
    await db
      .delete(notices)
      .where(and(eq(notices.tenant, ref.tenant), lt(notices.at, new Date(now.getTime() - KEPT_MS))));
    return undefined;
  }
  const [row] = await db.select({ outcome: notices.outcome, at: notices.at }).from(notices).where(of(ref)).limit(1);
  return row ?? { outcome: 'sending', at: now };
}

export async function settleNotice(db: Db, ref: NoticeRef, outcome: 'sent' | 'failed', note: string): Promise<void> {
  await db.update(notices).set({ outcome, note }).where(of(ref));
}

/** It certainly did not go: the next to ask may send it. */
export async function releaseNotice(db: Db, ref: NoticeRef): Promise<void> {
  await db.delete(notices).where(of(ref));
}

export async function readSlack(
  db: Db,
  tenant: string,
): Promise<{ sealedUrl: string; setAt: Date; setBy: string | null } | undefined> {
  const [row] = await db.select().from(slackWebhooks).where(eq(slackWebhooks.tenant, tenant)).limit(1);
  return row;
}

export async function saveSlack(db: Db, tenant: string, sealedUrl: string, setAt: Date, setBy?: string): Promise<void> {
  const values = { sealedUrl, setAt, setBy: setBy ?? null };
  await db
    .insert(slackWebhooks)
    .values({ tenant, ...values })
    .onConflictDoUpdate({ target: slackWebhooks.tenant, set: values });
}

/** False where there was none. */
export async function dropSlack(db: Db, tenant: string): Promise<boolean> {
  const rows = await db
    .delete(slackWebhooks)
    .where(eq(slackWebhooks.tenant, tenant))
    .returning({ tenant: slackWebhooks.tenant });
  return rows.length > 0;
}
