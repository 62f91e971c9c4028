import { words } from 'c/setupWords';
import { api, LightningElement } from 'lwc';

/** A button that copies a text; where the browser forbids it, the text stands there to be copied by hand. */
export default class SetupCopy extends LightningElement {
  @api label?: string;
  @api text = '';
  words = words;
  said = '';
  byHand = false;

  async handleClick(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = words.copied;
      this.byHand = false;
    } catch {
      this.said = '';
      this.byHand = true;
    }
  }

  handleLeave(): void {
    this.said = '';
  }
}
