import { api, LightningElement } from 'lwc';
import type { Cell, RecordPage } from 'shell/model';
import { text } from 'shell/texts';

const shown = (cell: Cell) => ({ ...cell, className: cell.kind === 'longText' ? 'field field_wide' : 'field' });

export default class Details extends LightningElement {
  @api record!: RecordPage;

  detailsText = text('details');
  systemText = text('system');
  emptyText = text('noDetails');

  get fields() {
    return this.record.details.map(shown);
  }
  get system() {
    return this.record.system.filter((cell) => cell.text !== '').map(shown);
  }
  get hasFields(): boolean {
    return this.fields.length > 0;
  }
  get hasSystem(): boolean {
    return this.system.length > 0;
  }
}
