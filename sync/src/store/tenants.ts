/** Tenants and their API keys. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { apiKeys, tenants, type Db } from './schema.ts';

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Makes the tenant where it is new, and makes these its only keys. */
export async function putTenant(db: Db, name: string, keys: string[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(tenants).values({ name }).onConflictDoNothing();
    await tx.delete(apiKeys).where(eq(apiKeys.tenant, name));
    for (const key of keys) {
      const [other] = await tx
        .insert(apiKeys)
        .values({ hash: hashOf(key), tenant: name })
        .onConflictDoUpdate({ target: apiKeys.hash, set: { hash: hashOf(key) } })
        .returning({ tenant: apiKeys.tenant });
      if (other && other.tenant !== name) throw new Error('An API key belongs to one tenant only: make another.');
    }
  });
}

/** Whose key this is. Keys are looked up by their hash, so timing tells nothing about the key itself. */
export async function tenantOfKey(db: Db, key: string): Promise<string | undefined> {
  const hash = hashOf(key);
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash)).limit(1);
  const stored = Buffer.from(row?.hash ?? '0'.repeat(64), 'hex');
  return timingSafeEqual(stored, Buffer.from(hash, 'hex')) ? row?.tenant : undefined;
}

export async function tenantExists(db: Db, name: string): Promise<boolean> {
  const rows = await db.select({ name: tenants.name }).from(tenants).where(eq(tenants.name, name)).limit(1);
  return rows.length > 0;
}
