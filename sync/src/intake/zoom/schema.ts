/**
 * Zoom's webhook events as far as they are read: developers.zoom.us/docs/api/meetings/events, and Zoom's own types at
 * zoom.github.io/rivet-javascript (RecordingCompletedEvent, RecordingTranscriptCompletedEvent, MeetingSummaryCompletedEvent).
 * `event_ts` is in milliseconds, durations are whole minutes, times RFC 3339. `id` is the meeting's number, which every
 * occurrence of a recurring meeting shares; `uuid` is the one occurrence.
 */
import { z } from 'zod';
import { absentable, id, lengthMin, listOf, text } from '../piece.ts';

const instant = z.iso.datetime({ offset: true });

export const Envelope = z.looseObject({
  event: z.string().min(1),
  /** Milliseconds; no event was sent before 2000 or will be after 2100. */
  event_ts: absentable(z.number().int().min(946_684_800_000).max(4_102_444_800_000)),
  payload: z.looseObject({}),
  /** Beside the payload or in it, by event; good for a day. */
  download_token: text,
});

export const Validation = z.looseObject({ plainToken: z.string().min(1).max(1000) });

const RecordingFile = z.looseObject({
  id: text,
  recording_start: absentable(instant),
  recording_end: text,
  file_type: text,
  file_extension: text,
  recording_type: text,
  status: text,
  download_url: text,
  play_url: text,
});
export type RecordingFile = z.output<typeof RecordingFile>;

export const Recording = z.looseObject({
  uuid: z.string().min(1).max(190),
  id,
  host_email: text,
  topic: text,
  start_time: instant,
  /** Minutes. */
  duration: lengthMin,
  timezone: text,
  share_url: text,
  recording_files: listOf(RecordingFile),
  participant_audio_files: listOf(z.looseObject({ file_name: text })),
  /** A transcript in WebVTT, where whoever forwards the event puts it in. */
  transcript: absentable(z.string().max(20_000_000)),
});
export type Recording = z.output<typeof Recording>;

export const Summary = z.looseObject({
  meeting_uuid: z.string().min(1).max(190),
  meeting_id: id,
  meeting_host_email: text,
  meeting_topic: text,
  meeting_start_time: instant,
  meeting_end_time: absentable(instant),
  summary_title: text,
  summary_overview: text,
  /** Newer accounts get the whole summary in Markdown. */
  summary_content: text,
  summary_details: absentable(z.union([z.string(), z.array(z.looseObject({ label: text, summary: text }))])),
  next_steps: listOf(z.string()),
  edited_summary: absentable(
    z.looseObject({
      summary_overview: text,
      summary_details: absentable(z.union([z.string(), z.array(z.looseObject({ label: text, summary: text }))])),
      next_steps: absentable(z.array(z.string())),
    }),
  ),
});
export type Summary = z.output<typeof Summary>;
