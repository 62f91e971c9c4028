/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-update-record.html */
declare module 'lightning/uiRecordApi' {
  export interface RecordInput {
    fields: Record<string, unknown> & { Id: string };
  }
  export function updateRecord(input: RecordInput): Promise<unknown>;
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
