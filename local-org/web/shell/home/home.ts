import { api, LightningElement } from 'lwc';
import { viewer } from 'org/viewer';
import type { HomePage } from 'shell/model';
import { text } from 'shell/texts';

export default class Home extends LightningElement {
  @api page!: HomePage;

  greeting = text('greeting', viewer.user.name.split(' ')[0] ?? '');

  /** Two columns, each as long as its own cards. */
  get columns() {
    return [0, 1].map((half) => ({
      key: String(half),
      cards: this.page.cards.filter((_card, index) => index % 2 === half),
    }));
  }
}
