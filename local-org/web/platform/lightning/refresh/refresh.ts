/** Asks the page to read its records again. */
export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super('lightning__refreshview', { bubbles: true, composed: true, cancelable: true });
  }
}
