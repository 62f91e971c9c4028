/** Writes the plans of visits: accounts and people first, then what stands on them. */
import type { Org } from '../../org/types.ts';
import type { FieldValue, PlannedWrite, ReceiptEntry, RecordPlan, RecordReceipt } from '../../plan/types.ts';
import { beginVisitor } from '../../store/visitors.ts';
import type { Crm } from '../../visitor/crm.ts';
import { eventKey, eventPrint, noteKey, notePrint } from '../../visitor/plan/timeline.ts';
import { leadKey, type Written } from '../../visitor/plan/types.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import type { PlannedVisit, WrittenVisit } from './types.ts';
import { receiptOfVisit } from './words.ts';

const TIMELINE = new Set(['Event', 'ContentNote', 'ContentDocumentLink']);
/** What of a record is people's, and ours only where we have written it. */
const OWN = ['Name', 'FirstName', 'LastName', 'Company'];

/** Throws `OrgError`; what was begun then is looked for by the next run. */
export async function writeVisits(
  context: Context,
  tenant: Tenant,
  org: Org,
  visits: PlannedVisit[],
): Promise<WrittenVisit[]> {
  for (const { record, plan } of visits)
    if (plan.writing !== 'off' && plan.writes.length > 0)
      await beginVisitor(context.db, tenant.name, record.id, {
        at: context.now(),
        made: { ...record.intent?.made, ...madeBy(plan) },
      });
  // a dry run shows all at once
  const first = visits.map(({ plan }) => (plan.writing === 'off' ? plan : only(plan, false)));
  const receipts = await org.write(first, context.now());
  const second = visits.map(({ record, plan }, at) => {
    const receipt = receipts[at];
    return plan.writing === 'off' || !receipt ? undefined : onLead(only(plan, true), record.id, receipt);
  });
  const open = second.filter((plan) => plan !== undefined && plan.writes.length > 0) as RecordPlan[];
  const later = open.length > 0 ? await org.write(open, context.now()) : [];
  const laterOf = new Map(later.map((receipt) => [receipt.key, receipt]));
  return visits.map((visit, at): WrittenVisit => {
    const receipt = receipts[at];
    if (!receipt) throw new Error(`The org connection gave no receipt for ${visit.plan.key}.`);
    return { visit, receipt: receiptOfVisit(together(receipt, second[at], laterOf.get(visit.plan.key))) };
  });
}

function madeBy({ writes }: RecordPlan): Record<string, Record<string, FieldValue>> {
  return Object.fromEntries(
    writes
      .filter(({ operation, object }) => operation === 'create' && !TIMELINE.has(object))
      .map((write) => [write.object, ownFields(write)]),
  );
}

const ownFields = ({ fields }: Pick<PlannedWrite, 'fields'>): Record<string, FieldValue> =>
  Object.fromEntries(fields.filter(({ field }) => OWN.includes(field)).map(({ field, after }) => [field, after]));

function only({ held: _held, ...plan }: RecordPlan, isTimeline: boolean): RecordPlan {
  const writes = plan.writes.filter(({ object }) => TIMELINE.has(object) === isTimeline);
  return { ...plan, writes, remarks: isTimeline ? [] : plan.remarks, ...(isTimeline || !_held ? {} : { held: _held }) };
}

/** What links to a lead names the one that was made; where none was made it is kept for when there is one. */
function onLead(plan: RecordPlan, id: string, receipt: RecordReceipt): RecordPlan {
  const lead = receipt.entries.find(({ object, key }) => object === 'Lead' && key === leadKey(id));
  const leadId = lead?.outcome === 'written' ? lead.id : undefined;
  const writes: PlannedWrite[] = [];
  const held: RecordPlan['held'] = [];
  for (const write of plan.writes) {
    const [field] = Object.entries(write.links ?? {}).find(([, { object }]) => object === 'Lead') ?? [];
    const isBeneath = Object.values(write.links ?? {}).some(({ key }) => held.some((each) => each.key?.value === key));
    if (field === undefined && !isBeneath) writes.push(write);
    else if (field !== undefined && leadId !== undefined && !isBeneath) {
      const { [field]: _lead, ...links } = write.links ?? {};
      writes.push({
        ...write,
        links,
        fields: [...write.fields, { field, before: null, after: leadId, rule: 'visit' }],
      });
    } else
      held.push({
        ...write,
        writing: 'off',
        note: 'Not written yet: the lead that it stands on was refused. It comes with it.',
      });
  }
  // a note whose link cannot be made would stand nowhere
  const lost = new Set(held.flatMap(({ links = {} }) => Object.values(links).map(({ key }) => key)));
  return {
    ...plan,
    writes: writes.filter(({ key }) => !lost.has(key?.value ?? '')),
    held: [
      ...writes
        .filter(({ key }) => lost.has(key?.value ?? ''))
        .map((write) => ({
          ...write,
          writing: 'off' as const,
          note: 'Not written yet: the lead that it stands on was refused. It comes with it.',
        })),
      ...held,
    ],
  };
}

function together(first: RecordReceipt, plan: RecordPlan | undefined, later: RecordReceipt | undefined): RecordReceipt {
  const kept = (plan?.held ?? []).map(({ object, operation, id, key, fields, note }): ReceiptEntry => ({
    ...{ object, operation, ...(id ? { id } : {}), ...(key ? { key: key.value } : {}), fields },
    ...{ outcome: 'planned', note },
  }));
  const entries = [...first.entries, ...(later?.entries ?? kept)];
  if (!later && kept.length === 0) return first;
  const has = (outcome: ReceiptEntry['outcome']) => entries.some((entry) => entry.outcome === outcome);
  const outcome = has('failed') ? 'failed' : has('written') ? 'written' : has('planned') ? 'planned' : 'unchanged';
  return { ...first, entries, outcome, requests: first.requests + (later?.requests ?? 0) };
}

export interface Came {
  accountId: string | null;
  contactId: string | null;
  leadId: string | null;
  written: Written;
}

/** Takes any id, also `__proto__`. */
const bare = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.assign(Object.create(null) as Record<string, Value>, record);

/** Which records the visit is now on, and what of them is ours to change. */
export function cameOf({ visit, receipt }: WrittenVisit): Came {
  const { record, said, account, person, input } = visit;
  const made = (object: string) =>
    receipt.entries.find(
      (entry) => entry.object === object && entry.outcome === 'written' && entry.operation === 'create',
    )?.id;
  const written: Written = {
    fields: { ...visit.written.fields },
    events: bare(visit.written.events),
    notes: bare(visit.written.notes),
  };
  const byKey = new Map(
    receipt.entries.filter(({ outcome }) => outcome === 'written').map((entry) => [entry.key, entry]),
  );
  for (const entry of receipt.entries)
    if (entry.outcome === 'written' && entry.id && !TIMELINE.has(entry.object))
      written.fields[entry.id] = { ...written.fields[entry.id], ...ownFields(entry) };
  const withRemark = { ...input, remark: () => undefined };
  for (const meeting of said.meetings) {
    const id = byKey.get(eventKey(record.id, meeting))?.id;
    const there = input.events.find(
      (row) => row.WhoId === input.personRow?.Id && Date.parse(row.StartDateTime) === Date.parse(meeting.start),
    );
    if (id) written.events[meeting.id] = { id, print: eventPrint(withRemark, meeting) };
    // one that a calendar brought is the calendar's to change
    else if (there) written.events[meeting.id] ??= { id: there.Id, print: eventPrint(withRemark, meeting) };
  }
  for (const chat of said.chats) {
    const id = byKey.get(noteKey(record.id, chat))?.id;
    if (id) written.notes[chat.id] = { id, print: notePrint(chat) };
  }
  return {
    accountId: account.row?.Id ?? made('Account') ?? null,
    contactId: person.object === 'Contact' ? (person.id ?? null) : null,
    leadId: person.object === 'Lead' ? (person.id ?? null) : (made('Lead') ?? null),
    written,
  };
}

/** What was read before the writes, with what they made: as far as it is known without asking again. */
export function crmAfter({ visit, receipt }: WrittenVisit): Crm {
  const made = (object: string) =>
    receipt.entries.find(
      (entry) => entry.object === object && entry.outcome === 'written' && entry.operation === 'create' && entry.id,
    );
  const text = (entry: ReceiptEntry, field: string): string | null => {
    const value = entry.fields.find((each) => each.field === field)?.after;
    return typeof value === 'string' ? value : null;
  };
  const owner = { id: visit.input.settings.ownerId ?? '', name: null };
  const [account, lead] = [made('Account'), made('Lead')];
  return {
    ...visit.crm,
    ...(account && !visit.crm.account
      ? {
          account: {
            ...{ id: account.id ?? '', name: text(account, 'Name') ?? '', website: text(account, 'Website') },
            ...{ contacts: 0, owner, type: null },
          },
          isCustomer: false,
        }
      : {}),
    ...(lead && !visit.crm.person
      ? {
          person: {
            ...{ object: 'Lead' as const, id: lead.id ?? '', email: text(lead, 'Email'), owner },
            name: [text(lead, 'FirstName'), text(lead, 'LastName')].filter(Boolean).join(' '),
          },
        }
      : {}),
  };
}
