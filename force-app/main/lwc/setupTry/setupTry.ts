import { viewer } from 'c/conversationModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import type { Line } from 'c/evidenceReader';
import { faultOf, isSettled, isWhole } from 'c/setupModel';
import type { Call, ConversationState, People, Receipt, SyncFault } from 'c/setupModel';
import { after } from 'c/timer';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { DEALS, dealsIn, ownersIn } from './choices';
import type { DealsAnswer, Option } from './choices';
import { outcomeOf, stageRows } from './outcome';
import type { Outcome, StageRow } from './outcome';
import { words } from './words';

const POLL_MS = 1_500;
/** After so many looks it is called slow. */
const SLOW_AFTER = 40;
const NONE = 'none';

/**
 * Sends a made-up conversation the whole way, shows it on its record, and takes it back. Tells `trychange` {key}, so that
 * the address of the page can name it, and `primarychange` {isPrimary} where the next thing to do stands here.
 */
export default class SetupTry extends LightningElement {
  @api call?: Call;
  words = words;
  state?: ConversationState;
  receipt?: Receipt;
  fault?: SyncFault;
  isBusy = false;
  isTakingBack = false;
  takenBack = '';
  owner = NONE;
  deal = NONE;

  private key?: string;
  private owners: Option[] = [];
  private deals: Option[] = [];
  private looks = 0;
  private reader = readAtOnce;
  private toldPrimary?: boolean;
  private cancelPoll?: () => void;

  /** The conversation to follow; undefined before one is sent. */
  @api
  get conversationKey(): string | undefined {
    return this.key;
  }
  set conversationKey(next: string | undefined) {
    if (next === this.key) return;
    this.key = next;
    this.state = undefined;
    this.receipt = undefined;
    this.takenBack = '';
    this.looks = 0;
    if (next && this.isConnected) void this.look();
  }

  @wire(graphql, { query: DEALS })
  handleDeals({ data }: GraphQLResult): void {
    const answer = data as DealsAnswer | undefined;
    if (answer?.uiapi?.query) this.deals = dealsIn(answer);
  }

  connectedCallback(): void {
    void this.bringWords();
    void this.loadOwners();
    if (this.key) void this.look();
  }

  disconnectedCallback(): void {
    this.cancelPoll?.();
  }

  get isForm(): boolean {
    return this.key === undefined;
  }

  get ownerOptions(): Option[] {
    return [{ value: NONE, label: words.ownerNone }, ...this.owners];
  }

  get dealOptions(): Option[] {
    return [{ value: NONE, label: words.dealNone }, ...this.deals];
  }

  get sendLabel(): string {
    return this.isBusy ? words.sending : words.send;
  }

  get stages(): StageRow[] {
    return stageRows(this.state, this.receipt);
  }

  get outcome(): Outcome {
    return outcomeOf(this.state, this.receipt);
  }

  get isSlow(): boolean {
    return this.looks > SLOW_AFTER && !isSettled(this.state);
  }

  get reasons(): Line[] {
    const { evidence } = this.state?.match ?? {};
    return evidence ? (this.reader?.(evidence) ?? []) : [];
  }

  get canTakeBack(): boolean {
    return this.outcome.seenId !== undefined && !this.takenBack;
  }

  get takeBackLabel(): string {
    return this.isTakingBack ? words.takingBack : words.takeBack;
  }

  get undoneWords(): string {
    return this.takenBack || (this.outcome.isUndone ? words.takenBack : '');
  }

  get canSendAgain(): boolean {
    return this.outcome.isOver && !this.canTakeBack;
  }

  renderedCallback(): void {
    const isPrimary = this.isForm || this.canTakeBack || this.outcome.isDryRun;
    if (isPrimary === this.toldPrimary) return;
    this.toldPrimary = isPrimary;
    this.dispatchEvent(new CustomEvent('primarychange', { detail: { isPrimary }, bubbles: true }));
  }

  handleOwner(event: CustomEvent<{ value: string }>): void {
    this.owner = event.detail.value;
  }

  handleDeal(event: CustomEvent<{ value: string }>): void {
    this.deal = event.detail.value;
  }

  async handleSend(): Promise<void> {
    if (!this.call || this.isBusy) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      const { key } = (await this.call('tryConversation', {
        language: viewer.language.slice(0, 2),
        ...(this.owner === NONE ? {} : { ownerEmail: this.owner }),
        ...(this.deal === NONE ? {} : { opportunityId: this.deal }),
      })) as { key: string };
      this.tell(key);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  async handleTakeBack(): Promise<void> {
    if (!this.call || !this.key || this.isTakingBack) return;
    this.isTakingBack = true;
    this.fault = undefined;
    try {
      const receipt = (await this.call('undoConversation', { key: this.key })) as Receipt;
      this.takenBack = isWhole(receipt) ? words.takenBack : words.takenBackSome;
      this.state = (await this.call('getConversation', { key: this.key })) as ConversationState;
      this.dispatchEvent(new CustomEvent('announce', { detail: { text: this.takenBack }, bubbles: true }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isTakingBack = false;
  }

  handleGoWriting(): void {
    this.dispatchEvent(new CustomEvent('stepselect', { detail: { step: 'writing' }, bubbles: true }));
  }

  handleAgain(): void {
    this.tell(undefined);
  }

  private tell(key: string | undefined): void {
    this.dispatchEvent(new CustomEvent('trychange', { detail: { key }, bubbles: true }));
  }

  private async bringWords(): Promise<void> {
    this.reader = await evidenceReader();
  }

  private async loadOwners(): Promise<void> {
    try {
      this.owners = ownersIn((await this.call?.('listUsers')) as People);
    } catch {
      // It can be sent without naming anybody.
      this.owners = [];
    }
  }

  private async look(): Promise<void> {
    this.cancelPoll?.();
    const { key, call } = this;
    if (!key || !call) return;
    this.looks += 1;
    try {
      const state = (await call('getConversation', { key })) as ConversationState;
      if (isSettled(state) && state.status !== 'undone' && !this.receipt)
        this.receipt = await this.readReceipt(call, key);
      if (key !== this.key) return;
      this.state = state;
      this.fault = undefined;
      if (isSettled(state)) this.dispatchEvent(new CustomEvent('refreshchecks', { bubbles: true }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    if (!isSettled(this.state) && this.isConnected)
      this.cancelPoll = after(POLL_MS, () => {
        void this.look();
      });
  }

  /** One that never came as far has none. */
  private async readReceipt(call: Call, key: string): Promise<Receipt | undefined> {
    try {
      return (await call('getReceipt', { key })) as Receipt;
    } catch (thrown) {
      if (faultOf(thrown).kind === 'notFound') return undefined;
      throw thrown;
    }
  }
}
