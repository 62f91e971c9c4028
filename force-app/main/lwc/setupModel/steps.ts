import type { FeedName, Feeds } from './feeds';
import type { Check, CheckId, Connection, Health } from './types';

export const STEPS = [
  'connect',
  'permissions',
  'api',
  'notes',
  'changes',
  'people',
  'writing',
  'try',
  'emails',
  'workflows',
  'visitors',
  'summary',
] as const;
export type StepId = (typeof STEPS)[number];

/** `advice`: it works, and something recommended is missing. `idle`: the closing summary has no state of its own. */
export type StepState = 'done' | 'needs' | 'advice' | 'waiting' | 'off' | 'idle';
export interface StepEntry {
  id: StepId;
  state: StepState;
}

const CHECKS: Partial<Record<StepId, readonly CheckId[]>> = {
  permissions: ['permissions', 'fields'],
  api: ['apiAccess'],
  notes: ['notes'],
  changes: ['changeDataCapture'],
  people: ['people'],
  writing: ['writing'],
};
/** The feeds beside calls and meetings, each a step of its own. */
export const FEED_STEPS = ['emails', 'workflows', 'visitors'] as const satisfies readonly FeedName[];
/** Parts that an admin may leave off. */
const OPTIONAL = new Set<StepId>(['notes', 'changes', 'writing']);

export function isStep(name: unknown): name is StepId {
  return STEPS.includes(name as StepId);
}

/** The next step in order; the summary is followed by none. */
export function stepAfter(step: StepId): StepId | undefined {
  return STEPS[STEPS.indexOf(step) + 1];
}

export function checkOf(health: Health | undefined, id: CheckId): Check | undefined {
  return health?.checks.find((check) => check.id === id);
}

/** The checks that a step shows. */
export function checksOf(step: StepId, health: Health | undefined): Check[] {
  return (CHECKS[step] ?? []).flatMap((id) => checkOf(health, id) ?? []);
}

/** The step that shows a check. */
export function stepOf(check: CheckId): StepId {
  return STEPS.find((step) => CHECKS[step]?.includes(check)) ?? 'connect';
}

/** How far a step is, from what the service answered and nothing else. */
export function stateOf(
  step: StepId,
  connection: Connection | undefined,
  health: Health | undefined,
  feeds: Feeds = {},
): StepState {
  if (step === 'summary') return 'idle';
  if (step === 'connect') {
    if (connection?.status === 'connected') return troubleOf(health) ? 'needs' : 'done';
    return connection?.status === 'waiting' ? 'waiting' : 'needs';
  }
  if (connection?.status !== 'connected' || !health) return 'waiting';
  if (isFeed(step)) return feeds[step] === undefined ? 'waiting' : feeds[step] ? 'done' : 'off';
  // A conversation went through: that is what this step is for.
  if (step === 'try') return connection.lastSyncAt ? 'done' : 'needs';
  const checks = checksOf(step, health);
  const states = checks.map(({ state }) => state);
  if (states.length === 0 || states.includes('unknown')) return 'waiting';
  if (states.includes('blocked')) return 'needs';
  if (states.includes('attention')) return OPTIONAL.has(step) ? 'off' : 'needs';
  return checks.some(({ facts }) => Number(facts.recommended) > 0) ? 'advice' : 'done';
}

export function isFeed(step: StepId): step is FeedName & StepId {
  return FEED_STEPS.includes(step as FeedName);
}

/** The org does not answer, or refuses everything: what every other check waits for. */
export function troubleOf(health: Health | undefined): Check | undefined {
  const check = checkOf(health, 'connection');
  return check && check.state !== 'ok' ? check : undefined;
}

/** Where an admin goes on: the first step that needs them, else the summary. */
export function firstOpenStep(connection: Connection | undefined, health: Health | undefined): StepId {
  return STEPS.find((step) => stateOf(step, connection, health) === 'needs') ?? firstWaiting(connection, health);
}

function firstWaiting(connection: Connection | undefined, health: Health | undefined): StepId {
  return stateOf('connect', connection, health) === 'waiting' ? 'connect' : 'summary';
}
