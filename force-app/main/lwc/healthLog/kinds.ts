import { toneOf } from 'c/healthModel';
import type { LogTone } from 'c/healthModel';
import { words } from './words';

const WORDS: Readonly<Record<string, string>> = {
  accepted: words.kindAccepted,
  backfill: words.kindBackfill,
  changed: words.kindChanged,
  connected: words.kindConnected,
  disconnected: words.kindDisconnected,
  drift: words.kindDrift,
  failed: words.kindFailed,
  ignored: words.kindIgnored,
  parked: words.kindParked,
  paused: words.kindPaused,
  people: words.kindPeople,
  planned: words.kindPlanned,
  rejected: words.kindRejected,
  relink: words.kindRelink,
  resumed: words.kindResumed,
  resync: words.kindResync,
  settings: words.kindSettings,
  tried: words.kindTried,
  unchanged: words.kindUnchanged,
  undo: words.kindUndo,
  undone: words.kindUndone,
  waiting: words.kindWaiting,
  written: words.kindWritten,
};
const ICONS: Record<LogTone, { icon: string; variant?: string }> = {
  error: { icon: 'utility:error', variant: 'error' },
  warning: { icon: 'utility:clock' },
  success: { icon: 'utility:success', variant: 'success' },
  quiet: { icon: 'utility:info' },
};

/** A kind in words; one this version does not know keeps its name. */
export function kindWords(kind: string): string {
  return WORDS[kind] ?? kind;
}

export function kindIcon(kind: string): { icon: string; variant?: string } {
  return ICONS[toneOf(kind)];
}
