import { setupUrl } from 'c/setupModel';
import { words } from 'c/setupWords';
import { api, LightningElement } from 'lwc';

/** What is missing, and its mend: in words, as a link to the page of Setup, and as a message to hand on. */
export default class SetupMend extends LightningElement {
  /** `error`, `warning` or `info`. */
  @api tone: 'error' | 'warning' | 'info' = 'error';
  @api heading?: string;
  @api text?: string;
  /** The words of the service or the org, where there are some. */
  @api detail?: string;
  /** A path of this org, `/lightning/setup/…`. */
  @api setupPath?: string | null;
  /** Where others mend it, the message for them. */
  @api message?: string;
  words = words;

  get icon(): string {
    return { error: 'utility:error', warning: 'utility:warning', info: 'utility:info' }[this.tone];
  }

  get variant(): string | undefined {
    return this.tone === 'info' ? undefined : this.tone;
  }

  get className(): string {
    return `mend ${this.tone}`;
  }

  get url(): string | undefined {
    return setupUrl(this.setupPath);
  }

  get hasActions(): boolean {
    return Boolean(this.url ?? this.message);
  }
}
