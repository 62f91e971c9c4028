import { fill } from 'c/conversationModel';
import type { VisitorMapping } from 'c/setupModel';
import { objectName } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { FACTS, words } from './words';

interface Row extends VisitorMapping {
  key: string;
  at: number;
  removeLabel: string;
}

/** Where else visits are written, a field each. Tells `mapping` {mapping} with every change. */
export default class SetupVisitorFields extends LightningElement {
  @api mapping: readonly VisitorMapping[] = [];
  words = words;
  factOptions = Object.entries(FACTS).map(([value, label]) => ({ value, label }));
  objectOptions = ['Account', 'Lead', 'Contact'].map((value) => ({ value, label: objectName(value) }));

  get rows(): Row[] {
    return this.mapping.map((each, at) => ({
      ...each,
      ...{ key: String(at), at, removeLabel: fill(words.remove, each.toField || (FACTS[each.from] ?? each.from)) },
    }));
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    const { name = '', at } = (event.currentTarget as HTMLElement).dataset;
    const { value } = event.detail;
    this.tell(this.mapping.map((each, each_) => (each_ === Number(at) ? { ...each, [name]: value.trim() } : each)));
  }

  handleAdd(): void {
    this.tell([...this.mapping, { object: 'Lead', from: 'lastSeen', toField: '' }]);
  }

  handleRemove(event: Event): void {
    const at = Number((event.currentTarget as HTMLElement).dataset.at);
    this.tell(this.mapping.filter((_, each) => each !== at));
  }

  private tell(mapping: VisitorMapping[]): void {
    this.dispatchEvent(new CustomEvent('mapping', { detail: { mapping } }));
  }
}
