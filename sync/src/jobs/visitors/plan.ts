/** From what was said of visitors, and what the org says now, to a plan of writes for each. */
import type { Org } from '../../org/types.ts';
import { Shapes } from '../../plan/shapes.ts';
import { siblingsOf } from '../../store/visitors.ts';
import { accountsMade } from '../../store/visitor-domains.ts';
import { findAccount, type AccountRow } from '../../visitor/account.ts';
import { isCustomer, mainDeal, type Crm } from '../../visitor/crm.ts';
import { findPerson } from '../../visitor/person.ts';
import { planVisit } from '../../visitor/plan/plan.ts';
import { domainOf } from '../../visitor/plan/records.ts';
import { notePrint } from '../../visitor/plan/timeline.ts';
import { NOTHING_WRITTEN, own, type OrgRecord, type VisitInput, type Written } from '../../visitor/plan/types.ts';
import { mergePieces } from '../../visitor/sessions.ts';
import type { VisitorSettings } from '../../visitor/settings.ts';
import { mergeUtm } from '../../visitor/utm.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import {
  crmAccountOf,
  crmPersonOf,
  ownDomainsAmong,
  readAccounts,
  readFacts,
  readOwners,
  readPeople,
  readRecords,
  readTimeline,
  readTouched,
} from './read.ts';
import type { PlannedVisit, Visit } from './types.ts';
import { ofVisits } from './words.ts';

export async function planVisits(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  org: Org,
  visits: Visit[],
): Promise<PlannedVisit[]> {
  const { db } = context;
  const { match } = tenant.settings;
  const { shapes, index } = await readPeople(org, tenant, visits, context.now());
  const domains = [...new Set(visits.flatMap((visit) => domainOf(visit) ?? []))];
  const made = await accountsMade(db, tenant.name, domains);
  const found = visits.map((visit) => ({ visit, person: findPerson(visit.said, visit.record, index, match) }));
  const ofContacts = found.flatMap(({ person }) => person.accountId ?? []);
  const accounts = await readAccounts(org, shapes, settings, {
    ...{ domains, ids: [...new Set([...ofContacts, ...made.values()])] },
  });
  const placed = found.map(({ visit, person }) => {
    const domain = domainOf(visit);
    return {
      ...{ visit, person, domain },
      account: findAccount({ domain, ofContact: person.accountId, made: made.get(domain ?? '') }, accounts),
    };
  });
  const missing = placed.flatMap(({ account, domain }) => (account.isMissing && domain ? [domain] : []));
  const own = await ownDomainsAmong(org, [...new Set(missing)]);
  for (const each of placed)
    if (each.account.isMissing && own.has(each.domain ?? ''))
      each.account = { evidence: `${each.domain} is our own domain: it is no customer’s.` };

  const rows = await readRecords(
    org,
    shapes,
    settings,
    placed.flatMap(({ person }) => person.id ?? []),
  );
  const facts = await readFacts(org, shapes, [...new Set(placed.flatMap(({ account }) => account.row?.Id ?? []))]);
  const open = placed.map(({ visit, person }) => openOf(visit, person.id));
  const timeline = await readTimeline(org, shapes, {
    people: open.flatMap(({ id, starts }) => (id && starts.length > 0 ? [id] : [])),
    starts: open.flatMap(({ starts }) => starts),
    noted: open.flatMap(({ id, isInterrupted }) => (id && isInterrupted ? [id] : [])),
  });
  const changed = placed.flatMap(({ visit }) => changedNotes(visit));
  const touched = changed.length > 0 ? await readTouched(org, changed) : new Set<string>();

  const owners = await readOwners(org, settings);

  return Promise.all(
    placed.map(async ({ visit, person, account, domain }): Promise<PlannedVisit> => {
      const { record } = visit;
      const ids = person.object === 'Contact' ? { contactId: person.id } : { leadId: person.id };
      const siblings = await siblingsOf(db, tenant.name, record.id, ids);
      const said = {
        ...visit.said,
        pieces: mergePieces(visit.said.pieces, ...siblings.map(({ pieces }) => pieces)),
        utm: mergeUtm(visit.said.utm, ...siblings.map(({ utm }) => utm)),
      };
      const personRow = rows.get(person.id ?? '');
      const crm = crmOf(account.row, person.object, personRow, facts);
      const written = recovered(writtenOf(visit), record.intent, account.row, personRow);
      const remarks: string[] = [];
      if (record.intent)
        remarks.push('An earlier run was interrupted before its receipt was kept: what it made was looked for.');
      const input: Omit<VisitInput, 'remark'> = {
        ...{ id: record.id, said, account, person, personRow, written, settings, country: match.defaultCountry },
        accountRow: account.row,
        events: timeline.events,
        notesByTitle: timeline.notes.get(person.id ?? '') ?? new Map(),
        touchedNotes: touched,
        owners,
        shapes: new Shapes(shapes, (text) => {
          const said = ofVisits(text);
          if (!remarks.includes(said)) remarks.push(said);
        }),
      };
      const plan = planVisit({ ...input, remarks }, tenant.settings.writing);
      const makesAccount =
        plan.writing === 'on' &&
        plan.writes.some(({ object, operation }) => object === 'Account' && operation === 'create');
      return {
        ...{ record, said, account, person, crm, input, plan, written },
        ...(makesAccount && domain ? { makesFor: domain } : {}),
      };
    }),
  );
}

const writtenOf = ({ record }: Visit): Written => ({ ...structuredClone(NOTHING_WRITTEN), ...record.written });

/** What an interrupted run made is ours as much as if its receipt had been kept. */
function recovered(
  written: Written,
  intent: Visit['record']['intent'],
  account: AccountRow | undefined,
  person: OrgRecord | undefined,
): Written {
  const fields = { ...written.fields };
  for (const [row, made] of [
    [account, intent?.made.Account],
    [person, intent?.made.Lead],
  ] as const)
    if (row && made && row.Visitor_Created__c === true) fields[row.Id] ??= made;
  return { ...written, fields };
}

/** Meetings that have no event yet, at the times that a calendar may have brought them. */
function openOf(visit: Visit, id: string | undefined) {
  const { events } = writtenOf(visit);
  const starts = visit.said.meetings.filter((meeting) => !own(events, meeting.id)).map(({ start }) => start);
  return { id, starts, isInterrupted: visit.record.intent !== null };
}

function changedNotes(visit: Visit): string[] {
  const { notes } = writtenOf(visit);
  return visit.said.chats.flatMap((chat) => {
    const known = own(notes, chat.id);
    return known && known.print !== notePrint(chat) ? [known.id] : [];
  });
}

function crmOf(
  account: AccountRow | undefined,
  object: 'Contact' | 'Lead' | undefined,
  person: OrgRecord | undefined,
  facts: Awaited<ReturnType<typeof readFacts>>,
): Crm {
  const deals = facts.deals.get(account?.Id ?? '') ?? [];
  const crmAccount = account ? crmAccountOf(account, facts.contacts.get(account.Id)) : null;
  return {
    account: crmAccount,
    person: object && person ? crmPersonOf(object, person) : null,
    opportunity: mainDeal(deals),
    openStages: [...new Set(deals.filter(({ isClosed }) => !isClosed).map(({ stage }) => stage))],
    isCustomer: isCustomer(crmAccount, deals),
  };
}
