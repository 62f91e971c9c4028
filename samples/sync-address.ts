/** Where the service is, and what lets the samples in. */
export interface SyncAddress {
  syncUrl: string;
  apiKey: string;
  tenant: string;
  aircallToken: string;
}
