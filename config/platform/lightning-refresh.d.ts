/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-refresh.html */
declare module 'lightning/refresh' {
  /** Asks the page to read its records again. */
  export class RefreshEvent extends CustomEvent<undefined> {
    constructor();
  }
}
