import DEBRIEF_ADMIN from '@salesforce/customPermission/Debrief_Admin';
import { dayOf, fill, plural, viewer } from 'c/conversationModel';
import { newErrors, whenOf } from 'c/healthModel';
import type { Budget, ErrorList } from 'c/healthModel';
import { checkOf, faultOf } from 'c/setupModel';
import type { Call, Connection, Health, SyncFault } from 'c/setupModel';
import { checkWords } from 'c/setupWords';
import { after } from 'c/timer';
import { LightningElement } from 'lwc';
import { words } from './words';

const REFRESH_MS = 30_000;
/** What is tried again has mostly been dealt with by then. */
const SOON_MS = 3_000;

/** The health of the connection, for admins: what was written, what was not and why, and how far the day's requests go. */
export default class DebriefHealth extends LightningElement {
  words = words;
  isAdmin = DEBRIEF_ADMIN === true;
  connection?: Connection;
  budget?: Budget;
  errors?: ErrorList;
  health?: Health;
  driftFault = '';
  /** Why the service could not be asked, at the last try. */
  fault?: SyncFault;
  /** When the page was last read whole, in milliseconds; 0 before. */
  readAt = 0;
  isLoaded = false;
  /** Reading: by itself, and because somebody asked. */
  isBusy = false;
  isAsked = false;
  announcement = '';

  private hasStarted = false;
  private isDue = false;
  /** Counts what is asked for and changed here: an answer to what was asked before is out of date. */
  private round = 0;
  private cancelTimer?: () => void;

  /** Children run operations by it. */
  call: Call = (operation, inputs, options) => {
    const road = this.template?.querySelector<HTMLElement & { call: Call }>('c-sync-api');
    return road ? road.call(operation, inputs, options) : Promise.reject(new Error(words.loading));
  };

  private readonly handleVisibility = () => {
    if (document.visibilityState === 'hidden' || !this.isDue) return;
    this.isDue = false;
    void this.load();
  };

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.handleVisibility);
  }

  renderedCallback(): void {
    if (this.hasStarted || !this.isAdmin) return;
    this.hasStarted = true;
    void Promise.all([this.load(), this.checkDrift()]);
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.cancelTimer?.();
    this.hasStarted = false;
  }

  get isLocked(): boolean {
    return !this.isAdmin;
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  /** Without a first answer there is nothing to show below the fault. */
  get hasNoParts(): boolean {
    return this.isLoaded && !this.connection && !this.budget && !this.errors;
  }

  get hasErrors(): boolean {
    return this.isLoading || this.errors !== undefined;
  }

  get hasBudget(): boolean {
    return this.isLoading || this.budget !== undefined;
  }

  get driftNote(): string {
    return this.driftFault && !this.fault ? this.driftFault : '';
  }

  get updated(): string {
    return this.readAt ? fill(words.updated, this.when(this.readAt)) : '';
  }

  get readable(): string {
    return this.readAt ? fill(words.knownSince, this.when(this.readAt)) : words.readable;
  }

  get hasDrift(): boolean {
    return (this.health?.drift.changes.length ?? 0) > 0;
  }

  get driftTitle(): string {
    const since = this.health?.drift.since;
    return since ? fill(words.drift, dayOf(since, viewer, Date.now())) : words.driftNoDate;
  }

  get driftTone(): 'info' | 'warning' {
    return this.health?.drift.changes.every(({ better }) => better) ? 'info' : 'warning';
  }

  get driftLines(): { key: string; text: string; mark: string }[] {
    return (this.health?.drift.changes ?? []).map(({ check: id, code, message, better }) => {
      const check = checkOf(this.health, id);
      return {
        key: `${id} ${code}`,
        text: check?.code === code ? checkWords(check).reason : message,
        mark: better ? words.driftBetter : words.driftWorse,
      };
    });
  }

  async handleRefresh(): Promise<void> {
    this.isAsked = true;
    this.announcement = '';
    await Promise.all([this.load(), this.checkDrift()]);
    this.isAsked = false;
    if (!this.fault) this.announcement = words.refreshed;
  }

  handleBudget(event: CustomEvent<Budget>): void {
    this.budget = event.detail;
    void this.load();
  }

  handleRetried(): void {
    this.round += 1;
    this.isBusy = false;
    this.schedule(SOON_MS);
  }

  handleAnnounce(event: CustomEvent<string>): void {
    this.announcement = event.detail;
  }

  /** Asks for all parts at once; what does not come stays as it was. */
  private async load(): Promise<void> {
    this.cancelTimer?.();
    this.isBusy = true;
    const round = (this.round += 1);
    const log = this.template?.querySelector<HTMLElement & { refresh(): Promise<void> }>('c-health-log');
    const answers = await Promise.allSettled([
      this.call('getConnection'),
      this.call('getBudget'),
      this.call('listErrors'),
      log?.refresh(),
    ]);
    if (!this.isConnected || round !== this.round) return;
    const failed = answers.find((answer) => answer.status === 'rejected');
    this.fault = failed ? faultOf(failed.reason) : undefined;
    this.take(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : undefined)));
    if (!failed) this.readAt = Date.now();
    this.isLoaded = true;
    this.isBusy = false;
    this.schedule(REFRESH_MS);
  }

  private take([connection, budget, errors]: unknown[]): void {
    const before = this.errors;
    this.connection = (connection as Connection | undefined) ?? this.connection;
    this.budget = (budget as Budget | undefined) ?? this.budget;
    this.errors = (errors as ErrorList | undefined) ?? this.errors;
    const more = this.errors ? newErrors(before, this.errors) : 0;
    if (more) this.announcement = plural(more, { one: words.moreErrorsOne, other: words.moreErrorsOther }, viewer);
  }

  /** The checks take requests of the org: they are made when the page opens and when somebody asks, not every time. */
  private async checkDrift(): Promise<void> {
    try {
      this.health = (await this.call('checkHealth')) as Health;
      this.driftFault = '';
    } catch (thrown) {
      this.driftFault = faultOf(thrown).message;
    }
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer?.();
    this.cancelTimer = after(milliseconds, () => {
      if (document.visibilityState === 'hidden') this.isDue = true;
      else void this.load();
    });
  }

  private when(milliseconds: number): string {
    return whenOf(new Date(milliseconds).toISOString(), viewer, Date.now());
  }
}
