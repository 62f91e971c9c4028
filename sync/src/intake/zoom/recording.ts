/** Zoom's recordings, transcripts and summaries as pieces of a conversation. */
import type { Conversation, Party } from '../../conversation/conversation.ts';
import { present, webLink } from '../piece.ts';
import { readVtt } from '../vtt.ts';
import type { Recording, RecordingFile, Summary } from './schema.ts';

type Said = Partial<Conversation>;

const MINUTE = 60_000;

/** The page that plays the recording: the share link, which stays, before the file's own. */
function linkOf({ share_url, recording_files }: Recording): string | undefined {
  const video = recording_files.find(({ file_type, play_url }) => file_type === 'MP4' && play_url);
  return webLink(share_url) ?? webLink(video?.play_url);
}

/**
 * Where and when. The duration is in whole minutes, so it says nothing that the files' own ends do not say better; where
 * the files say no end, start plus duration is within a minute of it.
 */
export function recordingFacts(recording: Recording): Said {
  const start = Date.parse(recording.start_time);
  const ends = recording.recording_files
    .map((file) => Date.parse(file.recording_end ?? ''))
    .filter((end) => end > start);
  const end =
    ends.length > 0
      ? Math.max(...ends)
      : recording.duration === undefined
        ? undefined
        : start + recording.duration * MINUTE;
  return present({
    status: 'ready' as const,
    title: recording.topic,
    link: linkOf(recording),
    startedAt: new Date(start).toISOString(),
    endedAt: end === undefined ? undefined : new Date(end).toISOString(),
    durationSec: end === undefined ? undefined : (end - start) / 1000,
    owner: recording.host_email ? { email: recording.host_email } : undefined,
    conferenceUrl: `https://zoom.us/j/${recording.id}`,
    extra: { zoomMeetingId: recording.id },
  });
}

/** The host by address: it is the only person that a recording names. */
export function hostOf(email: string | undefined): Party[] {
  return email ? [{ role: 'ours', email }] : [];
}

export function transcriptFile(recording: Recording): RecordingFile | undefined {
  return recording.recording_files.find(({ file_type, download_url }) => file_type === 'TRANSCRIPT' && download_url);
}

/**
 * Speakers by name, in the order in which they speak. A name says nothing about the side; the host, who is first, is
 * matched to the speaker of their address's own words where one name fits.
 */
export function transcriptFacts(vtt: string, hostEmail: string | undefined): Said {
  const cues = readVtt(vtt);
  const names = [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))];
  const host = hostOf(hostEmail)[0];
  const hostName = host && names.find((name) => isNameOf(name, hostEmail ?? ''));
  const parties: Party[] = [
    ...(host ? [{ ...host, ...(hostName ? { name: hostName } : {}) }] : []),
    ...names.filter((name) => name !== hostName).map((name): Party => ({ role: 'theirs', name })),
  ];
  const place = new Map(parties.map(({ name }, index) => [name, index]));
  return {
    parties,
    segments: cues.map(({ speaker, ...cue }) => ({
      party: speaker === undefined ? -1 : (place.get(speaker) ?? -1),
      ...cue,
    })),
  };
}

/** `Paul Marchand` is paul@, marchand@, paul.marchand@, pmarchand@, paulm@ and marchand.paul@. */
function isNameOf(name: string, email: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const [first = '', ...rest] = plain(name)
    .replace(/\(.*?\)/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const last = rest.at(-1) ?? '';
  const mailbox = plain(email.split('@')[0] ?? '').replace(/[^\p{L}\p{N}]/gu, '');
  if (!first || mailbox === '') return false;
  return (
    last ? [first + last, last + first, first.charAt(0) + last, first + last.charAt(0), last, first] : [first]
  ).includes(mailbox);
}

function details(value: Summary['summary_details']): string {
  if (typeof value === 'string') return value;
  return (value ?? []).map(({ label, summary }) => [label, summary].filter(Boolean).join('\n')).join('\n\n');
}

/** What a person edited counts before what was generated. */
export function summaryFacts(summary: Summary): Said {
  const edited = summary.edited_summary;
  const overview = edited?.summary_overview ?? summary.summary_overview ?? summary.summary_content;
  const notes = details(edited?.summary_details ?? summary.summary_details).trim();
  return present({
    title: summary.meeting_topic,
    startedAt: new Date(summary.meeting_start_time).toISOString(),
    owner: summary.meeting_host_email ? { email: summary.meeting_host_email } : undefined,
    summary: overview?.trim() || notes || undefined,
    notes: overview?.trim() && notes ? notes : undefined,
    nextSteps: edited?.next_steps ?? summary.next_steps,
    ...endOf(summary),
  });
}

function endOf({ meeting_start_time: start, meeting_end_time: end }: Summary): Said {
  if (end === undefined) return {};
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  if (seconds < 0) return { repairs: ['meeting_end_time is before meeting_start_time and was left out.'] };
  return { endedAt: new Date(end).toISOString(), durationSec: seconds };
}
