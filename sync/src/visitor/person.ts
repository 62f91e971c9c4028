/** Who a visitor is in the org: a contact first, then a lead; the match of people decides, and what it leaves open stays so. */
import { normaliseEmail, toE164 } from '../match/address.ts';
import { matchPeople } from '../match/people.ts';
import type { SnapshotIndex } from '../match/snapshot-index.ts';
import type { ContactRow, LeadRow, MatchSettings } from '../match/types.ts';
import { quoted } from '../match/words.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { nameOf } from './names.ts';
import type { Said } from './said.ts';

export interface PersonFound {
  object?: 'Contact' | 'Lead';
  id?: string;
  /** Of the contact. */
  accountId?: string;
  /** One of us: nothing is written of their visits. */
  isColleague?: true;
  /** Several fit: none is taken, and none is made. */
  isOpen?: true;
  evidence: string;
}

/** The record that earlier visits were written to. */
export interface Before {
  contactId?: string | null;
  leadId?: string | null;
}

/** How a visitor is put to the match of people, and to the reading of what it goes by. */
export function asConversation(id: string, { person, pieces }: Said, before: Before, now: string): Conversation {
  const name = nameOf(person);
  const starts = Object.values(pieces).map(([start]) => start);
  const record = before.contactId ?? before.leadId;
  return {
    ...{ source: 'visitor', sourceId: id, kind: 'chat' },
    startedAt: new Date(starts.length > 0 ? Math.max(...starts) : Date.parse(now)).toISOString(),
    parties: [
      {
        role: 'theirs',
        ...(name ? { name: [name.firstName, name.lastName].filter(Boolean).join(' ') } : {}),
        ...(person.email ? { email: person.email } : {}),
        ...(person.phone ? { phone: person.phone } : {}),
      },
    ],
    ...{ nextSteps: [], topics: [], highlights: [], comments: [], questions: [], actionItems: [], tags: [] },
    ...{ segments: [], fields: [], extra: {} },
    crmRefs: record ? [{ object: before.contactId ? 'Contact' : 'Lead', id: record }] : [],
  };
}

export function findPerson(said: Said, before: Before, index: SnapshotIndex, settings: MatchSettings): PersonFound {
  const conversation = asConversation('', said, {}, '1970-01-01T00:00:00Z');
  const { people, candidates } = matchPeople(conversation, index, { ...settings, peopleOrder: 'contactFirst' });
  const [found] = people;
  if (!found || !(said.person.email || said.person.phone))
    return { evidence: 'Neither an address nor a number of the visitor is known.' };
  if (found.rule === 'colleague') return { isColleague: true, evidence: found.evidence };
  // whoever it was is not to be seen, and must not be made a second time
  const isUnseen = found.rule !== 'none' && !rowOf(found, index);
  if (candidates.length > 0 || isUnseen) return { isOpen: true, evidence: found.evidence };
  const row = rowOf(found, index);
  if (row && isSamePerson(said, row, settings, found.rule))
    return {
      ...(found.contactId ? { object: 'Contact', id: found.contactId } : { object: 'Lead', id: found.leadId ?? '' }),
      ...(found.accountId ? { accountId: found.accountId } : {}),
      evidence: found.evidence,
    };
  const known = ofBefore(before, index);
  if (known) return known;
  if (row)
    return {
      evidence: `${quoted(row.Name)} has the number ${said.person.phone} too, and another name and address: it is not taken for the visitor.`,
    };
  return { evidence: found.evidence };
}

function rowOf({ contactId, leadId }: { contactId?: string; leadId?: string }, index: SnapshotIndex) {
  return contactId ? index.contacts.get(contactId) : index.leads.get(leadId ?? '');
}

/** Two people may answer one telephone: with another address, the name has to say that it is the same. */
function isSamePerson(
  { person, former }: Said,
  row: ContactRow | LeadRow,
  settings: MatchSettings,
  rule: string,
): boolean {
  const email = normaliseEmail(row.Email);
  if (rule !== 'phone' || !person.email || !email || email === person.email || former.emails.includes(email))
    return true;
  const number = toE164(person.phone, settings.defaultCountry);
  const name = nameOf(person);
  const said = name && [name.firstName, name.lastName].filter(Boolean).join(' ');
  return number !== undefined && said !== undefined && said.toLowerCase() === row.Name.trim().toLowerCase();
}

/** An address that has changed is found by the record that its visitor was before. */
function ofBefore({ contactId, leadId }: Before, index: SnapshotIndex): PersonFound | undefined {
  const contact = index.contacts.get(contactId ?? '');
  const evidence = (name: string, object: string) => `${name} is the ${object} of the visitor’s earlier visits.`;
  const ofContact = (row: ContactRow): PersonFound => ({
    ...{ object: 'Contact', id: row.Id, evidence: evidence(row.Name, 'contact') },
    ...(row.AccountId ? { accountId: row.AccountId } : {}),
  });
  if (contact) return ofContact(contact);
  const lead = index.leads.get(leadId ?? '');
  if (!lead) return undefined;
  if (!lead.IsConverted) return { object: 'Lead', id: lead.Id, evidence: evidence(lead.Name, 'lead') };
  const converted = index.contacts.get(lead.ConvertedContactId ?? '');
  return converted && ofContact(converted);
}
