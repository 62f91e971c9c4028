import CARD_TITLE from '@salesforce/label/c.Deal_Card_Title';
import NONE_ACCOUNT from '@salesforce/label/c.Record_None_Account';
import NONE_PERSON from '@salesforce/label/c.Record_None_Person';
import { nodesOf } from 'c/conversationModel';
import type { ListAnswer } from 'c/conversationModel';
import { rowsOf, toOtherRow, toPage } from 'c/listModel';
import type { ListPage, OtherRow, PersonChoice, Topic } from 'c/listModel';
import { loadChoices } from 'c/loadChoices';
import RecordAsking from 'c/recordAsking';
import { api, LightningElement } from 'lwc';

type Browser = HTMLElement & { refresh(): Promise<void> };
interface Shown {
  page: ListPage;
  recent: number;
  others: OtherRow[];
}
const NOTHING: Shown = { page: { rows: [], total: 0 }, recent: 0, others: [] };
const DAY_MS = 86_400_000;

/** The conversations of an account, a contact or a lead, with the deal of each. */
export default class RecordConversations extends RecordAsking {
  /** Set in App Builder, as all below; what is left out of a page is shown. */
  @api cardTitle?: string;
  @api pageSize = 5;
  @api showFilters?: boolean;
  @api showDeals?: boolean;

  shown = NOTHING;
  topics: Topic[] = [];
  people: PersonChoice[] = [];
  /** As the org tells it. */
  fault?: unknown;
  isLoading = true;
  dealLink?: typeof LightningElement;

  connectedCallback(): void {
    if (this.showDeals !== false) void this.loadDealLink();
  }

  /** An account's own; those in which a contact or a lead was recognised. */
  get scope(): object | undefined {
    return this.variables?.scope;
  }

  get rows(): number {
    return rowsOf(this.pageSize);
  }

  get title(): string {
    return this.cardTitle || CARD_TITLE;
  }

  get emptyText(): string {
    return this.isAccount ? NONE_ACCOUNT : NONE_PERSON;
  }

  get total(): number {
    return this.shown.page.total + this.shown.others.length;
  }

  get recent(): number {
    const since = new Date(Date.now() - 90 * DAY_MS).toISOString();
    return this.shown.recent + this.shown.others.filter(({ startedAt = '' }) => startedAt >= since).length;
  }

  get lastAt(): string | undefined {
    const latest = [this.shown.page.rows[0]?.startedAt ?? '', this.shown.others[0]?.startedAt ?? ''].sort().at(-1);
    return latest || undefined;
  }

  get hasRows(): boolean {
    return this.total > 0;
  }

  get hideFilters(): boolean {
    return this.showFilters === false;
  }

  take(data: unknown): boolean {
    const query = (data as ListAnswer | undefined)?.uiapi?.query;
    if (!query?.list) return false;
    this.shown = {
      page: toPage(query.list, query.index),
      recent: query.recent?.totalCount ?? 0,
      others: nodesOf(query.also).map(toOtherRow),
    };
    this.fault = undefined;
    this.isLoading = false;
    void this.loadChoices(query);
    return true;
  }

  refuse(errors: unknown): void {
    // What is already on the page stays readable when a later refresh fails.
    if (this.shown === NOTHING) this.fault = errors;
    this.isLoading = false;
  }

  async handleRetry(): Promise<void> {
    this.isLoading = true;
    await this.askAgain();
  }

  async handleDeleted(): Promise<void> {
    await Promise.allSettled([this.askAgain(), this.handleDoneChange()]);
  }

  /** A promise ticked in one opened row may stand in another. */
  async handleDoneChange(): Promise<void> {
    await this.template?.querySelector<Browser>('c-conversation-browser')?.refresh();
  }

  /** The list is there before what its filters need. */
  private async loadChoices({ index, also, people }: ListAnswer['uiapi']['query']): Promise<void> {
    try {
      const { peopleOf, topicsOf } = await loadChoices();
      this.topics = topicsOf([...nodesOf(index), ...nodesOf(also)]);
      this.people = peopleOf(nodesOf(people), undefined);
    } catch {
      // The list stays readable without them.
    }
  }

  /** On its way together with the answer. */
  private async loadDealLink(): Promise<void> {
    try {
      this.dealLink = (await import('c/recordLink')).default;
    } catch {
      // The list stays readable without the deals.
    }
  }
}
