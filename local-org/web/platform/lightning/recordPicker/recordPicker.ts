import { api, LightningElement } from 'lwc';
import { viewer } from 'org/viewer';
import { findRecords, type Found, type ObjectInfo, objectInfoOf } from './records';
import { type Filter, type MatchingField, whereOf } from './where';

interface DisplayInfo {
  primaryField?: string;
  additionalFields?: string[];
}
interface MatchingInfo {
  primaryField?: MatchingField;
  additionalFields?: MatchingField[];
}
interface Item {
  type: string;
  value: string;
  text: string;
  iconName?: string;
  subText?: string;
}
interface Combobox extends HTMLElement {
  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;
  validity: ValidityState;
}

const WORDS: Record<string, { search: string; none: string; one: string; found: string }> = {
  en: { search: 'Search {0}…', none: 'No results for “{0}”', one: '1 result', found: '{0} results' },
  fr: { search: 'Rechercher {0}…', none: 'Aucun résultat pour « {0} »', one: '1 résultat', found: '{0} résultats' },
};
const words = WORDS[viewer.user.language] ?? WORDS.en;
const filled = (text: string, value: string | number) => text.replace('{0}', String(value));

const SHOWN = 10;
/** Typing is over when nothing is typed for so long. */
const TYPING_MS = 250;
const NOTHING = 'none';

/**
 * Finds a record by GraphQL, with the viewer's rights; before anything is typed, those changed last:
 * https://developer.salesforce.com/docs/platform/lightning-component-reference/guide/lightning-record-picker.html
 */
export default class RecordPicker extends LightningElement {
  @api label = '';
  @api placeholder: string | undefined;
  @api name: string | undefined;
  @api variant = 'standard';
  @api required = false;
  @api disabled = false;
  @api fieldLevelHelp: string | undefined;
  @api messageWhenValueMissing: string | undefined;
  @api filter: Filter | undefined;
  @api displayInfo: DisplayInfo | undefined;
  @api matchingInfo: MatchingInfo | undefined;

  term = '';
  items: Item[] = [];
  pill: object | null = null;
  status = '';
  isSearching = false;

  private object: string | undefined;
  private chosenId: string | null = null;
  private info: ObjectInfo | undefined;
  /** Counts questions: an answer that a newer one has overtaken is let go. */
  private turn = 0;
  /** The pill gives way to the input, which takes the focus once it is drawn. */
  private focusNext = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  @api
  get objectApiName(): string | undefined {
    return this.object;
  }
  set objectApiName(name: string | { objectApiName: string } | undefined) {
    const next = typeof name === 'object' ? name.objectApiName : name;
    if (next === this.object) return;
    this.object = next;
    if (this.isConnected) void this.begin();
  }

  @api
  get value(): string | null {
    return this.chosenId;
  }
  set value(id: string | null | undefined) {
    if ((id ?? null) === this.chosenId) return;
    this.chosenId = id ?? null;
    this.pill = null;
    if (this.isConnected && this.info) void this.showValue();
  }

  @api
  get validity(): ValidityState | undefined {
    return this.combobox?.validity;
  }
  @api
  checkValidity(): boolean {
    return this.combobox?.checkValidity() ?? true;
  }
  @api
  reportValidity(): boolean {
    return this.combobox?.reportValidity() ?? true;
  }
  @api
  setCustomValidity(message: string): void {
    this.combobox?.setCustomValidity(message);
  }
  @api
  focus(): void {
    this.combobox?.focus();
  }
  @api
  blur(): void {
    this.combobox?.blur();
  }
  @api
  clearSelection(): void {
    this.choose(null, false);
  }

  connectedCallback(): void {
    void this.begin();
  }
  disconnectedCallback(): void {
    this.turn += 1;
    clearTimeout(this.timer);
  }

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.focusNext = false;
    this.focus();
  }

  get shownPlaceholder(): string {
    return this.placeholder ?? (this.info ? filled(words.search, this.info.labelPlural) : '');
  }
  get isDisabled(): boolean {
    return this.disabled || !this.info;
  }
  private get combobox(): Combobox | null {
    return this.template?.querySelector<Combobox>('lightning-grouped-combobox') ?? null;
  }
  private get icon(): string {
    const { apiName = '', custom } = this.info ?? {};
    return custom ? 'standard:record' : `standard:${apiName.toLowerCase()}`;
  }
  private get shown(): [string, string | undefined] {
    const { primaryField = this.info?.nameFields[0] ?? 'Name', additionalFields = [] } = this.displayInfo ?? {};
    return [primaryField, additionalFields[0]];
  }
  private get matched(): MatchingField[] {
    const { primaryField = { fieldPath: this.shown[0] }, additionalFields = [] } = this.matchingInfo ?? {};
    return [primaryField, ...additionalFields.slice(0, 1)];
  }

  handleInput({ detail }: CustomEvent<{ text: string }>): void {
    this.term = detail.text;
    clearTimeout(this.timer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- cleared where the component goes
    this.timer = setTimeout(() => {
      void this.search();
    }, TYPING_MS);
  }

  handleOpen(): void {
    void this.search();
  }

  handleSelect({ detail }: CustomEvent<{ value: string }>): void {
    if (detail.value === NOTHING) return;
    const chosen = this.items.find(({ value }) => value === detail.value);
    this.choose(detail.value);
    if (chosen) this.pill = this.pillOf(detail.value, chosen.text);
  }

  handleRemove(): void {
    this.choose(null);
    this.focusNext = true;
  }

  private choose(id: string | null, isTold = true): void {
    this.chosenId = id;
    this.term = '';
    this.items = [];
    this.pill = null;
    this.status = '';
    if (isTold) this.dispatchEvent(new CustomEvent('change', { detail: { recordId: id } }));
  }

  private fail(error: unknown): void {
    this.status = '';
    this.dispatchEvent(new CustomEvent('error', { detail: { error } }));
  }

  /** Objects that UI API does not serve, Task and Event among them, can't be picked from. */
  private async begin(): Promise<void> {
    const name = this.object;
    this.info = undefined;
    if (!name) return;
    try {
      const info = await objectInfoOf(name);
      if (name !== this.object || !this.isConnected) return;
      this.info = info;
      if (this.chosenId) await this.showValue();
      this.dispatchEvent(new CustomEvent('ready'));
    } catch (error) {
      this.fail(error);
    }
  }

  private find(where: object, orderBy: string): Promise<Found[]> {
    return findRecords({ object: this.info?.apiName ?? '', where, orderBy, shown: this.shown, first: SHOWN });
  }

  private async showValue(): Promise<void> {
    const id = this.chosenId;
    if (!id) return;
    try {
      const [record] = await this.find({ Id: { eq: id } }, 'Id: { order: ASC }');
      if (id !== this.chosenId) return;
      if (!record) throw new Error('The record does not exist, or you may not see it.');
      this.pill = this.pillOf(id, record.primary);
    } catch (error) {
      this.fail(error);
    }
  }

  private pillOf(value: string, label: string): object {
    return { type: 'icon', iconName: this.icon, label, value };
  }

  private async search(): Promise<void> {
    this.turn += 1;
    const { turn, term } = this;
    this.isSearching = true;
    const order = term.trim() === '' ? 'LastModifiedDate: { order: DESC }' : `${this.shown[0]}: { order: ASC }`;
    try {
      const records = await this.find(whereOf(term, this.filter, this.matched), order);
      if (turn === this.turn) this.showResults(records, term.trim());
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    } finally {
      if (turn === this.turn) this.isSearching = false;
    }
  }

  private showResults(records: Found[], term: string): void {
    const none = filled(words.none, term);
    const items: Item[] = records.map(({ id, primary, additional }) => ({
      type: 'option-card',
      iconName: this.icon,
      value: id,
      text: primary,
      ...(additional ? { subText: additional } : {}),
    }));
    if (records.length === 0 && term) items.push({ type: 'option-inline', text: none, value: NOTHING });
    // who has moved to one of them by keyboard stays there
    if (JSON.stringify(items) !== JSON.stringify(this.items)) this.items = items;
    const some = records.length === 1 ? words.one : filled(words.found, records.length);
    this.status = records.length > 0 ? some : term && none;
  }
}
