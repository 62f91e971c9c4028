import USER_ID from '@salesforce/user/Id';
import { fill, plural, viewer } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { CANDIDATES_QUERY, seenRecords } from 'c/candidateModel';
import type { CandidatesAnswer, SeenRecord } from 'c/candidateModel';
import { HOME_QUERY, homeVariables } from 'c/homeQuery';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { EnclosingUtilityId, updateUtility } from 'lightning/platformUtilityBarApi';
import { api, LightningElement, wire } from 'lwc';
import { mergeItems, toReview } from './review';
import type { ReviewAnswer, ReviewItem } from './review';
import { Sight } from './sight';
import { words } from './words';

type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };
type RowElement = HTMLElement & { link(): Promise<boolean>; focus(): void };
interface Row {
  id: string;
  item: ReviewItem;
  /** Undefined while it is asked which of its candidates the viewer may see. */
  seen?: ReadonlyMap<string, SeenRecord>;
  selected: boolean;
}
const ROWS = 5;

/** Conversations that fit several deals or activities, to decide one by one or several at a time. */
export default class NeedsReview extends LightningElement {
  /** Set in App Builder. */
  @api cardTitle?: string;
  /** Conversations to show first, and to add with *Show more*. */
  @api pageSize = ROWS;
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
  /** What several came to is to be seen; what became of one stands at its row. */
  saidClass = 'said slds-assistive-text';
  selectedIds: readonly string[] = [];
  decidedIds: readonly string[] = [];
  reviewRow?: typeof LightningElement;
  syncApi?: typeof LightningElement;
  isMissing = false;
  private sight = new Sight();
  private refreshAnswer?: () => Promise<void>;
  private focusNext?: string;
  private utilityLabel?: string;

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
    void this.labelUtility();
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
    const title = this.cardTitle || words.title;
    const count = this.openItems.length;
    if (count === 0) return title;
    const figure = new Intl.NumberFormat(viewer.locale).format(count);
    return fill(words.count, title, this.hasMore ? `${figure}+` : figure);
  }

  get isAllDone(): boolean {
    return !this.isEmpty && this.openItems.length === 0;
  }

  get rows(): Row[] {
    return this.items.slice(0, this.step * this.pages).map((item) => ({
      id: item.id,
      item,
      seen: this.sight.of(item),
      selected: this.selectedIds.includes(item.id),
    }));
  }

  get hasFurther(): boolean {
    return this.items.length > this.rows.length;
  }

  get canSelect(): boolean {
    return this.shownOpen.length > 1;
  }

  get isAllSelected(): boolean {
    return this.shownOpen.length > 0 && this.shownOpen.every(({ id }) => this.selectedIds.includes(id));
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

  call = (operation: string, inputs: object): Promise<unknown> => {
    const sync = this.refs?.sync as Sync | undefined;
    return Promise.resolve(sync?.call(operation, inputs));
  };

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
    this.selectedIds = [...this.selectedIds.filter((each) => each !== id), ...(selected ? [id] : [])];
  }

  handleSelectAll(event: Event): void {
    const { checked } = event.currentTarget as HTMLInputElement;
    this.selectedIds = checked ? this.shownOpen.map(({ id }) => id) : [];
  }

  handleDecided(event: CustomEvent<{ id: string; said: string }>): void {
    const { id, said } = event.detail;
    const isMore = this.shownOpen.findIndex((item) => item.id === id);
    const next = this.shownOpen[isMore + 1] ?? this.shownOpen[0];
    this.decidedIds = [...this.decidedIds, id];
    this.selectedIds = this.selectedIds.filter((each) => each !== id);
    if (this.isBulk) return;
    this.tellChange();
    const left = this.openItems.length;
    const leftWords = left > 0 ? plural(left, { one: words.leftOne, other: words.leftOther }, viewer) : words.allDone;
    this.said = `${said} ${leftWords}`;
    this.saidClass = 'said slds-assistive-text';
    this.focusNext = next && next.id !== id ? `[data-id="${next.id}"]` : '.heading';
  }

  handleReopened(event: CustomEvent<{ id: string }>): void {
    this.decidedIds = this.decidedIds.filter((id) => id !== event.detail.id);
    this.tellChange();
  }

  /** It is a new record by now, which only the org knows. */
  async handleRestored(event: CustomEvent<{ id: string; said: string }>): Promise<void> {
    this.handleReopened(event);
    this.say(event.detail.said);
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  /** One after another: the org is asked gently, and what fails stays with its reason. */
  async handleBulk(): Promise<void> {
    if (this.isBulk) return;
    const ids = this.items.map(({ id }) => id).filter((id) => this.selectedIds.includes(id));
    const linked = await this.linkEach(ids, 1, ids.length);
    this.progress = '';
    this.tellChange();
    const failed = ids.length - linked;
    const parts = [
      plural(linked, { one: words.bulkDoneOne, other: words.bulkDoneOther }, viewer),
      failed > 0 ? plural(failed, { one: words.bulkFailedOne, other: words.bulkFailedOther }, viewer) : '',
    ];
    this.say(parts.join(' ').trim());
  }

  private say(said: string): void {
    this.said = said;
    this.saidClass = 'said';
    this.focusNext = '.said';
  }

  /** How many of them were linked. */
  private async linkEach([id, ...rest]: readonly string[], at: number, count: number): Promise<number> {
    if (!id) return 0;
    this.progress = fill(words.progress, String(at), String(count));
    const row = this.template?.querySelector<RowElement>(`[data-id="${id}"]`);
    const isLinked = await row?.link();
    return (isLinked ? 1 : 0) + (await this.linkEach(rest, at + 1, count));
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

  /** In a utility bar the count stands on the bar, too. */
  private async labelUtility(): Promise<void> {
    const { utilityId, heading: label } = this;
    if (!utilityId || !this.isLoaded || label === this.utilityLabel) return;
    this.utilityLabel = label;
    // A label that is not there is no reason to fail.
    await Promise.allSettled([updateUtility(utilityId, { label, highlighted: this.openItems.length > 0 })]);
  }

  /** Other cards of the page show the same conversations. */
  private tellChange(): void {
    this.dispatchEvent(new CustomEvent('linkchange', { bubbles: true, composed: true }));
  }

  private get step(): number {
    return Math.min(50, Math.max(1, Math.floor(Number(this.pageSize) || ROWS)));
  }

  private get openItems(): readonly ReviewItem[] {
    return this.items.filter(({ id }) => !this.decidedIds.includes(id));
  }

  private get shownOpen(): readonly ReviewItem[] {
    return this.items.slice(0, this.step * this.pages).filter(({ id }) => !this.decidedIds.includes(id));
  }
}
