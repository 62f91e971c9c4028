import { fill, viewer } from 'c/conversationModel';
import { countOf, kindsOf, whenOf, withNewer, withOlder } from 'c/healthModel';
import type { Log, LogGroup } from 'c/healthModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { after } from 'c/timer';
import { api, LightningElement } from 'lwc';
import { kindIcon, kindWords } from './kinds';
import { sentenceOf } from './sentences';
import { words } from './words';

const PAGE_SIZE = 25;
const SEARCH_DELAY_MS = 300;
const GROUPS: Record<LogGroup, string> = {
  attention: words.attention,
  waiting: words.waiting,
  written: words.written,
  skipped: words.skipped,
  received: words.received,
  people: words.people,
  org: words.org,
};

interface Row {
  id: number;
  when: string;
  kind: string;
  icon: string;
  variant?: string;
  message: string;
  lang?: string;
  key?: string;
  only?: string;
}

/** What came in, what became of it and why, newest first: by kind, and of one conversation. */
export default class HealthLog extends LightningElement {
  @api call?: Call;
  words = words;
  groups = [{ value: '', label: words.all }, ...Object.entries(GROUPS).map(([value, label]) => ({ value, label }))];
  group = '';
  key = '';
  log?: Log;
  fault?: SyncFault;
  said = '';
  isBusy = false;
  private cancelSearch?: () => void;
  private focusNext?: string;

  disconnectedCallback(): void {
    this.cancelSearch?.();
  }

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  /**
   * Reads the first page again; pages read before stay.
   *
   * @throws SyncFault where the service does not answer: what is shown stays
   */
  @api
  async refresh(): Promise<void> {
    const { asked } = this;
    const page = (await this.call?.('listActivity', { ...asked, limit: PAGE_SIZE })) as Log;
    if (!this.isStillAsked(asked)) return;
    this.log = this.log ? withNewer(this.log, page) : page;
    this.fault = undefined;
  }

  get isLoading(): boolean {
    return !this.log && !this.fault;
  }

  get isEmpty(): boolean {
    return this.log?.entries.length === 0;
  }

  get emptyWords(): string {
    return this.group || this.key ? words.noneFound : words.none;
  }

  get rows(): Row[] {
    const now = Date.now();
    return (this.log?.entries ?? []).map(({ id, at, kind, key, message }) => {
      const { text, lang } = sentenceOf(message);
      return {
        id,
        when: whenOf(at, viewer, now),
        kind: kindWords(kind),
        ...kindIcon(kind),
        message: text,
        lang,
        key,
        only: key && fill(words.only, key),
      };
    });
  }

  get hasMore(): boolean {
    return typeof this.log?.nextBefore === 'number';
  }

  get bones(): number[] {
    return [0, 1, 2, 3, 4, 5];
  }

  handleGroup(event: CustomEvent<{ value: string }>): void {
    this.group = event.detail.value;
    void this.readAnew();
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    const key = event.detail.value.trim();
    this.cancelSearch?.();
    this.cancelSearch = after(SEARCH_DELAY_MS, () => {
      this.key = key;
      void this.readAnew();
    });
  }

  handleOnly(event: Event): void {
    this.cancelSearch?.();
    this.key = (event.currentTarget as HTMLElement).dataset.key ?? '';
    // The button that was pressed goes with its row.
    this.focusNext = '.search';
    void this.readAnew();
  }

  async handleShowMore(): Promise<void> {
    const { asked } = this;
    this.isBusy = true;
    this.fault = undefined;
    try {
      const page = (await this.call?.('listActivity', {
        ...asked,
        limit: PAGE_SIZE,
        before: this.log?.nextBefore ?? '',
      })) as Log;
      if (this.isStillAsked(asked) && this.log) {
        this.log = withOlder(this.log, page);
        this.sayShown();
        // At the end the button goes: what came last takes its place.
        const [first] = page.entries;
        if (first && page.nextBefore === null) this.focusNext = `tr[data-id="${first.id}"]`;
      }
    } catch (thrown) {
      if (this.isStillAsked(asked)) this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  private get asked(): { kind: string; key: string } {
    return { kind: kindsOf(this.group), key: this.key };
  }

  private isStillAsked({ kind, key }: { kind: string; key: string }): boolean {
    return this.asked.kind === kind && this.asked.key === key;
  }

  private async readAnew(): Promise<void> {
    const { asked } = this;
    this.log = undefined;
    this.fault = undefined;
    try {
      await this.refresh();
      if (this.isStillAsked(asked)) this.sayShown();
    } catch (thrown) {
      if (this.isStillAsked(asked)) this.fault = faultOf(thrown);
    }
  }

  private sayShown(): void {
    const count = this.log?.entries.length ?? 0;
    this.said = count ? fill(words.shown, countOf(count, viewer)) : this.emptyWords;
  }
}
