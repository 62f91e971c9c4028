/** How far the test has come, and what it came to, in words. */
import { fill } from 'c/conversationModel';
import { isSettled, linesOf, stagesOf } from 'c/setupModel';
import type { ConversationState, Receipt, StageId, StageState } from 'c/setupModel';
import { objectName } from 'c/setupWords';
import { words } from './words';

export interface StageRow {
  id: StageId;
  text: string;
  state: string;
  icon: string;
  variant?: string;
  className: string;
}
export interface Outcome {
  /** Nothing more comes by itself. */
  isOver: boolean;
  isUndone: boolean;
  /** The org's own words why it went no further. */
  stopReason?: string;
  /** It was written nowhere, because the settings say so. */
  isDryRun: boolean;
  /** What it would have written. */
  lines: { key: string; text: string; note?: string }[];
  /** The conversation as it stands in the org, and the activity that it stands on. */
  seenId?: string;
  activity?: { id: string; object: 'Event' | 'Task'; label: string };
}

const STAGES: Record<StageId, string> = { accepted: words.accepted, matched: words.matched, written: words.written };
const STATES: Record<StageState, { text: string; icon: string; variant?: string }> = {
  done: { text: words.stateDone, icon: 'utility:success', variant: 'success' },
  running: { text: words.stateRunning, icon: 'utility:sync' },
  waiting: { text: words.stateWaiting, icon: 'utility:clock' },
  held: { text: words.stateHeld, icon: 'utility:ban' },
  failed: { text: words.stateFailed, icon: 'utility:error', variant: 'error' },
};

export function stageRows(state: ConversationState | undefined, receipt: Receipt | undefined): StageRow[] {
  return stagesOf(state, receipt).map(({ id, state: stage }) => ({
    id,
    text: STAGES[id],
    state: STATES[stage].text,
    icon: STATES[stage].icon,
    variant: STATES[stage].variant,
    className: `stage ${stage}`,
  }));
}

export function outcomeOf(state: ConversationState | undefined, receipt: Receipt | undefined): Outcome {
  const isSynced = state?.status === 'synced';
  const isDryRun = isSynced && receipt?.outcome === 'planned';
  const isStopped = state?.status === 'parked' || state?.status === 'failed';
  const seenId = (isSynced && !isDryRun && state.conversationId) || undefined;
  return {
    isOver: isSettled(state),
    isUndone: state?.status === 'undone',
    stopReason: isStopped ? (state.error ?? words.stopped) : undefined,
    isDryRun,
    lines: isDryRun ? linesOf(receipt).map(lineOf) : [],
    seenId,
    activity: seenId && state?.activityId ? activityOf(state.activityId) : undefined,
  };
}

function lineOf({ object, records, fields, note }: ReturnType<typeof linesOf>[number]): Outcome['lines'][number] {
  const name = objectName(object);
  const what = records > 1 ? fill(words.lineCount, String(records), name) : name;
  return { key: object, text: fill(words.line, what, fields.join(', ')), note };
}

function activityOf(id: string): Outcome['activity'] {
  return id.startsWith('00T')
    ? { id, object: 'Task', label: words.openTask }
    : { id, object: 'Event', label: words.openEvent };
}
