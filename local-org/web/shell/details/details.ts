import { api, LightningElement } from 'lwc';
import { frame, type RecordPage } from 'shell/model';
import { text } from 'shell/texts';

/** Characters that a half of the panel takes in two lines or so. */
const HALF_WIDTH = 48;

/** The package's own fields stand under its name. */
const titleOf = (key: string) => (key === 'package' ? frame.appName : text(key));

export default class Details extends LightningElement {
  @api record!: RecordPage;

  detailsText = text('details');
  emptyText = text('noDetails');

  get sections() {
    return this.record.sections.map(({ key, cells }) => ({
      key,
      title: titleOf(key),
      fields: cells.map((cell) => ({
        ...cell,
        className: cell.kind === 'longText' || cell.text.length > HALF_WIDTH ? 'field field_wide' : 'field',
      })),
    }));
  }
  get empty(): boolean {
    return this.record.sections.length === 0;
  }
}
