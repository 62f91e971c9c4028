/**
 * Fireflies' transcript as GraphQL gives it (docs.fireflies.ai/schema/transcript, /sentence, /summary) and its webhooks
 * (docs.fireflies.ai/graphql-api/webhooks and /webhooks-v2). `date` is in milliseconds, `duration` in minutes, times of
 * sentences in seconds.
 */
import { z } from 'zod';
import { absentable, id, lengthMin, listOf, text } from '../piece.ts';

/** Version 1 of the webhook. */
export const First = z.looseObject({ meetingId: z.string().min(1).max(190), eventType: z.string().min(1) });
/** Version 2. */
export const Second = z.looseObject({
  event: z.string().min(1),
  meeting_id: z.string().min(1).max(190),
  timestamp: absentable(z.number().int().min(946_684_800_000).max(4_102_444_800_000)),
});

/** Some summaries are lists, some one text with a line for each entry. */
const lines = absentable(z.union([z.string(), z.array(z.string())]));
const seconds = z.number().nonnegative();

export const Transcript = z.looseObject({
  id: z.string().min(1).max(190),
  title: text,
  /** Milliseconds since 1970; older accounts get an ISO date. */
  date: z.union([z.number().int().min(946_684_800_000).max(4_102_444_800_000), z.iso.datetime({ offset: true })]),
  /** Minutes, with fractions. */
  duration: lengthMin,
  transcript_url: text,
  meeting_link: text,
  organizer_email: text,
  host_email: text,
  user: absentable(z.looseObject({ email: text, name: text })),
  participants: listOf(z.string().nullable()),
  meeting_attendees: listOf(z.looseObject({ displayName: text, name: text, email: text, phoneNumber: text })),
  speakers: listOf(z.looseObject({ id: absentable(id), name: text })),
  sentences: listOf(
    z.looseObject({
      speaker_name: text,
      speaker_id: absentable(id),
      text,
      start_time: absentable(seconds),
      end_time: absentable(seconds),
      ai_filters: absentable(z.looseObject({ question: text })),
    }),
  ),
  summary: absentable(
    z.looseObject({
      overview: text,
      short_summary: text,
      gist: text,
      action_items: lines,
      keywords: lines,
      topics_discussed: lines,
      shorthand_bullet: lines,
      bullet_gist: lines,
    }),
  ),
});
export type Transcript = z.output<typeof Transcript>;

/** What `transcripts` or `transcript` is answered with. */
export const Answer = z.looseObject({
  data: absentable(
    z.looseObject({ transcripts: absentable(z.array(z.unknown())), transcript: z.unknown().optional() }),
  ),
  errors: absentable(
    z.array(
      z.looseObject({
        code: text,
        extensions: absentable(
          z.looseObject({ code: text, metadata: absentable(z.looseObject({ retryAfter: absentable(z.number()) })) }),
        ),
      }),
    ),
  ),
});
