import { outline, stepTexts } from 'c/workflowModel';
import type { OutlineLine, Step } from 'c/workflowModel';
import { api, LightningElement } from 'lwc';

/** What a workflow does, step by step, in words. */
export default class WorkflowOutline extends LightningElement {
  @api steps: readonly Step[] = [];

  get lines(): (OutlineLine & { className: string })[] {
    return outline(this.steps, stepTexts).map((line) => ({
      ...line,
      className: `step depth-${Math.min(line.depth, 5)}`,
    }));
  }
}
