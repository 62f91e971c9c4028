import { fill, plural, viewer } from 'c/conversationModel';
import { countOf, groupsOf, inOrder, linksOf, whenOf } from 'c/healthModel';
import type { Affected, ErrorList, ErrorType, RecordLink } from 'c/healthModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { errorWords } from './errorWords';
import { words } from './words';

const GROUPS_SHOWN = 3;
const ROWS_SHOWN = 3;
const OBJECT_WORDS: Record<RecordLink['objectApiName'], string> = {
  Conversation__c: words.conversation,
  Event: words.event,
  Task: words.task,
  Opportunity: words.opportunity,
};

interface Row {
  key: string;
  title: string;
  when: string;
  conversationId?: string;
  links: { id: string; objectApiName: string; label: string }[];
  retryLabel: string;
}
interface Card {
  code: string;
  title: string;
  facts: string;
  fix: string;
  canRetry: boolean;
  canRetryOne: boolean;
  icon: string;
  variant?: string;
  retry: string;
  retryLabel: string;
  groups: { message: string; rows: Row[] }[];
  showAll?: string;
  more?: string;
}

/**
 * Conversations that were not written, by what went wrong, with the mend; tries them again. Tells `retried` once the
 * service has taken some, so that they are read again.
 */
export default class HealthErrors extends LightningElement {
  @api errors?: ErrorList;
  @api call?: Call;
  words = words;
  isBusy = false;
  said = '';
  fault?: SyncFault;
  openCodes: readonly string[] = [];
  private isFocusDue = false;

  renderedCallback(): void {
    if (!this.isFocusDue) return;
    this.isFocusDue = false;
    // The button that was pressed goes with its row.
    this.template?.querySelector<HTMLElement>('.said')?.focus();
  }

  get title(): string {
    const total = this.errors?.total ?? 0;
    return total ? fill(words.titleCount, countOf(total, viewer)) : words.title;
  }

  get isEmpty(): boolean {
    return this.errors?.total === 0;
  }

  get cards(): Card[] {
    const now = Date.now();
    return this.errors ? inOrder(this.errors).map((type) => this.cardOf(type, now)) : [];
  }

  handleShowAll(event: Event): void {
    this.openCodes = [...this.openCodes, (event.currentTarget as HTMLElement).dataset.code ?? ''];
  }

  async handleRetry(event: Event): Promise<void> {
    const { code, key } = (event.currentTarget as HTMLElement).dataset;
    this.isBusy = true;
    this.fault = undefined;
    this.said = '';
    try {
      const { queued } = (await this.call?.('retryErrors', key ? { key } : { code: code ?? '' })) as { queued: number };
      this.said = queued
        ? plural(queued, { one: words.queuedOne, other: words.queuedOther }, viewer)
        : words.queuedNone;
      this.isFocusDue = true;
      this.dispatchEvent(new CustomEvent('retried'));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  private cardOf(type: ErrorType, now: number): Card {
    const { code, count, lastAt, conversations, retryable } = type;
    const { title, fix } = errorWords(type);
    const all = groupsOf(type);
    const isOpen = this.openCodes.includes(code);
    const groups = (isOpen ? all : all.slice(0, GROUPS_SHOWN)).map((group) => ({
      message: group.message,
      rows: (isOpen ? group.conversations : group.conversations.slice(0, ROWS_SHOWN)).map((each) => rowOf(each, now)),
    }));
    const isCut = groups.reduce((sum, { rows }) => sum + rows.length, 0) < conversations.length;
    const older = count - conversations.length;
    const countWords = plural(count, { one: words.one, other: words.other }, viewer);
    return {
      code,
      title,
      facts: [countWords, fill(words.last, whenOf(lastAt, viewer, now)), code].join('\u00a0· '),
      fix,
      canRetry: retryable,
      canRetryOne: retryable && count > 1,
      ...(retryable ? { icon: 'utility:error', variant: 'error' } : { icon: 'utility:clock' }),
      retry: count > 1 ? fill(words.retryAll, countOf(count, viewer)) : words.retry,
      retryLabel: fill(count > 1 ? words.retryAllWhat : words.retryWhat, title),
      groups,
      showAll: isCut ? fill(words.showAll, countOf(conversations.length, viewer)) : undefined,
      more: older > 0 && !isCut ? plural(older, { one: words.moreOne, other: words.moreOther }, viewer) : undefined,
    };
  }
}

function rowOf(affected: Affected, now: number): Row {
  const { key, at, conversationId } = affected;
  const title = affected.title || words.untitled;
  return {
    key,
    title,
    when: whenOf(at, viewer, now),
    conversationId: conversationId ?? undefined,
    links: linksOf(affected)
      .filter(({ id }) => id !== conversationId)
      .map((link) => ({ ...link, label: OBJECT_WORDS[link.objectApiName] })),
    retryLabel: fill(words.retryWhat, title),
  };
}
