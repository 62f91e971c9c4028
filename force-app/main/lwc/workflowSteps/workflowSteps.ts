import { stepNames, stepTexts } from 'c/workflowModel';
import type { Step, StepRun } from 'c/workflowModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const STATES: Record<StepRun['state'], { text: string; icon: string; variant?: string }> = {
  begun: { text: words.stateBegun, icon: 'utility:clock' },
  done: { text: words.stateDone, icon: 'utility:success', variant: 'success' },
  skipped: { text: words.stateSkipped, icon: 'utility:ban' },
  failed: { text: words.stateFailed, icon: 'utility:error', variant: 'error' },
};

/** The run's own key, which says nothing to people. */
const OWN_KEY = /^workflow:\S+\n/;

interface Part {
  key: string;
  label: string;
  text: string;
}
interface Row {
  path: string;
  /** What it does; absent where the definition has no such step any more. */
  title?: string;
  state: string;
  icon: string;
  variant?: string;
  error?: string;
  note?: string;
  written?: string;
  parts: Part[];
}

/** What each step of a run was given, and what came of it; of a step that failed, why. */
export default class WorkflowSteps extends LightningElement {
  @api steps: readonly StepRun[] = [];
  /** The steps as the definition has them. */
  @api definition: readonly Step[] = [];

  get rows(): Row[] {
    const names = stepNames(this.definition, stepTexts);
    return this.steps.map(({ path, state, input, output, note, error, receipt, words: receiptWords }) => ({
      ...{ path, title: names.get(path.split('/').at(-1) ?? '') },
      ...{ note: note ?? undefined, error: error?.message, written: receiptWords?.replace(OWN_KEY, '') },
      state: STATES[state].text,
      icon: STATES[state].icon,
      variant: STATES[state].variant,
      parts: [
        partOf(`${path} input`, words.stepInput, input),
        partOf(`${path} output`, words.stepOutput, output),
        partOf(`${path} receipt`, words.stepWritten, receipt),
      ].filter((part): part is Part => part !== undefined),
    }));
  }
}

/** Nothing where there is nothing to read. */
function partOf(key: string, label: string, value: unknown): Part | undefined {
  const isEmpty = value === null || value === undefined || JSON.stringify(value) === '{}';
  return isEmpty ? undefined : { key, label, text: JSON.stringify(value, null, 2) };
}
