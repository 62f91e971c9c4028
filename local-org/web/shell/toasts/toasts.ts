import { LightningElement } from 'lwc';
import { text } from 'shell/texts';

interface ToastDetail {
  title?: string;
  message?: string;
  messageData?: (string | { url: string; label: string })[];
  variant?: string;
  mode?: string;
  /** Set by lightning/toast, which shows its own. */
  toast?: unknown;
}
interface Toast {
  id: string;
  title: string;
  icon: string;
  className: string;
  variantText: string;
  parts: { key: string; text: string; url: string | null }[];
}

const VARIANTS = ['info', 'success', 'warning', 'error'];
/** As long as the platform shows them: https://developer.salesforce.com/docs/platform/lwc/guide/use-toast.html */
const SHOWN_MS = 5000;

function partsOf({ message = '', messageData = [] }: ToastDetail): Toast['parts'] {
  return message.split(/(\{\d+\})/).flatMap((piece, index) => {
    const at = /^\{(\d+)\}$/.exec(piece)?.[1];
    const data = at === undefined ? piece : messageData[Number(at)];
    const key = String(index);
    if (data === undefined || data === '') return [];
    return [typeof data === 'string' ? { key, text: data, url: null } : { key, text: data.label, url: data.url }];
  });
}

/** Shows the toasts that components ask for. */
export default class Toasts extends LightningElement {
  toasts: Toast[] = [];
  closeText = text('close');

  private count = 0;
  private readonly listener = (event: Event) => this.show((event as CustomEvent<ToastDetail>).detail);

  connectedCallback(): void {
    document.addEventListener('lightning__showtoast', this.listener);
  }

  disconnectedCallback(): void {
    document.removeEventListener('lightning__showtoast', this.listener);
  }

  close(event: Event): void {
    this.remove((event.currentTarget as HTMLElement).dataset['id'] ?? '');
  }

  private show(detail: ToastDetail): void {
    if (detail.toast) return;
    const variant = VARIANTS.find((name) => name === detail.variant) ?? 'info';
    this.count += 1;
    const id = String(this.count);
    const toast: Toast = {
      id,
      title: detail.title ?? '',
      icon: `utility:${variant}`,
      className: `slds-notify slds-notify_toast slds-theme_${variant} toast`,
      variantText: text(variant),
      parts: partsOf(detail),
    };
    this.toasts = [...this.toasts, toast];
    if (detail.mode !== 'sticky') setTimeout(() => this.remove(id), SHOWN_MS);
  }

  private remove(id: string): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}
