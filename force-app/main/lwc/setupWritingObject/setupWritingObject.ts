import { fill, plural, viewer } from 'c/conversationModel';
import { faultOf, fieldKey, modesOf, objectKey, usualWriting } from 'c/setupModel';
import type { Call, Choices, FieldInfo, FieldList, SyncFault } from 'c/setupModel';
import { objectName, words as shared, writingName } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const PAGE_ROWS = 25;
const USUAL = 'usual';

interface FieldView {
  field: string;
  label: string;
  key: string;
  value: string;
  options: { value: string; label: string }[];
  fault?: string;
}

/**
 * What may be written to one object, and to each of its fields. Tells `choice` {key, value}, and `labels` {labels} once
 * it has read them.
 */
export default class SetupWritingObject extends LightningElement {
  @api object = '';
  @api choices: Choices = {};
  /** What the service said against a choice, by its key. */
  @api faults: Readonly<Record<string, string>> = {};
  @api call?: Call;
  words = words;
  shared = shared;
  isOpen = false;
  term = '';
  fields?: readonly FieldInfo[];
  fault?: SyncFault;
  private pages = 1;

  get name(): string {
    return objectName(this.object);
  }

  get key(): string {
    return objectKey(this.object);
  }

  get value(): string {
    return this.choices[this.key] ?? USUAL;
  }

  get options(): { value: string; label: string }[] {
    return [
      { value: USUAL, label: fill(words.usual, writingName(usualWriting(this.object))) },
      ...named(['off', 'suggest', 'on']).filter(({ value }) => value !== usualWriting(this.object)),
    ];
  }

  get ownFault(): string | undefined {
    return this.faults[this.key];
  }

  get toggleLabel(): string {
    return fill(words.fieldsOf, this.name);
  }

  get chosen(): string {
    const count = Object.keys(this.choices).filter((key) => key.startsWith(fieldKey(this.object, ''))).length;
    return count > 0 ? plural(count, { one: words.chosenOne, other: words.chosen }, viewer) : '';
  }

  get hasHiddenFault(): boolean {
    return !this.isOpen && Object.keys(this.faults).some((key) => key.startsWith(fieldKey(this.object, '')));
  }

  get opened(): 'true' | 'false' {
    return this.isOpen ? 'true' : 'false';
  }

  get chevron(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get isLoading(): boolean {
    return this.isOpen && !this.fields && !this.fault;
  }

  get found(): FieldView[] {
    const term = this.term.toLocaleLowerCase(viewer.language);
    return (this.fields ?? [])
      .map((info) => ({
        info,
        modes: modesOf(this.object, info),
        chosen: this.choices[fieldKey(this.object, info.field)],
      }))
      .filter(({ modes, chosen }) => modes.length > 0 || chosen !== undefined)
      .filter(({ info }) => `${info.label} ${info.field}`.toLocaleLowerCase(viewer.language).includes(term))
      .map(({ info: { field, label }, modes, chosen }) => {
        const key = fieldKey(this.object, field);
        const options = named([...new Set([...modes, ...(chosen === undefined ? [] : [chosen])])]);
        return {
          ...{ field, label, key, value: chosen ?? USUAL, fault: this.faults[key] },
          options: [{ value: USUAL, label: words.asObject }, ...options],
        };
      })
      .sort(
        (a, b) =>
          Number(a.value === USUAL) - Number(b.value === USUAL) || a.label.localeCompare(b.label, viewer.locale),
      );
  }

  get hasNone(): boolean {
    return this.found.length === 0;
  }

  get rows(): FieldView[] {
    return this.found.slice(0, PAGE_ROWS * this.pages);
  }

  get hasMore(): boolean {
    return this.found.length > PAGE_ROWS * this.pages;
  }

  handleMode(event: CustomEvent<{ value: string }>): void {
    this.tell(this.key, event.detail.value);
  }

  handleField(event: CustomEvent<{ value: string }>): void {
    this.tell((event.currentTarget as HTMLElement).dataset.key ?? '', event.detail.value);
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.term = event.detail.value.trim();
    this.pages = 1;
  }

  handleMore(): void {
    this.pages += 1;
  }

  async handleToggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    if (!this.isOpen || this.fields) return;
    this.fault = undefined;
    try {
      const { fields } = (await this.call?.('listFields', { object: this.object })) as FieldList;
      this.fields = fields;
      const labels = Object.fromEntries(fields.map(({ field, label }) => [`${this.object} ${field}`, label]));
      this.dispatchEvent(new CustomEvent('labels', { detail: { labels }, bubbles: true, composed: true }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  private tell(key: string, choice: string): void {
    const value = choice === USUAL ? undefined : choice;
    this.dispatchEvent(new CustomEvent('choice', { detail: { key, value }, bubbles: true, composed: true }));
  }
}

function named(modes: readonly string[]): { value: string; label: string }[] {
  return modes.map((value) => ({ value, label: writingName(value) }));
}
