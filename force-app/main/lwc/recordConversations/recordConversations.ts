import CARD_TITLE from '@salesforce/label/c.Deal_Card_Title';
import NONE_ACCOUNT from '@salesforce/label/c.Record_None_Account';
import NONE_PERSON from '@salesforce/label/c.Record_None_Person';
import { nodesOf, to18 } from 'c/conversationModel';
import type { ListAnswer } from 'c/conversationModel';
import { readOf, rowsOf, sinceRecent, takingPart, toOtherRow, toPage } from 'c/listModel';
import type { ListPage, OtherRow, PersonChoice, Topic } from 'c/listModel';
import { loadChoices } from 'c/loadChoices';
import RecordLink from 'c/recordLink';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { ACCOUNT_QUERY, PERSON_QUERY } from './query';

type Browser = HTMLElement & { refresh(): Promise<void> };
interface Shown {
  page: ListPage;
  recent: number;
  others: OtherRow[];
}
const NOTHING: Shown = { page: { rows: [], total: 0 }, recent: 0, others: [] };
const DAY_MS = 86_400_000;

/** The conversations of an account, a contact or a lead, with the deal of each. */
export default class RecordConversations extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
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

  private refreshAnswer?: () => Promise<void>;

  @wire(graphql, { query: '$query', variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const query = (data as ListAnswer | undefined)?.uiapi?.query;
    if (query?.list) {
      const also = nodesOf(query.also);
      this.shown = {
        page: toPage(query.list, query.index),
        recent: query.recent?.totalCount ?? 0,
        others: also.map(toOtherRow),
      };
      this.fault = undefined;
      this.isLoading = false;
      void this.loadChoices(query);
    } else if (errors) {
      // What is already on the page stays readable when a later refresh fails.
      if (this.shown === NOTHING) this.fault = errors;
      this.isLoading = false;
    }
  }

  get query(): object | undefined {
    return this.scope && (this.isAccount ? ACCOUNT_QUERY : PERSON_QUERY);
  }

  get variables(): object | undefined {
    const { scope, ofRecord, rows } = this;
    if (!scope) return undefined;
    const first = { scope, recent: sinceRecent(scope), rows: readOf(rows) };
    return this.isAccount
      ? { ...first, theirs: { and: [{ Side__c: { eq: 'Theirs' } }, { Conversation__r: scope }] } }
      : { ...first, also: { and: [ofRecord, notTakingPart(ofRecord)] } };
  }

  /** An account's own; those in which a contact or a lead was recognised. */
  get scope(): object | undefined {
    if (!this.recordId || !this.objectApiName) return undefined;
    return this.isAccount ? this.ofRecord : takingPart(this.ofRecord);
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

  get dealLink(): typeof LightningElement | undefined {
    return this.showDeals === false ? undefined : RecordLink;
  }

  async handleRetry(): Promise<void> {
    this.isLoading = true;
    await this.refreshAnswer?.();
  }

  async handleDeleted(): Promise<void> {
    // A refresh that fails is told through the wire.
    await Promise.allSettled([this.refreshAnswer?.(), this.handleDoneChange()]);
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

  private get isAccount(): boolean {
    return this.objectApiName === 'Account';
  }

  /** The lookup of that object on a conversation and on a participant, in one name. */
  private get ofRecord(): object {
    return { [`${this.objectApiName}__c`]: { eq: to18(this.recordId ?? '') } };
  }
}

function notTakingPart(participant: object): object {
  return { Id: { ninq: { Conversation_Participant__c: participant, ApiName: 'Conversation__c' } } };
}
