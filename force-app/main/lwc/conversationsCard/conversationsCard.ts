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

/** Code that is loaded where there is nothing to list; in `words` until it is there. */
interface Message {
  view?: typeof LightningElement;
  properties: object;
  words: string;
}

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
  labels = { loading: LOADING, retry: RETRY };
  private views?: { FaultMessage: typeof LightningElement; StateMessage: typeof LightningElement };
  /** Once the code that tells it is there. */
  private fault?: Fault;
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
    if (this.message && !this.isLoading && !this.views) void this.loadMessages();
  }

  get pulse(): string {
    const { total, recent, lastAt } = this;
    if (total === 0) return '';
    const count = plural(total, { one: COUNT_ONE, other: COUNT_OTHER }, viewer);
    return [
      ...(recent > 0 ? [fill(RECENT, numberOf(recent, viewer))] : [count]),
      ...(recent > 0 && recent < total ? [fill(ALL_IN_ALL, numberOf(total, viewer))] : []),
      ...(lastAt ? [fill(LAST, agoOf(lastAt, viewer, Date.now()))] : []),
    ].join('\u00a0· ');
  }

  get message(): Message | undefined {
    const { unread, fault, views, emptyText: text } = this;
    if (unread) return { view: fault && views?.FaultMessage, properties: { fault }, words: UNREADABLE };
    const properties = { iconName: 'utility:comments', heading: NONE_TITLE, text };
    return this.total === 0 ? { view: views?.StateMessage, properties, words: NONE_TITLE } : undefined;
  }

  /** Trying again gives nobody a right. */
  get canRetry(): boolean {
    return Boolean(this.unread) && this.fault?.kind !== 'noAccess';
  }

  get bones(): { key: number; className: string }[] {
    const rows = Array.from({ length: Math.min(this.rows, 5) }, () => 'bone tall');
    return ['bone short', 'bone', 'bone short', ...rows].map((className, key) => ({ key, className }));
  }

  private async loadMessages(): Promise<void> {
    try {
      const { FaultMessage, reduceErrors, StateMessage } = await import('c/cardMessages');
      this.fault = this.unread ? reduceErrors(this.unread) : undefined;
      this.views = { FaultMessage, StateMessage };
    } catch {
      // The heading alone says what it is.
    }
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}
