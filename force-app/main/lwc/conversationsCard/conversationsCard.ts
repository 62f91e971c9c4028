import ALL_IN_ALL from '@salesforce/label/c.Deal_In_All';
import COUNT_ONE from '@salesforce/label/c.Deal_Count_One';
import COUNT_OTHER from '@salesforce/label/c.Deal_Count_Other';
import LAST from '@salesforce/label/c.Deal_Last';
import LOADING from '@salesforce/label/c.State_Loading';
import NONE_TITLE from '@salesforce/label/c.Deal_None_Title';
import RECENT from '@salesforce/label/c.Deal_Recent';
import RETRY from '@salesforce/label/c.List_Retry';
import UNREADABLE from '@salesforce/label/c.State_Unreadable_Title';
import { agoOf, fill, numberOf, plural, viewer } from 'c/conversationModel';
import type { Fault } from 'c/faults';
import { api, LightningElement } from 'lwc';

/** The frame of a card of conversations: title, pulse, and the states in which there is nothing to list. */
export default class ConversationsCard extends LightningElement {
  @api heading?: string;
  @api total = 0;
  /** How many of the last 90 days. */
  @api recent = 0;
  @api lastAt?: string;
  @api isLoading = false;
  /** What to expect here while there is none. */
  @api emptyText?: string;
  /** Rows that are on their way. */
  @api rows = 5;
  labels = { loading: LOADING, noneTitle: NONE_TITLE, retry: RETRY, unreadable: UNREADABLE };
  faultMessage?: typeof LightningElement;
  stateMessage?: typeof LightningElement;

  /** In words, once their code is there. */
  fault?: Fault;

  private unread: unknown;

  /** Why nothing could be read, as the org tells it. */
  @api
  get thrown(): unknown {
    return this.unread;
  }
  set thrown(thrown: unknown) {
    this.unread = thrown;
    this.fault = undefined;
    if (thrown) void this.loadMessages();
  }

  renderedCallback(): void {
    if (this.isEmpty && !this.isLoading && !this.stateMessage) void this.loadMessages();
  }

  get pulse(): string {
    const { total, recent, lastAt } = this;
    if (total === 0) return '';
    const count = plural(total, { one: COUNT_ONE, other: COUNT_OTHER }, viewer);
    return [
      ...(recent > 0 ? [fill(RECENT, numberOf(recent, viewer))] : [count]),
      ...(recent > 0 && recent < total ? [fill(ALL_IN_ALL, numberOf(total, viewer))] : []),
      ...(lastAt ? [fill(LAST, agoOf(lastAt, viewer, Date.now()))] : []),
    ].join(' · ');
  }

  get isEmpty(): boolean {
    return this.total === 0;
  }

  /** Trying again gives nobody a right. */
  get canRetry(): boolean {
    return this.fault?.kind !== 'noAccess';
  }

  get bones(): number[] {
    return Array.from({ length: Math.min(this.rows, 5) }, (_, index) => index);
  }

  private async loadMessages(): Promise<void> {
    try {
      const { FaultMessage, reduceErrors, StateMessage } = await import('c/cardMessages');
      this.fault = this.unread ? reduceErrors(this.unread) : undefined;
      this.faultMessage = FaultMessage;
      this.stateMessage = StateMessage;
    } catch {
      // The heading alone says what it is.
    }
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}
