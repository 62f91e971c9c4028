import { LightningElement } from 'lwc';
import { onRecordsChanged, recordsChanged } from 'org/client';
import { go, onNavigate } from 'org/router';
import { formFactor } from 'org/viewer';
import { frame, loadPage, type Page } from 'shell/model';
import { text } from 'shell/texts';

/** Addresses that the shell draws itself; every other link, also those of Setup, is the browser's. */
const OWN = /^\/(lightning(?!\/setup\/)(\/|$)|$)/;

export default class App extends LightningElement {
  path = window.location.pathname;
  page: Page | null = null;
  pageKey = '';
  failure = '';
  busy = 'true';
  failedText = text('failed');
  retryText = text('retry');
  /** Phones have no utility bar. */
  hasUtilities = frame.utilities.length > 0 && formFactor !== 'Small';

  private search = window.location.search;
  private turn = 0;
  private endings: (() => void)[] = [];

  connectedCallback(): void {
    const follow = (event: MouseEvent) => this.follow(event);
    const refresh = () => recordsChanged();
    document.addEventListener('click', follow);
    document.addEventListener('lightning__refreshview', refresh);
    this.endings = [
      onNavigate(() => {
        void this.arrive();
      }),
      onRecordsChanged(() => {
        void this.load();
      }),
      () => document.removeEventListener('click', follow),
      () => document.removeEventListener('lightning__refreshview', refresh),
    ];
    void this.load();
  }

  disconnectedCallback(): void {
    for (const end of this.endings) end();
  }

  get mainClass(): string {
    return this.hasUtilities ? 'page page_above-bar' : 'page';
  }

  skip(): void {
    this.focusPage();
  }

  retry(): void {
    void this.load();
  }

  private async arrive(): Promise<void> {
    const isSamePage = window.location.pathname === this.path && window.location.search !== this.search;
    this.path = window.location.pathname;
    this.search = window.location.search;
    await this.load();
    // a page that changed only its state stays where it is, and its component says where the focus goes
    if (isSamePage) return;
    window.scrollTo(0, 0);
    this.focusPage();
  }

  private focusPage(): void {
    this.template?.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  private async load(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    this.busy = 'true';
    let page: Page | null = null;
    let failure = '';
    try {
      page = await loadPage(this.path);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    if (turn !== this.turn) return;
    this.page = page;
    this.failure = failure;
    // another page is another component; the same page read again keeps its components
    this.pageKey = this.path;
    this.busy = 'false';
    document.title = [this.titleOf(page), frame.appName].filter(Boolean).join(' | ');
  }

  private titleOf(page: Page | null): string {
    switch (page?.kind) {
      case 'record':
      case 'list':
      case 'tab':
        return page.title;
      case 'home':
        return text('home');
      case 'notFound':
        return text('notFound');
      default:
        return '';
    }
  }

  /** Links within the shell change the page in place. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link?.href || (link.target && link.target !== '_self') || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== window.location.origin || !OWN.test(url.pathname)) return;
    if (url.hash && url.pathname === window.location.pathname) return;
    event.preventDefault();
    go(url.pathname + url.search);
  }
}
