import { api, LightningElement } from 'lwc';
import { frame, type RecordPage } from 'shell/model';
import { text } from 'shell/texts';

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
        className: cell.kind === 'longText' ? 'field field_wide' : 'field',
      })),
    }));
  }
  get empty(): boolean {
    return this.record.sections.length === 0;
  }
}
