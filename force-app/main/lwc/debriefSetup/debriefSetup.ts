import IS_ADMIN from '@salesforce/customPermission/Debrief_Admin';
import { dateTimeOf, fill, viewer } from 'c/conversationModel';
import { faultOf, firstOpenStep, isStep } from 'c/setupModel';
import type {
  Call,
  Connection,
  FeedDraft,
  FeedName,
  Feeds,
  Health,
  KeptChoices,
  StepEntry,
  StepId,
  SyncFault,
} from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { LightningElement, wire } from 'lwc';
import { askConnection, askFeeds } from './ask';
import { driftOf } from './drift';
import type { Drift } from './drift';
import { entriesOf, progressOf, viewOf } from './stepView';
import type { Known, StepView } from './stepView';
import { words } from './words';

/** What is not saved yet, by step: it is there again when the step is. */
interface Kept {
  writing?: KeptChoices;
  emails?: FeedDraft;
  visitors?: FeedDraft;
}

const PAGE: PageReference = { type: 'standard__navItemPage', attributes: { apiName: 'Debrief_Setup' } };

/**
 * The set-up, a step at a time. Where an admin stands comes from what the service answers, and from the address of the
 * page where they chose a step; nothing is kept in the browser.
 */
export default class DebriefSetup extends NavigationMixin(LightningElement) {
  words = words;
  shared = shared;
  isAdmin = IS_ADMIN === true;
  connection?: Connection;
  health?: Health;
  /** Why the service could not be asked at all. */
  fault?: SyncFault;
  /** Why the checks could not be made. */
  healthFault?: SyncFault;
  feeds: Feeds = {};
  isLoaded = false;
  isChecking = false;
  announcement = '';
  kept: Kept = {};
  hasOwnPrimary = false;

  private page?: PageReference;
  private start: StepId = 'connect';
  private shown?: StepId;
  private hasStarted = false;

  /** Children run operations by it. */
  call: Call = (operation, inputs, options) => {
    const road = this.template?.querySelector<HTMLElement & { call: Call }>('c-sync-api');
    return road ? road.call(operation, inputs, options) : Promise.reject(new Error(words.checking));
  };

  @wire(CurrentPageReference)
  handlePage(page: PageReference | undefined): void {
    this.page = page;
  }

  renderedCallback(): void {
    if (!this.hasStarted && this.isAdmin) {
      this.hasStarted = true;
      void this.load();
    }
    this.focusNewStep();
  }

  get isLocked(): boolean {
    return !this.isAdmin;
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get step(): StepId {
    const asked = this.page?.state?.c__step;
    return isStep(asked) ? asked : this.start;
  }

  get tryKey(): string | undefined {
    return this.page?.state?.c__try;
  }

  get entries(): StepEntry[] {
    return entriesOf(this.known, this.isLoaded);
  }

  get progress(): string {
    return progressOf(this.entries);
  }

  get view(): StepView {
    return viewOf(this.step, this.known);
  }

  get hasState(): boolean {
    return this.isLoaded && this.view.state !== 'idle' && !this.fault;
  }

  get isConnect(): boolean {
    return this.step === 'connect';
  }

  get checkedAt(): string {
    if (this.isChecking) return words.checking;
    return this.health ? fill(words.checkedAt, dateTimeOf(this.health.checkedAt, viewer, Date.now())) : '';
  }

  get drift(): Drift | undefined {
    return driftOf(this.health);
  }

  get hasContinue(): boolean {
    const isReady = !this.isConnect || this.connection?.status === 'connected';
    return this.view.next !== undefined && this.isLoaded && !this.fault && isReady;
  }

  /** One primary action a step: going on, once the step itself asks for nothing more. */
  get continueVariant(): 'brand' | 'neutral' {
    const { isSettled, shows } = this.view;
    const isElsewhere = this.kept[this.step as keyof Kept] !== undefined || (shows.try && this.hasOwnPrimary);
    return isSettled && !isElsewhere ? 'brand' : 'neutral';
  }

  get checkVariant(): 'brand' | 'neutral' {
    return this.view.isMendedElsewhere ? 'brand' : 'neutral';
  }

  handleStep(event: CustomEvent<{ step: StepId }>): void {
    this.go({ c__step: event.detail.step });
  }

  handleContinue(): void {
    this.go({ c__step: this.view.next });
  }

  handleGoConnect(): void {
    this.go({ c__step: 'connect' });
  }

  async handleCheck(): Promise<void> {
    await this.load();
    // A fault is told by itself.
    if (!this.fault) this.announce(fill(words.nowAt, this.view.heading, this.view.stateName));
  }

  /** A step has changed the connection. */
  async handleConnection(event: CustomEvent<{ connection: Connection }>): Promise<void> {
    const before = this.connection?.status;
    this.connection = event.detail.connection;
    if (this.connection.status === before) return;
    this.health = undefined;
    if (this.connection.status === 'connected') await this.runChecks();
    const { heading, stateName } = viewOf('connect', this.known);
    this.announce(fill(words.nowAt, heading, stateName));
  }

  /** A step has changed what the checks look at. */
  async handleRefresh(): Promise<void> {
    await this.load();
  }

  handleFeed(event: CustomEvent<{ feed: FeedName; on: boolean }>): void {
    this.feeds = { ...this.feeds, [event.detail.feed]: event.detail.on };
  }

  handleAnnounce(event: CustomEvent<{ text: string }>): void {
    this.announce(event.detail.text);
  }

  handleKeep(event: CustomEvent<{ step: StepId; kept?: unknown }>): void {
    this.kept = { ...this.kept, [event.detail.step]: event.detail.kept };
  }

  handlePrimary(event: CustomEvent<{ isPrimary: boolean }>): void {
    this.hasOwnPrimary = event.detail.isPrimary;
  }

  handleTry(event: CustomEvent<{ key?: string }>): void {
    this.go({ c__step: 'try', c__try: event.detail.key }, true);
  }

  private get known(): Known {
    const { connection, health, feeds } = this;
    return { connection, health, feeds };
  }

  private async load(): Promise<void> {
    this.isChecking = true;
    try {
      this.connection = await askConnection(this.call);
      this.fault = undefined;
    } catch (thrown) {
      this.fault = faultOf(thrown);
      this.connection = undefined;
      this.health = undefined;
    }
    if (this.connection?.status === 'connected') await this.runChecks();
    if (this.health) void this.loadFeeds();
    this.isChecking = false;
    if (this.isLoaded) return;
    this.start = firstOpenStep(this.connection, this.health);
    this.shown = this.step;
    this.isLoaded = true;
  }

  private async runChecks(): Promise<void> {
    this.isChecking = true;
    try {
      this.health = (await this.call('checkHealth')) as Health;
      this.healthFault = undefined;
    } catch (thrown) {
      this.healthFault = faultOf(thrown);
      this.health = undefined;
    }
    this.isChecking = false;
  }

  /** Beside the checks, and shown when they are there. */
  private async loadFeeds(): Promise<void> {
    this.feeds = await askFeeds(this.call);
  }

  private announce(text: string): void {
    this.announcement = text;
  }

  private go(state: Record<string, string | undefined>, replace = false): void {
    const page = this.page ?? PAGE;
    this[NavigationMixin.Navigate]({ ...page, state: { ...page.state, ...state } }, replace);
  }

  /** Whoever changes the step is taken to its heading; the first one shown takes the focus from nobody. */
  private focusNewStep(): void {
    if (!this.isLoaded || this.shown === this.step) return;
    this.shown = this.step;
    this.template?.querySelector<HTMLElement>('.step-heading')?.focus();
  }
}
