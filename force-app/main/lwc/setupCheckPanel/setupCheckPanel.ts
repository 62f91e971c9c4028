import type { Check } from 'c/setupModel';
import { checkWords } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/** A switch of the org that Debrief can do without: how it stands, how to set it, and what happens without it. */
export default class SetupCheckPanel extends LightningElement {
  @api check?: Check;
  words = words;

  get isOn(): boolean {
    return this.check?.state === 'ok';
  }

  get onText(): string {
    return this.isNotes ? words.notesOn : words.changesOn;
  }

  get withoutText(): string {
    return this.isNotes ? words.notesWithout : words.changesWithout;
  }

  get tone(): 'error' | 'warning' | 'info' {
    if (this.check?.state === 'blocked') return 'error';
    return this.check?.state === 'attention' ? 'warning' : 'info';
  }

  get reason(): string | undefined {
    return this.check && checkWords(this.check).reason;
  }

  get fix(): string | undefined {
    return this.check && checkWords(this.check).fix;
  }

  get message(): string | undefined {
    return [this.reason, this.fix].filter(Boolean).join(' ') || undefined;
  }

  private get isNotes(): boolean {
    return this.check?.id === 'notes';
  }
}
