import FORM_FACTOR from '@salesforce/client/formFactor';
import CARD_TITLE from '@salesforce/label/c.Deal_Card_Title';
import NONE_HELP from '@salesforce/label/c.Deal_None_Help';
import { to18, viewer } from 'c/conversationModel';
import type { OpportunityAnswer } from 'c/conversationModel';
import { readOf, rowsOf, sinceRecent, toDealStory } from 'c/listModel';
import type { DealStory, ListFilters } from 'c/listModel';
import type { DealChoices } from 'c/choiceModel';
import { loadChoices } from 'c/loadChoices';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { OPPORTUNITY_QUERY } from './query';

type Browser = HTMLElement & { refresh(): Promise<void>; choose(filters: Partial<ListFilters>): void };
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

  labels = { noneHelp: NONE_HELP };
  story = NO_STORY;
  /** As the org tells it. */
  fault?: unknown;
  isLoading = true;
  /** The first conversation does not wait for what is counted over all of them. */
  choices: DealChoices = { topics: [], people: [], silentRoles: 0 };
  isWhole = false;
  /** Loaded where there is something to show. */
  dealStory?: typeof LightningElement;

  private refreshAnswer?: () => Promise<void>;

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

  get shows(): Record<'changes' | 'commitments' | 'suggestions' | 'people' | 'trend', boolean> {
    const { changes, commitments, suggestions, heads, trend } = this.story;
    return {
      changes: this.showChanges !== false && changes.length > 0,
      commitments: this.showCommitments !== false && commitments.length > 0,
      suggestions: this.showSuggestions !== false && suggestions.length > 0,
      people: this.showPeople !== false && heads > 0,
      trend: this.showTopics !== false && trend.length > 1,
    };
  }

  /** Of what is on its way, in rem, so that nothing below jumps. */
  get room(): string | undefined {
    const { shows, story } = this;
    const { changes, commitments, suggestions, heads } = story;
    const parts = [
      shows.changes && 1 + changes.length * 1.25,
      shows.commitments && 1 + Math.min(commitments.length, 5) * 2.25,
      shows.suggestions && 1 + Math.min(suggestions.length, 3) * 7.5,
      shows.people && 1 + Math.min(heads, 6) * 2.25,
      shows.trend && 8.25,
    ];
    const rem = parts.reduce<number>((sum, part) => sum + (part || 0), 0);
    return this.isWhole ? undefined : `min-height: ${rem * (FORM_FACTOR === 'Small' ? 1.7 : 1)}rem`;
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

  async handleStoryChange(): Promise<void> {
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  private async loadParts(answer: OpportunityAnswer): Promise<void> {
    const isStory = Object.values(this.shows).includes(true);
    try {
      const [{ choicesOf }, story] = await Promise.all([loadChoices(), isStory ? import('c/dealStory') : undefined]);
      this.choices = choicesOf(answer);
      this.dealStory ??= story?.default;
    } catch {
      // The rest stays readable; the next answer asks for the part again.
    }
    this.isWhole = true;
  }

  private get browser(): Browser | null | undefined {
    return this.template?.querySelector<Browser>('c-conversation-browser');
  }
}
