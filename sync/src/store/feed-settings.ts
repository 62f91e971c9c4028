/** What a tenant has chosen for emails and for visitors: apart from its settings, so that a choice here rewrites no conversation. */
import { and, eq } from 'drizzle-orm';
import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Db } from './schema.ts';

export const FEEDS = ['emails', 'visitors'] as const;
export type Feed = (typeof FEEDS)[number];

export const feedSettings = pgTable(
  'feed_settings',
  {
    tenant: text('tenant').notNull(),
    feed: text('feed').$type<Feed>().notNull(),
    settings: jsonb('settings').notNull(),
    /** Counts the changes, so that two who change them at once do not overwrite each other. */
    revision: integer('revision').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.feed] })],
);

const of = (tenant: string, feed: Feed) => and(eq(feedSettings.tenant, tenant), eq(feedSettings.feed, feed));

/** As they were saved, with the schema's own defaults for what is not there; revision 0 while nobody has saved any. */
export async function readFeedSettings<Schema extends z.ZodType>(
  db: Db,
  tenant: string,
  feed: Feed,
  schema: Schema,
): Promise<{ settings: z.output<Schema>; revision: number }> {
  const [row] = await db.select().from(feedSettings).where(of(tenant, feed)).limit(1);
  return { settings: schema.parse(row?.settings ?? {}), revision: row?.revision ?? 0 };
}

/** The new count of changes; undefined where somebody else has changed them since that revision. */
export async function replaceFeedSettings(
  tx: Db,
  tenant: string,
  feed: Feed,
  settings: object,
  revision: number,
): Promise<number | undefined> {
  const saved =
    revision === 0
      ? await tx.insert(feedSettings).values({ tenant, feed, settings }).onConflictDoNothing().returning()
      : await tx
          .update(feedSettings)
          .set({ settings, revision: revision + 1 })
          .where(and(of(tenant, feed), eq(feedSettings.revision, revision)))
          .returning();
  return saved[0]?.revision;
}
