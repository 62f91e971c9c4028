/** What a vCon's attachments say beside its documents: tags, and the meeting that it belongs to. */
import type { Conversation } from '../../conversation/conversation.ts';
import { asRecord, contentOf, textIn } from './body.ts';
import { instantOf } from './dialog.ts';
import { OWN_SCHEMA } from './own-schema.ts';
import type { Vcon } from './schema.ts';

type Said = Partial<
  Pick<
    Conversation,
    'title' | 'link' | 'iCalUid' | 'originalStart' | 'scheduledStart' | 'scheduledEnd' | 'conferenceUrl' | 'consent'
  >
> & {
  tags: string[];
  /** What this service itself wrote: the fields that a vCon has no place for, and the place of its own party. */
  own?: Record<string, unknown>;
};

/** `["stage:demo"]`, `{"stage": "demo"}`, or one text. */
function tagsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.filter((tag): tag is string => typeof tag === 'string' && tag.trim() !== '');
  if (typeof body === 'string') return body.split(/[,;\n]/).flatMap((tag) => tag.trim() || []);
  const record = asRecord(body);
  if (!record) return [];
  if (Array.isArray(record.tags)) return tagsIn(record.tags);
  return Object.entries(record).map(([name, value]) =>
    value === true || value === '' || value === null ? name : `${name}:${String(value as string)}`,
  );
}

const time = (value: string | undefined): string | undefined =>
  value === undefined || Number.isNaN(Date.parse(value)) ? undefined : instantOf(value);

function meetingIn(record: Record<string, unknown>): Omit<Said, 'tags' | 'own'> {
  const link = textIn(record, 'link', 'url', 'recording_url', 'play_url');
  const found = {
    title: textIn(record, 'title', 'subject', 'topic'),
    link: link && /^https?:\/\//i.test(link) ? link : undefined,
    iCalUid: textIn(record, 'iCalUid', 'iCalUID', 'ical_uid', 'icaluid', 'uid'),
    originalStart: time(textIn(record, 'originalStart', 'original_start')),
    scheduledStart: time(textIn(record, 'scheduledStart', 'scheduled_start', 'start')),
    scheduledEnd: time(textIn(record, 'scheduledEnd', 'scheduled_end', 'end')),
    conferenceUrl: textIn(record, 'conferenceUrl', 'conference_url', 'join_url', 'hangoutLink'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export function readAttachments(vcon: Vcon): Said {
  const said: Said = { tags: [] };
  for (const [index, attachment] of vcon.attachments.entries()) {
    const purpose = (attachment.purpose ?? attachment.type ?? '').trim().toLowerCase();
    if (!['tags', 'tag', 'meeting', 'event', 'calendar', 'consent', 'lawful_basis'].includes(purpose)) continue;
    const body = contentOf(attachment, `/attachments/${index}`);
    const record = asRecord(body);
    if (purpose.startsWith('tag')) said.tags.push(...tagsIn(body).map((tag) => tag.slice(0, 255)));
    else if (purpose === 'consent' || purpose === 'lawful_basis') {
      const consent =
        typeof body === 'string' ? body : record && textIn(record, 'consent', 'lawful_basis', 'status', 'text');
      if (consent) said.consent = consent.slice(0, 255);
    } else if (record?.schema === OWN_SCHEMA) said.own = record;
    else if (record) Object.assign(said, meetingIn(record));
  }
  return said;
}
