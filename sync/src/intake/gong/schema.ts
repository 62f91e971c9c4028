/**
 * Gong's `POST /v2/calls/extensive` and `/v2/calls/transcript` as far as they are read: help.gong.io/apidocs (Calls), and
 * "Payload sent to webhooks" for `callData`. Durations and times within a call are seconds, those of transcripts
 * milliseconds; dates are ISO 8601 with their offset, down to microseconds. Ids have up to 20 digits and are texts.
 */
import { z } from 'zod';
import { absentable, id, lengthSec, listOf, text } from '../piece.ts';

const instant = z.iso.datetime({ offset: true });
const seconds = lengthSec;

const Context = listOf(
  z.looseObject({
    system: text,
    objects: listOf(z.looseObject({ objectType: text, objectId: absentable(z.coerce.string()), timing: text })),
  }),
);

const Party = z.looseObject({
  id: absentable(id),
  emailAddress: text,
  name: text,
  title: text,
  userId: absentable(id),
  speakerId: absentable(id),
  context: Context,
  /** Internal, External or Unknown. */
  affiliation: text,
  phoneNumber: text,
});
export type GongParty = z.output<typeof Party>;

export const Call = z.looseObject({
  metaData: z.looseObject({
    id,
    url: text,
    title: text,
    scheduled: absentable(instant),
    started: instant,
    duration: seconds,
    primaryUserId: absentable(id),
    /** Inbound, Outbound, Conference or Unknown. */
    direction: text,
    system: text,
    media: text,
    /** ISO 639-2/B; `und` and `zxx` stand for none. */
    language: text,
    isPrivate: absentable(z.boolean()),
    meetingUrl: text,
    clientUniqueId: text,
  }),
  context: Context,
  parties: listOf(Party),
  content: absentable(
    z.looseObject({
      topics: listOf(z.looseObject({ name: text, duration: seconds })),
      trackers: listOf(
        z.looseObject({
          name: text,
          count: absentable(z.number()),
          occurrences: listOf(z.looseObject({ startTime: seconds })),
        }),
      ),
      pointsOfInterest: absentable(
        z.looseObject({
          actionItems: listOf(z.looseObject({ snippet: text, snippetStartTime: seconds, speakerId: absentable(id) })),
        }),
      ),
      brief: text,
      outline: listOf(
        z.looseObject({
          section: text,
          startTime: seconds,
          duration: seconds,
          items: listOf(z.looseObject({ text, startTime: seconds })),
        }),
      ),
      highlights: listOf(
        z.looseObject({
          title: text,
          items: listOf(z.looseObject({ text, startTimes: listOf(z.number().nonnegative()) })),
        }),
      ),
      callOutcome: absentable(z.looseObject({ category: text, name: text })),
      keyPoints: listOf(z.looseObject({ text })),
    }),
  ),
  interaction: absentable(
    z.looseObject({
      questions: absentable(
        z.looseObject({ companyCount: absentable(z.number()), nonCompanyCount: absentable(z.number()) }),
      ),
    }),
  ),
  collaboration: absentable(
    z.looseObject({
      publicComments: listOf(
        z.looseObject({
          id,
          audioStartTime: seconds,
          commenterUserId: absentable(id),
          comment: text,
          posted: absentable(instant),
        }),
      ),
    }),
  ),
});
export type Call = z.output<typeof Call>;

export const Transcript = z.looseObject({
  callId: id,
  transcript: listOf(
    z.looseObject({
      speakerId: absentable(id),
      topic: text,
      /** Milliseconds. */
      sentences: listOf(
        z.looseObject({ start: z.number().nonnegative(), end: absentable(z.number().nonnegative()), text: z.string() }),
      ),
    }),
  ),
});
export type Transcript = z.output<typeof Transcript>;

/** A page of a list; `records.cursor` is there while there is more. */
export const Page = z.looseObject({
  records: absentable(z.looseObject({ cursor: text })),
  calls: listOf(z.unknown()),
  callTranscripts: listOf(z.unknown()),
  errors: absentable(z.array(z.string())),
});
