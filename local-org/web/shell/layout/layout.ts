import { api, LightningElement } from 'lwc';
import type { HomeCard, PageRow, RecordPage } from 'shell/model';

export default class Layout extends LightningElement {
  @api rows: PageRow[] = [];
  @api record: RecordPage | undefined;
  /** Of a Home page. */
  @api cards: HomeCard[] = [];

  get shownRows() {
    return this.rows.map((row) => ({
      ...row,
      columns: row.columns.map((column) => ({
        ...column,
        className: `column column_${column.width}`,
        isDivided: column.rows.length > 0,
      })),
    }));
  }
}
