import { convertedLead } from '../faults.ts';
import type { Rule } from './rule.ts';

/** Object Reference, Contact, Lead, User: Name is put together from its parts. */
export const person: Rule = {
  before({ next }) {
    next['Name'] = [next['FirstName'], next['LastName']].filter(Boolean).join(' ') || null;
  },
};

export const user: Rule = {
  before(change, org) {
    person.before?.(change, org);
    change.next['CommunityNickname'] ??= String(change.next['Username'] ?? '').slice(0, 40);
  },
};

/** Object Reference, Lead: a converted lead is read-only. */
export const lead: Rule = {
  before(change, org) {
    if (change.old?.['IsConverted']) throw convertedLead();
    person.before?.(change, org);
  },
};
