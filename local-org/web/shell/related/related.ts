import { api, LightningElement } from 'lwc';
import type { RelatedList } from 'shell/model';
import { text } from 'shell/texts';

export default class Related extends LightningElement {
  @api lists: RelatedList[] = [];

  relatedText = text('related');
  emptyText = text('noRelated');

  get empty(): boolean {
    return this.lists.length === 0;
  }
  get shownLists() {
    return this.lists.map((list) => ({
      ...list,
      rows: list.rows.map((row) => ({
        ...row,
        facts: row.cells
          .filter((cell) => cell.text !== '')
          .map((cell) => ({ ...cell, heading: text('labelled', cell.label) })),
      })),
    }));
  }
}
