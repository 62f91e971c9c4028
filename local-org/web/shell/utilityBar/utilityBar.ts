import { LightningElement } from 'lwc';
import {
  changeUtility,
  clicked,
  onUtilities,
  openUtility,
  setUtilities,
  utilities,
  type UtilityState,
} from 'org/utilities';
import { frame, type Utility } from 'shell/model';
import { text } from 'shell/texts';

function begin({ id, label, icon, panelWidth, panelHeight, isEager }: Utility): UtilityState {
  const panel = { panelLabel: label, panelIcon: icon, panelWidth, panelHeight };
  return { id, label, icon, iconVariant: '', isHighlighted: false, ...panel, isLoaded: isEager, isOpen: false };
}

/** The app's utility bar: a component of each item starts when it is opened, or with the page, and goes on from then. */
export default class UtilityBar extends LightningElement {
  barText = text('utilityBar');
  states: readonly UtilityState[] = [];

  private focused: string | undefined;
  private endings: (() => void)[] = [];

  connectedCallback(): void {
    setUtilities(frame.utilities.map(begin));
    this.states = utilities();
    const focus = (event: Event) => this.focusPanel((event as CustomEvent<string>).detail);
    window.addEventListener('org__utilityfocus', focus);
    this.endings = [
      onUtilities(() => {
        this.states = utilities();
      }),
      () => window.removeEventListener('org__utilityfocus', focus),
    ];
  }

  disconnectedCallback(): void {
    for (const end of this.endings) end();
  }

  renderedCallback(): void {
    if (this.focused === undefined) return;
    this.template?.querySelector<HTMLElement>(`shell-utility-panel[data-id="${this.focused}"]`)?.focus();
    this.focused = undefined;
  }

  get panels() {
    return this.states
      .filter(({ isLoaded }) => isLoaded)
      .map((state) => ({ state, utility: frame.utilities.find(({ id }) => id === state.id) }));
  }
  get items() {
    return this.states.map((state) => ({
      ...state,
      expanded: String(state.isOpen),
      className: ['item', state.isOpen && 'item_open', state.isHighlighted && 'item_highlighted']
        .filter(Boolean)
        .join(' '),
    }));
  }

  toggle(event: Event): void {
    const { id = '' } = (event.currentTarget as HTMLElement).dataset;
    if (this.states.find((state) => state.id === id)?.isOpen) changeUtility(id, { isOpen: false });
    else {
      openUtility(id);
      this.focusPanel(id);
    }
    clicked(id);
  }

  focusButton(event: Event): void {
    const { id } = (event.currentTarget as HTMLElement).dataset;
    this.template?.querySelector<HTMLElement>(`.item[data-id="${id}"]`)?.focus();
  }

  private focusPanel(id: string): void {
    this.focused = id;
  }
}
