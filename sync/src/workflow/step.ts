/** One step of a run: what its effect is given, what it comes to, and how it is kept. */
import type { RecordPlan, RecordReceipt } from '../plan/types.ts';
import type { ActionStep, Step } from './definition.ts';
import type { Json } from './liquid.ts';

export interface StepFault {
  message: string;
  /** Which template of the step, and its line, where one failed. */
  template?: string;
  line?: number;
}

/** One step of a run, as it is kept and shown. */
export interface StepRecord {
  /** Where in the run: ids, and numbers of the items that a list had: `each/0/task`. */
  path: string;
  type: Step['type'];
  /** `begun`: its effect may have happened. `skipped`: there was nothing to do, and `note` says why. */
  state: 'begun' | 'done' | 'skipped' | 'failed';
  input: Json;
  output: Json | null;
  note?: string;
  error?: StepFault;
  /** What it is about to write: there only while it is `begun`. */
  intent?: RecordPlan;
  receipt?: RecordReceipt;
}

export interface RunFrame {
  id: string;
  /** RFC 3339: what `now` is in templates. */
  startedAt: string;
  /** Key of the conversation. */
  conversation: string;
}

/** What an effect is given of its step. */
export interface Doing<S extends ActionStep = ActionStep> {
  step: S;
  path: string;
  input: Json;
  json: Json;
  /** What an interrupted try of the same step was about to write. */
  interrupted?: { intent?: RecordPlan };
  /** Keeps what the step is about to write, before it does. */
  keep: (intent: RecordPlan) => Promise<void>;
}

/** What a step came to. `error` says that it failed, though a part of it may have been written. */
export type Done = Pick<StepRecord, 'note' | 'receipt' | 'error'> & { output?: Json; isSkipped?: true };

/** Why a step can't be done, in words for an admin. */
export class StepFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepFailure';
  }
}
