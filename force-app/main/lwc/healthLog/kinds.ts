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
const VARIANTS: Record<LogTone, string | undefined> = {
  error: 'error',
  warning: 'warning',
  success: 'success',
  quiet: undefined,
};
const ICONS: Readonly<Record<string, string>> = {
  accepted: 'utility:download',
  backfill: 'utility:rows',
  changed: 'utility:sync',
  connected: 'utility:success',
  disconnected: 'utility:error',
  drift: 'utility:warning',
  failed: 'utility:error',
  ignored: 'utility:skip',
  parked: 'utility:clock',
  paused: 'utility:pause',
  people: 'utility:user',
  planned: 'utility:preview',
  rejected: 'utility:error',
  relink: 'utility:link',
  resumed: 'utility:play',
  resync: 'utility:redo',
  settings: 'utility:settings',
  tried: 'utility:play',
  unchanged: 'utility:skip',
  undo: 'utility:undo',
  undone: 'utility:undo',
  waiting: 'utility:clock',
  written: 'utility:success',
};

/** A kind in words; one this version does not know keeps its name. */
export function kindWords(kind: string): string {
  return WORDS[kind] ?? kind;
}

export function kindIcon(kind: string): { icon: string; variant?: string } {
  return { icon: ICONS[kind] ?? 'utility:info', variant: VARIANTS[toneOf(kind)] };
}
