import DEBRIEF_ADMIN from '@salesforce/customPermission/Debrief_Admin';
import { fill, plural, viewer } from 'c/conversationModel';
import { faultOf } from 'c/setupModel';
import type { Call, Settings, SyncFault } from 'c/setupModel';
import { daysOf, daysToChoose, faultsOf, inputsOf, isSameRule, ruleOf } from 'c/simulatorModel';
import type { Rule, Simulation } from 'c/simulatorModel';
import { api, LightningElement } from 'lwc';
import { saveRule } from './save';
import { words } from './words';

/** A Flow's callout may take two minutes. */
const TIMEOUT_MS = 125_000;
const PAGE_SIZE = 10;

/** For admins: today's deal rule beside a changed one, tried on the conversations of the last days before it holds. */
export default class DealRuleSimulator extends LightningElement {
  @api cardTitle?: string;
  @api pageSize = PAGE_SIZE;
  words = words;
  isAdmin = DEBRIEF_ADMIN === true;
  settings?: Settings;
  changed?: Rule;
  simulation?: Simulation;
  fault?: SyncFault;
  /** Of what the person is to know first: a conflict. */
  conflict = '';
  note = '';
  announcement = '';
  isComparing = false;
  isSaving = false;
  isAsking = false;

  private preset = 30;
  private chosenDays?: number;
  private hasStarted = false;
  private focusOn?: string;

  /** Preset in App Builder. */
  @api
  get days(): number {
    return this.preset;
  }
  set days(next: number) {
    this.preset = daysOf(next);
  }

  renderedCallback(): void {
    if (this.focusOn) this.template?.querySelector<HTMLElement>(`[data-focus="${this.focusOn}"]`)?.focus();
    this.focusOn = undefined;
    if (this.hasStarted || !this.isAdmin) return;
    this.hasStarted = true;
    void this.load();
  }

  get title(): string {
    return this.cardTitle || words.title;
  }

  get isLocked(): boolean {
    return !this.isAdmin;
  }

  get today(): Rule | undefined {
    return this.settings && ruleOf(this.settings);
  }

  get isLoading(): boolean {
    return !this.settings && !this.fault;
  }

  get cannotLoad(): boolean {
    return !this.settings && this.fault !== undefined;
  }

  get isBusy(): boolean {
    return this.isComparing || this.isSaving;
  }

  get isSame(): boolean {
    return !this.today || !this.changed || isSameRule(this.today, this.changed);
  }

  get cannotCompare(): boolean {
    return this.isBusy || this.isSame || (this.changed !== undefined && faultsOf(this.changed).length > 0);
  }

  get cannotGoBack(): boolean {
    return this.isBusy || this.isSame;
  }

  /** One button is the next thing to do: to compare, and once that is done to use the rule. */
  get compareVariant(): string {
    return this.simulation ? 'neutral' : 'brand';
  }

  get dayOptions(): { value: string; label: string }[] {
    return daysToChoose(this.preset).map((days) => ({
      value: String(days),
      label: plural(days, words.dayCount, viewer),
    }));
  }

  get dayValue(): string {
    return String(this.chosenDays ?? this.preset);
  }

  get rowsShown(): number {
    const size = Number(this.pageSize);
    return Number.isInteger(size) && size > 0 ? size : PAGE_SIZE;
  }

  get hasNothing(): boolean {
    return this.simulation?.total === 0;
  }

  get facts(): string {
    const { read = 0, days = 0, requests = 0 } = this.simulation ?? {};
    return [
      plural(read, words.count, viewer),
      plural(days, words.dayCount, viewer),
      plural(requests, words.requests, viewer),
    ].join('\u00a0· ');
  }

  get stopped(): string {
    const { stopped, read = 0, total = 0 } = this.simulation ?? {};
    return stopped ? fill(words.stopped[stopped], figure(read), figure(total)) : '';
  }

  get canUse(): boolean {
    return this.simulation !== undefined && !this.isSame && !this.isAsking;
  }

  handleRule(event: CustomEvent<Rule>): void {
    this.change(event.detail);
  }

  handleDays(event: CustomEvent<{ value: string }>): void {
    this.chosenDays = daysOf(event.detail.value);
    this.forget();
  }

  handleBack(): void {
    this.change(this.today);
  }

  handleTryAgain(): void {
    this.fault = undefined;
    void this.load();
  }

  async handleCompare(): Promise<void> {
    const { changed } = this;
    if (!changed || this.cannotCompare) return;
    this.forget();
    this.isComparing = true;
    this.announcement = words.comparing;
    try {
      const inputs = inputsOf(changed, Number(this.dayValue));
      const found = (await this.call('simulateRules', inputs, { timeoutMs: TIMEOUT_MS })) as Simulation;
      this.simulation = found;
      const moves = found.movesTotal === 0 ? words.movesNone : plural(found.movesTotal, words.moves, viewer);
      this.announcement = `${words.compared} ${moves}`;
    } catch (thrown) {
      this.fault = faultOf(thrown);
      this.announcement = '';
    }
    this.isComparing = false;
  }

  handleAsk(): void {
    this.isAsking = true;
    this.focusOn = 'confirm';
  }

  handleCancel(): void {
    this.isAsking = false;
    this.focusOn = 'use';
  }

  async handleUse(): Promise<void> {
    const { settings, changed } = this;
    if (!settings || !changed || this.isSaving) return;
    this.isSaving = true;
    const answer = await saveRule(this.call, settings, changed);
    this.isSaving = false;
    this.forget();
    if (answer.kind === 'refused') {
      this.fault = answer.fault;
      return;
    }
    this.settings = answer.settings;
    if (answer.kind === 'meanwhile') this.conflict = words.conflict;
    else {
      this.changed = ruleOf(answer.settings);
      this.note = words.used;
    }
    this.focusOn = 'said';
  }

  private readonly call: Call = (operation, inputs, options) => {
    const road = this.template?.querySelector<HTMLElement & { call: Call }>('c-sync-api');
    return road ? road.call(operation, inputs, options) : Promise.reject(new Error(words.loading));
  };

  private change(rule: Rule | undefined): void {
    this.changed = rule;
    this.forget();
  }

  /** What was said and found about another rule, or other days. */
  private forget(): void {
    this.simulation = undefined;
    this.fault = undefined;
    this.conflict = '';
    this.note = '';
    this.announcement = '';
    this.isAsking = false;
  }

  private async load(): Promise<void> {
    try {
      this.settings = (await this.call('getSettings')) as Settings;
      this.changed = ruleOf(this.settings);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}

function figure(value: number): string {
  return new Intl.NumberFormat(viewer.locale).format(value);
}
