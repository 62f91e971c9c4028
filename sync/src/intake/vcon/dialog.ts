/** What a vCon's dialogs say: when it took place, how long, who called, where the recording is, what was written. */
import type { Conversation } from '../../conversation/conversation.ts';
import { contentOf } from './body.ts';
import { telOf } from './parties.ts';
import type { Vcon, VconDialog } from './schema.ts';

export interface Timing {
  startedAt?: string;
  endedAt?: string;
  durationSec?: number;
}

/** A time without an offset is read as UTC, which is what such producers write. */
export function instantOf(value: string): string {
  return new Date(/(z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`).toISOString();
}

/** Spoken or written; a transfer only tells how dialogs hang together. */
const isTalk = ({ type }: VconDialog) => type !== 'transfer';

export function timingOf(vcon: Vcon): Timing {
  const spans = vcon.dialog.filter(isTalk).map(({ start, duration }) => {
    const from = Date.parse(instantOf(start));
    return { from, to: duration === undefined ? undefined : from + Math.round(duration * 1000) };
  });
  if (spans.length === 0) return vcon.created_at ? { startedAt: instantOf(vcon.created_at) } : {};
  const from = spans.reduce((least, span) => Math.min(least, span.from), Infinity);
  const to = spans.reduce((most, span) => Math.max(most, span.to ?? span.from), -Infinity);
  const startedAt = new Date(from).toISOString();
  return to > from
    ? { startedAt, endedAt: new Date(to).toISOString(), durationSec: (to - from) / 1000 }
    : { startedAt };
}

function firstParty({ parties, originator }: VconDialog): number | undefined {
  if (originator !== undefined) return originator;
  const first = Array.isArray(parties) ? parties[0] : parties;
  return Array.isArray(first) ? first[0] : first;
}

/** Who began the first talk: one of ours makes it outbound. Undefined where nobody is known to be ours. */
export function directionOf(vcon: Vcon, parties: Conversation['parties']): Conversation['direction'] {
  const first = vcon.dialog.find((dialog) => dialog.type === 'recording' || dialog.type === 'incomplete');
  const caller = first && firstParty(first);
  if (caller === undefined || !parties.some(({ role }) => role === 'ours')) return undefined;
  const party = parties[caller];
  return party && (party.role === 'ours' ? 'outbound' : 'inbound');
}

/**
 * An email by its own mark; text only is a chat. A recording is a call when it took place over telephone numbers: at
 * least one party has one, and nobody is known by a mail address alone. Everything else is a meeting.
 */
export function kindOf(vcon: Vcon): Conversation['kind'] {
  const said = vcon.dialog.filter(isTalk);
  const media = (dialog: VconDialog) => (dialog.mediatype ?? dialog.mimetype ?? '').toLowerCase();
  if (said.some((dialog) => media(dialog).startsWith('message/rfc822') || dialog.application === 'email'))
    return 'email';
  if (said.length > 0 && said.every(({ type }) => type === 'text')) return 'chat';
  if (said.some((dialog) => media(dialog).startsWith('video/'))) return 'meeting';
  const named = vcon.parties.filter((party) => telOf(party) ?? party.mailto);
  return named.some(telOf) && named.every((party) => telOf(party)) ? 'call' : 'meeting';
}

/** Not recorded: every attempt failed (`incomplete`), or nothing was kept. */
export function wasRecorded(vcon: Vcon): boolean {
  const said = vcon.dialog.filter(isTalk);
  return said.length === 0 || said.some(({ type }) => type !== 'incomplete');
}

export function recordingOf(vcon: Vcon): string | undefined {
  return vcon.dialog.find(({ type, url }) => type === 'recording' && url && /^https?:\/\//i.test(url))?.url;
}

/** Written messages, as segments. */
export function textsOf(vcon: Vcon, startedAt: string, partyCount: number): Conversation['segments'] {
  const from = Date.parse(startedAt);
  return vcon.dialog.flatMap((dialog, index) => {
    if (dialog.type !== 'text') return [];
    // a message that looks like JSON is a message
    const isEncoded = /^base64/i.test(dialog.encoding ?? '');
    const body = isEncoded ? contentOf(dialog, `/dialog/${index}`) : dialog.body;
    if (typeof body !== 'string' || body.trim() === '') return [];
    const party = firstParty(dialog) ?? -1;
    const startMs = Math.max(0, Date.parse(instantOf(dialog.start)) - from);
    return [{ party: party < partyCount ? party : -1, startMs, text: body }];
  });
}
