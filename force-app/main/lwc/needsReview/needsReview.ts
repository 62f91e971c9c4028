import USER_ID from '@salesforce/user/Id';
import { fill, plural, viewer } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { CANDIDATES_QUERY, seenRecords } from 'c/candidateModel';
import type { CandidatesAnswer } from 'c/candidateModel';
import { HOME_QUERY, homeVariables } from 'c/homeQuery';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { EnclosingUtilityId } from 'lightning/platformUtilityBarApi';
import { api, LightningElement, wire } from 'lwc';
import { bulkSaid, linkEach } from './bulk';
import { headingOf, leftOf } from './counted';
import { nextAfter, stepOf } from './paging';
import { mergeItems, toReview } from './review';
import type { ReviewAnswer, ReviewItem } from './review';
import { openOf, rowsOf, without } from './rows';
import type { Row } from './rows';
import { Sight } from './sight';
import { UtilityLabel } from './utility';
import { words } from './words';

type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };
type RowElement = HTMLElement & { link(): Promise<boolean>; focus(): void };
/** What became of one stands at its row; what several came to is to be seen. */
const UNSEEN = 'said slds-assistive-text';

/** Conversations that fit several deals or activities, to decide one by one or several at a time. */
export default class NeedsReview extends LightningElement {
  /** Set in App Builder. */
  @api cardTitle?: string;
  /** Conversations to show first, and to add with *Show more*. */
  @api pageSize = 5;
  /** `mine`: what the viewer owns or took part in; or `all`. */
  @api scope: 'mine' | 'all' = 'mine';

  words = words;
  items: readonly ReviewItem[] = [];
  hasMore = false;
  fault?: Fault;
  isLoaded = false;
  pages = 1;
  said = '';
  progress = '';
  saidClass = UNSEEN;
  selectedIds: readonly string[] = [];
  decidedIds: readonly string[] = [];
  reviewRow?: typeof LightningElement;
  syncApi?: typeof LightningElement;
  isMissing = false;
  private sight = new Sight();
  private refreshAnswer?: () => Promise<void>;
  private focusNext?: string;
  private readonly utilityLabel = new UtilityLabel();

  @wire(EnclosingUtilityId)
  utilityId?: string;

  @wire(graphql, { query: HOME_QUERY, variables: '$variables' })
  handleReview({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const answer = data as ReviewAnswer | undefined;
    if (answer?.uiapi?.query?.list) {
      const { items, hasMore, seen } = toReview(answer, viewer, Date.now());
      this.items = mergeItems(items, this.items, this.decidedIds);
      this.hasMore = hasMore;
      this.sight = this.sight.with(seen);
      this.fault = undefined;
      this.isLoaded = true;
      void this.loadParts();
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (!this.isLoaded) this.fault = reduceErrors(errors);
      this.isLoaded = true;
    }
  }

  @wire(graphql, { query: CANDIDATES_QUERY, variables: '$unseen' })
  handleUnseen({ data, errors }: GraphQLResult): void {
    if (!data && !errors) return;
    const sight = data ? this.sight.with(seenRecords(data as CandidatesAnswer)) : this.sight;
    this.sight = sight.askedFor(this.items);
  }

  renderedCallback(): void {
    if (this.isLoaded) void this.utilityLabel.write(this.utilityId, this.heading, this.openItems.length > 0);
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  get variables(): object {
    return homeVariables(this.scope === 'all' ? 'all' : 'mine', USER_ID);
  }

  get unseen(): object | undefined {
    return this.sight.filterFor(this.items);
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  get heading(): string {
    return headingOf(this.cardTitle || words.title, this.openItems.length, this.hasMore, viewer);
  }

  /** A utility's panel has a heading of its own. */
  get topClass(): string {
    return this.utilityId ? 'top slim' : 'top';
  }

  get isAllDone(): boolean {
    return this.openItems.length === 0;
  }

  get rows(): Row[] {
    return rowsOf(this.shown, this.sight, this.selectedIds);
  }

  get hasFurther(): boolean {
    return this.items.length > this.shown.length;
  }

  get canSelect(): boolean {
    return this.shownOpen.length > 1;
  }

  get isAllSelected(): boolean {
    return this.shownOpen.every(({ id }) => this.selectedIds.includes(id));
  }

  get hasSelected(): boolean {
    return this.selectedIds.length > 0;
  }

  get bulkLabel(): string {
    return plural(this.selectedIds.length, { one: words.linkOne, other: words.linkOther }, viewer);
  }

  get isBulk(): boolean {
    return this.progress !== '';
  }

  call = (operation: string, inputs: object): Promise<unknown> =>
    Promise.resolve((this.refs?.sync as Sync | undefined)?.call(operation, inputs));

  async handleRefresh(): Promise<void> {
    this.decidedIds = [];
    this.items = [];
    this.selectedIds = [];
    this.isLoaded = false;
    // A refresh that fails is told through the wire.
    await Promise.allSettled([this.refreshAnswer?.()]);
    this.isLoaded = true;
  }

  handleShowMore(): void {
    this.pages += 1;
  }

  handleSelect(event: CustomEvent<{ id: string; selected: boolean }>): void {
    const { id, selected } = event.detail;
    this.selectedIds = [...without(this.selectedIds, id), ...(selected ? [id] : [])];
  }

  handleSelectAll(event: Event): void {
    const { checked } = event.currentTarget as HTMLInputElement;
    this.selectedIds = checked ? this.shownOpen.map(({ id }) => id) : [];
  }

  handleDecided(event: CustomEvent<{ id: string; said: string }>): void {
    const { id, said } = event.detail;
    const next = nextAfter(this.shownOpen, id);
    this.decidedIds = [...this.decidedIds, id];
    this.selectedIds = without(this.selectedIds, id);
    if (this.isBulk) return;
    this.tellChange();
    this.said = `${said} ${leftOf(this.openItems.length, viewer)}`;
    this.saidClass = UNSEEN;
    this.focusNext = next ? `[data-id="${next.id}"]` : '.heading';
  }

  handleReopened(event: CustomEvent<{ id: string }>): void {
    this.decidedIds = without(this.decidedIds, event.detail.id);
    this.tellChange();
  }

  /** It is a new record by now, which only the org knows. */
  async handleRestored(event: CustomEvent<{ id: string; said: string }>): Promise<void> {
    this.handleReopened(event);
    this.say(event.detail.said);
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  async handleBulk(): Promise<void> {
    if (this.isBulk) return;
    const ids = this.items.map(({ id }) => id).filter((id) => this.selectedIds.includes(id));
    const rowOf = (id: string) => this.template?.querySelector<RowElement>(`[data-id="${id}"]`);
    const linked = await linkEach(
      ids,
      async (id) => (await rowOf(id)?.link()) === true,
      (at) => {
        this.progress = fill(words.progress, String(at), String(ids.length));
      },
    );
    this.progress = '';
    this.tellChange();
    this.say(bulkSaid(linked, ids.length - linked, viewer));
  }

  private say(said: string): void {
    this.said = said;
    this.saidClass = 'said';
    this.focusNext = '.said';
  }

  private async loadParts(): Promise<void> {
    if (this.isEmpty) return;
    try {
      const { ReviewRow, SyncApi } = await import('c/reviewParts');
      this.reviewRow = ReviewRow;
      this.syncApi = SyncApi;
    } catch {
      this.isMissing = !this.reviewRow;
    }
  }

  /** Other cards of the page show the same conversations. */
  private tellChange(): void {
    this.dispatchEvent(new CustomEvent('linkchange', { bubbles: true, composed: true }));
  }

  private get openItems(): readonly ReviewItem[] {
    return openOf(this.items, this.decidedIds);
  }

  private get shown(): readonly ReviewItem[] {
    return this.items.slice(0, stepOf(this.pageSize) * this.pages);
  }

  private get shownOpen(): readonly ReviewItem[] {
    return openOf(this.shown, this.decidedIds);
  }
}
