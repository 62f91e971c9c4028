import EMAIL_DELETED from '@salesforce/label/c.Email_Deleted';
import EMAILS_ONE from '@salesforce/label/c.Email_Count_One';
import EMAILS_OTHER from '@salesforce/label/c.Email_Count_Other';
import FAILED from '@salesforce/label/c.Status_Failed';
import HIGHLIGHTS_ONE from '@salesforce/label/c.Deal_Highlights_One';
import HIGHLIGHTS_OTHER from '@salesforce/label/c.Deal_Highlights_Other';
import NEEDS_REVIEW from '@salesforce/label/c.Match_Needs_Review';
import NOT_RECORDED from '@salesforce/label/c.Status_Not_Recorded';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import PROCESSING from '@salesforce/label/c.Status_Processing';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { dayOf, durationOf, plural, timeOf, viewer } from 'c/conversationModel';
import type { ConversationSummary, RecordRef, Status } from 'c/conversationModel';
import { markFound } from 'c/foundText';
import type { TextPart } from 'c/foundText';
import { rowKeyOf } from 'c/listModel';
import { loadEmailThread } from 'c/loadEmailThread';
import { api, LightningElement } from 'lwc';
import { emailWords } from './emailWords';

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

/** How mail programs mark answers and forwarded emails, also in French, German and the Nordic languages. */
const REPLY = /^(?:\s*(?:re|aw|sv|vs|rép|réf|fwd?|tr|wg)\s*(?:\[\d+\])?\s*:\s*)+/i;

interface Row {
  key: string;
  id: string;
  day?: string;
  title: TextPart[];
  deal?: RecordRef;
  facts: string;
  status?: Mark;
  needsReview: boolean;
  summary?: string;
  threadKey?: string;
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
  /** Which conversations the page lists: emails of a thread are read within it. */
  @api scope?: object;
  labels = { needsReview: NEEDS_REVIEW, offline: OFFLINE };
  openKeys: readonly string[] = [];
  view?: typeof LightningElement;
  thread?: typeof LightningElement;
  failed = false;
  said = '';

  private goneIds: readonly string[] = [];
  private focusAt?: number;

  renderedCallback(): void {
    if (this.focusAt === undefined) return;
    const rows = this.template?.querySelectorAll<HTMLElement>('.summary') ?? [];
    rows[Math.min(this.focusAt, rows.length - 1)]?.focus();
    this.focusAt = undefined;
  }

  get rows(): Row[] {
    const now = Date.now();
    return this.listed.map((conversation) => this.rowOf(conversation, now));
  }

  /** Reads the opened conversations again. */
  @api
  async refresh(): Promise<void> {
    const views = this.template?.querySelectorAll<HTMLElement & { refresh(): Promise<void> }>('.opened');
    await Promise.all([...(views ?? [])].map((view) => view.refresh()));
  }

  @api
  focusRow(key: string): void {
    const rows = [...(this.template?.querySelectorAll<HTMLElement>('.summary') ?? [])];
    rows.find(({ dataset }) => dataset.key === key)?.focus();
  }

  handleToggle(event: Event): void {
    const { key = '' } = (event.currentTarget as HTMLElement).dataset;
    this.openKeys = this.openKeys.includes(key)
      ? this.openKeys.filter((open) => open !== key)
      : [...this.openKeys, key];
    void this.loadView();
  }

  /** Whoever deleted an email reads on at its thread, or at what stands in its place. */
  handleDeleted(event: CustomEvent<{ id: string }>): void {
    const row = (event.currentTarget as HTMLElement).dataset.key;
    this.focusAt = this.rows.findIndex(({ key }) => key === row);
    this.goneIds = [...this.goneIds, event.detail.id];
    this.said = EMAIL_DELETED;
  }

  /** A thread's row stands for its other emails, too. */
  private get listed(): ConversationSummary[] {
    return this.conversations.filter(({ id, emails = 1 }) => emails > 1 || !this.goneIds.includes(id));
  }

  /** The code of what opens, which only who opens a row needs. */
  private async loadView(): Promise<void> {
    this.failed = false;
    const rows = this.rows.filter(({ isOpen }) => isOpen);
    try {
      if (rows.some(({ threadKey }) => threadKey)) this.thread ??= (await loadEmailThread()).default;
      if (rows.some(({ threadKey }) => !threadKey)) this.view ??= (await import('c/conversationView')).default;
    } catch {
      this.failed = true;
    }
  }

  private rowOf(conversation: ConversationSummary, now: number): Row {
    const {
      id,
      kind,
      kindWords,
      startedAt,
      durationSec,
      highlightCount,
      status,
      needsReview,
      summary,
      deal,
      emails = 1,
    } = conversation;
    const key = rowKeyOf(conversation);
    const isOpen = this.openKeys.includes(key);
    const title = emails > 1 ? conversation.title?.replace(REPLY, '') : conversation.title;
    return {
      key,
      id,
      threadKey: emails > 1 ? conversation.threadKey : undefined,
      day: startedAt && (this.withTime ? timeOf(startedAt, viewer) : dayOf(startedAt, viewer, now)),
      title: markFound(title ?? UNTITLED, this.term),
      deal: this.dealLink ? deal : undefined,
      facts: [
        emails > 1 && plural(emails, { one: EMAILS_ONE, other: EMAILS_OTHER }, viewer),
        kind === 'Email' ? emailWords(conversation) : kindWords,
        durationSec && durationOf(durationSec, viewer),
        highlightCount && plural(highlightCount, { one: HIGHLIGHTS_ONE, other: HIGHLIGHTS_OTHER }, viewer),
      ]
        .filter(Boolean)
        .join('\u00a0· '),
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
