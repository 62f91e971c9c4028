import { dateTimeOf, fill, viewer } from 'c/conversationModel';
import { webUrl } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/** While a login is open in another tab. Tells `again` where its address is no longer known, and `cancel`. */
export default class LoginWaiting extends LightningElement {
  /** The login's own page. */
  @api url?: string;
  /** Until when it may come back (RFC 3339). */
  @api until?: string;
  /** As whom to log in, and what happens then. */
  @api text = '';
  @api disabled = false;
  /** Of its heading on the page. */
  @api level = 3;
  words = words;

  get address(): string | undefined {
    return webUrl(this.url);
  }

  get untilWords(): string {
    return this.until ? fill(words.until, dateTimeOf(this.until, viewer, Date.now())) : '';
  }

  handleAgain(): void {
    this.dispatchEvent(new CustomEvent('again'));
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }
}
