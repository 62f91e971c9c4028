import { fill, nodesOf, valueOf, viewer } from 'c/conversationModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import type { Line } from 'c/evidenceReader';
import { faultOf, isSettled, isWhole, linesOf, stagesOf } from 'c/setupModel';
import type { Call, ConversationState, People, Receipt, StageId, StageState, SyncFault } from 'c/setupModel';
import { objectName } from 'c/setupWords';
import { after } from 'c/timer';
import { gql, graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { words } from './words';

const POLL_MS = 1_500;
/** After so many looks it is called slow. */
const SLOW_AFTER = 40;
const NONE = 'none';

interface Option {
  value: string;
  label: string;
}
interface DealNode {
  Id: string;
  Name?: { value: string | null } | null;
  Account?: { Name?: { value: string | null } | null } | null;
}

const STAGES: Record<StageId, string> = { accepted: words.accepted, matched: words.matched, written: words.written };
const STATES: Record<StageState, { text: string; icon: string; variant?: string }> = {
  done: { text: words.stateDone, icon: 'utility:success', variant: 'success' },
  running: { text: words.stateRunning, icon: 'utility:sync' },
  waiting: { text: words.stateWaiting, icon: 'utility:clock' },
  held: { text: words.stateHeld, icon: 'utility:ban' },
  failed: { text: words.stateFailed, icon: 'utility:error', variant: 'error' },
};

/** Open deals that the viewer sees; the ones touched last first. */
const DEALS = gql`
  query debriefTryDeals {
    uiapi {
      query {
        deals: Opportunity(
          where: { IsClosed: { eq: false } }
          first: 50
          orderBy: { LastModifiedDate: { order: DESC, nulls: LAST } }
        ) {
          edges {
            node {
              Id
              Name @optional {
                value
              }
              Account @optional {
                Name @optional {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;

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
    const query = (data as { uiapi?: { query?: { deals?: Parameters<typeof nodesOf<DealNode>>[0] } } } | undefined)
      ?.uiapi?.query;
    if (!query) return;
    this.deals = nodesOf<DealNode>(query.deals).map(({ Id, Name, Account }) => ({
      value: Id,
      label: [valueOf(Name), valueOf(Account?.Name)].filter(Boolean).join(' · '),
    }));
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

  get stages(): { id: StageId; text: string; state: string; icon: string; variant?: string; className: string }[] {
    return stagesOf(this.state, this.receipt).map(({ id, state }) => ({
      id,
      text: STAGES[id],
      state: STATES[state].text,
      icon: STATES[state].icon,
      variant: STATES[state].variant,
      className: `stage ${state}`,
    }));
  }

  get isSlow(): boolean {
    return this.looks > SLOW_AFTER && !isSettled(this.state);
  }

  get isOver(): boolean {
    return isSettled(this.state);
  }

  /** The org's own words why it went no further. */
  get stopReason(): string | undefined {
    if (!this.state || !['parked', 'failed'].includes(this.state.status)) return undefined;
    return this.state.error ?? words.stopped;
  }

  get reasons(): Line[] {
    const { evidence } = this.state?.match ?? {};
    return evidence ? (this.reader?.(evidence) ?? []) : [];
  }

  get isDryRun(): boolean {
    return this.receipt?.outcome === 'planned' && this.state?.status === 'synced';
  }

  get lines(): { key: string; text: string; note?: string }[] {
    return this.receipt && this.isDryRun
      ? linesOf(this.receipt).map(({ object, records, fields, note }) => {
          const name = objectName(object);
          const what = records > 1 ? fill(words.lineCount, String(records), name) : name;
          return { key: object, text: fill(words.line, what, fields.join(', ')), note };
        })
      : [];
  }

  get seenId(): string | undefined {
    return this.state?.status === 'synced' && !this.isDryRun ? (this.state.conversationId ?? undefined) : undefined;
  }

  get activityId(): string | undefined {
    return this.seenId && (this.state?.activityId ?? undefined);
  }

  get activityObject(): string {
    return this.activityId?.startsWith('00T') ? 'Task' : 'Event';
  }

  get openLabel(): string {
    return this.activityObject === 'Task' ? words.openTask : words.openEvent;
  }

  get canTakeBack(): boolean {
    return this.seenId !== undefined && !this.takenBack;
  }

  get takeBackLabel(): string {
    return this.isTakingBack ? words.takingBack : words.takeBack;
  }

  get isUndone(): boolean {
    return this.state?.status === 'undone';
  }

  get undoneWords(): string {
    return this.takenBack || (this.isUndone ? words.takenBack : '');
  }

  get canSendAgain(): boolean {
    return this.isOver && !this.canTakeBack;
  }

  renderedCallback(): void {
    const isPrimary = this.isForm || this.canTakeBack || this.isDryRun;
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
      const { reps, users } = (await this.call?.('listUsers')) as People;
      const matched = reps
        .filter(({ how }) => how === 'email' || how === 'hand')
        .map(({ email, userName, name }) => ({ value: email, label: userName ?? name ?? email }));
      const others = users.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []));
      this.owners = [...matched, ...others].sort((a, b) => a.label.localeCompare(b.label, viewer.locale));
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
