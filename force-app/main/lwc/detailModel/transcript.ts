import type { TranscriptLine } from 'c/conversationModel';

const LINE = /^\[(?:(\d+):)?(\d{1,2}):(\d{2})\]\s*(?:([^:]{1,255}):\s*)?(.*)$/;

/** Lines `[h:mm:ss] Speaker: text`; a line without a time belongs to the one before. Empty when the text is no transcript. */
export function readTranscript(body: string | undefined): TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const raw of (body ?? '').split(/\r?\n/)) {
    const match = LINE.exec(raw.trim());
    if (match) {
      const [, hours = '0', minutes, seconds, speaker = '', text] = match;
      lines.push({
        start: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
        speaker: speaker.trim(),
        text,
      });
    } else if (raw.trim() && lines.length > 0) {
      lines[lines.length - 1].text += ` ${raw.trim()}`;
    }
  }
  return lines;
}
