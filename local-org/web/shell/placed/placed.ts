import { api, LightningElement } from 'lwc';
import { components } from 'org/components';
import type { HomeCard, PlacedComponent, RecordPage } from 'shell/model';
import { text } from 'shell/texts';

/** One component in its place; a fault in it stays in it. */
export default class Placed extends LightningElement {
  @api component!: PlacedComponent;
  @api record: RecordPage | undefined;
  /** Of a Home page. */
  @api cards: HomeCard[] = [];

  failure = '';
  failedText = text('componentFailed');

  errorCallback(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
    // the console keeps the stack for the component's author
    console.error(error);
  }

  get isHighlights(): boolean {
    return this.component.kind === 'highlights' && this.record !== undefined;
  }
  get isDetails(): boolean {
    return this.component.kind === 'details' && this.record !== undefined;
  }
  get isRelated(): boolean {
    return this.component.kind === 'relatedLists' && this.record !== undefined;
  }
  get isHomeCard(): boolean {
    return this.component.kind === 'homeCard';
  }
  /** None where the viewer may not read what it shows. */
  get homeCard(): HomeCard | undefined {
    const { component } = this;
    return component.kind === 'homeCard' ? this.cards.find(({ key }) => key === component.card) : undefined;
  }
  get isTabset(): boolean {
    return this.component.kind === 'tabset';
  }
  get tabs() {
    if (this.component.kind !== 'tabset') return [];
    return this.component.tabs.map((tab, index) => ({
      ...tab,
      label: tab.standard ? text(tab.standard) : tab.label,
      key: `${this.component.key}-${index}`,
    }));
  }
  get constructorOf() {
    return this.component.kind === 'custom' ? components[this.component.name] : undefined;
  }
  get properties(): Record<string, unknown> {
    if (this.component.kind !== 'custom') return {};
    const { recordId, objectApiName } = this.record ?? {};
    return { ...this.component.properties, recordId, objectApiName };
  }
  get absentHeading(): string {
    return text('notHere');
  }
  get absentHint(): string {
    const { component } = this;
    if (component.kind === 'custom') return text('notBuilt', component.name);
    return text('notHereHint', component.kind === 'unknown' ? component.name : component.kind);
  }
}
