import { OrgFault, request } from 'org/client';
import { viewer } from 'org/viewer';
import { api, LightningElement } from 'lwc';

interface InputVariable {
  name: string;
  type: string;
  value: unknown;
}
interface OutputVariable {
  flowName: string;
  name: string;
  dataType: string;
  value: unknown;
}
interface Result {
  guid: string;
  status: 'Finished' | 'Error';
  message?: string;
  outputs: { name: string; dataType: string; value: unknown }[];
}

const WORDS: Record<string, { finished: string; failed: string }> = {
  en: { finished: 'Your flow finished.', failed: 'Your flow could not be completed.' },
  fr: { finished: 'Votre flux est terminé.', failed: 'Votre flux n’a pas pu être mené à bien.' },
};

/**
 * Runs an autolaunched Flow as the viewer. It has no screens, and so ends in `FINISHED_SCREEN`:
 * https://developer.salesforce.com/docs/platform/lightning-component-reference/guide/lightning-flow.html
 */
export default class Flow extends LightningElement {
  /** Taken over when a Flow starts. */
  @api flowInputVariables: InputVariable[] | undefined;
  /** What becomes of a Flow with screens once it has ended; one without stays ended. */
  @api flowFinishBehavior = 'RESTART';
  message = '';
  failed = false;
  private name: string | undefined;
  /** Counts interviews: what an earlier one still has to say is let go. */
  private turn = 0;

  @api
  get flowApiName(): string | undefined {
    return this.name;
  }
  set flowApiName(name: string | undefined) {
    if (name === this.name) return;
    this.name = name;
    // inputs may be set after the name
    if (this.isConnected) void Promise.resolve().then(() => this.begin());
  }

  /** Starts another Flow in place of the one there. */
  @api
  startFlow(name: string, inputs?: InputVariable[]): void {
    this.name = name;
    this.begin(inputs);
  }

  @api
  resumeFlow(): never {
    throw new Error('The local org does not implement paused Flows.');
  }

  connectedCallback(): void {
    this.begin();
  }

  disconnectedCallback(): void {
    this.turn += 1;
  }

  get messageClass(): string {
    return this.failed ? 'slds-text-color_error' : 'slds-text-body_regular';
  }

  private begin(inputs = this.flowInputVariables): void {
    const { name } = this;
    this.turn += 1;
    this.message = '';
    if (name && this.isConnected) void this.run(name, inputs ?? [], this.turn);
  }

  private async run(name: string, given: InputVariable[], turn: number): Promise<void> {
    const address = `/web/flow/${encodeURIComponent(name)}`;
    const inputs = Object.fromEntries(given.map((one) => [one.name, one.value]));
    try {
      await request('GET', address);
      this.tell(turn, { status: 'STARTED' });
      const { guid, status, message, outputs } = await request<Result>('POST', address, { inputs });
      if (status === 'Error') this.tell(turn, { status: 'ERROR', guid, errorMessage: message });
      else
        this.tell(turn, {
          status: 'FINISHED_SCREEN',
          guid,
          outputVariables: outputs.map((output): OutputVariable => ({ flowName: name, ...output })),
        });
    } catch (fault) {
      if (!(fault instanceof OrgFault)) throw fault;
      this.tell(turn, { status: 'ERROR', errorMessage: fault.message });
    }
  }

  private tell(
    turn: number,
    change: { status: string; guid?: string; outputVariables?: OutputVariable[]; errorMessage?: string },
  ): void {
    if (turn !== this.turn) return;
    const words = WORDS[viewer.user.language] ?? WORDS.en;
    this.failed = change.status === 'ERROR';
    if (change.status !== 'STARTED') this.message = this.failed ? words.failed : words.finished;
    const detail = { flowTitle: this.name, outputVariables: [], ...change };
    this.dispatchEvent(new CustomEvent('statuschange', { detail }));
  }
}
