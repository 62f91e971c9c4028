import ANYONE from '@salesforce/label/c.List_Anyone';
import ANY_TOPIC from '@salesforce/label/c.List_Any_Topic';
import CALLS from '@salesforce/label/c.Deal_Filter_Calls';
import CHATS from '@salesforce/label/c.Deal_Filter_Chats';
import CHOICE from '@salesforce/label/c.List_Choice';
import CLEAR from '@salesforce/label/c.List_Clear';
import EMAILS from '@salesforce/label/c.Deal_Filter_Emails';
import EVERY_KIND from '@salesforce/label/c.Deal_Filter_All';
import FILTERS from '@salesforce/label/c.List_Filters';
import FILTERS_SET from '@salesforce/label/c.List_Filters_Set';
import KIND from '@salesforce/label/c.Deal_Filter';
import MEETINGS from '@salesforce/label/c.Deal_Filter_Meetings';
import PERSON from '@salesforce/label/c.List_Person';
import SEARCH from '@salesforce/label/c.Deal_Search';
import TOPIC from '@salesforce/label/c.List_Topic';
import TOPICS_NEWEST from '@salesforce/label/c.List_Topics_Newest';
import { fill, numberOf, viewer } from 'c/conversationModel';
import type { Chosen, ListFilters, OtherRow, PersonChoice, Topic } from 'c/listModel';
import { after } from 'c/timer';
import { api, LightningElement } from 'lwc';
import { fits, listFilter, sameTopic } from './filter';

interface Option {
  value: string;
  label: string;
}
interface Choice {
  name: keyof ListFilters;
  label: string;
  value: string;
  options: Option[];
}
const SEARCH_DELAY_MS = 300;
/** As many are asked for their topics. */
const INDEXED = 1000;
/** Longer lists are searched, not scrolled. */
const CHOICES_SHOWN = 50;
const KINDS: Option[] = [
  { value: '', label: EVERY_KIND },
  { value: 'Call', label: CALLS },
  { value: 'Meeting', label: MEETINGS },
  { value: 'Email', label: EMAILS },
  { value: 'Chat', label: CHATS },
];
const NO_FILTERS: ListFilters = { kind: '', topic: '', person: '', text: '' };

/**
 * Filters of a list of conversations. Tells `filterchange` {filters, where, others} once one has changed: `where` is the
 * org's filter, absent where none is set, and `others` are those that fit.
 */
export default class ConversationFilters extends LightningElement {
  /** Which conversations are filtered. */
  @api scope?: object;
  @api topics: readonly Topic[] = [];
  @api people: readonly PersonChoice[] = [];
  @api others: readonly OtherRow[] = [];
  /** How many conversations there are, unfiltered. */
  @api total = 0;
  labels = { clear: CLEAR, filters: FILTERS, search: SEARCH };
  filters = NO_FILTERS;
  /** What stands in the search field, before the typing rests. */
  typed = '';
  isOpen = false;

  private cancelSearch?: () => void;

  disconnectedCallback(): void {
    this.cancelSearch?.();
  }

  @api
  choose(filters: Partial<ListFilters>): void {
    this.cancelSearch?.();
    if (filters.text !== undefined) this.typed = filters.text;
    this.isOpen ||= Object.values(filters).some((value) => value !== '');
    this.change(filters);
  }

  get choices(): Choice[] {
    const { kind, topic, person } = this.filters;
    return [
      { name: 'kind', label: KIND, value: kind, options: KINDS },
      ...(this.topics.length > 0
        ? [{ name: 'topic' as const, label: TOPIC, value: topic, options: this.topicOptions }]
        : []),
      ...(this.people.length > 1
        ? [{ name: 'person' as const, label: PERSON, value: person, options: this.personOptions }]
        : []),
    ];
  }

  get topicsNote(): string | undefined {
    if (this.topics.length === 0 || this.total <= INDEXED) return undefined;
    return fill(TOPICS_NEWEST, numberOf(INDEXED, viewer));
  }

  get isFiltered(): boolean {
    return this.count > 0;
  }

  get foldLabel(): string {
    return this.count > 0 ? fill(FILTERS_SET, numberOf(this.count, viewer)) : FILTERS;
  }

  get foldIcon(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get fieldsClass(): string {
    return this.isOpen ? 'fields open' : 'fields';
  }

  handleFold(): void {
    this.isOpen = !this.isOpen;
  }

  handleChoice(event: CustomEvent<{ value: string }>): void {
    const { name } = (event.currentTarget as HTMLElement).dataset;
    this.change({ [name as keyof ListFilters]: event.detail.value });
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.typed = event.detail.value;
    this.cancelSearch?.();
    this.cancelSearch = after(SEARCH_DELAY_MS, () => this.change({ text: this.typed.trim() }));
  }

  handleClear(): void {
    this.choose(NO_FILTERS);
    this.template?.querySelector<HTMLElement>('.search')?.focus();
  }

  private get topicOptions(): Option[] {
    const { topic } = this.filters;
    const shown = this.topics.slice(0, CHOICES_SHOWN);
    const chosen = topic && !sameTopic(shown, topic) ? sameTopic(this.topics, topic) : undefined;
    return [
      { value: '', label: ANY_TOPIC },
      ...[...shown, ...(chosen ? [chosen] : [])].map(({ name, ids }) => optionOf(name, name, ids.length)),
    ];
  }

  private get personOptions(): Option[] {
    const people = this.people.slice(0, CHOICES_SHOWN);
    return [
      { value: '', label: ANYONE },
      ...people.map(({ id, name, conversations }) => optionOf(id, name, conversations)),
    ];
  }

  private get count(): number {
    return Object.values(this.filters).filter((value) => value !== '').length;
  }

  private change(filters: Partial<ListFilters>): void {
    const next = { ...this.filters, ...filters };
    if (JSON.stringify(next) === JSON.stringify(this.filters)) return;
    this.filters = next;
    const where = this.isFiltered ? listFilter(this.scope ?? {}, next, this.topics, this.people) : undefined;
    const others = this.others.filter((row) => fits(row, next, this.topics));
    const detail: Chosen = { filters: next, where, others };
    this.dispatchEvent(new CustomEvent('filterchange', { detail }));
  }
}

function optionOf(value: string, name: string, conversations: number): Option {
  return { value, label: fill(CHOICE, name, numberOf(conversations, viewer)) };
}
