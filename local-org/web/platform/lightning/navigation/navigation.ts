import type { LightningElement } from 'lwc';
import { go, onNavigate, type PageReference, pageReferenceOf, urlOf } from 'org/router';

type Component = typeof LightningElement;

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

function mixin(base: Component) {
  return class extends base {
    [Navigate](page: PageReference, replace = false): void {
      go(urlOf(page), { replace });
    }

    [GenerateUrl](page: PageReference): Promise<string> {
      return Promise.resolve(urlOf(page));
    }
  };
}

/** `class X extends NavigationMixin(LightningElement)`; then `this[NavigationMixin.Navigate](pageReference)`. */
export const NavigationMixin = Object.assign(mixin, { Navigate, GenerateUrl } as const);

/** Wire adapter: the reference of the page on show. */
export class CurrentPageReference {
  private readonly emit: (page: PageReference) => void;
  private stopListening: (() => void) | undefined;

  constructor(emit: (page: PageReference) => void) {
    this.emit = emit;
  }

  connect(): void {
    this.stopListening = onNavigate(() => this.tell());
    this.tell();
  }

  disconnect(): void {
    this.stopListening?.();
  }

  update(): void {
    this.tell();
  }

  private tell(): void {
    this.emit(pageReferenceOf(window.location));
  }
}
