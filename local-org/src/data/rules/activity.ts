import { closedTaskStatuses } from '../../metadata/standard/task.ts';
import { NotImplementedHere, SalesforceError } from '../faults/errors.ts';
import { integrity, requiredMissing } from '../faults/faults.ts';
import type { Row } from '../store/store.ts';
import type { Change, Rule, RuleOrg } from './rule.ts';

const leadPrefix = '00Q';
const contactPrefix = '003';
const accountPrefix = '001';
const opportunityPrefix = '006';

/** Object Reference, Task: IsClosed, CompletedDateTime and IsHighPriority follow Status and Priority. */
export const task: Rule = {
  before(change, org) {
    const { next, old, now } = change;
    relate(change, org);
    const closed = closedTaskStatuses.has(String(next['Status']));
    const wasClosed = old !== null && Boolean(old['IsClosed']);
    next['IsClosed'] = closed;
    next['IsHighPriority'] = next['Priority'] === 'High';
    if (!closed) next['CompletedDateTime'] = null;
    else if (!wasClosed || old?.['Status'] !== next['Status']) next['CompletedDateTime'] = now;
    if (next['IsRecurrence']) throw new NotImplementedHere('recurring tasks');
  },
  after: touchParents,
};

/** Object Reference, Event: start, end, duration and due date are kept consistent. */
export const event: Rule = {
  before(change, org) {
    const { next } = change;
    relate(change, org);
    if (next['IsRecurrence'] || next['Recurrence2PatternText']) throw new NotImplementedHere('recurring events');
    setTimes(change);
    next['IsGroupEvent'] ??= 0;
    next['GroupEventType'] ??= '0';
  },
  after: touchParents,
};

/** Object Reference, EventRelation: an event with invitees is a group event. */
export const eventRelation: Rule = {
  after({ next, operation }, org) {
    if (operation !== 'create') return;
    org.store.update(org.object('Event'), next['EventId'] as string, { IsGroupEvent: true, GroupEventType: '1' });
  },
};

function relate({ next, given }: Change, org: RuleOrg): void {
  const who = next['WhoId'] as string | null;
  const what = next['WhatId'] as string | null;
  if (who?.startsWith(leadPrefix) && what) {
    throw integrity(
      'Related To ID: an activity whose Name is a lead cannot be related to another record',
      ['WhoId', 'WhatId'].filter((field) => given.has(field)),
    );
  }
  next['AccountId'] = accountOf(who, what, org);
}

/** Object Reference, Task, AccountId: from WhatId where that leads to an account, else from a contact in WhoId. */
export function accountOf(who: string | null, what: string | null, org: RuleOrg): string | null {
  if (what?.startsWith(accountPrefix)) return what;
  if (what?.startsWith(opportunityPrefix)) return accountIdOf('Opportunity', what, org);
  if (who?.startsWith(contactPrefix)) return accountIdOf('Contact', who, org);
  return null;
}

const accountIdOf = (object: string, id: string, org: RuleOrg): string | null =>
  (org.store.statement(`SELECT AccountId FROM "${object}" WHERE Id = ?`).get(id)?.['AccountId'] as
    string | undefined) ?? null;

const minute = 60_000;
const day = 1_440;

function setTimes(change: Change): void {
  const { next, given } = change;
  if (given.has('ActivityDateTime') && !given.has('StartDateTime'))
    next['StartDateTime'] = next['ActivityDateTime'] ?? null;
  if (next['IsAllDayEvent']) return setAllDay(change);
  const start = time(next['StartDateTime']);
  if (start === null) throw requiredMissing(['DurationInMinutes', 'ActivityDateTime']);
  const givenEnd = given.has('EndDateTime') ? time(next['EndDateTime']) : null;
  const duration = given.has('DurationInMinutes') ? number(next['DurationInMinutes']) : null;
  const minutes = chooseMinutes(start, givenEnd, duration, change);
  if (minutes > 14 * day) {
    throw new SalesforceError(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `Duration: value outside of valid range on numeric field: ${minutes}`,
      ['DurationInMinutes'],
    );
  }
  next['DurationInMinutes'] = minutes;
  next['EndDateTime'] = new Date(start + minutes * minute).toISOString();
  next['ActivityDateTime'] = next['StartDateTime'] ?? null;
  // In UTC: "the API doesn't use a User time zone when querying or setting values" (Object Reference, User).
  next['ActivityDate'] = String(next['StartDateTime']).slice(0, 10);
  next['EndDate'] = String(next['EndDateTime']).slice(0, 10);
}

function chooseMinutes(start: number, end: number | null, duration: number | null, { old, next }: Change): number {
  if (end !== null) {
    const minutes = Math.round((end - start) / minute);
    if (minutes < 0) throw integrity('End Date Time: an event cannot end before it starts', ['EndDateTime']);
    if (duration !== null && duration !== minutes) {
      throw integrity('Duration: the duration does not agree with the start and end of the event', [
        'DurationInMinutes',
      ]);
    }
    return minutes;
  }
  if (duration !== null) {
    if (duration < 0) throw integrity('Duration: an event cannot end before it starts', ['DurationInMinutes']);
    return duration;
  }
  const kept = old ? number(old['DurationInMinutes']) : number(next['DurationInMinutes']);
  if (kept === null) throw requiredMissing(['DurationInMinutes', 'ActivityDateTime']);
  return kept;
}

/** All-day events run from midnight to midnight UTC; the end is the last day. */
function setAllDay({ next, given }: Change): void {
  const first =
    given.has('ActivityDate') && !given.has('StartDateTime')
      ? next['ActivityDate']
      : (next['StartDateTime'] ?? next['ActivityDate']);
  if (!first) throw requiredMissing(['ActivityDate']);
  const start = Date.parse(`${String(first).slice(0, 10)}T00:00:00Z`);
  const days =
    given.has('EndDateTime') && next['EndDateTime']
      ? (Date.parse(`${String(next['EndDateTime']).slice(0, 10)}T00:00:00Z`) - start) / (day * minute) + 1
      : Math.max(1, Math.ceil(Number(next['DurationInMinutes'] ?? day) / day));
  if (days < 1) throw integrity('End Date Time: an event cannot end before it starts', ['EndDateTime']);
  next['StartDateTime'] = next['ActivityDateTime'] = new Date(start).toISOString();
  next['EndDateTime'] = new Date(start + (days - 1) * day * minute).toISOString();
  next['DurationInMinutes'] = days * day;
  next['ActivityDate'] = String(next['StartDateTime']).slice(0, 10);
  next['EndDate'] = String(next['EndDateTime']).slice(0, 10);
}

const time = (value: Row[string] | undefined): number | null => (typeof value === 'string' ? Date.parse(value) : null);
const number = (value: Row[string] | undefined): number | null => (typeof value === 'number' ? value : null);

/** LastActivityDate: the latest past event or closed task's due date. Object Reference, Account, LastActivityDate. */
function touchParents({ next, object, now }: Change, org: RuleOrg): void {
  const due = next['ActivityDate'];
  const counts = object.name === 'Event' ? String(due) <= now.slice(0, 10) : Boolean(next['IsClosed']);
  if (!counts || typeof due !== 'string') return;
  for (const id of new Set([next['WhoId'], next['WhatId'], next['AccountId']])) {
    const table = typeof id === 'string' ? parentTables[id.slice(0, 3)] : undefined;
    if (!table) continue;
    org.store
      .statement(
        `UPDATE "${table}" SET LastActivityDate = ? WHERE Id = ? AND (LastActivityDate IS NULL OR LastActivityDate < ?)`,
      )
      .run(due, id as string, due);
  }
}

const parentTables: Record<string, string> = {
  [accountPrefix]: 'Account',
  [contactPrefix]: 'Contact',
  [leadPrefix]: 'Lead',
  [opportunityPrefix]: 'Opportunity',
};
