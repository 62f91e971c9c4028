import FAILED from '@salesforce/label/c.Status_Failed';
import HIGHLIGHTS_ONE from '@salesforce/label/c.Deal_Highlights_One';
import HIGHLIGHTS_OTHER from '@salesforce/label/c.Deal_Highlights_Other';
import NEEDS_REVIEW from '@salesforce/label/c.Match_Needs_Review';
import NOT_RECORDED from '@salesforce/label/c.Status_Not_Recorded';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import PROCESSING from '@salesforce/label/c.Status_Processing';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { dayOf, durationOf, markFound, plural, timeOf, viewer } from 'c/conversationModel';
import type { ConversationSummary, RecordRef, Status, TextPart } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

interface Mark {
  words: string;
  icon: string;
  variant?: string;
}
const STATUS_MARKS: Record<Status, Mark | undefined> = {
  Ready: undefined,
  Processing: { words: PROCESSING, icon: 'utility:sync' },
  'Not recorded': { words: NOT_RECORDED, icon: 'utility:ban' },
  Failed: { words: FAILED, icon: 'utility:error', variant: 'error' },
};

interface Row {
  id: string;
  day?: string;
  title: TextPart[];
  deal?: RecordRef;
  facts: string;
  status?: Mark;
  needsReview: boolean;
  summary?: string;
  isOpen: boolean;
  expanded: string;
  icon: string;
  className: string;
}

/** Conversations as rows; a row opens in place into the card of that conversation. */
export default class ConversationList extends LightningElement {
  @api conversations: readonly ConversationSummary[] = [];
  /** Marked where a title says it. */
  @api term = '';
  /** The component that links the deal of each; without it no deal is named. */
  @api dealLink?: typeof LightningElement;
  /** The time of each, where all are of one day. */
  @api withTime = false;
  labels = { needsReview: NEEDS_REVIEW, offline: OFFLINE };
  openIds: readonly string[] = [];
  view?: typeof LightningElement;
  failed = false;

  get rows(): Row[] {
    const now = Date.now();
    return this.conversations.map((conversation) => this.rowOf(conversation, now));
  }

  /** Reads the opened conversations again. */
  @api
  async refresh(): Promise<void> {
    const views = this.template?.querySelectorAll<HTMLElement & { refresh(): Promise<void> }>('c-conversation-view');
    await Promise.all([...(views ?? [])].map((view) => view.refresh()));
  }

  @api
  focusRow(id: string): void {
    this.template?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
  }

  handleToggle(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset.id ?? '';
    this.openIds = this.openIds.includes(id) ? this.openIds.filter((open) => open !== id) : [...this.openIds, id];
    void this.loadView();
  }

  /** The code of the card, which only who opens a row needs. */
  private async loadView(): Promise<void> {
    this.failed = false;
    try {
      this.view ??= (await import('c/conversationView')).default;
    } catch {
      this.failed = true;
    }
  }

  private rowOf(conversation: ConversationSummary, now: number): Row {
    const { id, title, kindWords, startedAt, durationSec, highlightCount, status, needsReview, summary, deal } =
      conversation;
    const isOpen = this.openIds.includes(id);
    return {
      id,
      day: startedAt && (this.withTime ? timeOf(startedAt, viewer) : dayOf(startedAt, viewer, now)),
      title: markFound(title ?? UNTITLED, this.term),
      deal: this.dealLink ? deal : undefined,
      facts: [
        kindWords,
        durationSec && durationOf(durationSec, viewer),
        highlightCount && plural(highlightCount, { one: HIGHLIGHTS_ONE, other: HIGHLIGHTS_OTHER }, viewer),
      ]
        .filter(Boolean)
        .join(' · '),
      status: STATUS_MARKS[status],
      needsReview,
      summary: isOpen ? undefined : summary,
      isOpen,
      expanded: String(isOpen),
      icon: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
      className: isOpen ? 'row open' : 'row',
    };
  }
}
