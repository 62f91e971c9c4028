/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-navigation.html */
declare module 'lightning/navigation' {
  import type { LightningElement, WireAdapterConstructor } from 'lwc';

  export interface PageReference {
    type: string;
    attributes: Record<string, string>;
    state?: Record<string, string | undefined>;
  }
  /** Wire adapter: the page on show, told again when its state changes. */
  export const CurrentPageReference: WireAdapterConstructor<object, PageReference | undefined>;
  interface NavigationMembers {
    [navigate: symbol]: (page: PageReference, replace?: boolean) => unknown;
  }
  interface NavigationMixinFunction {
    (
      base: typeof LightningElement,
    ): Pick<typeof LightningElement, keyof typeof LightningElement> & (new () => LightningElement & NavigationMembers);
    readonly Navigate: unique symbol;
    readonly GenerateUrl: unique symbol;
  }
  export const NavigationMixin: NavigationMixinFunction;
}
