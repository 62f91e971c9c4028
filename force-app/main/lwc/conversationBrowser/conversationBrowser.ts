import type { ConversationSummary, ListAnswer } from 'c/conversationModel';
import type { Fault } from 'c/faults';
import { readOf, rowKeyOf, toPage } from 'c/listModel';
import type { Chosen, ListFilters, ListPage, OtherRow, PersonChoice, Topic } from 'c/listModel';
import { loadListQuery } from 'c/loadListQuery';
import { faultOf } from 'c/loadFaults';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { LaterFilters } from './laterFilters';
import { cursorOf, followedBy, listed, NOTHING } from './pages';
import type { Pages } from './pages';
import { addedWords, failed, foundWords, labels, NOTHING_FOUND } from './words';
import type { Notice } from './words';

type List = HTMLElement & { refresh(): Promise<void>; focusRow(id: string): void };

/** A list of conversations with its filters. The first view comes from the page; only what changes is asked for here. */
export default class ConversationBrowser extends LightningElement {
  /** Which conversations, as the org filters them. */
  @api scope?: object;
  /** Rows that *Show more* adds. */
  @api rows = 5;
  @api topics: readonly Topic[] = [];
  @api people: readonly PersonChoice[] = [];
  /** Conversations that belong here though the scope leaves them out. */
  @api others: readonly OtherRow[] = [];
  /** The component that links the deal of each conversation; without it no deal is named. */
  @api dealLink?: typeof LightningElement;
  @api hideFilters = false;
  labels = labels;
  found?: Chosen;
  fault?: Fault;
  isBusy = false;
  said = '';
  /** What the org is asked; nothing before a filter or *Show more* needs it. */
  request?: { scope: object; rows: number; after: string | null };
  filtersView?: typeof LightningElement;
  listQuery?: object;

  private firstPage: ListPage = NOTHING;
  private pages: Pages = { base: NOTHING };
  /** Rows that *Show more* has added. */
  private added = 0;
  /** How many were shown before it was pressed last. */
  private shownBefore?: number;
  private goneIds: readonly string[] = [];
  /** A question that was just answered is not always answered again when it comes back. */
  private answered?: { key: string; page: ListPage };
  private refreshAnswer?: () => Promise<void>;
  private focusId?: string;
  private filters = new LaterFilters((view) => {
    this.filtersView = view;
  });

  /** The first page, unfiltered. */
  @api
  get first(): ListPage {
    return this.firstPage;
  }
  set first(page: ListPage | undefined) {
    this.firstPage = page ?? NOTHING;
    if (!this.isFiltered) this.pages = { ...this.pages, base: this.firstPage };
  }

  @wire(graphql, { query: '$query', variables: '$request' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    if (!this.request) return;
    const list = (data as ListAnswer | undefined)?.uiapi?.query?.list;
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    if (list) {
      const page = toPage(list);
      this.answered = { key: JSON.stringify(this.request), page };
      this.isBusy = false;
      this.put(page);
    } else if (errors) void this.fail(errors);
  }

  /** A wire without a query waits; one without variables might ask for everything. */
  get query(): object | undefined {
    return this.request && this.listQuery;
  }

  connectedCallback(): void {
    this.filters.watch(this.template);
  }

  disconnectedCallback(): void {
    this.filters.stop();
  }

  renderedCallback(): void {
    this.filters.watch(this.template);
    if (!this.focusId) return;
    this.template?.querySelector<List>('c-conversation-list')?.focusRow(this.focusId);
    this.focusId = undefined;
  }

  /** Reads again what is filtered, and the opened conversations. */
  @api
  async refresh(): Promise<void> {
    const list = this.template?.querySelector<List>('c-conversation-list');
    await Promise.allSettled([this.isFiltered ? this.refreshAnswer?.() : undefined, list?.refresh()]);
  }

  /** Chosen elsewhere on the page, in the chart of topics for instance. */
  @api
  choose(filters: Partial<ListFilters>): void {
    if (!this.hideFilters) this.filters.choose(this.template, filters);
  }

  get isFiltered(): boolean {
    return this.found?.where !== undefined;
  }

  get term(): string {
    return this.found?.filters.text ?? '';
  }

  get shown(): ConversationSummary[] {
    return this.folded.slice(0, this.limit);
  }

  /** One row needs no filter. */
  get canFilter(): boolean {
    return !this.hideFilters && (this.isFiltered || this.total > 1);
  }

  /** A further page that fails leaves the rows; a filter that fails does not. */
  get hasRows(): boolean {
    return this.shown.length > 0 && !(this.fault && !this.request?.after);
  }

  get notice(): Notice | undefined {
    if (this.fault) return failed(this.fault);
    return this.shown.length > 0 || this.isBusy ? undefined : NOTHING_FOUND;
  }

  get canShowMore(): boolean {
    return this.hasMore && !this.fault;
  }

  get moreLabel(): string {
    return this.isBusy && this.request?.after ? labels.loading : labels.showMore;
  }

  get foundLabel(): string {
    return this.isFiltered && this.hasRows && !this.isBusy && !this.fault ? foundWords(this.total) : '';
  }

  get listClass(): string {
    return this.isBusy && !this.request?.after ? 'list waiting' : 'list';
  }

  handleFilter(event: CustomEvent<Chosen>): void {
    this.found = event.detail;
    this.request = undefined;
    this.fault = undefined;
    this.isBusy = false;
    this.pages = { base: this.isFiltered ? this.pages.base : this.first };
    this.added = 0;
    this.shownBefore = undefined;
    this.said = '';
    if (this.isFiltered) this.ask(null);
  }

  handleShowMore(): void {
    if (this.isBusy) return;
    this.shownBefore = this.shown.length;
    this.added += this.rows;
    if (this.shown.length < this.limit && this.cursor) this.ask(this.cursor);
    else this.tellAdded();
  }

  handleDeleted(event: CustomEvent<{ id: string }>): void {
    this.goneIds = [...this.goneIds, event.detail.id];
  }

  async handleRetry(): Promise<void> {
    this.fault = undefined;
    this.isBusy = true;
    await (this.listQuery ? this.refreshAnswer?.() : this.loadQuery());
  }

  private get limit(): number {
    return this.rows + this.added;
  }

  private get folded(): ConversationSummary[] {
    return listed(this.pages, this.fittingOthers, this.goneIds, this.first.threads);
  }

  private get cursor(): string | undefined {
    return cursorOf(this.pages);
  }

  private get hasMore(): boolean {
    return this.cursor !== undefined || this.folded.length > this.limit;
  }

  private get total(): number {
    return this.pages.base.total + this.fittingOthers.length;
  }

  private get fittingOthers(): readonly OtherRow[] {
    return this.found?.where ? this.found.others : this.others;
  }

  private async loadQuery(): Promise<void> {
    try {
      this.listQuery = (await loadListQuery()).LIST_QUERY;
    } catch (error) {
      await this.fail(error);
    }
  }

  private async fail(errors: unknown): Promise<void> {
    const { request } = this;
    const fault = await faultOf(errors);
    if (request !== this.request) return;
    this.fault = fault;
    this.isBusy = false;
  }

  private ask(after: string | null): void {
    this.fault = undefined;
    this.request = { scope: this.found?.where ?? this.scope ?? {}, rows: readOf(this.rows), after };
    const { key, page } = this.answered ?? {};
    this.isBusy = key !== JSON.stringify(this.request);
    if (page && !this.isBusy) this.put(page);
    else void this.loadQuery();
  }

  private put(page: ListPage): void {
    this.pages = this.request?.after ? followedBy(this.pages, page) : { base: page };
    // all of them belong to threads that stand here
    if (this.shown.length === this.shownBefore && this.cursor) this.ask(this.cursor);
    else this.tellAdded();
  }

  private tellAdded(): void {
    const { shownBefore: before, shown } = this;
    this.shownBefore = undefined;
    if (before === undefined || shown.length === before) return;
    this.said = addedWords(shown.length - before);
    // The button goes with the last page: whoever pressed it reads on at the first new row.
    if (!this.hasMore) this.focusId = rowKeyOf(shown[before]);
  }
}
