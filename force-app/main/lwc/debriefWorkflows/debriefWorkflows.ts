import DEBRIEF_ADMIN from '@salesforce/customPermission/Debrief_Admin';
import { fill, viewer } from 'c/conversationModel';
import { whenOf } from 'c/healthModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { runsOf, workflowsOf } from 'c/workflowModel';
import type { Draft, Run, RunState, Trigger, WorkflowRow } from 'c/workflowModel';
import { LightningElement } from 'lwc';
import { words } from './words';

/** Among them is the last one of each workflow, or it was long ago. */
const RUNS_READ = 200;
const TRIGGERS: Record<Trigger, string> = {
  CALL_ENDED: words.callEnded,
  MEETING_ENDED: words.meetingEnded,
  EMAIL_RECEIVED: words.emailReceived,
};
const STATES: Record<RunState, string> = {
  waiting: words.stateWaiting,
  running: words.stateRunning,
  done: words.stateDone,
  failed: words.stateFailed,
  cancelled: words.stateCancelled,
};

interface Card {
  name: string;
  title: string;
  description: string;
  facts: string;
  isFailed: boolean;
  on: boolean;
  switchLabel: string;
  openLabel: string;
}

/** The workflows, for admins: what runs by itself after a conversation, each with its switch, its dry run and its runs. */
export default class DebriefWorkflows extends LightningElement {
  words = words;
  isAdmin = DEBRIEF_ADMIN === true;
  workflows?: readonly WorkflowRow[];
  /** The newest of all workflows. */
  runs: readonly Run[] = [];
  isPlain = false;
  fault?: SyncFault;
  isBusy = false;
  announcement = '';
  /** The workflow that is looked at; empty for a new one, undefined for the list. */
  opened?: string;
  /** What was changed and not saved yet, by workflow; empty for a new one. */
  drafts: Readonly<Record<string, Draft>> = {};

  private hasStarted = false;
  private isFocusDue = false;

  /** Children run operations by it. */
  call: Call = (operation, inputs, options) => {
    const road = this.template?.querySelector<HTMLElement & { call: Call }>('c-sync-api');
    return road ? road.call(operation, inputs, options) : Promise.reject(new Error(words.stateLoading));
  };

  renderedCallback(): void {
    if (this.isFocusDue) {
      this.isFocusDue = false;
      this.template?.querySelector<HTMLElement>('.title')?.focus();
    }
    if (this.hasStarted || !this.isAdmin) return;
    this.hasStarted = true;
    void this.load();
  }

  disconnectedCallback(): void {
    this.hasStarted = false;
  }

  get isLocked(): boolean {
    return !this.isAdmin;
  }

  get isLoading(): boolean {
    return !this.workflows && !this.fault;
  }

  get isEmpty(): boolean {
    return this.workflows?.length === 0;
  }

  get draft(): Draft | undefined {
    return this.drafts[this.opened ?? ''];
  }

  get isOpen(): boolean {
    return this.opened !== undefined;
  }

  get cards(): Card[] {
    const now = Date.now();
    return (this.workflows ?? []).map(({ name, title, description, trigger, on, isReady }) => {
      const last = this.runs.find(({ workflow }) => workflow === name);
      return {
        ...{ name, title, description, on },
        facts: [
          TRIGGERS[trigger],
          isReady ? words.ready : words.own,
          ...(this.drafts[name] ? [words.changed] : []),
          last ? fill(words.lastRun, whenOf(last.startedAt, viewer, now), STATES[last.state]) : words.neverRan,
        ].join('\u00a0· '),
        isFailed: last?.state === 'failed',
        switchLabel: fill(words.switch, title),
        openLabel: fill(words.open, title),
      };
    });
  }

  async handleSwitch(event: CustomEvent<{ checked: boolean }>): Promise<void> {
    const { name = '' } = (event.currentTarget as HTMLElement).dataset;
    const on = event.detail.checked;
    this.isBusy = true;
    this.fault = undefined;
    this.announcement = '';
    this.workflows = this.workflows?.map((each) => (each.name === name ? { ...each, on } : each));
    try {
      await this.call('switchWorkflow', { name, on });
      const title = this.workflows?.find((each) => each.name === name)?.title ?? name;
      this.announcement = fill(on ? words.onNow : words.offNow, title);
      await this.load();
    } catch (thrown) {
      this.workflows = this.workflows?.map((each) => (each.name === name ? { ...each, on: !on } : each));
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  handleOpen(event: Event): void {
    this.opened = (event.currentTarget as HTMLElement).dataset.name ?? '';
    this.announcement = '';
    this.isFocusDue = true;
  }

  handleNew(): void {
    this.opened = '';
    this.isFocusDue = true;
  }

  async handleBack(): Promise<void> {
    this.opened = undefined;
    this.isFocusDue = true;
    await this.load();
  }

  handleDraft(event: CustomEvent<Draft | undefined>): void {
    const drafts = { ...this.drafts };
    delete drafts[this.opened ?? ''];
    this.drafts = event.detail ? { ...drafts, [this.opened ?? '']: event.detail } : drafts;
  }

  /** What is new has a name from then on. */
  handleSaved(event: CustomEvent<string>): void {
    this.opened = event.detail;
  }

  async handleRefresh(): Promise<void> {
    this.isBusy = true;
    await this.load();
    this.isBusy = false;
  }

  private async load(): Promise<void> {
    try {
      const [list, runs] = await Promise.all([
        this.call('listWorkflows'),
        this.call('listWorkflowRuns', { limit: RUNS_READ }),
      ]);
      this.workflows = workflowsOf(list);
      this.isPlain = (list as { ai?: string }).ai === 'plain';
      this.runs = runsOf(runs);
      this.fault = undefined;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}
