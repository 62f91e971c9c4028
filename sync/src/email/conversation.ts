/** An email that may be kept, as the conversation that it is from then on. */
import { Conversation, type Party } from '../conversation/conversation.ts';
import { doubtOfSender } from './decide.ts';
import { idOf, SOURCE } from './ids.ts';
import { participantsOf, type Mail } from './mail.ts';
import { splitQuoted } from './quoted.ts';

export interface Circumstances {
  /** Lower case. */
  mailbox: string;
  isOurs: (address: string) => boolean;
  threadId: string;
  /** Where its owner opens it. */
  link?: string;
  /** RFC 3339 UTC: where the email itself says no date. */
  now: string;
}

/** Clocks of senders may be wrong by their time zone: no more is believed of what has not come yet. */
const DAY_MS = 86_400_000;
/** A segment holds no more. */
const LONGEST_SEGMENT = 100_000;
const LONGEST_TEXT = 1_000_000;
const LONGEST_ID = 1000;

/**
 * The same for every copy of an email, so that it does not matter whose mailbox gives it first; only one that names none
 * of ours belongs to whose mailbox it is.
 */
export function conversationOf(mail: Mail, { mailbox, isOurs, threadId, link, now }: Circumstances): Conversation {
  const doubt = doubtOfSender(mail);
  const isAhead = Date.parse(mail.date ?? now) > Date.parse(now) + DAY_MS;
  const isOursByLine = (address: string, line: string) => isOurs(address) && !(line === 'from' && doubt);
  // a colleague who was to stay unseen does; a customer who was written to so is who the email is about
  const people = participantsOf(mail).filter(({ line, address }) => line !== 'bcc' || !isOurs(address));
  const parties = people.map(({ address, name, line }): Party => ({
    role: isOursByLine(address, line) ? 'ours' : 'theirs',
    email: address,
    ...(name ? { name } : {}),
    ...(line === 'bcc' ? {} : { emailRole: line }),
    ...(line === 'from' && doubt ? { unverified: doubt } : {}),
  }));
  const from = mail.from;
  const isOutbound = from !== undefined && isOursByLine(from.address, 'from');
  const owner = isOutbound ? from.address : (parties.find(({ role }) => role === 'ours')?.email ?? mailbox);
  const { text, quoted } = splitQuoted(mail.text);
  const said = [
    ...mail.remarks,
    ...(isAhead ? ['The email is dated days ahead: it stands at the time when it was taken in.'] : []),
    ...(doubt ? [claimedBy(doubt, from !== undefined && isOurs(from.address))] : []),
    ...(text.length > LONGEST_TEXT ? [`The text was cut after ${LONGEST_TEXT} characters.`] : []),
  ];
  return Conversation.parse({
    source: SOURCE,
    sourceId: idOf(mail),
    kind: 'email',
    ...(mail.subject ? { title: mail.subject } : {}),
    ...(link ? { link } : {}),
    direction: isOutbound ? 'outbound' : 'inbound',
    startedAt: isAhead ? now : (mail.date ?? now),
    owner: { email: owner },
    parties,
    segments: pieces(text.slice(0, LONGEST_TEXT)).map((piece) => ({ party: from ? 0 : -1, startMs: 0, text: piece })),
    ...(quoted ? { quoted } : {}),
    ...(mail.messageId && mail.messageId.length <= LONGEST_ID ? { messageId: mail.messageId } : {}),
    threadId,
    ...(said.length > 0 ? { repairs: said } : {}),
  });
}

function claimedBy(doubt: string, isOneOfOurs: boolean): string {
  const what = isOneOfOurs ? 'It claims to come from one of ours, and' : 'Its sender is only claimed:';
  return `${what} the server that received it could not verify the sender (${doubt}). Nobody is linked by the sender’s address; a person decides.`;
}

/** Cut at the end of a line, where there is one near. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_SEGMENT) {
    const line = rest.lastIndexOf('\n', LONGEST_SEGMENT);
    const at = line > LONGEST_SEGMENT / 2 ? line : LONGEST_SEGMENT - 1;
    const end = /[\uD800-\uDBFF]/.test(rest.charAt(at - 1)) ? at - 1 : at;
    found.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\n/, '');
  }
  return [...found, rest];
}
