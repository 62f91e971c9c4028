import { NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

/** A link to a record that opens in the app itself, and in a new tab where the person asks the browser for one. */
export default class RecordLink extends NavigationMixin(LightningElement) {
  @api recordId?: string;
  @api objectApiName?: string;
  @api label?: string;
  url?: string;
  private isAwaited = false;

  connectedCallback(): void {
    void this.writeUrl();
  }

  renderedCallback(): void {
    if (this.isAwaited) this.focus();
  }

  /** Once there is a link to focus. */
  @api
  focus(): void {
    const link = this.template?.querySelector('a');
    this.isAwaited = !link;
    link?.focus();
  }

  get page(): PageReference {
    return {
      type: 'standard__recordPage',
      attributes: { recordId: this.recordId ?? '', objectApiName: this.objectApiName ?? '', actionName: 'view' },
    };
  }

  handleClick(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this[NavigationMixin.Navigate](this.page);
  }

  private async writeUrl(): Promise<void> {
    this.url = (await this[NavigationMixin.GenerateUrl](this.page)) as string;
  }
}
