/** Tenants and their API keys. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { apiKeys, tenants, type Db, type KeyScope } from './schema.ts';

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Makes the tenant where it is new, and makes these its only keys. A key that stands in both lists is an admin's. */
export async function putTenant(db: Db, name: string, adminKeys: string[], repKeys: string[] = []): Promise<void> {
  const scopes = new Map<string, KeyScope>();
  for (const key of repKeys) scopes.set(key, 'rep');
  for (const key of adminKeys) scopes.set(key, 'admin');
  await db.transaction(async (tx) => {
    await tx.insert(tenants).values({ name }).onConflictDoNothing();
    await tx.delete(apiKeys).where(eq(apiKeys.tenant, name));
    for (const [key, scope] of scopes) {
      const [other] = await tx
        .insert(apiKeys)
        .values({ hash: hashOf(key), tenant: name, scope })
        .onConflictDoUpdate({ target: apiKeys.hash, set: { hash: hashOf(key) } })
        .returning({ tenant: apiKeys.tenant });
      if (other && other.tenant !== name) throw new Error('An API key belongs to one tenant only: make another.');
    }
  });
}

/** Whose key this is, and for what. Keys are looked up by their hash, so timing tells nothing about the key itself. */
export async function ownerOfKey(db: Db, key: string): Promise<{ tenant: string; scope: KeyScope } | undefined> {
  const hash = hashOf(key);
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash)).limit(1);
  const stored = Buffer.from(row?.hash ?? '0'.repeat(64), 'hex');
  return timingSafeEqual(stored, Buffer.from(hash, 'hex')) && row
    ? { tenant: row.tenant, scope: row.scope }
    : undefined;
}

export async function tenantExists(db: Db, name: string): Promise<boolean> {
  const rows = await db.select({ name: tenants.name }).from(tenants).where(eq(tenants.name, name)).limit(1);
  return rows.length > 0;
}
