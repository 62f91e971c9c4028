import type { Conversation, Party } from '../conversation/conversation.ts';
import { normaliseEmail, phoneDigits, phoneTail } from './address.ts';
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
  /** The person on the activity may tell more. */
  isOpen: boolean;
}

type Found = { contacts: ContactRow[]; leads: LeadRow[] };

/** Users and addresses at the users' own domains are colleagues, whatever the provider called them. */
function isColleague(party: Party, index: SnapshotIndex): boolean {
  if (party.role === 'ours') return true;
  const email = normaliseEmail(party.email);
  return email !== undefined && isOurs(email, index);
}

const E164 = /^\+[1-9]\d{7,14}$/;

/** Whether a number as somebody wrote it is this one: whole, or in local form, where only the country's code is left out. */
function isNumber(written: string | null, number: string, country: string, index: SnapshotIndex): boolean {
  if (!written) return false;
  const digits = phoneDigits(written);
  if (digits === number.slice(1)) return true;
  if (/^\s*(?:\+|00)/.test(written)) return numberOf(written, country, index) === number;
  const local = digits.replace(/^0/, '');
  const codeLength = number.length - 1 - local.length;
  return codeLength >= 1 && codeLength <= 3 && number.endsWith(local);
}

function byPhone(phone: string | undefined, index: SnapshotIndex, settings: MatchSettings): Found | undefined {
  if (!phone) return undefined;
  const country = settings.defaultCountry;
  const number = E164.test(phone) ? phone : numberOf(phone, country, index);
  const tail = phoneTail(number);
  if (!number || !tail) return undefined;
  const has = (row: ContactRow | LeadRow) =>
    isNumber(row.Phone, number, country, index) || isNumber(row.MobilePhone, number, country, index);
  return {
    contacts: (index.contactsByPhone.get(tail) ?? []).filter(has),
    leads: (index.leadsByPhone.get(tail) ?? []).filter(has),
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

/** The sender of an email whose address nobody vouches for: whom it names is for a person to decide. */
function claimed(
  doubt: string,
  said: string,
  position: number,
  email: string | undefined,
  index: SnapshotIndex,
): { person: PersonMatch; candidates: Candidate[] } {
  const rows = [
    ...(index.contactsByEmail.get(email ?? '') ?? []).map((row) => ({ object: 'Contact' as const, row })),
    ...(index.leadsByEmail.get(email ?? '') ?? [])
      .filter((row) => !row.IsConverted)
      .map((row) => ({ object: 'Lead' as const, row })),
  ];
  const evidence = `It claims to come from ${said}, which the server that received it could not verify (${doubt}): nobody is linked by that.`;
  return {
    person: { party: position, rule: 'none', evidence },
    candidates: rows.map(({ object, row }) => ({
      ...{ object, id: row.Id, name: row.Name, score: 1 / rows.length },
      evidence: `has the address ${email}, which the email only claims`,
    })),
  };
}

function matchOne(
  party: Party,
  position: number,
  at: When,
  index: SnapshotIndex,
  settings: MatchSettings,
  whoId?: string | null,
): { person: PersonMatch; candidates: Candidate[]; isChosen?: boolean } {
  const email = normaliseEmail(party.email);
  const said = party.name ?? email ?? party.phone ?? 'Somebody';
  if (party.unverified) return claimed(party.unverified, said, position, email, index);
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
        isChosen: choice.among.length > 1,
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
  at: When = whenOf(conversation, index),
): PeopleMatch {
  const matched = conversation.parties.map((party, position) => matchOne(party, position, at, index, settings, whoId));
  return {
    people: matched.map(({ person }) => person),
    candidates: matched.flatMap(({ candidates }) => candidates),
    isOpen: matched.some(({ person, isChosen }) => isChosen || person.rule === 'none'),
  };
}
