/** Who is in a vCon, and on whose side. */
import type { Party } from '../../conversation/conversation.ts';
import type { SpeakerOf } from './transcript.ts';
import type { Vcon, VconParty } from './schema.ts';

/** Roles of the contact-centre draft (draft-ietf-vcon-cc-extension) and what producers use beside them. */
const OURS =
  /^(agent|host|owner|rep|sales[ _-]?rep|seller|advisor|supervisor|sme|user|internal|employee|organi[sz]er)$/i;

const roleOf = (party: VconParty): string | undefined => party.role ?? party.meta?.role;
const bare = (address: string | undefined, scheme: string): string | undefined => {
  const [plain = ''] = (address ?? '')
    .trim()
    .replace(new RegExp(`^${scheme}:`, 'i'), '')
    .split(/[?;]/);
  return plain === '' ? undefined : decode(plain);
};

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `sip:paul@example.com` may be an address of a person, but only a mail address is one for sure. */
function emailOf(party: VconParty): string | undefined {
  const mail = bare(party.mailto, 'mailto');
  if (mail?.includes('@')) return mail;
  return undefined;
}

export function telOf(party: VconParty): string | undefined {
  const tel = bare(party.tel, 'tel') ?? /^sips?:(\+?\d{5,})@/i.exec(party.sip ?? '')?.[1];
  return tel && /\d/.test(tel) ? tel : undefined;
}

/**
 * Ours by role; everybody else is `theirs` for now, and `match` knows colleagues by the users' own addresses. A party
 * keeps its index, as dialogs and transcripts name parties by it.
 */
export function partiesOf(vcon: Vcon): Party[] {
  return vcon.parties.map((party) => {
    const email = emailOf(party);
    const phone = telOf(party);
    return {
      role: OURS.test(roleOf(party)?.trim() ?? '') ? 'ours' : 'theirs',
      ...(party.name ? { name: party.name } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
    };
  });
}

/** The party of ours that stands for the conversation: an agent or host with an address. */
export function ownerOf(vcon: Vcon, parties: Party[]): { email: string } | undefined {
  const owner = vcon.parties.findIndex((party) => /^(owner|host|organi[sz]er)$/i.test(roleOf(party) ?? ''));
  const email = parties[owner]?.email ?? parties.find((party) => party.role === 'ours' && party.email)?.email;
  return email === undefined ? undefined : { email };
}

/** Names, addresses and indexes of speakers; `-1` for a label such as "Speaker 2" that says nothing. */
export function speakers(parties: Party[]): SpeakerOf {
  const byName = new Map<string, number>();
  const note = (label: string | undefined, index: number) => {
    const name = label?.trim().toLowerCase();
    if (name) byName.set(name, byName.has(name) && byName.get(name) !== index ? -1 : index);
  };
  for (const [index, party] of parties.entries()) {
    note(party.name, index);
    note(party.email, index);
    note(party.phone, index);
  }
  for (const [index, { name }] of parties.entries()) {
    const first = name?.split(/\s+/)[0]?.toLowerCase();
    if (first && !byName.has(first)) note(first, index);
  }
  const only = (role: Party['role']) => {
    const found = parties.flatMap((party, index) => (party.role === role ? [index] : []));
    return found.length === 1 ? (found[0] ?? -1) : -1;
  };
  return (speaker) => {
    if (typeof speaker === 'number')
      return Number.isInteger(speaker) && speaker >= 0 && speaker < parties.length ? speaker : -1;
    if (typeof speaker !== 'string') return -1;
    const label = speaker.trim().toLowerCase();
    const known = byName.get(label);
    if (known !== undefined) return known;
    if (/^\d+$/.test(label)) return Number(label) < parties.length ? Number(label) : -1;
    if (/^(agent|rep|internal|host)$/.test(label)) return only('ours');
    if (/^(customer|client|caller|contact|external|prospect)$/.test(label)) return only('theirs');
    return -1;
  };
}
