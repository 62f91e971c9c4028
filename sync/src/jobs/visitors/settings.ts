/** Saves what is chosen for visitors: checked against the org as it is now, never over somebody else's change. */
import { isIn } from '../../org/soql.ts';
import type { Org } from '../../org/types.ts';
import { logActivity } from '../../store/activity.ts';
import { readFeedSettings, replaceFeedSettings } from '../../store/feed-settings.ts';
import { checkVisitorSettings } from '../../visitor/check-settings.ts';
import { VisitorSettings } from '../../visitor/settings.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';

export interface VisitorSettingsWish {
  settings: VisitorSettings;
  revision: number;
  by?: string | undefined;
}

export async function visitorSettings(
  { db }: Pick<Context, 'db'>,
  tenant: Tenant,
): Promise<{ settings: VisitorSettings; revision: number }> {
  return readFeedSettings(db, tenant.name, 'visitors', VisitorSettings);
}

/** Throws a `Refusal` that names each fault, or the org's own where it has to be asked and does not answer. */
export async function changeVisitorSettings(
  context: Context,
  tenant: Tenant,
  { settings, revision, by }: VisitorSettingsWish,
): Promise<{ revision: number } | { conflict: number }> {
  const before = await visitorSettings(context, tenant);
  if (before.revision !== revision) return { conflict: before.revision };
  // to switch the feed off nobody has to be asked
  if (settings.on) {
    const org = await context.orgs.open(tenant);
    const faults = checkVisitorSettings(settings, await org.shapes(), { active: await activeUsers(org, settings) });
    if (faults.length > 0) throw new Refusal('invalid', 'These settings do not fit the org.', faults);
  }
  const saved = await context.db.transaction(async (tx) => {
    const next = await replaceFeedSettings(tx, tenant.name, 'visitors', settings, revision);
    if (next === undefined) return undefined;
    const changed = Object.keys(settings).filter(
      (name) =>
        JSON.stringify(settings[name as keyof VisitorSettings]) !==
        JSON.stringify(before.settings[name as keyof VisitorSettings]),
    );
    if (changed.length > 0)
      await logActivity(tx, tenant.name, [
        {
          kind: 'settings',
          message: `Visitor settings changed${by ? ` by ${by}` : ''}: ${changed.map((name) => wordsOf(name, before.settings, settings)).join('; ')}.`,
        },
      ]);
    // what was kept while it was off goes now
    if (settings.on && !before.settings.on) await context.queue.addOpen(tx, tenant.name);
    return next;
  });
  if (saved !== undefined) return { revision: saved };
  return { conflict: (await visitorSettings(context, tenant)).revision };
}

function wordsOf(name: string, before: VisitorSettings, after: VisitorSettings): string {
  const said = (settings: VisitorSettings) => {
    const value = settings[name as keyof VisitorSettings];
    return typeof value === 'object' ? undefined : String(value);
  };
  const [was, is] = [said(before), said(after)];
  return is === undefined ? name : `${name} ${was ?? 'none'} → ${is}`;
}

async function activeUsers(org: Org, { ownerId, segments }: VisitorSettings): Promise<Set<string>> {
  const ids = [
    ...(ownerId ? [ownerId] : []),
    ...segments.flatMap(({ when, notify }) => [...(when.ownerIds ?? []), ...notify.userIds]),
  ];
  const where = isIn('Id', new Set(ids));
  if (!where) return new Set();
  const rows = await org.query(`SELECT Id FROM User WHERE IsActive = true AND ${where}`);
  return new Set(rows.map(({ Id }) => String(Id)));
}
