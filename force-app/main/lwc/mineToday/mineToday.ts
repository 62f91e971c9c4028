import EMPTY_TEXT from '@salesforce/label/c.Today_Empty_Text';
import EMPTY_TITLE from '@salesforce/label/c.Today_Empty_Title';
import LOADING from '@salesforce/label/c.State_Loading';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import STEPS from '@salesforce/label/c.Today_Steps';
import TITLE from '@salesforce/label/c.Today_Title';
import USER_ID from '@salesforce/user/Id';
import { fill } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { HOME_QUERY, homeVariables } from 'c/homeQuery';
import RecordLink from 'c/recordLink';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { toToday } from './today';
import type { Today, TodayAnswer } from './today';

const STEPS_SHOWN = 5;

/** What the viewer said to whom today, and what is to be done about it. */
export default class MineToday extends LightningElement {
  /** Set in App Builder. */
  @api cardTitle?: string;
  /** Left out where the page shows them elsewhere. */
  @api hideSteps = false;
  labels = { emptyText: EMPTY_TEXT, emptyTitle: EMPTY_TITLE, loading: LOADING, offline: OFFLINE };
  variables = homeVariables('mine', USER_ID);
  stepsShown = STEPS_SHOWN;
  dealLink = RecordLink;
  today?: Today;
  fault?: Fault;
  isLoaded = false;
  commitmentList?: typeof LightningElement;
  conversationList?: typeof LightningElement;
  isMissing = false;
  private refreshAnswer?: () => Promise<void>;

  @wire(graphql, { query: HOME_QUERY, variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const answer = data as TodayAnswer | undefined;
    if (answer?.uiapi?.query?.today) {
      this.today = toToday(answer);
      void this.loadParts();
      this.fault = undefined;
      this.isLoaded = true;
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (!this.today) this.fault = reduceErrors(errors);
      this.isLoaded = true;
    }
  }

  connectedCallback(): void {
    document.addEventListener('linkchange', this.handleLinkChange);
  }

  disconnectedCallback(): void {
    document.removeEventListener('linkchange', this.handleLinkChange);
  }

  get title(): string {
    return this.cardTitle || TITLE;
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get isEmpty(): boolean {
    return this.today?.rows.length === 0;
  }

  get hasSteps(): boolean {
    return !this.hideSteps && (this.today?.steps.length ?? 0) > 0;
  }

  get stepsLabel(): string {
    return fill(STEPS, String(this.today?.steps.filter(({ done }) => !done).length ?? 0));
  }

  /** Done, or linked elsewhere, in an opened row, above it, or on another card of the page: all show the same. */
  async handleChange(): Promise<void> {
    const list = this.template?.querySelector<HTMLElement & { refresh(): Promise<void> }>('c-conversation-list');
    // A refresh that fails is told through the wire.
    await Promise.allSettled([this.refreshAnswer?.(), list?.refresh()]);
  }

  private async loadParts(): Promise<void> {
    if (this.isEmpty) return;
    try {
      const { CommitmentList, ConversationList } = await import('c/todayParts');
      this.commitmentList = CommitmentList;
      this.conversationList = ConversationList;
    } catch {
      this.isMissing = !this.conversationList;
    }
  }

  private handleLinkChange = (): void => {
    void this.handleChange();
  };
}
