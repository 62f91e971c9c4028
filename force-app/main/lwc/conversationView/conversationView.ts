import FORM_FACTOR from '@salesforce/client/formFactor';
import LOADING from '@salesforce/label/c.State_Loading';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import { nodesOf, to18, toSummary } from 'c/conversationModel';
import type { ConversationAnswer, ConversationDetail, ConversationSummary, Status } from 'c/conversationModel';
import { toDetail } from 'c/detailModel';
import { after } from 'c/timer';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { CONVERSATION_QUERY } from './query';

const POLL_MS = 15_000;
const NARROW_PX = 480;
/** An empty filter would find every action item without a task. */
const NO_TASK = '-';

/** Finds the conversation of an activity, or the one named, and shows the state it is in. */
export default class ConversationView extends LightningElement {
  /** Id of an Event or Task; several conversations may belong to it. */
  @api activityId?: string;
  /** Id of a Conversation__c; wins over `activityId`. */
  @api conversationId?: string;
  /** Heading while there is no conversation to name. */
  @api cardTitle?: string;
  /** Inside a row that already says the title. */
  @api embedded = false;

  labels = { loading: LOADING, offline: OFFLINE };
  found: readonly ConversationSummary[] = [];
  /** What the task on show was made in. */
  origin?: ConversationSummary;
  conversation?: ConversationDetail;
  chosenId?: string;
  /** As the org tells it. */
  fault?: unknown;
  parts: Record<string, typeof LightningElement> = {};
  /** Their code can't be had. */
  isMissing = false;
  isLoaded = false;
  narrow = FORM_FACTOR === 'Small';
  /** Of the conversation that was taken back here: its own record may be gone. */
  private takenBack?: { key: string; of?: string };
  /** Where an email was deleted. */
  private deletedFrom?: string;
  private focusDue?: '.state' | '.top';

  private refreshAnswer?: () => Promise<void>;
  private cancelPoll?: () => void;
  private sizeObserver?: ResizeObserver;

  @wire(graphql, { query: CONVERSATION_QUERY, variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const query = (data as ConversationAnswer | undefined)?.uiapi?.query;
    if (query?.shown) {
      this.found = nodesOf(query.all).map(toSummary);
      const { Conversation__r: made } = nodesOf(query.made)[0] ?? {};
      this.origin = made && this.found.length === 0 ? toSummary(made) : undefined;
      const node = nodesOf(query.shown)[0];
      // what offered to write it again goes as it comes back, and the focus with it
      if (node && this.gone && document.activeElement === document.body) this.focusDue = '.top';
      this.conversation = node && toDetail(node);
      this.fault = undefined;
      this.isLoaded = true;
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (!this.conversation) this.fault = errors;
      this.isLoaded = true;
    }
    this.planPoll();
  }

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.handleVisibility);
  }

  renderedCallback(): void {
    if (this.hasState || this.origin || this.hasSeveral) void this.loadParts();
    const due = this.focusDue && this.template?.querySelector<HTMLElement>(this.focusDue);
    if (due) {
      due.focus();
      this.focusDue = undefined;
    }
    if (this.sizeObserver || typeof ResizeObserver === 'undefined') return;
    const root = this.template?.querySelector('.root');
    if (!root) return;
    this.sizeObserver = new ResizeObserver(([entry]) => {
      this.narrow = entry.contentRect.width > 0 && entry.contentRect.width < NARROW_PX;
    });
    this.sizeObserver.observe(root);
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.cancelPoll?.();
    this.sizeObserver?.disconnect();
    this.sizeObserver = undefined;
  }

  /** Reads the conversation again. */
  @api
  async refresh(): Promise<void> {
    await this.refreshAnswer?.();
  }

  get variables(): object | undefined {
    const all = this.conversationId
      ? { Id: { eq: this.conversationId } }
      : this.activityId
        ? { Activity_Id__c: { eq: to18(this.activityId) } }
        : undefined;
    const task = this.conversationId ? NO_TASK : to18(this.activityId ?? NO_TASK);
    const shown = this.chosenId ? { Id: { eq: this.chosenId } } : all;
    return all && { all, shown, made: { Task_Id__c: { eq: task } } };
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get heading(): string | undefined {
    return this.conversation || this.embedded || this.origin ? undefined : this.cardTitle;
  }

  get isOriginOpen(): boolean {
    return this.chosenId !== undefined;
  }

  /** Why there is nothing to show, or not all of it. */
  get stateName(): Status | 'Gone' | 'Deleted' | undefined {
    if (!this.isLoaded || this.fault || (this.origin && !this.conversation)) return undefined;
    if (this.gone) return 'Gone';
    if (!this.conversation && this.deletedFrom && this.deletedFrom === this.pageId) return 'Deleted';
    const { status } = this.conversation ?? { status: 'Not recorded' };
    return status === 'Ready' ? undefined : status;
  }

  get error(): string | undefined {
    return this.conversation?.error;
  }

  get hasState(): boolean {
    return this.fault !== undefined || this.stateName !== undefined;
  }

  /** A conversation that is late or has failed still shows what is already known of it. */
  get hasContent(): boolean {
    const { status, summary, commitments = [], highlights = [], transcript = [], text } = this.conversation ?? {};
    if (status === undefined || status === 'Not recorded') return false;
    return (
      status === 'Ready' || Boolean(summary ?? text) || commitments.length + highlights.length + transcript.length > 0
    );
  }

  get hasSeveral(): boolean {
    return this.found.length > 1;
  }

  handleChoose(event: CustomEvent<{ id: string }>): void {
    this.chosenId = event.detail.id;
  }

  /** The receipt of what is gone is the only way back to it. */
  get gone(): { key: string } | undefined {
    const { key, of } = this.takenBack ?? {};
    return key && !this.conversation && of === this.pageId ? { key } : undefined;
  }

  /** What can be tried again. */
  get failed(): ConversationDetail | undefined {
    const { conversation } = this;
    return conversation?.status === 'Failed' && conversation.key !== undefined ? conversation : undefined;
  }

  handleChange(): void {
    void this.refresh();
  }

  handleTakenBack(event: CustomEvent<{ key: string }>): void {
    this.takenBack = { key: event.detail.key, of: this.pageId };
    void this.refresh();
  }

  /** Whoever lists it takes it off the list. */
  handleDeleted(): void {
    if (this.embedded) return;
    this.deletedFrom = this.pageId;
    this.conversation = undefined;
    this.focusDue = '.state';
    void this.refresh();
  }

  handleOrigin(): void {
    this.chosenId = this.chosenId ? undefined : this.origin?.id;
  }

  private get pageId(): string | undefined {
    return this.conversationId ?? this.activityId;
  }

  private async loadParts(): Promise<void> {
    if (this.parts.ConversationState) return;
    try {
      this.parts = await import('c/viewParts');
    } catch {
      this.isMissing = true;
    }
  }

  private handleVisibility = (): void => {
    this.planPoll();
  };

  /** Only while something is expected and somebody can see it. */
  private planPoll(): void {
    this.cancelPoll?.();
    if (this.conversation?.status !== 'Processing' || document.visibilityState === 'hidden' || !this.isConnected)
      return;
    this.cancelPoll = after(POLL_MS, () => {
      void this.poll();
    });
  }

  private async poll(): Promise<void> {
    // A refresh that fails is told through the wire, and one that changed nothing may not be told at all.
    await Promise.allSettled([this.refresh()]);
    this.planPoll();
  }
}
