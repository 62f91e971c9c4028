import OPEN_SETUP from '@salesforce/label/c.Health_Open_Setup';
import { NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

/** A link to the set-up page, at one of its steps. */
export default class HealthSetupLink extends NavigationMixin(LightningElement) {
  @api step?: string;
  label = OPEN_SETUP;
  url?: string;

  connectedCallback(): void {
    void this.writeUrl();
  }

  get page(): PageReference {
    return {
      type: 'standard__navItemPage',
      attributes: { apiName: 'Debrief_Setup' },
      state: this.step ? { c__step: this.step } : {},
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
