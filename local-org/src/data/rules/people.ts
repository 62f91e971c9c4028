import { convertedLead, integrity, requiredMissing } from '../faults/faults.ts';
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

const conversion = ['ConvertedAccountId', 'ConvertedContactId', 'ConvertedOpportunityId', 'ConvertedDate'];

/**
 * Object Reference, Lead: a converted lead is read-only. Whoever may set audit fields can create one as converted,
 * with what it became; there is no converting here.
 */
export const lead: Rule = {
  before(change, org) {
    const { next, old, given, now } = change;
    if (old?.['IsConverted']) throw convertedLead();
    person.before?.(change, org);
    const became = conversion.filter((name) => given.has(name) && next[name] !== null);
    if (became.length > 0 && !next['IsConverted']) {
      throw integrity(`${became.join(', ')}: only a lead created with IsConverted true can have them`, became);
    }
    if (became.length > 0 && !next['ConvertedAccountId']) throw requiredMissing(['ConvertedAccountId']);
    if (next['IsConverted']) next['ConvertedDate'] ??= now.slice(0, 10);
    if (old?.['OwnerId'] !== next['OwnerId']) next['LastTransferDate'] = now.slice(0, 10);
  },
};
