/** The customers, colleagues and deals of a generated org, before anybody has talked to anybody. */
import { toId18 } from '../../src/match/ids.ts';
import type {
  AccountRow,
  ContactRoleRow,
  ContactRow,
  LeadRow,
  OpportunityRow,
  TeamMemberRow,
  UserRow,
} from '../../src/match/types.ts';
import { Random } from './random.ts';
import { RATES } from './rates.ts';
import { COMPANY, COMPANY_KIND, DEAL, FIRST, FREEMAIL, LAST } from './words.ts';

export interface Customer {
  name: string;
  /** As this person signs on; the org may know another address, or none. */
  email?: string;
  /** E.164 of what they call from. */
  phone?: string;
  contact?: ContactRow;
  lead?: LeadRow;
  account?: AccountRow;
  traits: Set<
    'personAccount' | 'convertedLead' | 'switchboard' | 'sameEmailTwice' | 'localNumber' | 'extension' | 'freemail'
  >;
}
export interface Deal {
  row: OpportunityRow;
  /** `Renewal`: how titles speak of it. */
  kind: string;
  contacts: Customer[];
}
export interface Company {
  row: AccountRow;
  name: string;
  customers: Customer[];
  deals: Deal[];
  /** The number that several of them share. */
  switchboard?: string;
}
export interface Rep {
  row: UserRow & { Email: string; TimeZoneSidKey: string };
  companies: Company[];
  leads: Customer[];
  room?: string;
}
export interface Org {
  reps: Rep[];
  accounts: AccountRow[];
  contacts: ContactRow[];
  leads: LeadRow[];
  opportunities: OpportunityRow[];
  contactRoles: ContactRoleRow[];
  teamMembers: TeamMemberRow[];
}

/** Ids of one org, counted up for each object. */
export class Ids {
  readonly #next = new Map<string, number>();

  of(prefix: string): string {
    const number = (this.#next.get(prefix) ?? 0) + 1;
    this.#next.set(prefix, number);
    return toId18(`${prefix}BN${String(number).padStart(10, '0')}`);
  }
}

export const OWN_DOMAIN = 'sealight.example';
export const FIRST_DAY = '2026-02-02';
const DAY = 86_400_000;
/** Reps of one office sell together and share a clock. */
export const ZONES = ['Europe/Paris', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Tokyo'];

const DIGITS: Record<string, string> = {
  Paris: '+336',
  London: '+447',
  New_York: '+1212',
  Los_Angeles: '+1415',
  Tokyo: '+8190',
};

/** Numbers are never shared by chance: each is counted up. */
class Numbers {
  #next = 1_000_000;
  next(zone: string): string {
    const city = zone.split('/')[1] ?? 'Paris';
    const length = { Paris: 8, London: 9, New_York: 7, Los_Angeles: 7, Tokyo: 8 }[city] ?? 8;
    this.#next += 37;
    return `${DIGITS[city]}${String(this.#next).padStart(length, '5')}`;
  }
}

const LOCAL: [string, string][] = [
  ['+33', '0'],
  ['+44', '0'],
  ['+81', '0'],
  ['+1', ''],
];

/** As people type a number: with its country, or as it is dialled at home; with dots, spaces or dashes. */
function written(number: string, random: Random, customer: Customer): string {
  if (!random.chance(RATES.localNumber))
    return random.chance(0.5) ? number : `${number.slice(0, 3)} ${number.slice(3)}`;
  customer.traits.add('localNumber');
  const [code, trunk] = LOCAL.find(([prefix]) => number.startsWith(prefix)) ?? ['', ''];
  const digits = `${trunk}${number.slice(code.length)}`;
  return digits.replace(/(\d{2,3})(?=\d)/g, `$1${random.pick(['.', ' ', '-'])}`);
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z]+/g, '');
}

export function generateOrg(random: Random, ids: Ids, repCount: number): Org {
  const org: Org = {
    reps: [],
    accounts: [],
    contacts: [],
    leads: [],
    opportunities: [],
    contactRoles: [],
    teamMembers: [],
  };
  const numbers = new Numbers();
  const taken = new Map<string, number>();
  const personName = () => {
    const name = `${random.pick(FIRST)} ${random.pick(LAST)}`;
    const seen = (taken.get(name) ?? 0) + 1;
    taken.set(name, seen);
    return {
      name,
      local: `${slug(name.split(' ')[0] ?? '')}.${slug(name.split(' ')[1] ?? '')}${seen > 1 ? seen : ''}`,
    };
  };

  for (let number = 0; number < repCount; number++) {
    const { name, local } = personName();
    const row = {
      Id: ids.of('005'),
      Name: name,
      Email: `${local}@${OWN_DOMAIN}`,
      IsActive: !random.chance(RATES.hasLeft),
      TimeZoneSidKey: ZONES[Math.floor(number / 4) % ZONES.length] as string,
    };
    const room = random.chance(RATES.ownRoom) ? `https://zoom.example/my/${slug(name)}${number}` : undefined;
    org.reps.push({ row, companies: [], leads: [], room });
  }
  for (const [number, rep] of org.reps.entries()) {
    const office = org.reps.slice(number - (number % 4), number - (number % 4) + 4);
    for (let each = 0; each < 12; each++) rep.companies.push(company(rep, office));
    for (let each = 0; each < 6; each++) rep.leads.push(lead(rep));
  }
  return org;

  function company(rep: Rep, office: Rep[]): Company {
    const isPerson = random.chance(RATES.personAccount);
    const person = isPerson ? personName() : undefined;
    const base = `${random.pick(COMPANY)} ${random.pick(COMPANY_KIND)}`;
    const seen = (taken.get(base) ?? 0) + 1;
    taken.set(base, seen);
    const name = person?.name ?? (seen > 1 ? `${base} ${seen}` : base);
    const row: AccountRow = { Id: ids.of('001'), Name: name, OwnerId: rep.row.Id };
    org.accounts.push(row);
    const made: Company = { row, name, customers: [], deals: [] };
    if (!isPerson && random.chance(RATES.switchboard)) made.switchboard = numbers.next(rep.row.TimeZoneSidKey);
    const domain = `${slug(base)}${seen > 1 ? seen : ''}.example`;
    const count = isPerson ? 1 : random.between(2, 6);
    for (let each = 0; each < count; each++) made.customers.push(contact(made, domain, rep, person));
    const deals = random.weighted(RATES.deals.map((share, number) => [number, share] as const));
    for (const kind of random.some(DEAL, deals)) made.deals.push(deal(made, kind, rep, office));
    return made;
  }

  function contact(made: Company, domain: string, rep: Rep, person?: { name: string; local: string }): Customer {
    const { name, local } = person ?? personName();
    const customer: Customer = { name, account: made.row, traits: new Set() };
    if (person) customer.traits.add('personAccount');
    const isFree = person !== undefined || random.chance(RATES.freemail);
    if (isFree) customer.traits.add('freemail');
    const email = `${local}@${isFree ? random.pick(FREEMAIL) : domain}`;
    customer.email = email;
    const row: ContactRow = {
      ...{ Id: ids.of('003'), Name: name, AccountId: made.row.Id, Phone: null, MobilePhone: null },
      Email: random.chance(RATES.noEmail) ? null : random.chance(0.1) ? email.toUpperCase() : email,
    };
    if (random.chance(RATES.mobile)) {
      customer.phone = numbers.next(rep.row.TimeZoneSidKey);
      row.MobilePhone = written(customer.phone, random, customer);
    }
    if (made.switchboard) {
      row.Phone = written(made.switchboard, random, customer);
      customer.traits.add('switchboard');
      if (random.chance(0.4)) {
        row.Phone += random.pick([' ext. ', ' x', ' poste ', ' #']) + String(random.between(10, 999));
        customer.traits.add('extension');
      }
      customer.phone ??= made.switchboard;
    }
    customer.contact = row;
    org.contacts.push(row);
    if (row.Email && random.chance(RATES.sameEmailTwice)) {
      customer.traits.add('sameEmailTwice');
      org.contacts.push({ ...row, Id: ids.of('003'), Phone: null, MobilePhone: null });
    } else if (random.chance(RATES.oldEmailOnConvertedLead)) {
      customer.traits.add('convertedLead');
      customer.email = `${local}@old-${domain}`;
      org.leads.push({
        ...{ Id: ids.of('00Q'), Name: name, Company: made.name, Email: customer.email, Phone: null, MobilePhone: null },
        ...{
          IsConverted: true,
          ConvertedContactId: row.Id,
          ConvertedAccountId: made.row.Id,
          ConvertedOpportunityId: null,
        },
      });
    }
    return customer;
  }

  function lead(rep: Rep): Customer {
    const { name, local } = personName();
    const firm = `${random.pick(COMPANY)} ${random.pick(COMPANY_KIND)}`;
    const customer: Customer = { name, email: `${local}@lead-${slug(firm)}.example`, traits: new Set() };
    const row: LeadRow = {
      ...{
        Id: ids.of('00Q'),
        Name: name,
        Company: firm,
        Email: customer.email ?? null,
        Phone: null,
        MobilePhone: null,
      },
      ...{ IsConverted: false, ConvertedContactId: null, ConvertedAccountId: null, ConvertedOpportunityId: null },
    };
    customer.phone = numbers.next(rep.row.TimeZoneSidKey);
    row.Phone = written(customer.phone, random, customer);
    customer.lead = row;
    org.leads.push(row);
    return customer;
  }

  function deal(made: Company, kind: string, rep: Rep, office: Rep[]): Deal {
    const owner = random.chance(RATES.dealOfColleague) ? random.pick(office) : rep;
    const first = Date.parse(FIRST_DAY);
    const created = first + random.between(-300, 40) * DAY + random.between(8, 17) * 3_600_000;
    const isClosed = random.chance(RATES.dealClosed);
    const closes = isClosed
      ? Math.max(created + 10 * DAY, first + random.between(-40, 70) * DAY)
      : first + random.between(80, 260) * DAY;
    const row: OpportunityRow = {
      ...{ Id: ids.of('006'), Name: `${made.name} – ${kind}`, AccountId: made.row.Id, OwnerId: owner.row.Id },
      ...{ StageName: isClosed ? 'Closed Won' : 'Proposal', Amount: random.between(5, 200) * 1000, IsClosed: isClosed },
      CloseDate: new Date(closes).toISOString().slice(0, 10),
      CreatedDate: new Date(created).toISOString(),
      LastModifiedDate: new Date(created + random.between(0, 30) * DAY).toISOString(),
    };
    org.opportunities.push(row);
    const contacts = random.some(made.customers, random.between(1, 3));
    if (random.chance(RATES.dealWithRoles))
      for (const [each, { contact: of }] of contacts.entries())
        org.contactRoles.push({
          ...{ Id: ids.of('00K'), OpportunityId: row.Id, ContactId: of?.Id ?? '', IsPrimary: each === 0 },
          Role: random.pick(['Decision Maker', 'Influencer', 'Evaluator', null]),
        });
    if (random.chance(RATES.dealWithTeam))
      org.teamMembers.push({ OpportunityId: row.Id, UserId: random.pick(office).row.Id });
    return { row, kind, contacts };
  }
}
