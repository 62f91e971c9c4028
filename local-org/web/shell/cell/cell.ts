import { api, LightningElement } from 'lwc';
import type { Cell as CellModel } from 'shell/model';
import { text } from 'shell/texts';

export default class Cell extends LightningElement {
  @api cell!: CellModel;

  yesText = text('yes');
  noText = text('no');

  get isLink(): boolean {
    return ['link', 'email', 'phone'].includes(this.cell.kind) && this.cell.url !== null;
  }
  get isOutward(): boolean {
    return this.cell.kind === 'url' && this.cell.url !== null;
  }
  get isCheckbox(): boolean {
    return this.cell.kind === 'checkbox';
  }
  get isLong(): boolean {
    return this.cell.kind === 'longText';
  }
}
