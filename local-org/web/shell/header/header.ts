import { api, LightningElement } from 'lwc';
import { request } from 'org/client';
import { viewer } from 'org/viewer';
import { frame } from 'shell/model';
import { text } from 'shell/texts';

const LANGUAGES = new Intl.DisplayNames([viewer.user.language], { type: 'language' });

const languageName = (language: string) => {
  const name = LANGUAGES.of(new Intl.Locale(language).language) ?? language;
  return name.charAt(0).toLocaleUpperCase(viewer.user.language) + name.slice(1);
};

export default class Header extends LightningElement {
  @api path = '';

  open = false;
  appName = frame.appName;
  userName = viewer.user.name;
  skipText = text('skip');
  lookAsText = text('lookAs');
  themeText = text('theme');
  setupText = text('setup');
  isAdmin = viewer.user.profile === 'System Administrator';
  userMenuText = text('userMenu', viewer.user.name);

  private focusFirst = false;

  get initials(): string {
    return viewer.user.name
      .split(' ')
      .map((part) => part[0])
      .join('')
      .slice(0, 2);
  }

  get expanded(): string {
    return String(this.open);
  }

  get users() {
    return frame.users.map((user) => ({
      ...user,
      checked: String(user.current),
      facts: `${text(`role_${user.role}`)} · ${languageName(user.language)}`,
    }));
  }

  get themes() {
    return frame.themes.map((name) => ({
      name,
      label: text(`theme_${name}`),
      current: name === frame.theme,
      checked: String(name === frame.theme),
    }));
  }

  renderedCallback(): void {
    if (!this.focusFirst) return;
    this.focusFirst = false;
    const items = this.items();
    (items.find((item) => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus();
  }

  skip(): void {
    this.dispatchEvent(new CustomEvent('skip'));
  }

  toggle(): void {
    this.open = !this.open;
    this.focusFirst = this.open;
  }

  handleKey(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(event.target as HTMLElement);
    const moves: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const move = moves[event.key];
    if (!this.open && event.key === 'ArrowDown') {
      event.preventDefault();
      this.toggle();
    } else if (this.open && event.key === 'Escape') {
      this.open = false;
      this.template?.querySelector<HTMLElement>('.who-button')?.focus();
    } else if (this.open && move !== undefined) {
      event.preventDefault();
      items[move]?.focus();
    }
  }

  handleFocusOut(event: FocusEvent): void {
    const within = event.currentTarget as HTMLElement;
    if (event.relatedTarget instanceof Node && within.contains(event.relatedTarget)) return;
    // a click outside, or Tab away
    if (event.relatedTarget || !this.open) this.open = false;
  }

  async choose(event: Event): Promise<void> {
    const { user, theme } = (event.currentTarget as HTMLElement).dataset;
    await request('POST', '/web/viewer', user ? { user } : { theme });
    // an address that asks for a theme would win over the choice
    const url = new URL(window.location.href);
    url.searchParams.delete('theme');
    window.location.assign(url.href);
  }

  private items(): HTMLElement[] {
    return [...(this.template?.querySelectorAll<HTMLElement>('.item') ?? [])];
  }
}
