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
  /** Two columns, each as long as its own cards. */
  get columns() {
    return [0, 1].map((half) => ({
      key: String(half),
      cards: this.cards.filter((_card, index) => index % 2 === half),
    }));
  }
  private get cards() {
    return this.page.cards.map((card) => ({
      ...card,
      title: text(card.key),
      empty: card.groups.length === 0,
      emptyText: text(`empty_${card.key}`),
      groups: card.groups.map((group) => ({
        key: group.key,
        heading: group.key === 'all' ? '' : text(`${card.key}_${group.key}`),
        rows: group.rows.map((row) => ({ ...row, line: row.facts.join(' · ') })),
      })),
    }));
  }
}
