/** A tenant's settings, where somebody has changed what the process was started with. */
import { eq } from 'drizzle-orm';
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
