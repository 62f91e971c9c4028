/** What has been said about one visitor, by however many requests. */
import { mergePieces, type Pieces } from './sessions.ts';
import { mergeUtm, type Utm } from './utm.ts';

export interface Company {
  name?: string | undefined;
  /** As `siteDomain` has it. */
  domain?: string | undefined;
  link?: string | undefined;
}
export interface Person {
  name?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  title?: string | undefined;
  /** In lower case. */
  email?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
}
/** `id`: the sender's, or its time: the same again changes it. Times are RFC 3339 UTC. */
export interface Chat {
  id: string;
  at: string;
  text: string;
}
export interface Booked {
  id: string;
  start: string;
  end: string;
  title?: string | undefined;
  link?: string | undefined;
}

export interface Said {
  company: Company;
  person: Person;
  /** Addresses and numbers that were said before: what the org has of them is theirs to change. */
  former: { emails: string[]; phones: string[] };
  link?: string | undefined;
  pieces: Pieces;
  utm: Utm;
  chats: Chat[];
  meetings: Booked[];
}

function facts<Facts extends object>(before: Facts, after: Facts): Facts {
  return { ...before, ...Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) };
}

function byId<Item extends { id: string }>(before: Item[], after: Item[]): Item[] {
  return [...new Map([...before, ...after].map((item) => [item.id, item])).values()];
}

/** Sessions and UTM values whatever the order; of names, links, chats and meetings the later stands. */
export function mergeSaid(before: Said, after: Said): Said {
  const person = mergePersons(before.person, after.person);
  const former = (lists: string[][], now: string | undefined, old: string | undefined) =>
    [...new Set([...lists.flat(), ...(old ? [old] : [])])].filter((each) => each !== now);
  return {
    company: facts(before.company, after.company),
    person,
    former: {
      emails: former([before.former.emails, after.former.emails], person.email, before.person.email),
      phones: former([before.former.phones, after.former.phones], person.phone, before.person.phone),
    },
    link: after.link ?? before.link,
    pieces: mergePieces(before.pieces, after.pieces),
    utm: mergeUtm(before.utm, after.utm),
    chats: byId(before.chats, after.chats),
    meetings: byId(before.meetings, after.meetings),
  };
}

/** A name is replaced whole: half of the old one beside half of the new one would be nobody's. */
function mergePersons(before: Person, after: Person): Person {
  const isNamed = after.name ?? after.firstName ?? after.lastName;
  if (!isNamed) return facts(before, after);
  const { name: _name, firstName: _first, lastName: _last, ...rest } = before;
  return facts(rest, after);
}
