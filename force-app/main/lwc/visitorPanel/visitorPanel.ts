import FAILED from '@salesforce/label/c.State_Unreadable_Title';
import LOADING from '@salesforce/label/c.State_Loading';
import TITLE from '@salesforce/label/c.Visitor_Title';
import type { Fault } from 'c/faults';
import { faultOf } from 'c/loadFaults';
import RecordAsking from 'c/recordAsking';
import { api, LightningElement } from 'lwc';

/** What the website knows of a contact, a lead, or the people of an account: asked together with their conversations. */
export default class VisitorPanel extends RecordAsking {
  /** Set in App Builder, as all below; what is left out of a page is shown. */
  @api cardTitle?: string;
  @api showPeople?: boolean;
  @api showChats?: boolean;

  answer?: unknown;
  fault?: Fault;
  view?: typeof LightningElement;
  isMissing = false;

  connectedCallback(): void {
    void this.loadView();
  }

  get title(): string {
    return this.cardTitle || TITLE;
  }

  get isReady(): boolean {
    return Boolean(this.view && (this.answer ?? this.fault));
  }

  get isLoading(): boolean {
    return !this.isMissing;
  }

  get status(): string {
    return this.isMissing ? FAILED : LOADING;
  }

  take(data: unknown, errors: unknown): boolean {
    if (errors || !data) return false;
    this.answer = data;
    this.fault = undefined;
    return true;
  }

  refuse(errors: unknown): void {
    if (!this.answer) void this.tell(errors);
  }

  handleRetry(): void {
    this.fault = undefined;
    void this.askAgain();
  }

  private async loadView(): Promise<void> {
    try {
      this.view = (await import('c/visitorVisits')).default;
    } catch {
      this.isMissing = true;
    }
  }

  private async tell(errors: unknown): Promise<void> {
    this.fault = await faultOf(errors);
  }
}
