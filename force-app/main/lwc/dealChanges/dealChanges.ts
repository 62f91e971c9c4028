import AMOUNT from '@salesforce/label/c.Deal_Amount';
import CHANGE from '@salesforce/label/c.Deal_Change';
import CLOSE_DATE from '@salesforce/label/c.Deal_Close_Date';
import STAGE from '@salesforce/label/c.Deal_Stage';
import { fill } from 'c/conversationModel';
import type { DealChange } from 'c/listModel';
import { api, LightningElement } from 'lwc';

const FIELD_WORDS: Record<DealChange['field'], string> = { stage: STAGE, amount: AMOUNT, closeDate: CLOSE_DATE };

/** What changed on the deal since its last conversation: then and now. */
export default class DealChanges extends LightningElement {
  @api changes: readonly DealChange[] = [];

  get rows(): { key: string; label: string; text: string }[] {
    return this.changes.map(({ field, then, now }) => ({
      key: field,
      label: FIELD_WORDS[field],
      text: fill(CHANGE, then, now),
    }));
  }
}
