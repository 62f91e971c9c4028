/**
 * Aircall's webhook events as far as they are read. Envelope and call object: developers.aircall.io/api-references
 * (Webhooks, Call events, Conversation intelligence); guides: developer.aircall.io/docs/ai-assist. Times are UNIX
 * seconds in call events and RFC 3339 in conversation intelligence. Unknown keys are left alone, null is absent.
 */
import { z } from 'zod';
import { absentable, id, lengthSec, text } from '../piece.ts';

/** UNIX seconds; no call was made before 2000 or will be after 2100. */
const seconds = z.number().int().min(946_684_800).max(4_102_444_800);
const offset = z.number().nonnegative();

/** An empty object stands for nobody. */
const user = absentable(z.looseObject({ id: absentable(id), name: text, email: text }));
export type AircallUser = z.output<typeof user>;

export const Envelope = z.looseObject({
  resource: text,
  event: z.string().min(1),
  timestamp: absentable(seconds),
  data: z.looseObject({}),
});

export const Call = z.looseObject({
  id,
  call_uuid: text,
  direct_link: text,
  direction: absentable(z.enum(['inbound', 'outbound'])),
  status: text,
  started_at: absentable(seconds),
  answered_at: absentable(seconds),
  ended_at: absentable(seconds),
  duration: lengthSec,
  missed_call_reason: text,
  /** The other side's number, formatted; "anonymous" when it is withheld. */
  raw_digits: text,
  /** Signed addresses that last minutes; `asset` is the page in Aircall that stays. */
  recording: text,
  voicemail: text,
  asset: text,
  user,
  transferred_to: user,
  /** Who is to see to a missed call or a voicemail. */
  assigned_to: user,
  contact: absentable(
    z.looseObject({
      first_name: text,
      last_name: text,
      company_name: text,
      emails: absentable(z.array(z.looseObject({ value: text }))),
    }),
  ),
  number: absentable(z.looseObject({ name: text, digits: text })),
  participants: absentable(
    z.array(z.looseObject({ id: absentable(id), type: text, name: text, phone_number: text, email: text })),
  ),
  comments: absentable(
    z.array(z.looseObject({ id, content: z.string(), posted_at: absentable(seconds), posted_by: user })),
  ),
  tags: absentable(z.array(z.looseObject({ id: absentable(id), name: z.string() }))),
});
export type Call = z.output<typeof Call>;

export const Deleted = z.looseObject({ id });

export const Transcription = z.looseObject({
  call_id: id,
  content: z.looseObject({
    language: text,
    utterances: z.array(
      z.looseObject({
        start_time: offset,
        end_time: absentable(offset),
        text: z.string(),
        participant_type: text,
        user_id: absentable(id),
        phone_number: text,
      }),
    ),
  }),
});
export const Summary = z.looseObject({ call_id: id, content: z.string() });
export const Topics = z.looseObject({ call_id: id, content: z.array(z.string()) });
const item = z.union([
  z.string(),
  z.looseObject({
    content: text,
    text,
    title: text,
    assignee: text,
    owner: text,
    due_date: text,
  }),
]);
export const ActionItems = z.looseObject({
  id: absentable(id),
  call_id: id,
  content: absentable(z.union([item, z.array(item)])),
  action_items: absentable(z.array(item)),
});
export const Sentiment = z.looseObject({
  call_id: id,
  participants: z.array(z.looseObject({ type: text, phone_number: text, value: text })).max(500),
});
