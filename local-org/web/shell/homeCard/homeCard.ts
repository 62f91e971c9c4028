import { api, LightningElement } from 'lwc';
import type { HomeCard as Card } from 'shell/model';
import { text } from 'shell/texts';

/** Some of the viewer's own work. */
export default class HomeCard extends LightningElement {
  @api card!: Card;

  viewAllText = text('viewAll');

  get title(): string {
    return text(this.card.key);
  }
  get isEmpty(): boolean {
    return this.card.groups.length === 0;
  }
  get emptyText(): string {
    return text(`empty_${this.card.key}`);
  }
  get groups() {
    return this.card.groups.map((group) => ({
      key: group.key,
      heading: group.key === 'all' ? '' : text(`${this.card.key}_${group.key}`),
      rows: group.rows.map((row) => ({ ...row, line: row.facts.join(' · ') })),
    }));
  }
}
