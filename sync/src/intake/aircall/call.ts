/** Aircall's call object, as the part of a conversation that it says. */
import type { Conversation } from '../../conversation/conversation.ts';
import { NAME_OF_WITHHELD, numberIn } from '../../conversation/phone.ts';
import type { AircallUser, Call } from './schema.ts';

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

function contactName({ contact }: Call): string | undefined {
  const name = [contact?.first_name, contact?.last_name].filter(Boolean).join(' ').trim();
  return name || contact?.company_name || undefined;
}

function ours(user: AircallUser): Conversation['parties'][number] | undefined {
  if (!user || (!user.email && !user.name)) return undefined;
  return { role: 'ours', ...(user.name ? { name: user.name } : {}), ...(user.email ? { email: user.email } : {}) };
}

/** The user first, the other side second, whoever joined after them: transcripts name them by these places. */
export function partiesOf(call: Call): Conversation['parties'] {
  const withheld = numberIn(call.raw_digits) === undefined;
  const name = contactName(call) ?? (withheld ? NAME_OF_WITHHELD : undefined);
  const email = call.contact?.emails?.find(({ value }) => value)?.value;
  const phone = numberIn(call.raw_digits);
  const first: Conversation['parties'] = [
    ours(call.user) ??
      ours(call.assigned_to) ?? { role: 'ours', ...(call.number?.name ? { name: call.number.name } : {}) },
    { role: 'theirs', ...(name ? { name } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
  ];
  const answerer = call.user ?? call.assigned_to;
  const seen = new Set([answerer?.email, answerer?.name, phone?.replace(/\D/g, '')]);
  const others = [
    ours(call.transferred_to),
    ...(call.participants ?? []).map((person): Conversation['parties'][number] | undefined =>
      person.type === 'user'
        ? ours({ ...person })
        : { role: 'theirs', ...(person.name ? { name: person.name } : {}), ...phoneField(person.phone_number) },
    ),
  ].flatMap((party) => {
    const mark = party?.email ?? party?.phone?.replace(/\D/g, '') ?? party?.name;
    if (!party || mark === undefined || seen.has(mark) || (party.name !== undefined && seen.has(party.name))) return [];
    seen.add(mark);
    return [party];
  });
  return [...first, ...others];
}

function phoneField(digits: string | undefined): { phone?: string } {
  const phone = numberIn(digits);
  return phone ? { phone } : {};
}

function statusOf(call: Call): Conversation['status'] {
  if (call.answered_at === undefined && !call.voicemail) return 'notRecorded';
  return 'ready';
}

/** Only what does not depend on the call being over. */
export function remarksOf(call: Call): Pick<Conversation, 'comments' | 'tags'> {
  return {
    comments: (call.comments ?? []).map(({ id, content, posted_at, posted_by }) => ({
      id,
      ...(posted_by?.name ? { author: posted_by.name } : {}),
      ...(posted_at === undefined ? {} : { at: instant(posted_at) }),
      text: content,
    })),
    tags: (call.tags ?? []).map(({ name }) => name),
  };
}

const NO_LENGTH = 'ended_at is before the call was answered: it is taken to have ended when it began.';

/** The call itself, which nobody titles. Undefined until it has ended: until then Aircall has more to say. */
export function factsOf(call: Call): Partial<Conversation> | undefined {
  const { started_at, answered_at, ended_at } = call;
  if (started_at === undefined || ended_at === undefined) return undefined;
  // people call by the clock of the conversation, not of the ringing
  const start = answered_at ?? started_at;
  const owner = call.user?.email ?? call.assigned_to?.email;
  const link = [call.asset, call.recording, call.voicemail].find((address) => address && /^https?:\/\//i.test(address));
  return {
    status: statusOf(call),
    ...(link && link.length <= 2048 ? { link } : {}),
    ...(call.direction ? { direction: call.direction } : {}),
    startedAt: instant(start),
    endedAt: instant(Math.max(ended_at, start)),
    durationSec: Math.max(0, ended_at - start),
    ...(owner ? { owner: { email: owner } } : {}),
    ...(ended_at < start ? { repairs: [NO_LENGTH] } : {}),
    parties: partiesOf(call),
  };
}
