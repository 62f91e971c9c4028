/** Whether an email may be kept at all. Everything here is decided in memory; who calls it has stored nothing yet. */
import { normaliseEmail } from '../match/address.ts';
import { isBlocked } from './blocklist.ts';
import { doubtOf } from './forged.ts';
import { participantsOf, type Mail } from './mail.ts';
import type { SkipReason } from './reasons.ts';
import type { EmailSettings } from './settings.ts';
import { isPrivate } from './subject.ts';

/** What the org says of the people of some emails. */
export interface KnownPeople {
  isOurs: (address: string) => boolean;
  /** A contact or lead has this address; a lead that was converted is its contact. */
  isCustomer: (address: string) => boolean;
}

/** Why the email is not kept, as far as it tells by itself: before anybody else is asked about its people. */
export function refusedAlone(mail: Mail, settings: EmailSettings): SkipReason | undefined {
  if (isPrivate(mail.subject, settings.neverSubjects)) return 'subject';
  if (mail.isCalendar) return 'calendar';
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(mail.text)) return 'noContent';
  if (participantsOf(mail).some(({ address }) => isBlocked(address, settings.blocked))) return 'blocked';
  return undefined;
}

/** The same by what the org says. A mailbox that is a colleague's says nothing about who takes part. */
export function refusedByOrg(mail: Mail, known: KnownPeople): SkipReason | undefined {
  const addresses = participantsOf(mail).map(({ address }) => address);
  if (addresses.every((address) => known.isOurs(address))) return 'internal';
  return addresses.some((address) => !known.isOurs(address) && known.isCustomer(address)) ? undefined : 'noContact';
}

/** Addresses that the org is to be asked about. */
export function addressesOf(mail: Mail): string[] {
  return participantsOf(mail).flatMap(({ address }) => normaliseEmail(address) ?? []);
}

/** Why the sender is not believed; see `doubtOf`. */
export const doubtOfSender = ({ authentication, from, hasManySenders = false }: Mail): string | undefined =>
  hasManySenders ? 'several From headers' : doubtOf(authentication, from?.address);
