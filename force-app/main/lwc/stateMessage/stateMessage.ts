import { api, LightningElement } from 'lwc';

/** One state of a card in words: what it is, what to do, and the org's own words where it said some. */
export default class StateMessage extends LightningElement {
  @api iconName = 'utility:info';
  @api iconVariant?: string;
  @api heading?: string;
  @api text?: string;
  @api details: readonly string[] = [];

  get lines(): { key: number; text: string }[] {
    return this.details.map((text, key) => ({ key, text }));
  }
}
