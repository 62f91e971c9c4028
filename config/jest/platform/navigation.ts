import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';
import type { LightningElement } from 'lwc';

interface Page {
  attributes: { objectApiName?: string; recordId?: string };
  state?: Record<string, string | undefined>;
}
const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

export const CurrentPageReference = createTestWireAdapter();

/** Pages that components went to. */
export const visited: Page[] = [];

export const NavigationMixin = Object.assign(
  (base: typeof LightningElement) =>
    class extends base {
      [Navigate](page: Page): void {
        visited.push(page);
      }

      [GenerateUrl](page: Page): Promise<string> {
        return Promise.resolve(`/lightning/r/${page.attributes.objectApiName}/${page.attributes.recordId}/view`);
      }
    },
  { Navigate, GenerateUrl },
);
