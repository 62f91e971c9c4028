import { api, LightningElement } from 'lwc';
import { viewer } from 'org/viewer';
import type { HomePage } from 'shell/model';
import { text } from 'shell/texts';

export default class Home extends LightningElement {
  @api page!: HomePage;

  greeting = text('greeting', viewer.user.name.split(' ')[0] ?? '');
  viewAllText = text('viewAll');

  get hasLayout(): boolean {
    return this.page.layout.length > 0;
  }
  get cards() {
    return this.page.cards.map((card) => ({
      ...card,
      title: text(card.key),
      emptyText: text(`empty_${card.key}`),
      rows: card.rows.map((row) => ({ ...row, line: row.facts.join(' · ') })),
    }));
  }
}
