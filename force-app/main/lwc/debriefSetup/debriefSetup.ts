import IS_ADMIN from '@salesforce/customPermission/Debrief_Admin';
import { dateTimeOf, fill, plural, viewer } from 'c/conversationModel';
import { checksOf, faultOf, firstOpenStep, isStep, stateOf, stepAfter, STEPS, troubleOf } from 'c/setupModel';
import type {
  Call,
  Check,
  Choices,
  Connection,
  FeedName,
  Feeds,
  Health,
  Settings,
  StepId,
  StepState,
  SyncFault,
} from 'c/setupModel';
import { checkWords, stateIcon, stateName, stepName, words as shared } from 'c/setupWords';
import { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { LightningElement, wire } from 'lwc';
import { askConnection, askFeeds } from './ask';
import { driftOf } from './drift';
import type { Drift } from './drift';
import { words } from './words';

/** Settings as they were read, and what the admin has made of them without saving. */
export interface KeptChoices {
  settings: Settings;
  mine: Choices;
}

const WHY: Record<StepId, string> = {
  connect: words.whyConnect,
  permissions: words.whyPermissions,
  api: words.whyApi,
  notes: words.whyNotes,
  changes: words.whyChanges,
  people: words.whyPeople,
  writing: words.whyWriting,
  try: words.whyTry,
  emails: words.whyEmails,
  workflows: words.whyWorkflows,
  visitors: words.whyVisitors,
  summary: words.whySummary,
};
/** Nothing to show without them. */
const OF_CHECKS = new Set<StepId>(['permissions', 'api', 'notes', 'changes', 'summary']);
/** These go on without further ado. */
const SETTLED = new Set<StepState>(['done', 'advice', 'off']);
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
  /** Which feeds are on; one that could not be asked is not there. */
  feeds: Feeds = {};
  isLoaded = false;
  isChecking = false;
  announcement = '';
  kept?: KeptChoices;
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

  get entries(): { id: StepId; state: StepState }[] {
    return STEPS.map((id) => ({ id, state: stateOf(id, this.connection, this.health, this.feeds) }));
  }

  get progress(): string {
    const steps = this.entries.filter(({ state }) => state !== 'idle');
    const settled = steps.filter(({ state }) => SETTLED.has(state));
    const progress = { one: words.progressOne, other: words.progressOther };
    return fill(plural(settled.length, progress, viewer), '', String(steps.length));
  }

  get heading(): string {
    return stepName(this.step);
  }

  get why(): string {
    return WHY[this.step];
  }

  get state(): StepState {
    return stateOf(this.step, this.connection, this.health, this.feeds);
  }

  get stateWords(): string {
    return stateName(this.state);
  }

  get stateIconName(): string {
    return stateIcon(this.state).name;
  }

  get stateVariant(): string | undefined {
    return stateIcon(this.state).variant;
  }

  get hasState(): boolean {
    return this.isLoaded && this.state !== 'idle' && !this.fault;
  }

  get isConnect(): boolean {
    return this.step === 'connect';
  }

  get waits(): boolean {
    return !this.isConnect && this.connection?.status !== 'connected';
  }

  get trouble(): Check | undefined {
    return troubleOf(this.health);
  }

  /** The org could not be asked, and the first step says why. */
  get isUnreachable(): boolean {
    return this.checks.length > 0 && this.checks.every(({ state }) => state === 'unknown') && Boolean(this.trouble);
  }

  get troubleReason(): string {
    return this.trouble ? checkWords(this.trouble).reason : '';
  }

  /** The step's own part of the page; one about the checks once they are there. */
  get shows(): Partial<Record<StepId | 'check', boolean>> {
    const { step } = this;
    const isThere = !OF_CHECKS.has(step) || this.health !== undefined;
    return { [step === 'notes' || step === 'changes' ? 'check' : step]: isThere };
  }

  get checks(): Check[] {
    return checksOf(this.step, this.health);
  }

  get check(): Check | undefined {
    return this.checks[0];
  }

  get checkedAt(): string {
    if (this.isChecking) return words.checking;
    return this.health ? fill(words.checkedAt, dateTimeOf(this.health.checkedAt, viewer, Date.now())) : '';
  }

  get drift(): Drift | undefined {
    return driftOf(this.health);
  }

  get hasContinue(): boolean {
    return this.next !== undefined && this.isLoaded && !this.fault && (!this.isConnect || !this.isOpen);
  }

  get continueLabel(): string {
    return this.next ? fill(words.continueTo, stepName(this.next)) : '';
  }

  /** One primary action a step: going on, once the step itself asks for nothing more. */
  get continueVariant(): 'brand' | 'neutral' {
    const isElsewhere = (this.shows.writing && this.kept !== undefined) || (this.shows.try && this.hasOwnPrimary);
    return SETTLED.has(this.state) && !isElsewhere ? 'brand' : 'neutral';
  }

  /** Where the mend lies in Setup, looking again is what is left to do here. */
  get checkVariant(): 'brand' | 'neutral' {
    return this.state === 'needs' && this.checks.length > 0 && !this.isUnreachable ? 'brand' : 'neutral';
  }

  handleStep(event: CustomEvent<{ step: StepId }>): void {
    this.go({ c__step: event.detail.step });
  }

  handleContinue(): void {
    this.go({ c__step: this.next });
  }

  handleGoConnect(): void {
    this.go({ c__step: 'connect' });
  }

  async handleCheck(): Promise<void> {
    await this.load();
    // A fault is told by itself.
    if (!this.fault) this.announce(fill(words.nowAt, this.heading, this.stateWords));
  }

  /** A step has changed the connection. */
  async handleConnection(event: CustomEvent<{ connection: Connection }>): Promise<void> {
    const before = this.connection?.status;
    this.connection = event.detail.connection;
    if (this.connection.status === before) return;
    this.health = undefined;
    if (this.connection.status === 'connected') await this.runChecks();
    this.announce(fill(words.nowAt, stepName('connect'), stateName(stateOf('connect', this.connection, this.health))));
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

  handleKeep(event: CustomEvent<KeptChoices | undefined>): void {
    this.kept = event.detail ?? undefined;
  }

  handlePrimary(event: CustomEvent<{ isPrimary: boolean }>): void {
    this.hasOwnPrimary = event.detail.isPrimary;
  }

  handleTry(event: CustomEvent<{ key?: string }>): void {
    this.go({ c__step: 'try', c__try: event.detail.key }, true);
  }

  private get isOpen(): boolean {
    return this.connection?.status !== 'connected';
  }

  private get next(): StepId | undefined {
    return stepAfter(this.step);
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
