/** Saves a tenant's settings: checked against the org as it is now, never over somebody else's change. */
import type { OrgShapes } from '../match/types.ts';
import { checkSettings, type SettingsFault } from '../plan/check-settings.ts';
import type { TenantSettings } from '../plan/settings.ts';
import { logActivity } from '../store/activity.ts';
import { readSettingsAt, replaceSettings } from '../store/settings.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';
import { Refusal } from './by-hand/refusal.ts';

export interface SettingsWish {
  settings: TenantSettings;
  /** The count of changes that they were made from. */
  revision: number;
  by?: string;
}

export type SettingsAnswer = { revision: number } | { conflict: number };

/**
 * They hold from the next batch on, in every process, and rewrite nothing by themselves. Throws a `Refusal` that names
 * each fault, or the org's own where it has to be asked and does not answer.
 */
export async function changeSettings(
  context: Context,
  tenant: Tenant,
  { settings, revision, by }: SettingsWish,
): Promise<SettingsAnswer> {
  const stored = await readSettingsAt(context.db, tenant.name);
  if (stored.revision !== revision) return { conflict: stored.revision };
  const before = stored.settings ?? context.tenants.get(tenant.name)?.settings ?? tenant.settings;
  const changes = changesOf(before, settings);
  if (changes.length === 0) return { revision };
  if (concernsOrg(before, settings)) {
    const org = await context.orgs.open(tenant);
    const shapes = await org.shapes();
    const faults = [...checkSettings(settings, shapes), ...iCalUidFault(settings, shapes)];
    if (faults.length > 0) throw new Refusal('invalid', 'These settings do not fit the org.', faults);
  }
  const saved = await context.db.transaction(async (tx) => {
    const next = await replaceSettings(tx, tenant.name, settings, revision);
    if (next !== undefined)
      await logActivity(tx, tenant.name, [
        {
          kind: 'settings',
          message: `Settings changed${by ? ` by ${by}` : ''}: ${changes.join('; ')}.`.slice(0, 1000),
        },
      ]);
    return next;
  });
  if (saved !== undefined) return { revision: saved };
  return { conflict: (await readSettingsAt(context.db, tenant.name)).revision };
}

/** Whether what changes can be judged by the org alone: its objects, its fields, and who may write them. */
function concernsOrg(before: TenantSettings, after: TenantSettings): boolean {
  const ofOrg = ({ writing, objects, fieldMapping, noteOnDeal, match }: TenantSettings, isOff: boolean) =>
    JSON.stringify([isOff ? 'off' : writing, objects, fieldMapping, noteOnDeal, match.iCalUidField ?? null]);
  // to switch writing off nobody has to be asked
  const isOff = after.writing === 'off';
  return ofOrg(before, isOff) !== ofOrg(after, isOff);
}

function iCalUidFault({ match }: TenantSettings, shapes: OrgShapes): SettingsFault[] {
  const field = match.iCalUidField;
  if (field === undefined) return [];
  const fields = shapes.Event ?? {};
  const shape = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const detail = !shape
    ? `Event has no field ${field} that the integration user sees. Check its API name, or grant the user read access to it.`
    : shape.type !== 'string'
      ? `Event.${field} is a field of the type ${shape.type}: choose a text field.`
      : undefined;
  return detail ? [{ pointer: '/iCalUidField', detail }] : [];
}

/** What differs, in words: values where they are short, names where they are many. */
function changesOf(before: TenantSettings, after: TenantSettings): string[] {
  const scalars = ({ writing, noteOnDeal, loggedCalls, apiReservePercent, match }: TenantSettings) => {
    const { defaultCountry, peopleOrder, dealTie, threshold, margin, iCalUidField = 'none' } = match;
    const dealSteps = match.dealSteps.join(', ') || 'none';
    const ofMatch = { defaultCountry, peopleOrder, dealSteps, dealTie, threshold, margin, iCalUidField };
    return { writing, noteOnDeal, loggedCalls, apiReservePercent, ...ofMatch };
  };
  const was = Object.entries(scalars(before));
  const is = scalars(after);
  const changed = was.flatMap(([name, value]) => {
    const now = is[name as keyof typeof is];
    return now === value ? [] : [`${name} ${value} → ${now}`];
  });
  const differing = <Each extends object>(olds: Each[], news: Each[], nameOf: (each: Each) => string) => {
    const texts = (list: Each[]) => new Map(list.map((each) => [nameOf(each), JSON.stringify(each)]));
    const [old, now] = [texts(olds), texts(news)];
    return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
  };
  const objects = differing(before.objects, after.objects, ({ object }) => object);
  const mapped = differing(before.fieldMapping, after.fieldMapping, ({ object, field }) => `${object}.${field}`);
  return [
    ...changed,
    ...(objects.length > 0 ? [`objects ${objects.join(', ')}`] : []),
    ...(mapped.length > 0 ? [`field mapping of ${mapped.join(', ')}`] : []),
  ];
}
