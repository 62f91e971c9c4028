/** What the sync service says of workflows, as its OpenAPI document has it. Times are RFC 3339 UTC. */

export type Trigger = 'CALL_ENDED' | 'MEETING_ENDED' | 'EMAIL_RECEIVED';
/** `cancelled`: its workflow was switched off before it was done. */
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A step as its definition has it; each type has members of its own. */
export interface Step {
  id: string;
  type: string;
  then?: readonly Step[];
  else?: readonly Step[];
  steps?: readonly Step[];
  [member: string]: unknown;
}

export interface Definition {
  name: string;
  title: string;
  description?: string;
  trigger: Trigger;
  steps: readonly Step[];
}

/** A definition as it was left, as JSON, and the version that it changes. */
export interface Draft {
  text: string;
  version: number;
}

export interface WorkflowRow {
  name: string;
  title: string;
  description: string;
  trigger: Trigger;
  on: boolean;
  /** Comes with the product. */
  isReady: boolean;
  /** 0 while it is as it came with the product. */
  version: number;
}

export interface StepRun {
  path: string;
  type: string;
  state: 'begun' | 'done' | 'skipped' | 'failed';
  input?: unknown;
  output?: unknown;
  note?: string | null;
  error?: { message: string; template?: string | null; line?: number | null } | null;
  receipt?: unknown;
  /** The receipt in words. */
  words?: string | null;
}

export interface Run {
  id: string;
  workflow: string;
  /** Key of the conversation that set it off. */
  conversation: string;
  state: RunState;
  version?: number;
  startedAt: string;
  error?: string;
  steps: readonly StepRun[];
}
