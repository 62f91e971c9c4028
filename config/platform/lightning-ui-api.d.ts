/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-ui-api-record.html */
declare module 'lightning/uiRecordApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface RecordInput {
    fields: Record<string, unknown> & { Id: string };
  }
  export interface RecordRepresentation {
    apiName: string;
    id: string;
    fields: Record<string, { value: unknown; displayValue: string | null }>;
    lastModifiedDate: string | null;
    recordTypeInfo?: { recordTypeId: string } | null;
  }
  /** `ifUnmodifiedSince` is the record's LastModifiedDate: where it has changed since, the promise rejects with status 412. */
  export function updateRecord(
    input: RecordInput,
    clientOptions?: { ifUnmodifiedSince?: string },
  ): Promise<RecordRepresentation>;
  export function createRecord(input: {
    apiName: string;
    fields: Record<string, unknown>;
  }): Promise<RecordRepresentation>;
  /** A field that the viewer may not see is left out of `optionalFields`. */
  export const getRecord: WireAdapterConstructor<
    { recordId: unknown; fields?: unknown; optionalFields?: unknown },
    { data?: RecordRepresentation; error?: unknown }
  >;
  /** Says that records were changed elsewhere: they are read again. */
  export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void>;
  export function deleteRecord(recordId: string): Promise<void>;
}

/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-wire-adapters-object-info.html */
declare module 'lightning/uiObjectInfoApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface ObjectInfo {
    apiName: string;
    createable: boolean;
    updateable: boolean;
    label: string;
    defaultRecordTypeId: string | null;
    fields: Record<string, FieldInfo>;
  }
  export interface FieldInfo {
    apiName: string;
    label: string;
    dataType: string;
    length: number;
    scale: number;
    required: boolean;
    createable?: boolean;
    updateable: boolean;
  }
  export const getObjectInfo: WireAdapterConstructor<
    { objectApiName: unknown },
    { data?: ObjectInfo; error?: unknown }
  >;
  export interface PicklistValues {
    values: { label: string; value: string }[];
  }
  /** Labels are in the viewer's language; the values are those of the record type. */
  export const getPicklistValues: WireAdapterConstructor<
    { recordTypeId: unknown; fieldApiName: unknown },
    { data?: PicklistValues; error?: unknown }
  >;
}
