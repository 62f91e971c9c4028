import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Conversation, Party } from '../conversation/conversation.ts';
import { normaliseEmail, phoneTail } from './address.ts';
import { isOpenAround } from './deal-time.ts';
import { isOurs, nameKey, numberOf } from './facts.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { Candidate, ContactRow, LeadRow, MatchSettings, PersonMatch } from './types.ts';
import { whenOf, type When } from './when.ts';
import { listInWords, quantity } from './words.ts';

export interface PeopleMatch {
  people: PersonMatch[];
  /** The people that the org knows twice, and nothing tells apart. */
  candidates: Candidate[];
}

type Found = { contacts: ContactRow[]; leads: LeadRow[] };

/** Users and addresses at the users' own domains are colleagues, whatever the provider called them. */
function isColleague(party: Party, index: SnapshotIndex): boolean {
  if (party.role === 'ours') return true;
  const email = normaliseEmail(party.email);
  return email !== undefined && isOurs(email, index);
}

function hasNumber(row: ContactRow | LeadRow, number: string, countries: string[], index: SnapshotIndex): boolean {
  return [row.Phone, row.MobilePhone].some((phone) =>
    countries.some((country) => numberOf(phone, country, index) === number),
  );
}

function byPhone(phone: string | undefined, index: SnapshotIndex, settings: MatchSettings): Found | undefined {
  const number = numberOf(phone, settings.defaultCountry, index);
  const tail = phoneTail(number);
  if (!number || !tail) return undefined;
  // a number kept in local form is read in the default country, then in the caller's own
  const own = parsePhoneNumberFromString(number)?.country;
  const countries = own && own !== settings.defaultCountry ? [settings.defaultCountry, own] : [settings.defaultCountry];
  return {
    contacts: (index.contactsByPhone.get(tail) ?? []).filter((row) => hasNumber(row, number, countries, index)),
    leads: (index.leadsByPhone.get(tail) ?? []).filter((row) => hasNumber(row, number, countries, index)),
  };
}

function hasOpenRole(contact: ContactRow, at: When, index: SnapshotIndex): boolean {
  return (index.rolesByContact.get(contact.Id) ?? []).some((role) => {
    const deal = index.opportunities.get(role.OpportunityId);
    return deal !== undefined && isOpenAround(deal, at);
  });
}

interface Choice {
  row?: ContactRow | LeadRow;
  among: (ContactRow | LeadRow)[];
  because?: string;
}

/** Two records of one address are one person; two people may answer one telephone. */
type Way = 'email' | 'phone';

/** One row, or the one that the activity names, or has the name; of one address the only one with a role on an open deal. */
function choose(
  rows: (ContactRow | LeadRow)[],
  way: Way,
  name: string | undefined,
  at: When,
  index: SnapshotIndex,
  whoId?: string | null,
): Choice {
  if (rows.length <= 1) return { row: rows[0], among: rows };
  const named = rows.find((row) => row.Id === whoId);
  if (named) return { row: named, among: rows, because: 'the activity names this one' };
  const key = nameKey(name);
  const called = key === undefined ? [] : rows.filter((row) => nameKey(row.Name) === key);
  if (called.length === 1) return { row: called[0], among: rows, because: 'only this one has the name' };
  if (way === 'phone') return { among: rows };
  const involved = rows.filter((row) => index.contacts.has(row.Id) && hasOpenRole(row as ContactRow, at, index));
  if (involved.length === 1)
    return { row: involved[0], among: rows, because: 'only this one has a role on an open deal' };
  return { among: rows };
}

/** Somebody without an address or number that the org knows, where the activity names a person of the same name. */
function byName(party: Party, position: number, index: SnapshotIndex, whoId?: string | null): PersonMatch | undefined {
  const key = nameKey(party.name);
  const contact = index.contacts.get(whoId ?? '');
  const row = contact ?? index.leads.get(whoId ?? '');
  if (key === undefined || !row || nameKey(row.Name) !== key || (row as LeadRow).IsConverted) return undefined;
  return {
    party: position,
    ...(contact ? { contactId: contact.Id, accountId: contact.AccountId ?? undefined } : { leadId: row.Id }),
    rule: 'activity',
    evidence: `${row.Name} is the ${contact ? 'contact' : 'lead'} of that name on the activity.`,
  };
}

function matchOne(
  party: Party,
  position: number,
  at: When,
  index: SnapshotIndex,
  settings: MatchSettings,
  whoId?: string | null,
): { person: PersonMatch; candidates: Candidate[] } {
  const email = normaliseEmail(party.email);
  const said = party.name ?? email ?? party.phone ?? 'Somebody';
  if (isColleague(party, index)) {
    const user = email ? index.usersByEmail.get(email) : undefined;
    const evidence = user ? `${user.Name} is a user of this org.` : `${said} is on our side.`;
    return { person: { party: position, userId: user?.Id, rule: 'colleague', evidence }, candidates: [] };
  }

  const ways: { rule: Way; words: string; found: Found | undefined }[] = [
    {
      rule: 'email',
      words: `the address ${email}`,
      found: email
        ? { contacts: index.contactsByEmail.get(email) ?? [], leads: index.leadsByEmail.get(email) ?? [] }
        : undefined,
    },
    { rule: 'phone', words: `the number ${party.phone}`, found: byPhone(party.phone, index, settings) },
  ];
  let ambiguous: { rows: (ContactRow | LeadRow)[]; words: string } | undefined;
  for (const { rule, words, found } of ways) {
    if (!found) continue;
    const open = found.leads.filter((lead) => !lead.IsConverted);
    const order = settings.peopleOrder === 'leadFirst' ? [open, found.contacts] : [found.contacts, open];
    for (const rows of order) {
      const choice = choose(rows, rule, party.name, at, index, whoId);
      if (choice.among.length > 1 && !choice.row) ambiguous ??= { rows: choice.among, words };
      if (!choice.row) continue;
      const row = choice.row;
      const contact = index.contacts.get(row.Id);
      const why = choice.because ? `; of ${choice.among.length} with it, ${choice.because}` : '';
      return {
        person: {
          party: position,
          ...(contact ? { contactId: contact.Id, accountId: contact.AccountId ?? undefined } : { leadId: row.Id }),
          rule,
          evidence: `${row.Name} is the ${contact ? 'contact' : 'lead'} with ${words}${why}.`,
        },
        candidates: [],
      };
    }
    if (ambiguous) break;
    const converted = found.leads.find((lead) => lead.IsConverted && lead.ConvertedContactId);
    if (converted) {
      const contact = index.contacts.get(converted.ConvertedContactId ?? '');
      return {
        person: {
          party: position,
          contactId: converted.ConvertedContactId ?? undefined,
          accountId: contact?.AccountId ?? converted.ConvertedAccountId ?? undefined,
          rule: 'convertedLead',
          evidence: `${contact?.Name ?? converted.Name} was the lead with ${words}, since converted to a contact.`,
        },
        candidates: [],
      };
    }
  }

  if (ambiguous) {
    const { rows, words } = ambiguous;
    const candidates = rows.map((row): Candidate => {
      const contact = index.contacts.get(row.Id);
      const place = contact ? index.accounts.get(contact.AccountId ?? '')?.Name : (row as LeadRow).Company;
      return {
        object: contact ? 'Contact' : 'Lead',
        id: row.Id,
        name: row.Name,
        score: 1 / rows.length,
        evidence: `has ${words}${place ? `, at ${place}` : ''}`,
      };
    });
    const accounts = new Set(rows.flatMap(({ Id }) => index.contacts.get(Id)?.AccountId ?? []));
    const names = listInWords(rows.map((row) => row.Name).slice(0, 5));
    return {
      person: {
        party: position,
        // whichever of them it was, this is whom they work for
        ...(accounts.size === 1 && !rows.some(({ Id }) => index.leads.has(Id)) ? { accountId: [...accounts][0] } : {}),
        rule: 'none',
        evidence: `${quantity(rows.length, 'person', 'people')} in the org have ${words}: ${names}; nothing tells which one it was.`,
      },
      candidates,
    };
  }
  const namesake = byName(party, position, index, whoId);
  if (namesake) return { person: namesake, candidates: [] };
  const known = ways.flatMap((way) => (way.found ? [way.words] : []));
  const evidence =
    known.length > 0 ? `Nobody in the org has ${listInWords(known, 'or')}.` : `${said} has no address or number.`;
  return { person: { party: position, rule: 'none', evidence }, candidates: [] };
}

/** Who everybody is. `whoId` is the person on the activity, who decides between two of one address. */
export function matchPeople(
  conversation: Conversation,
  index: SnapshotIndex,
  settings: MatchSettings,
  whoId?: string | null,
): PeopleMatch {
  const at = whenOf(conversation, index);
  const matched = conversation.parties.map((party, position) => matchOne(party, position, at, index, settings, whoId));
  return {
    people: matched.map(({ person }) => person),
    candidates: matched.flatMap(({ candidates }) => candidates),
  };
}
