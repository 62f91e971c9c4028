import { fill, viewer } from 'c/conversationModel';
import { changedKeys, choicesOf, choose, faultOf, saveChoices } from 'c/setupModel';
import type { Call, Choices, KeptChoices, Merge, Settings, SyncFault } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { choiceName, choiceValue } from './naming';
import type { FieldLabels } from './naming';
import { words } from './words';

/** Customers' own records first, then activities and notes. */
const OBJECTS = ['Opportunity', 'Account', 'Contact', 'Lead', 'Event', 'Task', 'ContentNote', 'Conversation__c'];
const NAMED_CHANGES = 4;

/**
 * What may be written. A draft until it is saved, and kept by the page meanwhile: tells `keepchoices` with the draft, or
 * with nothing once there is none. Two admins at once lose nothing: see `saveChoices`.
 */
export default class SetupWriting extends LightningElement {
  @api call?: Call;
  words = words;
  shared = shared;
  settings?: Settings;
  fault?: SyncFault;
  refusal = '';
  note = '';
  isBusy = false;
  merge?: Merge;
  mine: Choices = {};
  faults: Readonly<Record<string, string>> = {};
  labels: FieldLabels = {};

  overallOptions = [
    { value: 'off', label: words.overallOff },
    { value: 'suggest', label: words.overallSuggest },
    { value: 'on', label: words.overallOn },
  ];
  tieOptions = [
    { value: 'off', label: words.dealTieOff },
    { value: 'lastModified', label: words.dealTieLastModified },
    { value: 'newest', label: words.dealTieNewest },
    { value: 'oldest', label: words.dealTieOldest },
    { value: 'mostRoles', label: words.dealTieMostRoles },
  ];
  orderOptions = [
    { value: 'contactFirst', label: words.contactFirst },
    { value: 'leadFirst', label: words.leadFirst },
  ];
  callOptions = [
    { value: 'enrich', label: words.enrich },
    { value: 'linkOnly', label: words.linkOnly },
  ];

  /** A draft from before, where there is one. */
  @api
  get kept(): KeptChoices | undefined {
    return this.settings && this.isChanged ? { settings: this.settings, mine: this.mine } : undefined;
  }
  set kept(next: KeptChoices | undefined) {
    if (!next || this.settings) return;
    this.settings = next.settings;
    this.mine = next.mine;
  }

  connectedCallback(): void {
    if (!this.settings) void this.load();
  }

  get isLoading(): boolean {
    return !this.settings && !this.fault;
  }

  get objects(): string[] {
    const others = (this.settings?.objects ?? []).map(({ object }) => object).filter((each) => !OBJECTS.includes(each));
    return [...OBJECTS, ...others];
  }

  get writing(): string {
    return this.mine.writing;
  }

  get dealTie(): string {
    return this.mine.dealTie;
  }

  get peopleOrder(): string {
    return this.mine.peopleOrder;
  }

  get loggedCalls(): string {
    return this.mine.loggedCalls;
  }

  get country(): string {
    return this.mine.defaultCountry;
  }

  get noteOnDeal(): boolean {
    return this.mine.noteOnDeal === 'true';
  }

  get plainFaults(): { key: string; text: string }[] {
    return ['writing', 'dealTie', 'peopleOrder', 'defaultCountry', 'noteOnDeal', 'loggedCalls']
      .filter((key) => this.faults[key])
      .map((key) => ({ key, text: `${choiceName(key, this.labels)}: ${this.faults[key]}` }));
  }

  get isChanged(): boolean {
    return this.changes.length > 0;
  }

  get unsaved(): string {
    const names = this.changes.map((key) => choiceName(key, this.labels));
    const list = names.slice(0, NAMED_CHANGES).join(', ');
    const rest = names.length - NAMED_CHANGES;
    return fill(words.unsaved, rest > 0 ? fill(words.unsavedMore, list, count(rest)) : list);
  }

  get theirs(): string {
    return fill(words.changedTheirs, (this.merge?.theirs ?? []).map((key) => this.told(key)).join('; '));
  }

  get conflicts(): { key: string; text: string }[] {
    return (this.merge?.conflicts ?? []).map(({ key, mine, theirs }) => ({
      key,
      text: fill(
        words.conflict,
        choiceName(key, this.labels),
        choiceValue(key, theirs, this.labels),
        choiceValue(key, mine, this.labels),
      ),
    }));
  }

  get saveClass(): string {
    return this.isChanged ? 'save open' : 'save';
  }

  get cannotSave(): boolean {
    return this.isBusy || !this.isChanged;
  }

  handlePlain(event: CustomEvent<{ value: string }>): void {
    this.set((event.currentTarget as HTMLElement).dataset.key ?? '', event.detail.value);
  }

  handleCountry(event: CustomEvent<{ value: string }>): void {
    this.set('defaultCountry', event.detail.value.trim().toUpperCase());
  }

  handleNote(event: CustomEvent<{ checked: boolean }>): void {
    this.set('noteOnDeal', String(event.detail.checked));
  }

  handleChoice(event: CustomEvent<{ key: string; value?: string }>): void {
    this.set(event.detail.key, event.detail.value);
  }

  handleLabels(event: CustomEvent<{ labels: FieldLabels }>): void {
    this.labels = { ...this.labels, ...event.detail.labels };
  }

  handleMine(event: Event): void {
    const { key = '' } = (event.currentTarget as HTMLElement).dataset;
    const conflict = this.merge?.conflicts.find((each) => each.key === key);
    if (!this.merge || !conflict) return;
    this.merge = { ...this.merge, conflicts: this.merge.conflicts.filter((each) => each !== conflict) };
    this.set(key, conflict.mine);
  }

  handleDiscard(): void {
    if (!this.settings) return;
    this.mine = choicesOf(this.settings);
    this.forget();
    this.keep();
  }

  async handleSave(): Promise<void> {
    if (!this.call || !this.settings || this.isBusy) return;
    this.isBusy = true;
    this.forget();
    const answer = await saveChoices(this.call, this.settings, this.mine);
    this.isBusy = false;
    if (answer.kind === 'refused') {
      this.faults = answer.faults;
      const isNamed = Object.keys(answer.faults).length > 0;
      this.refusal = isNamed ? [words.notSaved, answer.rest].filter(Boolean).join(' ') : '';
      this.fault = isNamed ? undefined : answer.fault;
      return;
    }
    this.settings = answer.settings;
    if (answer.kind === 'changed') {
      this.merge = answer.merge;
      this.mine = answer.merge.merged;
    } else {
      this.mine = choicesOf(answer.settings);
      this.note = words.saved;
      this.dispatchEvent(new CustomEvent('refreshchecks', { bubbles: true }));
    }
    this.keep();
  }

  private get changes(): string[] {
    return this.settings ? changedKeys(choicesOf(this.settings), this.mine) : [];
  }

  private set(key: string, value: string | undefined): void {
    if (this.mine[key] === value) return;
    this.mine = choose(this.mine, key, value);
    this.faults = Object.fromEntries(Object.entries(this.faults).filter(([name]) => name !== key));
    this.note = '';
    this.keep();
  }

  private told(key: string): string {
    const base = this.settings ? choicesOf(this.settings) : {};
    return `${choiceName(key, this.labels)} → ${choiceValue(key, base[key], this.labels)}`;
  }

  private forget(): void {
    this.faults = {};
    this.refusal = '';
    this.note = '';
    this.fault = undefined;
    this.merge = undefined;
  }

  private keep(): void {
    this.dispatchEvent(new CustomEvent('keepchoices', { detail: { step: 'writing', kept: this.kept }, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      this.settings = (await this.call?.('getSettings')) as Settings;
      this.mine = choicesOf(this.settings);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}

function count(value: number): string {
  return new Intl.NumberFormat(viewer.locale).format(value);
}
