import CONFIRM from '@salesforce/label/c.Email_Delete_Confirm';
import DELETE from '@salesforce/label/c.Email_Delete';
import DELETING from '@salesforce/label/c.Email_Deleting';
import KEEP from '@salesforce/label/c.Email_Keep';
import TEXT from '@salesforce/label/c.Email_Delete_Text';
import TITLE from '@salesforce/label/c.Email_Delete_Title';
import { api, LightningElement } from 'lwc';

type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };

/**
 * Deletes an email: says what that does, asks, and has the service do it. Tells `emaildeleted` {id, key} once it is gone
 * in the org.
 */
export default class EmailDelete extends LightningElement {
  @api conversationId?: string;
  @api conversationKey?: string;
  labels = { confirm: CONFIRM, delete: DELETE, deleting: DELETING, keep: KEEP, text: TEXT, title: TITLE };
  isAsking = false;
  isBusy = false;
  fault?: unknown;
  private focusNext?: string;

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  handleAsk(): void {
    this.isAsking = true;
    this.focusNext = '.question';
  }

  handleKeep(): void {
    if (this.isBusy) return;
    this.isAsking = false;
    this.fault = undefined;
    this.focusNext = '.ask';
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.handleKeep();
  }

  /** A second click finds it busy. */
  async handleDelete(): Promise<void> {
    const sync = this.template?.querySelector<Sync>('c-sync-api');
    if (this.isBusy || !sync) return;
    this.isBusy = true;
    this.fault = undefined;
    const { conversationId: id, conversationKey: key } = this;
    try {
      await sync.call('deleteEmail', { key });
      this.dispatchEvent(new CustomEvent('emaildeleted', { detail: { id, key }, bubbles: true, composed: true }));
    } catch (thrown) {
      this.fault = thrown;
    }
    this.isBusy = false;
  }
}
