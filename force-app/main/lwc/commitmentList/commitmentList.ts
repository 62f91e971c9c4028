import DONE_FIELD from '@salesforce/schema/Conversation_Moment__c.Done__c';
import MOMENT_OBJECT from '@salesforce/schema/Conversation_Moment__c';
import TASK_FIELD from '@salesforce/schema/Conversation_Moment__c.Task_Id__c';
import CREATE from '@salesforce/label/c.Task_Create';
import CREATED from '@salesforce/label/c.Task_Created';
import DONE from '@salesforce/label/c.Commitments_Done';
import FORM_FAILED from '@salesforce/label/c.Task_Form_Failed';
import NOT_SAVED from '@salesforce/label/c.Commitments_Not_Saved';
import SHOW_ALL from '@salesforce/label/c.Commitments_Show_All';
import LOST from '@salesforce/label/c.Task_Lost';
import UNNOTED from '@salesforce/label/c.Task_Unnoted';
import EDIT_TASK from '@salesforce/userPermission/EditTask';
import { fill } from 'c/conversationModel';
import type { Commitment } from 'c/conversationModel';
import { faultOf } from 'c/loadFaults';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { factsOf, merged } from './rows';
import type { Facts } from './rows';
import { lostTasks, TASKS_QUERY, tasksFilter } from './tasks';

interface Row extends Facts {
  item: Commitment;
  tickable: boolean;
  mayBeTask: boolean;
  /** Its task is gone, or hidden from the viewer. */
  isLost: boolean;
  isOpen: string;
  /** What is shown below the row while a task is made of it. */
  form?: typeof LightningElement;
  error?: string;
}

/**
 * Promises made in conversations; the viewer ticks those they may edit, and makes tasks of open ones. Tells `donechange`
 * {id, done} and `taskchange` {id, taskId} once saved.
 */
export default class CommitmentList extends LightningElement {
  /** Rows to show before *Show all*; 0 shows every one. */
  @api limit = 0;
  labels = { create: CREATE, created: CREATED, done: DONE, lost: LOST };
  showAll = false;
  news = '';
  private rows: readonly Commitment[] = [];
  private ticks: Record<string, boolean> = {};
  private tasks: Record<string, string> = {};
  private faults: Record<string, string> = {};
  private lost: ReadonlySet<string> = new Set();
  private info?: ObjectInfo;
  private openId?: string;
  private form?: typeof LightningElement;
  /** Where the focus goes once the form, or *Show all*, is gone. */
  private returnTo?: string;

  @api
  get items(): readonly Commitment[] {
    return this.rows;
  }
  set items(next: readonly Commitment[] | undefined) {
    this.rows = merged(this.rows, next ?? [], this.ticks, this.tasks);
  }

  @wire(getObjectInfo, { objectApiName: MOMENT_OBJECT })
  handleObjectInfo({ data }: { data?: ObjectInfo }): void {
    this.info = data ?? this.info;
  }

  @wire(graphql, { query: TASKS_QUERY, variables: '$tasksAsked' })
  handleTasks({ data }: GraphQLResult): void {
    if (data) this.lost = lostTasks(this.rows, data);
  }

  renderedCallback(): void {
    const id = this.returnTo;
    if (id === undefined) return;
    this.returnTo = undefined;
    const places = ['button.task, c-record-link', 'input'].flatMap((selector) => [
      ...(this.template?.querySelectorAll<HTMLElement>(selector) ?? []),
    ]);
    places.find((place) => place.dataset.id === id)?.focus();
  }

  get tasksAsked(): object | undefined {
    return tasksFilter(this.rows);
  }

  get shownRows(): Row[] {
    const now = Date.now();
    const rows = this.isCut ? this.rows.slice(0, this.limit) : this.rows;
    return rows.map((item) => this.rowOf(item, now));
  }

  get isCut(): boolean {
    return !this.showAll && this.limit > 0 && this.rows.length > this.limit;
  }

  get showAllLabel(): string {
    return fill(SHOW_ALL, String(this.rows.length));
  }

  handleShowAll(): void {
    this.showAll = true;
    this.returnTo = this.rows[this.limit]?.id;
  }

  async handleTick(event: Event): Promise<void> {
    const box = event.currentTarget as HTMLInputElement;
    const id = box.dataset.id ?? '';
    const done = box.checked;
    this.ticks = { ...this.ticks, [id]: done };
    this.say(id, '');
    try {
      await updateRecord({ fields: { Id: id, [DONE_FIELD.fieldApiName]: done } });
      this.dispatchEvent(new CustomEvent('donechange', { detail: { id, done }, bubbles: true, composed: true }));
    } catch (error) {
      this.ticks = { ...this.ticks, [id]: !done };
      // A box that a person has clicked no longer follows its attribute.
      box.checked = !done;
      this.say(id, fill(NOT_SAVED, (await faultOf(error)).messages.join(' ')));
    }
  }

  async handleOpen(event: Event): Promise<void> {
    const { id = '' } = (event.currentTarget as HTMLElement).dataset;
    this.openId = this.openId === id ? undefined : id;
    this.say(id, '');
    try {
      // loaded when somebody wants it: most who read a page make no task
      this.form ??= (await import('c/createTask')).default;
    } catch (error) {
      this.openId = undefined;
      this.say(id, fill(FORM_FAILED, (await faultOf(error)).messages.join(' ')));
    }
  }

  handleCancel(): void {
    this.returnTo = this.openId;
    this.openId = undefined;
  }

  handleCreated(event: CustomEvent<{ taskId: string; warning?: string }>): void {
    const { id = '' } = (event.currentTarget as HTMLElement).dataset;
    const { taskId, warning } = event.detail;
    this.tasks = { ...this.tasks, [id]: taskId };
    this.news = CREATED;
    if (warning) this.say(id, fill(UNNOTED, warning));
    this.returnTo = id;
    this.openId = undefined;
    this.dispatchEvent(new CustomEvent('taskchange', { detail: { id, taskId }, bubbles: true, composed: true }));
  }

  private say(id: string, words: string): void {
    this.faults = { ...this.faults, [id]: words };
  }

  private rowOf(item: Commitment, now: number): Row {
    const facts = factsOf(item, this.ticks[item.id] ?? item.done, now);
    const isOpen = this.openId === item.id;
    const made = this.tasks[item.id];
    const isLost = !made && item.taskId !== undefined && this.lost.has(item.taskId);
    return {
      ...facts,
      item,
      tickable: item.recordId !== undefined && this.may(DONE_FIELD.fieldApiName),
      taskId: made ?? (isLost ? undefined : item.taskId),
      isLost: isLost && !facts.done,
      mayBeTask: !facts.done && item.conversationId !== undefined && this.mayMakeTask(item),
      isOpen: String(isOpen),
      form: isOpen ? this.form : undefined,
      error: this.faults[item.id] || undefined,
    };
  }

  /** A step in words alone becomes an action item with its task. */
  private mayMakeTask({ recordId }: Commitment): boolean {
    return (
      EDIT_TASK === true && this.may(TASK_FIELD.fieldApiName) && (recordId ? true : this.info?.createable === true)
    );
  }

  private may(field: string): boolean {
    return this.info?.fields[field]?.updateable === true;
  }
}
