import DONE_FIELD from '@salesforce/schema/Conversation_Moment__c.Done__c';
import MOMENT_OBJECT from '@salesforce/schema/Conversation_Moment__c';
import DONE from '@salesforce/label/c.Commitments_Done';
import DUE from '@salesforce/label/c.Commitments_Due';
import NO_DATE from '@salesforce/label/c.Commitments_No_Date';
import NOT_SAVED from '@salesforce/label/c.Commitments_Not_Saved';
import OVERDUE_ONE from '@salesforce/label/c.Commitments_Overdue_One';
import OVERDUE_OTHER from '@salesforce/label/c.Commitments_Overdue_Other';
import SHOW_ALL from '@salesforce/label/c.Commitments_Show_All';
import { dateOf, daysOverdue, fill, plural, reduceErrors, viewer } from 'c/conversationModel';
import type { Commitment } from 'c/conversationModel';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

interface Row {
  id: string;
  text: string;
  done: boolean;
  tickable: boolean;
  className: string;
  owner?: string;
  due?: string;
  overdue?: string;
  error?: string;
}

/** Promises made in conversations; the viewer ticks those they may edit. Tells `donechange` {id, done} once saved. */
export default class CommitmentList extends LightningElement {
  /** Rows to show before *Show all*; 0 shows every one. */
  @api limit = 0;
  labels = { done: DONE };
  showAll = false;
  private rows: readonly Commitment[] = [];
  private ticks: Record<string, boolean> = {};
  private faults: Record<string, string> = {};
  private mayEdit = false;

  @api
  get items(): readonly Commitment[] {
    return this.rows;
  }
  set items(next: readonly Commitment[] | undefined) {
    const fresh = new Map((next ?? []).map((item) => [item.id, item]));
    // What was ticked here stays in its place, even where the answer no longer lists it: nothing jumps away under a finger.
    const stay = this.rows.filter((item) => fresh.has(item.id) || this.ticks[item.id]);
    const known = new Set(stay.map((item) => item.id));
    this.rows = [
      ...stay.map((item) => fresh.get(item.id) ?? item),
      ...(next ?? []).filter((item) => !known.has(item.id)),
    ];
  }

  @wire(getObjectInfo, { objectApiName: MOMENT_OBJECT })
  handleObjectInfo({ data }: { data?: ObjectInfo }): void {
    this.mayEdit = data?.fields[DONE_FIELD.fieldApiName]?.updateable === true;
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
  }

  async handleTick(event: Event): Promise<void> {
    const box = event.currentTarget as HTMLInputElement;
    const id = box.dataset.id ?? '';
    const done = box.checked;
    this.ticks = { ...this.ticks, [id]: done };
    this.faults = { ...this.faults, [id]: '' };
    try {
      await updateRecord({ fields: { Id: id, [DONE_FIELD.fieldApiName]: done } });
      this.dispatchEvent(new CustomEvent('donechange', { detail: { id, done }, bubbles: true, composed: true }));
    } catch (error) {
      this.ticks = { ...this.ticks, [id]: !done };
      // A box that a person has clicked no longer follows its attribute.
      box.checked = !done;
      this.faults = { ...this.faults, [id]: fill(NOT_SAVED, reduceErrors(error).messages.join(' ')) };
    }
  }

  private rowOf(item: Commitment, now: number): Row {
    const done = this.ticks[item.id] ?? item.done;
    const late = item.due && !done ? daysOverdue(item.due, viewer, now) : 0;
    const undated = item.recordId !== undefined && !done;
    return {
      id: item.id,
      text: item.text,
      done,
      tickable: this.mayEdit && item.recordId !== undefined,
      className: done ? 'text done' : 'text',
      owner: item.owner,
      due: late ? undefined : item.due ? fill(DUE, dateOf(item.due, viewer, now)) : undated ? NO_DATE : undefined,
      overdue: late ? plural(late, { one: OVERDUE_ONE, other: OVERDUE_OTHER }, viewer) : undefined,
      error: this.faults[item.id] || undefined,
    };
  }
}
