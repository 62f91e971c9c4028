import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

interface Row {
  suggestion: { id: string };
  isPrimary: boolean;
}

/** Suggestions about one record, beside what it says now; the record and its fields are read once for all of them. */
export default class SuggestionGroup extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
  @api fields: readonly string[] = [];
  @api suggestions: readonly { id: string }[] = [];
  @api primaryId?: string;
  @api mayDecide?: boolean;
  info?: ObjectInfo;
  record?: RecordRepresentation;
  isHidden = false;

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  handleInfo({ data, error }: { data?: ObjectInfo; error?: unknown }): void {
    this.info = data ?? this.info;
    this.isHidden ||= error !== undefined;
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$readFields' })
  handleRecord({ data, error }: { data?: RecordRepresentation; error?: unknown }): void {
    this.record = data ?? this.record;
    // What is on the page stays readable when reading it again fails.
    if (data || error) this.isHidden = this.record === undefined;
  }

  /** Only what the viewer sees: the org is not asked about the rest. */
  get readFields(): string[] | undefined {
    const { info } = this;
    if (!info) return undefined;
    const wanted = [...this.fields, 'Name', 'CurrencyIsoCode'].filter((name) => info.fields[name]);
    return [...new Set(wanted)].map((name) => `${info.apiName}.${name}`);
  }

  get isReady(): boolean {
    return this.isHidden || this.record !== undefined || this.readFields?.length === 0;
  }

  get rows(): Row[] {
    return this.suggestions.map((suggestion) => ({ suggestion, isPrimary: suggestion.id === this.primaryId }));
  }

  /** The deal's page says which deal it is about. */
  get subject(): string | undefined {
    if (this.objectApiName === 'Opportunity') return undefined;
    const name = this.record?.fields.Name?.value;
    return [this.info?.label, typeof name === 'string' && name].filter(Boolean).join(' ');
  }
}
