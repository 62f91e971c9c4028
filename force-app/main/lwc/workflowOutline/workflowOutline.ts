import { outline } from 'c/workflowModel';
import type { OutlineLine, Step } from 'c/workflowModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const texts = {
  each: words.stepEach,
  else: words.stepElse,
  extract: words.stepExtract,
  if: words.stepIf,
  load: words.stepLoad,
  notify: words.stepNotify,
  owner: words.stepOwner,
  ownerDeal: words.stepOwnerDeal,
  query: words.stepQuery,
  opportunity: words.stepOpportunity,
  sink: words.stepSink,
  task: words.stepTask,
  update: words.stepUpdate,
};

/** What a workflow does, step by step, in words. */
export default class WorkflowOutline extends LightningElement {
  @api steps: readonly Step[] = [];

  get lines(): (OutlineLine & { className: string })[] {
    return outline(this.steps, texts).map((line) => ({ ...line, className: `step depth-${Math.min(line.depth, 5)}` }));
  }
}
