import DELETED_TEXT from '@salesforce/label/c.State_Deleted_Text';
import DELETED_TITLE from '@salesforce/label/c.State_Deleted_Title';
import FAILED_HELP from '@salesforce/label/c.State_Failed_Help';
import FAILED_TITLE from '@salesforce/label/c.State_Failed_Title';
import NOT_RECORDED_HELP from '@salesforce/label/c.State_Not_Recorded_Help';
import NOT_RECORDED_TITLE from '@salesforce/label/c.State_Not_Recorded_Title';
import PROCESSING_HELP from '@salesforce/label/c.State_Processing_Help';
import PROCESSING_TITLE from '@salesforce/label/c.State_Processing_Title';
import TAKEN_BACK_TEXT from '@salesforce/label/c.State_Taken_Back_Text';
import TAKEN_BACK_TITLE from '@salesforce/label/c.State_Taken_Back_Title';
import type { ConversationDetail, Status } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { api, LightningElement } from 'lwc';

interface Message {
  icon: string;
  variant?: string;
  heading: string;
  text: string;
}
const MESSAGES: Readonly<Record<string, Message>> = {
  'Not recorded': { icon: 'utility:ban', heading: NOT_RECORDED_TITLE, text: NOT_RECORDED_HELP },
  Processing: { icon: 'utility:clock', heading: PROCESSING_TITLE, text: PROCESSING_HELP },
  Failed: { icon: 'utility:error', variant: 'error', heading: FAILED_TITLE, text: FAILED_HELP },
  Deleted: { icon: 'utility:delete', heading: DELETED_TITLE, text: DELETED_TEXT },
  Gone: { icon: 'utility:undo', heading: TAKEN_BACK_TITLE, text: TAKEN_BACK_TEXT },
};

/** Why there is no conversation to show, or not all of it. */
export default class ConversationState extends LightningElement {
  @api state?: Status | 'Gone' | 'Deleted';
  /** What happened, in the words of who wrote the conversation. */
  @api error?: string;
  /** Why nothing could be read, as the org tells it. */
  @api thrown?: unknown;
  /** What can be tried again. */
  @api failed?: ConversationDetail;
  /** What was taken back: its receipt is the only way back to it. */
  @api gone?: { key: string };

  get fault(): Fault | undefined {
    return this.thrown === undefined ? undefined : reduceErrors(this.thrown);
  }

  get message(): Message | undefined {
    return MESSAGES[this.state ?? ''];
  }

  get details(): readonly string[] {
    return this.state === 'Failed' && this.error ? [this.error] : [];
  }
}
