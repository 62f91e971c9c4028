/** What the wizard shows of its steps, from what the service has answered and nothing else. */
import { fill, plural, viewer } from 'c/conversationModel';
import { checksOf, stateOf, stepAfter, STEPS, troubleOf } from 'c/setupModel';
import type { Check, Connection, Feeds, Health, StepEntry, StepId, StepState } from 'c/setupModel';
import { checkWords, stateIcon, stateName, stepName } from 'c/setupWords';
import { words } from './words';

export interface Known {
  connection?: Connection;
  health?: Health;
  /** Which feeds are on; one that could not be asked is not there. */
  feeds: Feeds;
}
export interface StepView {
  heading: string;
  why: string;
  state: StepState;
  /** Nothing more is asked of the admin here. */
  isSettled: boolean;
  stateName: string;
  icon: { name: string; variant?: string };
  /** Nothing can be told of it before there is a connection. */
  waits: boolean;
  /** What every check waits for. */
  trouble?: Check;
  troubleReason: string;
  /** The org could not be asked, and the first step says why. */
  isUnreachable: boolean;
  /** The mend lies in Setup: looking again is what is left to do here. */
  isMendedElsewhere: boolean;
  check?: Check;
  /** The step's own part of the page; one about the checks once they are there. */
  shows: Partial<Record<StepId | 'check', boolean>>;
  next?: StepId;
  continueLabel: string;
}

const WHY: Record<StepId, string> = {
  connect: words.whyConnect,
  permissions: words.whyPermissions,
  api: words.whyApi,
  notes: words.whyNotes,
  changes: words.whyChanges,
  people: words.whyPeople,
  writing: words.whyWriting,
  try: words.whyTry,
  emails: words.whyEmails,
  workflows: words.whyWorkflows,
  visitors: words.whyVisitors,
  summary: words.whySummary,
};
/** Nothing to show without them. */
const OF_CHECKS = new Set<StepId>(['permissions', 'api', 'notes', 'changes', 'summary']);
/** These go on without further ado. */
const SETTLED = new Set<StepState>(['done', 'advice', 'off']);

/** Before the service has answered, nobody is asked for anything. */
export function entriesOf({ connection, health, feeds }: Known, isLoaded: boolean): StepEntry[] {
  return STEPS.map((id) => {
    const state = stateOf(id, connection, health, feeds);
    return { id, state: isLoaded || state === 'idle' ? state : 'waiting' };
  });
}

export function progressOf(entries: readonly StepEntry[]): string {
  const steps = entries.filter(({ state }) => state !== 'idle');
  const settled = steps.filter(({ state }) => SETTLED.has(state));
  const progress = { one: words.progressOne, other: words.progressOther };
  return fill(plural(settled.length, progress, viewer), '', String(steps.length));
}

export function viewOf(step: StepId, { connection, health, feeds }: Known): StepView {
  const state = stateOf(step, connection, health, feeds);
  const trouble = troubleOf(health);
  const checks = checksOf(step, health);
  const isUnreachable =
    checks.length > 0 && checks.every((check) => check.state === 'unknown') && trouble !== undefined;
  const next = stepAfter(step);
  return {
    heading: stepName(step),
    why: WHY[step],
    state,
    isSettled: SETTLED.has(state),
    stateName: stateName(state),
    icon: stateIcon(state),
    waits: step !== 'connect' && connection?.status !== 'connected',
    trouble,
    troubleReason: trouble ? checkWords(trouble).reason : '',
    isUnreachable,
    isMendedElsewhere: state === 'needs' && checks.length > 0 && !isUnreachable,
    check: checks[0],
    shows: { [partOf(step)]: !OF_CHECKS.has(step) || health !== undefined },
    next,
    continueLabel: next ? fill(words.continueTo, stepName(next)) : '',
  };
}

/** Steps of a single check share a part of the page. */
function partOf(step: StepId): StepId | 'check' {
  return step === 'notes' || step === 'changes' ? 'check' : step;
}
