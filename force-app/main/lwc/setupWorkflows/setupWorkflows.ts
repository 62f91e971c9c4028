import { fill, plural, viewer } from 'c/conversationModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault, WorkflowList } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { wordsOf } from 'c/workflowModel';
import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface Row {
  name: string;
  label: string;
  description: string;
  on: boolean;
  isBusy: boolean;
  failed?: string;
  refusal?: string;
}

/** Which workflows run. Tells `feedchange` when one was switched. */
export default class SetupWorkflows extends NavigationMixin(LightningElement) {
  @api call?: Call;
  words = words;
  shared = shared;
  fault?: SyncFault;
  note = '';
  private known?: WorkflowList;
  private busy = '';
  private refusals: Readonly<Record<string, string>> = {};

  connectedCallback(): void {
    void this.load();
  }

  get isLoading(): boolean {
    return !this.known;
  }

  get isNone(): boolean {
    return this.known?.workflows.length === 0;
  }

  get reading(): string {
    return this.known?.ai === 'endpoint' ? words.endpoint : words.plain;
  }

  get rows(): Row[] {
    return (this.known?.workflows ?? []).map(({ name, title, description, on, runs }) => ({
      name,
      label: title,
      description,
      on,
      isBusy: this.busy === name,
      failed: runs.failed ? plural(runs.failed, { one: words.failedOne, other: words.failedOther }, viewer) : undefined,
      refusal: this.refusals[name] || undefined,
    }));
  }

  async handleSwitch(event: CustomEvent<{ checked: boolean }>): Promise<void> {
    const box = event.currentTarget as HTMLInputElement;
    const { name = '' } = box.dataset;
    const on = event.detail.checked;
    this.busy = name;
    this.note = '';
    this.refusals = { ...this.refusals, [name]: '' };
    try {
      await this.call?.('switchWorkflow', { name, on });
      await this.load();
      const { title = name } = this.known?.workflows.find((each) => each.name === name) ?? {};
      this.note = fill(on ? words.switchedOn : words.switchedOff, title);
      this.tell();
    } catch (thrown) {
      this.refusals = { ...this.refusals, [name]: faultOf(thrown).message };
      // what the page says has not changed, so the box has to be told
      box.checked = !on;
    }
    this.busy = '';
  }

  handleOpen(): void {
    this[NavigationMixin.Navigate]({ type: 'standard__navItemPage', attributes: { apiName: 'Debrief_Workflows' } });
  }

  private tell(): void {
    const detail = { feed: 'workflows', on: this.known?.workflows.some(({ on }) => on) === true };
    this.dispatchEvent(new CustomEvent('feedchange', { detail, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      const list = (await this.call?.('listWorkflows')) as WorkflowList;
      this.known = { ...list, workflows: list.workflows.map((each) => ({ ...each, ...wordsOf(each) })) };
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}
