import { api, LightningElement } from 'lwc';
import type { Cell, RecordPage } from 'shell/model';

export default class Highlights extends LightningElement {
  @api record!: RecordPage;

  get facts(): Cell[] {
    return this.record.highlights.filter(({ text, kind }) => text !== '' || kind === 'checkbox');
  }
}
