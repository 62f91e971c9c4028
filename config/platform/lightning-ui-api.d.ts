/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-ui-api-record.html */
declare module 'lightning/uiRecordApi' {
  export interface RecordInput {
    fields: Record<string, unknown> & { Id: string };
  }
  export interface RecordRepresentation {
    apiName: string;
    id: string;
    fields: Record<string, { value: unknown; displayValue: string | null }>;
    lastModifiedDate: string | null;
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
  export function deleteRecord(recordId: string): Promise<void>;
}

/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-wire-adapters-object-info.html */
declare module 'lightning/uiObjectInfoApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface ObjectInfo {
    apiName: string;
    createable: boolean;
    updateable: boolean;
    fields: Record<string, { apiName: string; updateable: boolean }>;
  }
  export const getObjectInfo: WireAdapterConstructor<
    { objectApiName: unknown },
    { data?: ObjectInfo; error?: unknown }
  >;
}
