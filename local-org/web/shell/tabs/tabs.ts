import { api, LightningElement } from 'lwc';
import { frame } from 'shell/model';
import { text } from 'shell/texts';

/** Room for *More* itself. */
const MORE_PX = 96;
/** Below it the tabs are a strip that is scrolled. */
const DESKTOP = window.matchMedia('(min-width: 768px)');

/** The tabs of the app: those that fit, and the others under *More*; the one that is open is never among those. */
export default class Tabs extends LightningElement {
  @api path = '';

  isOpen = false;
  navigationText = text('navigation');
  moreText = text('more');

  private room = Infinity;
  private widths: ReadonlyMap<string, number> = new Map();
  private shownPath = '';
  private readonly observer = new ResizeObserver(([entry]) => {
    this.room = DESKTOP.matches ? (entry?.contentRect.width ?? Infinity) : Infinity;
  });

  disconnectedCallback(): void {
    this.observer.disconnect();
  }

  renderedCallback(): void {
    const nav = this.template?.querySelector('nav');
    if (this.widths.size === 0 && nav) {
      const tabs = [...(this.template?.querySelectorAll<HTMLElement>('li[data-key]') ?? [])];
      // once all of them are drawn: no tab is drawn only to be measured
      this.widths = new Map(tabs.map((tab) => [tab.dataset.key ?? '', tab.getBoundingClientRect().width]));
      this.observer.observe(nav);
    }
    if (this.shownPath === this.path) return;
    this.shownPath = this.path;
    this.isOpen = false;
    if (!DESKTOP.matches)
      this.template?.querySelector('.tab_current')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  get shown() {
    const fitting = new Set(this.fitting);
    return this.tabs.filter(({ key }) => fitting.has(key));
  }

  get others() {
    const fitting = new Set(this.fitting);
    return this.tabs.filter(({ key }) => !fitting.has(key));
  }

  get hasMore(): boolean {
    return this.others.length > 0;
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.isOpen = false;
    this.template?.querySelector<HTMLElement>('.more')?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const within = event.currentTarget as HTMLElement;
    if (!(event.relatedTarget instanceof Node && within.contains(event.relatedTarget))) this.isOpen = false;
  }

  private get tabs() {
    return frame.tabs.map((tab) => {
      const current = this.isCurrent(tab);
      return {
        ...tab,
        label: tab.key === 'home' ? text('home') : tab.label,
        className: current ? 'tab tab_current' : 'tab',
        current: current ? 'page' : null,
      };
    });
  }

  /** Keys of the tabs that have room. */
  private get fitting(): string[] {
    const all = this.tabs;
    const widthOf = (key: string) => this.widths.get(key) ?? 0;
    const whole = all.reduce((sum, { key }) => sum + widthOf(key), 0);
    if (whole <= this.room) return all.map(({ key }) => key);
    const first = all.filter(({ current }) => current);
    let left = this.room - MORE_PX - first.reduce((sum, { key }) => sum + widthOf(key), 0);
    const rest = all.filter(({ current }) => !current);
    const fitting: string[] = [];
    for (const { key } of rest) {
      left -= widthOf(key);
      if (left < 0) break;
      fitting.push(key);
    }
    return [...first.map(({ key }) => key), ...fitting];
  }

  private isCurrent({ key, url }: { key: string; url: string }): boolean {
    if (key === 'home') return this.path === '/' || this.path === url || this.path === '/lightning';
    return this.path === url || this.path.startsWith(`/lightning/r/${key}/`);
  }
}
