import FORM_FACTOR from '@salesforce/client/formFactor';
import LOADING from '@salesforce/label/c.State_Loading';
import OLDER from '@salesforce/label/c.Email_Thread_Older';
import RECEIVED from '@salesforce/label/c.Email_Received';
import RETRY from '@salesforce/label/c.List_Retry';
import SENT from '@salesforce/label/c.Email_Sent';
import UNREADABLE from '@salesforce/label/c.Email_Thread_Failed';
import { dateTimeOf, nodesOf, viewer } from 'c/conversationModel';
import type { Connection, ConversationDetail, ConversationNode } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { toDetail } from 'c/detailModel';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { THREAD_QUERY } from './query';

interface ThreadAnswer {
  uiapi?: { query?: { list?: Connection<ConversationNode> | null } };
}
interface Message {
  id: string;
  who: string;
  when: string;
  words?: string;
  conversation: ConversationDetail;
  isOpen: boolean;
  expanded: string;
  icon: string;
}
const FIRST_WORDS = 200;

/** The emails of one thread, the newest first and open: all of them are read at once. */
export default class EmailThread extends LightningElement {
  @api threadKey?: string;
  labels = { loading: LOADING, older: OLDER, retry: RETRY, unreadable: UNREADABLE };
  emails: readonly ConversationDetail[] = [];
  fault?: Fault;
  isLoading = true;
  narrow = FORM_FACTOR === 'Small';
  after: string | null = null;

  private within: object = {};
  private cursor?: string;
  private toggled: Record<string, boolean> = {};
  private goneIds: readonly string[] = [];
  /** Of those that were taken back here: what was is still told. */
  private takenBack: readonly { key: string }[] = [];
  private refreshAnswer?: () => Promise<void>;

  /** Which conversations the page lists: of the thread, those of the record on show. */
  @api
  get scope(): object {
    return this.within;
  }
  set scope(scope: object | undefined) {
    // the page makes it anew whenever it renders: that is no other question
    if (JSON.stringify(scope ?? {}) !== JSON.stringify(this.within)) this.within = scope ?? {};
  }

  @wire(graphql, { query: THREAD_QUERY, variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const list = (data as ThreadAnswer | undefined)?.uiapi?.query?.list;
    if (list) {
      const read = nodesOf(list).map(toDetail);
      const ids = new Set(read.map(({ id }) => id));
      this.emails = this.after ? [...this.emails.filter(({ id }) => !ids.has(id)), ...read] : read;
      this.cursor = (list.pageInfo?.hasNextPage && list.pageInfo.endCursor) || undefined;
      this.fault = undefined;
    } else if (errors && this.emails.length === 0) this.fault = reduceErrors(errors);
    if (list || errors) this.isLoading = false;
  }

  get variables(): object | undefined {
    const { threadKey, within: scope, after } = this;
    return threadKey ? { scope: { and: [scope, { Thread_Key__c: { eq: threadKey } }] }, after } : undefined;
  }

  /** Reads the thread again. */
  @api
  async refresh(): Promise<void> {
    await this.refreshAnswer?.();
  }

  get messages(): Message[] {
    const now = Date.now();
    const shown = this.emails.filter(({ id }) => !this.goneIds.includes(id));
    return shown.map((conversation, index) => {
      const { id, startedAt, text } = conversation;
      const isOpen = this.toggled[id] ?? index === 0;
      return {
        id,
        who: senderOf(conversation),
        when: startedAt ? dateTimeOf(startedAt, viewer, now) : '',
        words: isOpen ? undefined : text?.slice(0, FIRST_WORDS).replace(/\s+/g, ' '),
        conversation,
        isOpen,
        expanded: String(isOpen),
        icon: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
      };
    });
  }

  get gone(): readonly { key: string }[] {
    const keys = new Set(this.emails.map(({ key }) => key));
    return this.takenBack.filter(({ key }) => !keys.has(key));
  }

  get hasOlder(): boolean {
    return this.cursor !== undefined;
  }

  handleToggle(event: Event): void {
    const { id = '', open } = (event.currentTarget as HTMLElement).dataset;
    this.toggled = { ...this.toggled, [id]: open !== 'true' };
  }

  handleOlder(): void {
    if (this.isLoading || !this.cursor) return;
    this.isLoading = true;
    this.after = this.cursor;
  }

  handleChange(): void {
    void this.refresh();
  }

  handleDeleted(event: CustomEvent<{ id: string }>): void {
    this.goneIds = [...this.goneIds, event.detail.id];
  }

  handleTakenBack(event: CustomEvent<{ key: string }>): void {
    this.takenBack = [...this.takenBack, { key: event.detail.key }];
    void this.refresh();
  }

  async handleRetry(): Promise<void> {
    this.fault = undefined;
    this.isLoading = true;
    await Promise.allSettled([this.refresh()]);
  }
}

/** Who wrote it, where that is known; else whether it came or went. */
function senderOf({ people, direction, kindWords }: ConversationDetail): string {
  const from = people.find(({ emailRole }) => emailRole === 'From');
  if (from) return from.name;
  return direction === 'Inbound' ? RECEIVED : direction === 'Outbound' ? SENT : (kindWords ?? '');
}
