import type { SeenRecord } from 'c/candidateModel';
import { fill } from 'c/conversationModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import { api, LightningElement } from 'lwc';
import { linkInputs, noneInputs } from './decision';
import type { Chosen, Inputs, Open } from './decision';
import { offerOf } from './offer';
import type { Offer } from './offer';
import { bringingBack, decidedMeanwhile, givingBack, relink, takeOut } from './service';
import type { Undoing } from './service';
import type { Anyway, Call, Item, Stage } from './types';
import { words } from './words';

/**
 * One conversation that waits for a person. Tells `decided` {id, said} once it does no longer, `reopened` {id} after an
 * undo, `restored` {id, said} where it was taken out and is another record now, and `select` {id, selected}.
 */
export default class ReviewRow extends LightningElement {
  @api item?: Item;
  /** The records of its candidates that the viewer may see; undefined while that is asked. */
  @api seen?: ReadonlyMap<string, SeenRecord>;
  @api call?: Call;
  @api canSelect = false;
  @api selected = false;
  /** Several are being linked. */
  @api locked = false;
  words = words;
  stage: Stage = 'open';
  isBusy = false;
  fault?: unknown;
  choiceError?: string;
  said = '';
  told = '';
  anyway?: Anyway;
  private chosen: Chosen = {};
  private reader = readAtOnce;
  private undoing?: Undoing;
  private focusNext?: string;

  connectedCallback(): void {
    void this.bringWords();
  }

  renderedCallback(): void {
    // what is busy is disabled, and takes no focus
    if (!this.focusNext || this.isBusy) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('c-link-choice')?.focus();
  }

  /** Links to what is chosen. Tells whether it is decided. */
  @api
  async link(): Promise<boolean> {
    await this.decide(this.linkAnyway);
    return this.stage === 'done';
  }

  get title(): string {
    return this.item?.title ?? words.untitled;
  }

  get selectLabel(): string {
    return fill(words.select, this.title);
  }

  get dealName(): string {
    return `deal-${this.item?.id}`;
  }

  get activityName(): string {
    return `activity-${this.item?.id}`;
  }

  get hasBox(): boolean {
    return this.canSelect && this.isOpen;
  }

  get isOpen(): boolean {
    return this.stage !== 'done';
  }

  get isAsking(): boolean {
    return this.stage === 'asking';
  }

  get isTold(): boolean {
    return this.stage === 'told';
  }

  get isChoosing(): boolean {
    return this.stage === 'open';
  }

  get isOff(): boolean {
    return this.isBusy || this.locked;
  }

  get offer(): Offer {
    return this.item ? offerOf(this.item, this.seen, this.reader) : { deals: [], activities: [], reasons: [] };
  }

  get deal(): string | undefined {
    return 'deal' in this.chosen ? this.chosen.deal : this.offer.deals[0]?.value;
  }

  get activity(): string | undefined {
    return 'activity' in this.chosen ? this.chosen.activity : this.offer.activities[0]?.value;
  }

  get canUndo(): boolean {
    return this.undoing !== undefined;
  }

  handleSelect(event: Event): void {
    const { checked } = event.currentTarget as HTMLInputElement;
    this.dispatchEvent(new CustomEvent('select', { detail: { id: this.item?.id, selected: checked } }));
  }

  handleDeal(event: CustomEvent<{ value?: string }>): void {
    this.chosen = { ...this.chosen, deal: event.detail.value };
    this.choiceError = undefined;
  }

  handleActivity(event: CustomEvent<{ value?: string }>): void {
    this.chosen = { ...this.chosen, activity: event.detail.value };
    this.choiceError = undefined;
  }

  handleLink(): void {
    void this.decide(this.linkAnyway);
  }

  handleAnyway(): void {
    void this.anyway?.run();
  }

  handleNone(): void {
    const inputs = noneInputs(this.open);
    void this.relink(inputs, { label: words.none, run: () => this.relink(inputs) });
  }

  handleAsk(): void {
    this.stage = 'asking';
    this.fault = undefined;
    this.focusNext = '.confirm';
  }

  handleKeep(): void {
    this.stage = 'open';
    this.fault = undefined;
    this.focusNext = '.ask';
  }

  handleLeave(): void {
    this.undoing = undefined;
    this.end(words.left);
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isAsking && !this.isBusy) this.handleKeep();
  }

  handleTakeOut(): void {
    void this.takeOut({ label: words.takeOut, run: () => this.takeOut() });
  }

  private async takeOut(anyway?: Anyway): Promise<void> {
    await this.run(async () => {
      if (anyway && (await this.hasTold(anyway))) return;
      const said = await takeOut(this.ask);
      this.undoing = bringingBack(this.ask);
      this.end(said);
    });
  }

  async handleUndo(): Promise<void> {
    await this.run(async () => {
      const { tells = 'reopened' } = this.undoing ?? {};
      await this.undoing?.run();
      this.undoing = undefined;
      if (tells === 'reopened') {
        this.stage = 'open';
        this.focusNext = 'c-link-choice';
      } else this.said = fill(words.back, this.title);
      this.dispatchEvent(new CustomEvent(tells, { detail: { id: this.item?.id, said: this.said } }));
    });
  }

  private async bringWords(): Promise<void> {
    this.reader = await evidenceReader();
  }

  private get open(): Open {
    return this.item?.open ?? { deal: true, activity: false };
  }

  private get linkAnyway(): Anyway {
    return { label: words.anyway, run: () => this.decide() };
  }

  private async decide(anyway?: Anyway): Promise<void> {
    const inputs = linkInputs(this.open, { deal: this.deal, activity: this.activity });
    this.choiceError = inputs ? undefined : words.choose;
    if (inputs) await this.relink(inputs, anyway);
    // at once: told a second time it changes nothing that would be rendered
    else this.focus();
  }

  private async relink(inputs: Inputs, anyway?: Anyway): Promise<void> {
    await this.run(async () => {
      if (anyway && (await this.hasTold(anyway))) return;
      const said = await relink(this.ask, inputs);
      this.undoing = givingBack(this.ask, this.open);
      this.end(said);
    });
  }

  /** Whether somebody was faster: then that is told, with what may be done all the same. */
  private async hasTold(anyway: Anyway): Promise<boolean> {
    const told = await decidedMeanwhile(this.ask);
    if (!told) return false;
    this.anyway = anyway;
    this.told = told;
    this.stage = 'told';
    this.focusNext = '.leave';
    return true;
  }

  private end(said: string): void {
    this.said = said;
    this.stage = 'done';
    this.dispatchEvent(new CustomEvent('decided', { detail: { id: this.item?.id, said } }));
  }

  private ask = (operation: string, inputs: Inputs = {}): Promise<unknown> =>
    Promise.resolve(this.call?.(operation, { key: this.item?.key, ...inputs }));

  /** One at a time: a second click finds it busy. */
  private async run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await work();
    } catch (thrown) {
      this.fault = thrown;
    }
    this.isBusy = false;
  }
}
