import DONE from '@salesforce/label/c.Retry_Done';
import FAILED from '@salesforce/label/c.Retry_Failed';
import RUNNING from '@salesforce/label/c.Retry_Running';
import SLOW from '@salesforce/label/c.Receipt_Slow';
import { fill } from 'c/conversationModel';
import { after } from 'c/timer';
import { RefreshEvent } from 'lightning/refresh';
import { api, LightningElement } from 'lwc';

const POLL_MS = 2_000;
/** After so many looks it is called slow. */
const LOOKS = 45;

type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };
interface State {
  status: string;
  error: string | null;
}

/** Has the service write a conversation again, and says what became of it. Tells `retried` once the org has changed. */
export default class ConversationRetry extends LightningElement {
  @api conversationKey?: string;
  @api label?: string;
  isRunning = false;
  said = '';
  fault?: unknown;
  private looks = 0;
  private cancelLook?: () => void;

  disconnectedCallback(): void {
    this.cancelLook?.();
  }

  async handleClick(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.fault = undefined;
    this.said = RUNNING;
    this.looks = 0;
    await this.ask('resyncConversation');
  }

  private async ask(operation: 'resyncConversation' | 'getConversation'): Promise<void> {
    try {
      const service = this.template?.querySelector<Sync>('c-sync-api');
      const state = (await service?.call(operation, { key: this.conversationKey })) as State;
      if (operation === 'resyncConversation' || ['accepted', 'processing'].includes(state.status)) this.waitForIt();
      else this.end(state);
    } catch (thrown) {
      this.isRunning = false;
      this.said = '';
      this.fault = thrown;
    }
  }

  private waitForIt(): void {
    this.looks += 1;
    if (!this.isConnected) return;
    if (this.looks > LOOKS) {
      this.isRunning = false;
      this.said = SLOW;
    } else {
      this.cancelLook = after(POLL_MS, () => {
        void this.ask('getConversation');
      });
    }
  }

  private end({ status, error }: State): void {
    this.isRunning = false;
    this.said = status === 'synced' || !error ? DONE : fill(FAILED, error);
    this.dispatchEvent(new CustomEvent('retried'));
    this.dispatchEvent(new CustomEvent('conversationchange', { bubbles: true, composed: true }));
    // what the page itself shows of the record has changed, too
    this.dispatchEvent(new RefreshEvent());
  }
}
