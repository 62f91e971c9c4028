import AMOUNT from '@salesforce/label/c.Deal_Amount';
import CALLS from '@salesforce/label/c.Deal_Filter_Calls';
import CARD_TITLE from '@salesforce/label/c.Deal_Card_Title';
import CHANGE from '@salesforce/label/c.Deal_Change';
import CHATS from '@salesforce/label/c.Deal_Filter_Chats';
import CLOSE_DATE from '@salesforce/label/c.Deal_Close_Date';
import COMMITMENTS from '@salesforce/label/c.Deal_Commitments';
import COUNT_ONE from '@salesforce/label/c.Deal_Count_One';
import COUNT_OTHER from '@salesforce/label/c.Deal_Count_Other';
import EMAILS from '@salesforce/label/c.Deal_Filter_Emails';
import EVERY_KIND from '@salesforce/label/c.Deal_Filter_All';
import FILTER from '@salesforce/label/c.Deal_Filter';
import LAST from '@salesforce/label/c.Deal_Last';
import LOADING from '@salesforce/label/c.State_Loading';
import MEETINGS from '@salesforce/label/c.Deal_Filter_Meetings';
import NONE_FOUND from '@salesforce/label/c.Deal_None_Found';
import NONE_HELP from '@salesforce/label/c.Deal_None_Help';
import NONE_TITLE from '@salesforce/label/c.Deal_None_Title';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import SEARCH from '@salesforce/label/c.Deal_Search';
import SHOW_MORE from '@salesforce/label/c.Deal_Show_More';
import SINCE from '@salesforce/label/c.Deal_Since';
import STAGE from '@salesforce/label/c.Deal_Stage';
import { agoOf, fill, plural, reduceErrors, to18, toDealStory, viewer } from 'c/conversationModel';
import type { DealChange, DealStory, Fault, OpportunityAnswer } from 'c/conversationModel';
import { OPPORTUNITY_QUERY } from 'c/conversationQueries';
import { after } from 'c/timer';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';

const SEARCH_DELAY_MS = 300;
const COMMITMENTS_SHOWN = 4;
const FIELD_WORDS: Record<DealChange['field'], string> = { stage: STAGE, amount: AMOUNT, closeDate: CLOSE_DATE };

/** The story of the deal: what changed, what is promised, who takes part, and every conversation. */
export default class OpportunityConversations extends LightningElement {
  @api recordId?: string;
  /** Set in App Builder. */
  @api cardTitle?: string;
  /** Conversations to show first, and to add with *Show more*. */
  @api pageSize = 5;

  labels = {
    everyKind: EVERY_KIND,
    filter: FILTER,
    loading: LOADING,
    noneFound: NONE_FOUND,
    noneHelp: NONE_HELP,
    noneTitle: NONE_TITLE,
    people: PEOPLE,
    search: SEARCH,
    showMore: SHOW_MORE,
    since: SINCE,
  };
  kinds = [
    { value: '', label: EVERY_KIND },
    { value: 'Call', label: CALLS },
    { value: 'Meeting', label: MEETINGS },
    { value: 'Email', label: EMAILS },
    { value: 'Chat', label: CHATS },
  ];
  commitmentsShown = COMMITMENTS_SHOWN;
  kind = '';
  term = '';
  pages = 1;
  story?: DealStory;
  fault?: Fault;
  isLoaded = false;

  private refreshAnswer?: () => Promise<void>;
  private cancelSearch?: () => void;

  @wire(graphql, { query: OPPORTUNITY_QUERY, variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const answer = data as OpportunityAnswer | undefined;
    if (answer?.uiapi?.query?.list) {
      this.story = toDealStory(answer, viewer, Date.now());
      this.fault = undefined;
      this.isLoaded = true;
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (!this.story) this.fault = reduceErrors(errors);
      this.isLoaded = true;
    }
  }

  disconnectedCallback(): void {
    this.cancelSearch?.();
  }

  get variables(): object | undefined {
    if (!this.recordId) return undefined;
    const deal = to18(this.recordId);
    const ofDeal = { Opportunity__c: { eq: deal } };
    const byKind = this.kind ? [{ Kind__c: { eq: this.kind } }] : [];
    const byTitle = this.term ? [{ Title__c: { like: `%${this.term}%` } }] : [];
    return {
      opportunity: { Id: { eq: deal } },
      ofDeal,
      listed: { and: [ofDeal, ...byKind, ...byTitle] },
      open: { and: [{ Type__c: { eq: 'Action item' } }, { Done__c: { eq: false } }, { Conversation__r: ofDeal }] },
      theirs: { and: [{ Side__c: { eq: 'Theirs' } }, { Conversation__r: ofDeal }] },
      rows: this.step * this.pages,
    };
  }

  get title(): string {
    return this.cardTitle || CARD_TITLE;
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get isEmpty(): boolean {
    return this.story?.total === 0;
  }

  get pulse(): string {
    const { total = 0, lastAt } = this.story ?? {};
    if (total === 0) return '';
    const count = plural(total, { one: COUNT_ONE, other: COUNT_OTHER }, viewer);
    return lastAt ? `${count} · ${fill(LAST, agoOf(lastAt, viewer, Date.now()))}` : count;
  }

  get changes(): { key: string; label: string; text: string }[] {
    return (this.story?.changes ?? []).map(({ field, then, now }) => ({
      key: field,
      label: FIELD_WORDS[field],
      text: fill(CHANGE, then, now),
    }));
  }

  get hasChanges(): boolean {
    return this.changes.length > 0;
  }

  get hasCommitments(): boolean {
    return (this.story?.commitments.length ?? 0) > 0;
  }

  get commitmentsLabel(): string {
    return fill(COMMITMENTS, String(this.story?.commitments.filter((item) => !item.done).length ?? 0));
  }

  get hasPeople(): boolean {
    return (this.story?.people.length ?? 0) > 0;
  }

  /** One row needs no filter. */
  get canFilter(): boolean {
    return (this.story?.total ?? 0) > 1;
  }

  get hasRows(): boolean {
    return (this.story?.rows.length ?? 0) > 0;
  }

  get bones(): number[] {
    return Array.from({ length: Math.min(this.step, 5) }, (_, index) => index);
  }

  handleKind(event: CustomEvent<{ value: string }>): void {
    this.kind = event.detail.value;
    this.pages = 1;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    const term = event.detail.value.trim();
    this.cancelSearch?.();
    this.cancelSearch = after(SEARCH_DELAY_MS, () => {
      this.term = term;
      this.pages = 1;
    });
  }

  handleShowMore(): void {
    this.pages += 1;
  }

  /** Ticked above or in an opened row: both show the same promise. */
  async handleDoneChange(): Promise<void> {
    const list = this.template?.querySelector<HTMLElement & { refresh(): Promise<void> }>('c-conversation-list');
    // A refresh that fails is told through the wire.
    await Promise.allSettled([this.refreshAnswer?.(), list?.refresh()]);
  }

  private get step(): number {
    return Math.min(50, Math.max(1, Math.floor(Number(this.pageSize) || 5)));
  }
}
