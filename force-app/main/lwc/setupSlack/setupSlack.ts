import { dayOf, fill, viewer } from 'c/conversationModel';
import { faultOf } from 'c/setupModel';
import type { Call } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface SlackState {
  set: boolean;
  since: string | null;
}

/** The Slack webhook that notices go to: set, tried, taken away; never shown. */
export default class SetupSlack extends LightningElement {
  @api call?: Call;
  words = words;
  state?: SlackState;
  typed = '';
  refusal = '';
  note = '';
  isBusy = false;

  connectedCallback(): void {
    void this.run('getSlack');
  }

  get isSet(): boolean {
    return this.state?.set === true;
  }

  get stateWords(): string {
    return this.state?.set ? fill(words.set, dayOf(this.state.since ?? '', viewer, Date.now())) : words.none;
  }

  get keepLabel(): string {
    return this.isSet ? words.replace : words.keep;
  }

  get cannotKeep(): boolean {
    return this.isBusy || this.typed.trim() === '';
  }

  handleType(event: CustomEvent<{ value: string }>): void {
    this.typed = event.detail.value;
  }

  async handleKeep(): Promise<void> {
    if (!(await this.run('setSlack', { body: JSON.stringify({ url: this.typed.trim() }) }))) return;
    this.typed = '';
    this.note = words.isSet;
  }

  async handleRemove(): Promise<void> {
    if (await this.run('removeSlack')) this.note = words.isRemoved;
  }

  async handleTest(): Promise<void> {
    this.begin();
    try {
      const { outcome, note } = (await this.call?.('testSlack')) as { outcome: string; note: string };
      if (outcome === 'sent') this.note = words.sent;
      else this.refusal = note;
    } catch (thrown) {
      this.refusal = faultOf(thrown).message;
    }
    this.isBusy = false;
  }

  private begin(): void {
    this.isBusy = true;
    this.refusal = '';
    this.note = '';
  }

  /** False where the service refused. */
  private async run(operation: string, inputs: Record<string, string> = {}): Promise<boolean> {
    this.begin();
    try {
      this.state = (await this.call?.(operation, inputs)) as SlackState;
    } catch (thrown) {
      this.refusal = faultOf(thrown).message;
    }
    this.isBusy = false;
    return this.refusal === '';
  }
}
