/** Transcripts in WebVTT (W3C), as Zoom makes them: the speaker stands before a colon, or in a voice tag. */
import { IntakeError } from './types.ts';

export interface Cue {
  startMs: number;
  endMs?: number;
  speaker?: string;
  text: string;
}

const TIMING = /^(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})/;

function clock(hours: string | undefined, minutes = '0', seconds = '0', thousandths = '0'): number {
  return ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths);
}

/** Entities that WebVTT requires of its writers. */
function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&(?:lrm|rlm);/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}

function spoken(lines: string[]): { speaker?: string; text: string } {
  const whole = lines.join(' ');
  const voice = /^<v(?:\.[^\s>]*)?\s+([^>]+)>(.*)$/s.exec(whole);
  const plain = (text: string) => unescape(text.replace(/<\/?(?:c|i|b|u|v|ruby|rt|lang)(?:[.\s][^>]*)?>/g, '')).trim();
  if (voice) return { speaker: plain(voice[1] ?? ''), text: plain(voice[2] ?? '') };
  // names are short: what is longer before a colon is what somebody said
  const named = /^([^:]{1,60}):\s+(.+)$/s.exec(whole);
  if (named) return { speaker: plain(named[1] ?? ''), text: plain(named[2] ?? '') };
  return { text: plain(whole) };
}

/** Cues in order of time. Throws a 422 for what is no WebVTT at all. */
export function readVtt(vtt: string): Cue[] {
  const lines = vtt.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  if (!/^WEBVTT(?:\s|$)/.test(lines[0] ?? ''))
    throw new IntakeError(
      422,
      'The transcript cannot be read',
      'The transcript is not WebVTT: it must begin with WEBVTT.',
      [{ pointer: '/payload/object/transcript', detail: 'transcript is not WebVTT' }],
    );
  const cues: Cue[] = [];
  for (let at = 1; at < lines.length; at += 1) {
    const timing = TIMING.exec(lines[at]?.trim() ?? '');
    if (!timing) continue;
    const said: string[] = [];
    while (at + 1 < lines.length && lines[at + 1]?.trim()) said.push(lines[(at += 1)] ?? '');
    const startMs = clock(timing[1], timing[2], timing[3], timing[4]);
    const endMs = clock(timing[5], timing[6], timing[7], timing[8]);
    const { speaker, text } = spoken(said);
    if (text) cues.push({ startMs, ...(endMs >= startMs ? { endMs } : {}), ...(speaker ? { speaker } : {}), text });
  }
  return cues.sort((a, b) => a.startMs - b.startMs);
}
