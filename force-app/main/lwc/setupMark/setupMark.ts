import type { Mark } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const MARKS: Record<Mark, { icon?: string; variant?: string; sign?: string; words: string }> = {
  yes: { icon: 'utility:check', variant: 'success', words: words.yes },
  needed: { icon: 'utility:close', variant: 'error', words: words.needed },
  recommended: { sign: '○', words: words.recommended },
  notNeeded: { sign: '–', words: words.notNeeded },
  unknown: { sign: '?', words: words.unknown },
};

/** The sign of a right, with its words: for everybody where something is to be done, else for screen readers. */
export default class SetupMark extends LightningElement {
  @api mark: Mark = 'unknown';
  /** What is said of a right that is neither there nor needed. */
  @api none?: string;
  /** In the legend the words are always shown. */
  @api legend = false;

  get icon(): string | undefined {
    return MARKS[this.mark].icon;
  }

  get variant(): string | undefined {
    return MARKS[this.mark].variant;
  }

  get sign(): string | undefined {
    return MARKS[this.mark].sign;
  }

  get said(): string {
    return (this.mark === 'notNeeded' && this.none) || MARKS[this.mark].words;
  }

  get className(): string {
    return `mark ${this.mark}${this.legend ? ' legend' : ''}`;
  }
}
