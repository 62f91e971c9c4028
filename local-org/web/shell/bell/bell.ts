import { LightningElement } from 'lwc';
import { onRecordsChanged, request } from 'org/client';
import { onNavigate, type PageReference, urlOf } from 'org/router';
import { viewer } from 'org/viewer';
import { text } from 'shell/texts';

interface Notification {
  id: string;
  messageTitle: string;
  messageBody: string;
  target: string | null;
  targetPageRef: string | null;
  mostRecentActivityDate: string;
  read: boolean;
  seen: boolean;
}

const ADDRESS = '/services/data/v67.0/connect/notifications';
const NO_RECORD = '000000000000000AAA';

function addressOf({ target, targetPageRef }: Notification): string | null {
  if (target) return target === NO_RECORD ? null : `/lightning/r/${target}/view`;
  try {
    return urlOf(JSON.parse(targetPageRef ?? '') as PageReference);
  } catch {
    return null;
  }
}

/** The viewer's custom notifications, as they were when the page was last gone to, shown or written from, or the bell opened. */
export default class Bell extends LightningElement {
  open = false;
  notifications: Notification[] = [];
  titleText = text('notifications');
  markAllText = text('markAllRead');
  emptyText = text('noNotifications');

  private focusPanel = false;
  private endings: (() => void)[] = [];

  connectedCallback(): void {
    const load = () => {
      if (document.visibilityState === 'visible') void this.load();
    };
    document.addEventListener('visibilitychange', load);
    this.endings = [
      onNavigate(load),
      onRecordsChanged(load),
      () => document.removeEventListener('visibilitychange', load),
    ];
    void this.load();
  }

  disconnectedCallback(): void {
    for (const end of this.endings) end();
  }

  renderedCallback(): void {
    if (!this.focusPanel) return;
    this.focusPanel = false;
    this.template?.querySelector<HTMLElement>('.panel')?.focus();
  }

  get unseen(): number {
    return this.notifications.filter(({ seen }) => !seen).length;
  }

  get hasUnread(): boolean {
    return this.notifications.some(({ read }) => !read);
  }

  get buttonText(): string {
    const unread = this.notifications.filter(({ read }) => !read).length;
    return unread > 0 ? text('notificationsUnread', unread) : this.titleText;
  }

  get expanded(): string {
    return String(this.open);
  }

  get rows() {
    const { locale, timeZone } = viewer.i18n as Record<string, string | undefined>;
    const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    return this.notifications.map((notification) => ({
      id: notification.id,
      url: addressOf(notification),
      title: notification.messageTitle,
      body: notification.messageBody,
      at: times.format(new Date(notification.mostRecentActivityDate)),
      className: notification.read ? 'row' : 'row row_unread',
      state: notification.read ? '' : ` (${text('unread')})`,
    }));
  }

  toggle(): void {
    this.open = !this.open;
    this.focusPanel = this.open;
    if (this.open) void this.mark('', { seen: true });
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open) return;
    this.open = false;
    this.focusButton();
  }

  handleFocusOut(event: FocusEvent): void {
    const within = event.currentTarget as HTMLElement;
    if (event.relatedTarget instanceof Node && !within.contains(event.relatedTarget)) this.open = false;
  }

  readOne(event: Event): void {
    const row = event.currentTarget as HTMLElement;
    void this.mark(`/${row.dataset.id}`, { read: true });
    if (!(row instanceof HTMLAnchorElement)) return;
    this.open = false;
  }

  readAll(): void {
    // the button goes away with the last unread one
    this.focusPanel = true;
    void this.mark('', { read: true });
  }

  private focusButton(): void {
    this.template?.querySelector<HTMLElement>('.bell-button')?.focus();
  }

  private async mark(path: string, change: { read?: true; seen?: true }): Promise<void> {
    await request('PATCH', ADDRESS + path, change).catch(() => undefined);
    await this.load();
  }

  /** A bell that cannot ask stays as it is: the page itself says what is wrong. */
  private async load(): Promise<void> {
    const answer = await request<{ notifications: Notification[] }>('GET', `${ADDRESS}?size=20`).catch(() => null);
    if (answer) this.notifications = answer.notifications;
  }
}
