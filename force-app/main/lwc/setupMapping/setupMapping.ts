import { fill, viewer } from 'c/conversationModel';
import { faultOf, mappingKey, modesOf } from 'c/setupModel';
import type { Call, Choices, FieldInfo, FieldList, SyncFault } from 'c/setupModel';
import { objectName } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/** Records whose fields are filled. */
const OBJECTS = ['Opportunity', 'Account', 'Contact', 'Lead'];

interface Option {
  value: string;
  label: string;
}

/** What is said about one field goes to another. Tells `choice` {key, value}, and `labels` {labels} once read. */
export default class SetupMapping extends LightningElement {
  @api choices: Choices = {};
  @api faults: Readonly<Record<string, string>> = {};
  @api call?: Call;
  words = words;
  fault?: SyncFault;
  object = '';
  from = '';
  to = '';
  private fields: Readonly<Record<string, readonly FieldInfo[]>> = {};

  get rows(): { key: string; text: string; remove: string; fault?: string }[] {
    return Object.entries(this.choices)
      .filter(([key]) => key.startsWith('mapping '))
      .map(([key, toField]) => {
        const [, object = '', field = ''] = key.split(' ');
        const from = this.labelOf(object, field);
        return {
          key,
          text: fill(words.row, objectName(object), from, this.labelOf(object, toField)),
          remove: fill(words.remove, from),
          fault: this.faults[key],
        };
      });
  }

  get objectOptions(): Option[] {
    return OBJECTS.map((value) => ({ value, label: objectName(value) }));
  }

  get fromOptions(): Option[] {
    return this.optionsOf(() => true);
  }

  get toOptions(): Option[] {
    return this.optionsOf((info) => modesOf(this.object, info).length > 0 && info.field !== this.from);
  }

  get hasNoObject(): boolean {
    return this.optionsOf(() => true).length === 0;
  }

  get cannotAdd(): boolean {
    return !this.object || !this.from || !this.to;
  }

  async handleObject(event: CustomEvent<{ value: string }>): Promise<void> {
    this.object = event.detail.value;
    this.from = '';
    this.to = '';
    if (this.fields[this.object]) return;
    this.fault = undefined;
    try {
      const { object, fields } = (await this.call?.('listFields', { object: this.object })) as FieldList;
      this.fields = { ...this.fields, [object]: fields };
      const labels = Object.fromEntries(fields.map(({ field, label }) => [`${object} ${field}`, label]));
      this.dispatchEvent(new CustomEvent('labels', { detail: { labels }, bubbles: true, composed: true }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  handleFrom(event: CustomEvent<{ value: string }>): void {
    this.from = event.detail.value;
  }

  handleTo(event: CustomEvent<{ value: string }>): void {
    this.to = event.detail.value;
  }

  handleAdd(): void {
    this.tell(mappingKey(this.object, this.from), this.to);
    this.from = '';
    this.to = '';
  }

  handleRemove(event: Event): void {
    this.tell((event.currentTarget as HTMLElement).dataset.key ?? '');
  }

  private optionsOf(fits: (field: FieldInfo) => boolean): Option[] {
    return (this.fields[this.object] ?? [])
      .filter(fits)
      .map(({ field, label }) => ({ value: field, label }))
      .sort((a, b) => a.label.localeCompare(b.label, viewer.locale));
  }

  private labelOf(object: string, field: string): string {
    return this.fields[object]?.find((each) => each.field === field)?.label ?? field;
  }

  private tell(key: string, value?: string): void {
    this.dispatchEvent(new CustomEvent('choice', { detail: { key, value }, bubbles: true, composed: true }));
  }
}
