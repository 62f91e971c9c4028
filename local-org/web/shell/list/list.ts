import { api, LightningElement } from 'lwc';
import type { ListPage } from 'shell/model';
import { text } from 'shell/texts';

export default class List extends LightningElement {
  @api page!: ListPage;

  emptyText = text('emptyList');
  emptyHint = text('emptyListHint');

  get empty(): boolean {
    return this.page.rows.length === 0;
  }
  get rows() {
    return this.page.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({
        ...cell,
        heading: text('labelled', cell.label),
        className: cell.text === '' && cell.kind !== 'checkbox' ? 'empty' : '',
      })),
    }));
  }
  get hint(): string {
    return this.empty ? '' : `${this.countText} · ${text('recent', this.page.sortedBy)}`;
  }
  private get countText(): string {
    const { rows, total } = this.page;
    if (rows.length < total) return text('countFirst', rows.length, total);
    return total === 1 ? text('countOne') : text('count', total);
  }
}
