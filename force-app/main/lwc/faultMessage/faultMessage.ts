import NO_ACCESS_HELP from '@salesforce/label/c.State_No_Access_Help';
import NO_ACCESS_TITLE from '@salesforce/label/c.State_No_Access_Title';
import OFFLINE_HELP from '@salesforce/label/c.State_Offline_Help';
import UNREADABLE_HELP from '@salesforce/label/c.State_Unreadable_Help';
import UNREADABLE_TITLE from '@salesforce/label/c.State_Unreadable_Title';
import type { Fault } from 'c/faults';
import { api, LightningElement } from 'lwc';

/** Why nothing could be read, and who can mend it. */
export default class FaultMessage extends LightningElement {
  @api fault?: Fault;

  get icon(): string {
    return this.isLocked ? 'utility:lock' : 'utility:warning';
  }

  get variant(): string | undefined {
    return this.isLocked ? undefined : 'warning';
  }

  get heading(): string {
    return this.isLocked ? NO_ACCESS_TITLE : UNREADABLE_TITLE;
  }

  get text(): string {
    if (this.isLocked) return NO_ACCESS_HELP;
    return this.fault?.kind === 'offline' ? OFFLINE_HELP : UNREADABLE_HELP;
  }

  /** The org's words about a hidden object say less than ours. */
  get details(): readonly string[] {
    return this.fault?.kind === 'refused' ? this.fault.messages : [];
  }

  private get isLocked(): boolean {
    return this.fault?.kind === 'noAccess';
  }
}
