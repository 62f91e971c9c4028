import { api, LightningElement } from 'lwc';

/** Names what there is to an email beside its text, and tells `toggle` where somebody wants to see it, or no longer. */
export default class EmailTabs extends LightningElement {
  @api label?: string;
  @api isOpen = false;

  get expanded(): string {
    return String(this.isOpen);
  }

  get icon(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  handleClick(): void {
    this.dispatchEvent(new CustomEvent('toggle'));
  }
}
