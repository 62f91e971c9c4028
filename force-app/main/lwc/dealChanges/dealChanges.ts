import AMOUNT from '@salesforce/label/c.Deal_Amount';
import CHANGE from '@salesforce/label/c.Deal_Change';
import CLOSE_DATE from '@salesforce/label/c.Deal_Close_Date';
import STAGE from '@salesforce/label/c.Deal_Stage';
import STAGE_FIELD from '@salesforce/schema/Opportunity.StageName';
import { fill } from 'c/conversationModel';
import type { DealChange } from 'c/listModel';
import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import type { PicklistValues } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';

/** The same in every org: values of all record types (https://developer.salesforce.com/docs/platform/lwc/guide/reference-wire-adapters-picklist-values.html). */
const MASTER_RECORD_TYPE = '012000000000000AAA';

const FIELD_WORDS: Record<DealChange['field'], string> = { stage: STAGE, amount: AMOUNT, closeDate: CLOSE_DATE };

/** What changed on the deal since its last conversation: then and now. */
export default class DealChanges extends LightningElement {
  @api changes: readonly DealChange[] = [];
  private stages = new Map<string, string>();

  /** Only what the deal says now comes in the viewer's language with the record. */
  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: STAGE_FIELD })
  handleStages({ data }: { data?: PicklistValues }): void {
    if (data) this.stages = new Map(data.values.map(({ value, label }) => [value, label]));
  }

  get recordTypeId(): string | undefined {
    return this.changes.some(({ field }) => field === 'stage') ? MASTER_RECORD_TYPE : undefined;
  }

  get rows(): { key: string; label: string; text: string }[] {
    return this.changes.map(({ field, then, now }) => ({
      key: field,
      label: FIELD_WORDS[field],
      text: fill(CHANGE, (field === 'stage' && this.stages.get(then)) || then, now),
    }));
  }
}
