/** A tenant's settings, where somebody has changed what the process was started with. */
import { and, eq } from 'drizzle-orm';
import { TenantSettings } from '../plan/settings.ts';
import { tenants, type Db } from './schema.ts';

/** Undefined while nobody has saved any. Throws where what is stored is no settings, and names the field. */
export async function readSettings(db: Db, tenant: string): Promise<TenantSettings | undefined> {
  const [row] = await db.select({ settings: tenants.settings }).from(tenants).where(eq(tenants.name, tenant)).limit(1);
  return row?.settings ? TenantSettings.parse(row.settings) : undefined;
}

export async function saveSettings(db: Db, tenant: string, settings: TenantSettings): Promise<void> {
  await db.update(tenants).set({ settings }).where(eq(tenants.name, tenant));
}

/** The settings with the count of their changes, read together. */
export async function readSettingsAt(
  db: Db,
  tenant: string,
): Promise<{ settings: TenantSettings | undefined; revision: number }> {
  const [row] = await db
    .select({ settings: tenants.settings, revision: tenants.settingsRevision })
    .from(tenants)
    .where(eq(tenants.name, tenant))
    .limit(1);
  return { settings: row?.settings ? TenantSettings.parse(row.settings) : undefined, revision: row?.revision ?? 0 };
}

/** The new count of changes; undefined where somebody else has changed them since that revision. */
export async function replaceSettings(
  tx: Db,
  tenant: string,
  settings: TenantSettings,
  revision: number,
): Promise<number | undefined> {
  const [row] = await tx
    .update(tenants)
    .set({ settings, settingsRevision: revision + 1 })
    .where(and(eq(tenants.name, tenant), eq(tenants.settingsRevision, revision)))
    .returning({ revision: tenants.settingsRevision });
  return row?.revision;
}
