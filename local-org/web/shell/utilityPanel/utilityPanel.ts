import { api, LightningElement } from 'lwc';
import { changeUtility, provideUtility, type UtilityState } from 'org/utilities';
import type { Utility } from 'shell/model';
import { text } from 'shell/texts';

/** An open utility, and one that goes on while it is closed. */
export default class UtilityPanel extends LightningElement {
  @api utility!: Utility;

  minimizeText = text('minimize');

  private now!: UtilityState;

  @api
  get state(): UtilityState {
    return this.now;
  }
  set state(next: UtilityState) {
    // whoever is inside when it closes is not left in what is hidden
    const leaves = this.now?.isOpen && !next.isOpen && this.template?.activeElement;
    this.now = next;
    if (leaves) this.dispatchEvent(new CustomEvent('minimize'));
  }

  constructor() {
    super();
    provideUtility(this, {
      consumerConnectedCallback: (consumer) => consumer.provide({ id: this.utility.id }),
    });
  }

  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('.panel')?.focus();
  }

  get panelClass(): string {
    return this.state.isOpen ? 'panel' : 'panel panel_closed';
  }
  get panelStyle(): string {
    return `width: ${this.state.panelWidth}px; height: ${this.state.panelHeight}px`;
  }

  handleKey(event: KeyboardEvent): void {
    // a menu or a list inside closes first
    if (event.key === 'Escape' && !event.defaultPrevented) this.close();
  }

  close(): void {
    changeUtility(this.utility.id, { isOpen: false });
  }
}
