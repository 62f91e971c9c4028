import AWAY_TEXT from '@salesforce/label/c.Link_Away_Text';
import AWAY_TITLE from '@salesforce/label/c.Link_Away_Title';
import FORBIDDEN_TEXT from '@salesforce/label/c.Link_Forbidden_Text';
import FORBIDDEN_TITLE from '@salesforce/label/c.Link_Forbidden_Title';
import REFUSED_TITLE from '@salesforce/label/c.Link_Refused_Title';
import TIMEOUT_TEXT from '@salesforce/label/c.Link_Timeout_Text';
import { api, LightningElement } from 'lwc';

/** As `c-sync-api` rejects. */
interface Fault {
  kind?: string;
  message?: string;
}

/** Why the service did not do what a rep asked for, and what to do: its own words where it refused. */
export default class ServiceFault extends LightningElement {
  @api fault?: Fault;
  /** Nothing but reading was asked for: there is nothing that may have been done all the same. */
  @api reading = false;

  get heading(): string {
    if (this.isAway) return AWAY_TITLE;
    return this.isForbidden ? FORBIDDEN_TITLE : REFUSED_TITLE;
  }

  get text(): string {
    if (this.fault?.kind === 'timeout' && !this.reading) return TIMEOUT_TEXT;
    if (this.isAway) return AWAY_TEXT;
    return this.isForbidden ? FORBIDDEN_TEXT : (this.fault?.message ?? '');
  }

  private get isAway(): boolean {
    return ['offline', 'timeout'].includes(this.fault?.kind ?? '');
  }

  private get isForbidden(): boolean {
    return ['noFlow', 'forbidden', 'key'].includes(this.fault?.kind ?? '');
  }
}
