import { api, LightningElement } from 'lwc';
import { words } from './words';

/** The end of a form: what became of saving, and the buttons while something is not saved. Tells `save` and `discard`. */
export default class SetupFeedSave extends LightningElement {
  @api changed = false;
  @api busy = false;
  @api refusal = '';
  /** What somebody else has changed meanwhile. */
  @api told = '';
  @api note = '';
  words = words;

  get className(): string {
    return this.changed ? 'save open' : 'save';
  }

  handleSave(): void {
    this.dispatchEvent(new CustomEvent('save'));
  }

  handleDiscard(): void {
    this.dispatchEvent(new CustomEvent('discard'));
  }
}
