/** What is worked out once about a row of the snapshot, when a conversation first comes near it. */
import { companyDomain, normaliseEmail, PHONE_IN_TEXT, phoneTail, toE164 } from './address.ts';
import type { EventFacts, TaskFacts } from './known.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { titleKey, type TitleKey } from './title.ts';
import type { EventRow, TaskRow } from './types.ts';

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;

/** The part of a conference address that names the room, without its parameters. */
export function conferenceRoom(url: string | undefined): string | undefined {
  const found = /^https?:\/\/([^/?#]+\/[^?#]{3,})/i.exec(url ?? '');
  return found?.[1]?.replace(/\/+$/, '').toLowerCase();
}

export function nameKey(name: string | null | undefined): string | undefined {
  const text = name?.normalize('NFKC').trim().toLowerCase();
  return text?.includes(' ') ? `name ${text}` : undefined;
}

/** `toE164`, once for each text of a snapshot. */
export function numberOf(phone: string, country: string, index: SnapshotIndex): string | undefined {
  const { numbers } = index.known;
  const key = country + phone;
  const known = numbers.get(key);
  if (known !== undefined || numbers.has(key)) return known;
  const number = toE164(phone, country);
  numbers.set(key, number);
  return number;
}

export function isOurs(email: string, index: SnapshotIndex): boolean {
  if (index.usersByEmail.has(email)) return true;
  const domain = companyDomain(email);
  return domain !== undefined && index.ownDomains.has(domain);
}

function titleOf(subject: string, index: SnapshotIndex): TitleKey {
  const { titles } = index.known;
  let key = titles.get(subject);
  if (!key) titles.set(subject, (key = titleKey(subject)));
  return key;
}

/** A user by Id, whichever of their addresses is given; other colleagues by address. */
export function colleagueKey(email: string, index: SnapshotIndex): string {
  return index.usersByEmail.get(email)?.Id ?? email;
}

export function factsOfEvent(row: EventRow, index: SnapshotIndex): EventFacts {
  const known = index.known.events.get(row);
  if (known) return known;
  const theirs = new Map<string, number>();
  const ours = new Set<string>();
  let theirCount = 0;
  const invite = (keys: (string | undefined)[]) => {
    const seen = keys
      .map((key) => (key === undefined ? undefined : theirs.get(key)))
      .find((each) => each !== undefined);
    const number = seen ?? theirCount++;
    for (const key of keys) if (key !== undefined) theirs.set(key, number);
  };
  for (const email of row.attendeeEmails) {
    if (isOurs(email, index)) {
      ours.add(colleagueKey(email, index));
      continue;
    }
    const person = index.contactsByEmail.get(email)?.[0] ?? index.leadsByEmail.get(email)?.[0];
    invite([email, person?.Id, nameKey(person?.Name)]);
  }
  const who = index.contacts.get(row.WhoId ?? '') ?? index.leads.get(row.WhoId ?? '');
  // somebody whom the integration user does not see may be anybody
  if (who) invite([who.Id, normaliseEmail(who.Email), nameKey(who.Name)]);
  if (index.users.has(row.OwnerId)) ours.add(row.OwnerId);
  const places = `${row.Location ?? ''} ${row.Description ?? ''}`;
  const facts: EventFacts = {
    start: Date.parse(row.StartDateTime),
    end: Date.parse(row.EndDateTime),
    title: titleOf(row.Subject ?? '', index),
    ...{ theirs, theirCount, ours },
    rooms: places.includes('://') ? (places.match(ADDRESS) ?? []).flatMap((url) => conferenceRoom(url) ?? []) : [],
  };
  index.known.events.set(row, facts);
  return facts;
}

/** Numbers are compared by their ends: they are written in every form, and these are calls of one rep and one minute. */
export function factsOfTask(row: TaskRow, index: SnapshotIndex): TaskFacts {
  const known = index.known.tasks.get(row);
  if (known) return known;
  const who = index.contacts.get(row.WhoId ?? '') ?? index.leads.get(row.WhoId ?? '');
  const tails = [who?.Phone, who?.MobilePhone, row.CallObject].flatMap((phone) => phoneTail(phone) ?? []);
  for (const text of [row.Subject, row.Description])
    for (const phone of text?.match(PHONE_IN_TEXT) ?? []) tails.push(phoneTail(phone) as string);
  const facts: TaskFacts = { created: Date.parse(row.CreatedDate), tails, name: nameKey(who?.Name) };
  index.known.tasks.set(row, facts);
  return facts;
}
