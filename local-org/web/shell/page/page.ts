import { api, LightningElement } from 'lwc';
import type { Page as PageModel } from 'shell/model';
import { text } from 'shell/texts';

export default class Page extends LightningElement {
  @api page!: PageModel;

  texts = {
    notFound: text('notFound'),
    notFoundHint: text('notFoundHint'),
    noAccessHint: text('noAccessHint'),
    goHome: text('goHome'),
  };

  get isHome(): boolean {
    return this.page.kind === 'home';
  }
  get isRecord(): boolean {
    return this.page.kind === 'record';
  }
  get isList(): boolean {
    return this.page.kind === 'list';
  }
  get isTab(): boolean {
    return this.page.kind === 'tab';
  }
  get isNotFound(): boolean {
    return this.page.kind === 'notFound';
  }
  get isNoAccess(): boolean {
    return this.page.kind === 'noAccess';
  }
  get noAccessText(): string {
    return this.page.kind === 'noAccess' ? text('noAccess', this.page.what) : '';
  }
}
