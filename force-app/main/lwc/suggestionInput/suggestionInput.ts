import type { FieldInfo } from 'lightning/uiObjectInfoApi';
import { api, LightningElement } from 'lwc';

type Value = string | number | boolean | null;
interface Option {
  label: string;
  value: string;
}
type Input = HTMLElement & { reportValidity(): boolean; focus(): void };

const TYPES: Record<string, string> = {
  ...{ Boolean: 'checkbox', Currency: 'number', Double: 'number', Int: 'number', Percent: 'number' },
  ...{ Date: 'date', DateTime: 'datetime', Time: 'time', Email: 'email', Phone: 'tel', Url: 'url' },
};
const FORMATS: Record<string, string> = { Currency: 'currency', Percent: 'percent-fixed' };

/** The input of a field's type. Tells `valuechange` {value} as the API takes it, and `valuesave` on Enter in one line. */
export default class SuggestionInput extends LightningElement {
  @api field!: FieldInfo;
  @api options: readonly Option[] = [];
  @api value: Value = null;

  @api
  focus(): void {
    this.input?.focus();
  }

  @api
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }

  get isLong(): boolean {
    return this.field.dataType === 'TextArea';
  }

  get isPicklist(): boolean {
    return this.field.dataType === 'Picklist';
  }

  get isChoice(): boolean {
    return this.field.dataType === 'MultiPicklist';
  }

  get type(): string {
    return TYPES[this.field.dataType] ?? 'text';
  }

  get format(): string | undefined {
    return FORMATS[this.field.dataType];
  }

  get step(): string {
    return this.type === 'number' ? String(10 ** -this.field.scale) : 'any';
  }

  /** A checkbox that is required would have to be ticked. */
  get isRequired(): boolean {
    return this.field.required && this.type !== 'checkbox';
  }

  get maxLength(): number | undefined {
    return this.field.length || undefined;
  }

  get chosen(): string[] {
    return typeof this.value === 'string' ? this.value.split(';') : [];
  }

  /** A value that the picklist does not offer stays to be seen. */
  get choices(): Option[] {
    const missing = [this.isChoice ? this.chosen : this.value]
      .flat()
      .filter((one): one is string => typeof one === 'string' && !this.options.some(({ value }) => value === one));
    return [...this.options, ...missing.map((value) => ({ label: value, value }))];
  }

  handleChange(event: CustomEvent<{ value?: string | string[]; checked?: boolean }>): void {
    const { value, checked } = event.detail;
    this.dispatchEvent(new CustomEvent('valuechange', { detail: { value: this.read(value, checked) } }));
  }

  handleKey({ key, isComposing }: KeyboardEvent): void {
    if (key === 'Enter' && !isComposing) this.dispatchEvent(new CustomEvent('valuesave'));
  }

  private read(value: string | string[] | undefined, checked: boolean | undefined): Value {
    if (this.type === 'checkbox') return checked === true;
    if (Array.isArray(value)) return value.join(';') || null;
    if (value === undefined || value === '') return null;
    return this.type === 'number' ? Number(value) : value;
  }

  private get input(): Input | undefined {
    return this.template?.querySelector<Input>('.input') ?? undefined;
  }
}
