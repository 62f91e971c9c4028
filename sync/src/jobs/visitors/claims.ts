/** Which visits of a round may go together: none makes what another one makes, or changes what another one changes. */
import type { Org } from '../../org/types.ts';
import { claimDomain, releaseDomain } from '../../store/visitor-domains.ts';
import { findAccount } from '../../visitor/account.ts';
import type { VisitorSettings } from '../../visitor/settings.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { readAccounts } from './read.ts';
import type { PlannedVisit } from './types.ts';

/** Two visits that would make the same account, or change the same record, go one after the other. */
export function oneForEach(visits: PlannedVisit[]): { now: PlannedVisit[]; later: PlannedVisit[] } {
  const touched = new Set<string>();
  const now: PlannedVisit[] = [];
  const later: PlannedVisit[] = [];
  for (const visit of visits) {
    const names = [
      ...visit.plan.writes.flatMap(({ id, object, operation, key }) =>
        id ? [id] : object === 'Account' && operation === 'create' ? [`account of ${key?.value}`] : [],
      ),
      ...(visit.person.id ? [visit.person.id] : []),
    ];
    if (names.some((name) => touched.has(name))) later.push(visit);
    else {
      now.push(visit);
      for (const name of names) touched.add(name);
    }
  }
  return { now, later };
}

/** Whoever makes an account holds its domain first, and looks once more whether it has come meanwhile. */
export async function claimed(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  org: Org,
  visits: PlannedVisit[],
) {
  const taken: PlannedVisit[] = [];
  const again: PlannedVisit[] = [];
  const held: PlannedVisit[] = [];
  for (const visit of visits)
    if (visit.makesFor && !(await claimDomain(context.db, tenant.name, visit.makesFor, visit.record.id)))
      taken.push(visit);
    else if (visit.makesFor) held.push(visit);
  const domains = held.flatMap(({ makesFor }) => makesFor ?? []);
  const rows =
    domains.length > 0 ? await readAccounts(org, await org.shapesOf(['Account']), settings, { domains, ids: [] }) : [];
  for (const visit of held)
    if (!findAccount({ domain: visit.makesFor }, rows).isMissing) {
      await releaseDomain(context.db, tenant.name, visit.makesFor ?? '', visit.record.id);
      again.push(visit);
    }
  const ready = visits.filter((visit) => !taken.includes(visit) && !again.includes(visit));
  return { ready, again, taken };
}
