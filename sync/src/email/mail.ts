/** An email as it is held in memory while it is decided whether it may be kept. Pure data, and never stored as such. */

export interface Mailbox {
  /** Lower case. */
  address: string;
  name?: string;
}

export interface Mail {
  /** Without `<>`; undefined where the email has none. */
  messageId?: string;
  inReplyTo?: string;
  /** Oldest first, as the header has them. */
  references: string[];
  /** Undefined where nobody is named in a way that can be read. */
  from?: Mailbox;
  /** Whom it names as its senders besides. */
  alsoFrom?: Mailbox[];
  /** It has several headers where one is allowed: each reader shows another sender, so that none is believed. */
  hasManySenders?: boolean;
  to: Mailbox[];
  cc: Mailbox[];
  /** Only the sender's own copy has them. */
  bcc: Mailbox[];
  subject: string;
  /** RFC 3339 UTC; undefined where the email does not say it. */
  date?: string;
  /** All of its text, plain: its own and what it quotes. */
  text: string;
  /** An invitation, an answer to one, or a cancellation. */
  isCalendar: boolean;
  /** What the receiving server found about the sender: its own `Authentication-Results`, the topmost of them. */
  authentication?: string;
  /** What was left out or mended, in sentences without a word of the email's. */
  remarks: string[];
}

/** Who takes part, each once: the sender first, then as the lines of the email have them. */
export function participantsOf({
  from,
  alsoFrom = [],
  to,
  cc,
  bcc,
}: Mail): (Mailbox & { line: 'from' | 'to' | 'cc' | 'bcc' })[] {
  const found = new Map<string, Mailbox & { line: 'from' | 'to' | 'cc' | 'bcc' }>();
  const add = (line: 'from' | 'to' | 'cc' | 'bcc', people: Mailbox[]) => {
    for (const person of people) if (!found.has(person.address)) found.set(person.address, { ...person, line });
  };
  add('from', from ? [from, ...alsoFrom] : []);
  add('to', to);
  add('cc', cc);
  add('bcc', bcc);
  return [...found.values()];
}
