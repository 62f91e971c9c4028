import FORM_FACTOR from '@salesforce/client/formFactor';
import CARD_TITLE from '@salesforce/label/c.Deal_Card_Title';
import COMMITMENTS from '@salesforce/label/c.Deal_Commitments';
import NONE_HELP from '@salesforce/label/c.Deal_None_Help';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import SINCE from '@salesforce/label/c.Deal_Since';
import TREND from '@salesforce/label/c.Trend_Title';
import { fill, to18, viewer } from 'c/conversationModel';
import type { OpportunityAnswer } from 'c/conversationModel';
import { readOf, rowsOf, sinceRecent, toDealStory } from 'c/listModel';
import type { DealStory, ListFilters } from 'c/listModel';
import type { DealChoices } from 'c/choiceModel';
import { loadChoices } from 'c/loadChoices';
import { loadPeople } from 'c/loadPeople';
import { loadSuggestions } from 'c/loadSuggestions';
import { loadTrend } from 'c/loadTrend';
import { Places } from 'c/nearby';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { OPPORTUNITY_QUERY } from './query';

type Browser = HTMLElement & { refresh(): Promise<void>; choose(filters: Partial<ListFilters>): void };
const COMMITMENTS_SHOWN = 4;
const SUGGESTIONS_SHOWN = 3;
const PEOPLE_SHOWN = 6;
const NO_STORY: DealStory = {
  ...{ total: 0, recent: 0, heads: 0, page: { rows: [], total: 0 } },
  ...{ changes: [], commitments: [], suggestions: [], trend: [] },
};

/** The story of the deal: what changed, what is promised, who takes part, and every conversation. */
export default class OpportunityConversations extends LightningElement {
  @api recordId?: string;
  /** Set in App Builder, as all below; what is left out of a page is shown. */
  @api cardTitle?: string;
  @api pageSize = 5;
  /** `Call` where follow-ups are calls. */
  @api followUpType = 'Task';
  @api showChanges?: boolean;
  @api showCommitments?: boolean;
  @api showSuggestions?: boolean;
  @api showPeople?: boolean;
  @api showTopics?: boolean;
  @api showFilters?: boolean;

  labels = { noneHelp: NONE_HELP, people: PEOPLE, since: SINCE, trend: TREND };
  commitmentsShown = COMMITMENTS_SHOWN;
  story = NO_STORY;
  /** As the org tells it. */
  fault?: unknown;
  isLoading = true;
  /** The first conversation does not wait for what is counted over all of them. */
  choices: DealChoices = { topics: [], people: [], silentRoles: 0 };
  isWhole = false;
  /** Loaded where there is something to show; what stands further down, once it comes into view. */
  commitmentList?: typeof LightningElement;
  dealChanges?: typeof LightningElement;
  dealPeople?: typeof LightningElement;
  suggestionList?: typeof LightningElement;
  topicTrend?: typeof LightningElement;

  private refreshAnswer?: () => Promise<void>;
  private places = new Places((name) => {
    void this.loadPlace(name);
  });

  @wire(graphql, { query: OPPORTUNITY_QUERY, variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const answer = data as OpportunityAnswer | undefined;
    if (answer?.uiapi?.query?.list) {
      this.story = toDealStory(answer, viewer, Date.now());
      this.fault = undefined;
      this.isLoading = false;
      void this.loadParts(answer);
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (this.story === NO_STORY) this.fault = errors;
      this.isLoading = false;
    }
  }

  connectedCallback(): void {
    this.places.watch(this.template);
  }

  renderedCallback(): void {
    this.places.watch(this.template);
  }

  disconnectedCallback(): void {
    this.places.stop();
  }

  get scope(): object | undefined {
    return this.recordId ? { Opportunity__c: { eq: to18(this.recordId) } } : undefined;
  }

  get variables(): object | undefined {
    const { scope } = this;
    return (
      scope && {
        deal: to18(this.recordId ?? ''),
        opportunity: { Id: { eq: to18(this.recordId ?? '') } },
        scope,
        recent: sinceRecent(scope),
        open: { and: [{ Type__c: { eq: 'Action item' } }, { Done__c: { eq: false } }, { Conversation__r: scope }] },
        theirs: { and: [{ Side__c: { eq: 'Theirs' } }, { Conversation__r: scope }] },
        rows: readOf(this.rows),
      }
    );
  }

  get rows(): number {
    return rowsOf(this.pageSize);
  }

  get title(): string {
    return this.cardTitle || CARD_TITLE;
  }

  get hasChanges(): boolean {
    return this.showChanges !== false && this.story.changes.length > 0;
  }

  get hasCommitments(): boolean {
    return this.showCommitments !== false && this.story.commitments.length > 0;
  }

  get commitmentsLabel(): string {
    return fill(COMMITMENTS, String(this.story.commitments.filter((item) => !item.done).length));
  }

  get hasPeople(): boolean {
    return this.showPeople !== false && this.story.heads > 0;
  }

  get hasSuggestions(): boolean {
    return this.showSuggestions !== false && this.story.suggestions.length > 0;
  }

  get hasTrend(): boolean {
    return this.showTopics !== false && this.story.trend.length > 1;
  }

  /** Of what is on its way, so that nothing below jumps. */
  get room(): string | undefined {
    const { changes, commitments, suggestions } = this.story;
    const open = suggestions.filter(({ Decided_At__c: decided }) => !decided?.value);
    return this.isWhole
      ? undefined
      : roomFor(
          (this.hasChanges ? 1 + changes.length * 1.25 : 0) +
            (this.hasCommitments ? 1 + Math.min(commitments.length, COMMITMENTS_SHOWN + 1) * 2.25 : 0) +
            (this.hasSuggestions ? 1 + Math.min(open.length, SUGGESTIONS_SHOWN) * 7 : 0),
        );
  }

  get peopleRoom(): string | undefined {
    return this.dealPeople ? undefined : roomFor(Math.min(this.story.heads, PEOPLE_SHOWN) * 2.25);
  }

  get hasRows(): boolean {
    return this.story.total > 0;
  }

  get hideFilters(): boolean {
    return this.showFilters === false;
  }

  async handleRetry(): Promise<void> {
    this.isLoading = true;
    await this.refreshAnswer?.();
  }

  /** A topic of the chart is a filter of the list. */
  handleTopicSelect(event: CustomEvent<{ topic: string }>): void {
    this.browser?.choose({ topic: event.detail.topic });
  }

  handleAskTaskType(event: CustomEvent<{ subtype: string }>): void {
    event.detail.subtype = this.followUpType;
  }

  /** Ticked above or in an opened row: both show the same promise. */
  async handleDoneChange(): Promise<void> {
    // A refresh that fails is told through the wire.
    await Promise.allSettled([this.refreshAnswer?.(), this.browser?.refresh()]);
  }

  async handleRoleChange(): Promise<void> {
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  private async loadParts(answer: OpportunityAnswer): Promise<void> {
    try {
      const [{ choicesOf }, parts, suggestions] = await Promise.all([
        loadChoices(),
        this.hasChanges || this.hasCommitments ? import('c/dealParts') : undefined,
        this.hasSuggestions ? loadSuggestions() : undefined,
      ]);
      this.choices = choicesOf(answer);
      this.commitmentList ??= parts?.CommitmentList;
      this.dealChanges ??= parts?.DealChanges;
      this.suggestionList ??= suggestions?.default;
    } catch {
      // The rest stays readable; the next answer asks for the part again.
    }
    this.isWhole = true;
  }

  private async loadPlace(name: string): Promise<void> {
    try {
      if (name === 'people') this.dealPeople = (await loadPeople()).default;
      else this.topicTrend = (await loadTrend()).default;
    } catch {
      // The heading stands; the part is asked for again when the page is shown anew.
    }
  }

  private get browser(): Browser | null | undefined {
    return this.template?.querySelector<Browser>('c-conversation-browser');
  }
}

/** In rem; on a phone the same takes twice as much. */
function roomFor(rem: number): string {
  return `min-height: ${rem * (FORM_FACTOR === 'Small' ? 2 : 1)}rem`;
}
