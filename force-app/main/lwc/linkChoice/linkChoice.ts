import ANOTHER from '@salesforce/label/c.Link_Another_Deal';
import FIND from '@salesforce/label/c.Link_Find_Deal';
import NOW from '@salesforce/label/c.Link_Now';
import type { LinkOption } from 'c/candidateModel';
import { api, LightningElement } from 'lwc';

/** The value of the row that lets a person find any other deal. */
const OTHER = 'other';

interface Row extends LinkOption {
  key: string;
  checked: boolean;
  isNow: boolean;
  className: string;
}

/**
 * Records to link to, as radio rows with the reason for each. Tells `choose` {value} with the Id, or the word, that was
 * chosen: none while *Another deal* has none yet; and `commit` where Enter is pressed on a row.
 */
export default class LinkChoice extends LightningElement {
  @api options: readonly LinkOption[] = [];
  @api legend?: string;
  /** Whether the row *Another deal* is there. */
  @api canSearch = false;
  /** The value that is linked now. */
  @api now?: string;
  /** One of the options, or the Id of another deal. */
  @api value?: string;
  /** Tells several of these on a page apart: radios of one name are one group. */
  @api name = 'link';
  @api disabled = false;
  @api error?: string;
  labels = { find: FIND, now: NOW };
  isSearching = false;

  get rows(): Row[] {
    const rows = this.canSearch ? [...this.options, { value: OTHER, label: ANOTHER }] : this.options;
    return rows.map((option) => {
      const checked = option.value === (this.isSearching ? OTHER : this.value);
      return {
        ...option,
        key: `${this.name}-${option.value}`,
        checked,
        isNow: option.value === this.now,
        className: checked ? 'row chosen' : 'row',
      };
    });
  }

  get picked(): string | undefined {
    return this.isSearching ? this.value : undefined;
  }

  get invalid(): string | undefined {
    return this.error ? 'true' : undefined;
  }

  @api
  focus(): void {
    const rows = [...(this.template?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    (rows.find((row) => row.checked) ?? rows[0])?.focus();
  }

  handleChoose(event: Event): void {
    event.stopPropagation();
    const { value } = event.currentTarget as HTMLInputElement;
    this.isSearching = value === OTHER;
    this.tell(this.isSearching ? undefined : value);
  }

  handlePick(event: CustomEvent<{ recordId: string | null }>): void {
    this.tell(event.detail.recordId ?? undefined);
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('commit'));
  }

  private tell(value: string | undefined): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { value } }));
  }
}
