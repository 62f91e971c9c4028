import { api, LightningElement } from 'lwc';
import type { Cell as CellModel } from 'shell/model';
import { text } from 'shell/texts';

/** What a folded text shows at most. */
const LINES = 5;
const CHARACTERS = 320;

/** The beginning of a text, cut between two words. */
function beginningOf(whole: string): string {
  const lines = whole.split('\n').slice(0, LINES).join('\n');
  const cut = lines.length > CHARACTERS ? lines.slice(0, CHARACTERS).replace(/\s+\S*$/, '') : lines;
  return cut.length < whole.length ? `${cut.trimEnd()} …` : whole;
}

export default class Cell extends LightningElement {
  @api cell!: CellModel;

  unfolded = false;
  yesText = text('yes');
  noText = text('no');

  get isLink(): boolean {
    return ['link', 'email', 'phone'].includes(this.cell.kind) && this.cell.url !== null;
  }
  get isOutward(): boolean {
    return this.cell.kind === 'url' && this.cell.url !== null;
  }
  get isCheckbox(): boolean {
    return this.cell.kind === 'checkbox';
  }
  get isLong(): boolean {
    return this.cell.kind === 'longText';
  }
  get foldable(): boolean {
    return beginningOf(this.cell.text) !== this.cell.text;
  }
  get shownText(): string {
    return this.unfolded ? this.cell.text : beginningOf(this.cell.text);
  }
  get expanded(): string {
    return String(this.unfolded);
  }
  get foldText(): string {
    return text(this.unfolded ? 'showLess' : 'showMore');
  }

  toggle(): void {
    this.unfolded = !this.unfolded;
  }
}
