import { fill, viewer } from 'c/conversationModel';
import { faultOf, webUrl } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { after } from 'c/timer';
import { LightningElement } from 'lwc';
import { factsOf, loginWords, PROVIDER_NAMES, rulesOf, timeOf, withdrawnWords } from './model';
import type { Fact, MyMailbox as State, Provider, Withdrawal } from './model';
import { words } from './words';

const POLL_MS = 3_000;
/** While it is read for the first time. */
const READING_MS = 10_000;

interface Login {
  url: string;
  expiresAt: string;
}

/** The user's own mailbox: whether Debrief may read it, what is kept of it, and the way out. */
export default class MyMailbox extends LightningElement {
  words = words;
  state?: State;
  fault?: SyncFault;
  provider?: Provider;
  login?: Login;
  note = '';
  isLate = false;
  isBusy = false;
  isAsking = false;
  isForgetting = false;

  private hasStarted = false;
  /** The user has stopped waiting; the service may still. */
  private isCancelled = false;
  /** What was wrong before the login: told again meanwhile, that is no news. */
  private before?: string;
  private cancelTimer?: () => void;

  private readonly handleVisibility = (): void => this.plan();

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.plan();
  }

  renderedCallback(): void {
    if (this.hasStarted) return;
    this.hasStarted = true;
    void this.load();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.cancelTimer?.();
  }

  get isLoading(): boolean {
    return !this.state && !this.fault;
  }

  get isOff(): boolean {
    return this.state?.isOn === false;
  }

  get offText(): string {
    return this.isConnectedMailbox ? words.offConnected : words.offText;
  }

  get hasNoProvider(): boolean {
    return this.state?.isOn === true && this.state.status === 'off';
  }

  get isWaiting(): boolean {
    return !this.isCancelled && (this.login !== undefined || this.state?.status === 'waiting');
  }

  get isForm(): boolean {
    return this.state?.isOn === true && !this.isWaiting && !this.hasNoProvider && !this.isConnectedMailbox;
  }

  /** Connected, whatever is wrong with it. */
  get isConnectedMailbox(): boolean {
    return Boolean(this.state?.mailbox);
  }

  get problem(): { heading: string; text: string; detail?: string } | undefined {
    const { problem } = this.state ?? {};
    if (!problem || this.isWaiting || this.isOff) return undefined;
    if (problem.needsUser) return { heading: words.problemUser, text: words.problemUserText };
    return { heading: words.problem, text: words.problemText, detail: problem.message };
  }

  get canReconnect(): boolean {
    return Boolean(this.problem && this.state?.problem?.needsUser);
  }

  get loginProblem(): string {
    const { loginProblem } = this.state ?? {};
    return loginProblem && !this.isWaiting && !this.isOff ? loginWords(loginProblem) : '';
  }

  get options(): { value: Provider; label: string }[] {
    return (this.state?.providers ?? []).map((value) => ({ value, label: PROVIDER_NAMES[value] }));
  }

  get chosen(): Provider | undefined {
    return this.provider ?? this.state?.provider ?? this.state?.providers[0];
  }

  get hasChoice(): boolean {
    return this.options.length > 1;
  }

  get facts(): Fact[] {
    return this.state ? factsOf(this.state) : [];
  }

  get rules(): Fact[] {
    return this.state ? rulesOf(this.state.neverSubjects) : [];
  }

  get withdrawnAt(): string {
    const { withdrawnAt } = this.state ?? {};
    return withdrawnAt && !this.note ? fill(words.withdrawnAt, timeOf(withdrawnAt)) : '';
  }

  get waitingUntil(): string | undefined {
    return this.login?.expiresAt ?? this.state?.waitingUntil ?? undefined;
  }

  get loginAddress(): string | undefined {
    return this.login?.url;
  }

  handleProvider(event: CustomEvent<{ value: Provider }>): void {
    this.provider = event.detail.value;
  }

  handleForget(event: CustomEvent<{ checked: boolean }>): void {
    this.isForgetting = event.detail.checked;
  }

  handleAsk(): void {
    this.isAsking = true;
    this.isForgetting = false;
  }

  handleKeep(): void {
    this.isAsking = false;
  }

  handleCancel(): void {
    this.isCancelled = true;
    this.login = undefined;
    this.plan();
  }

  async handleRetry(): Promise<void> {
    this.fault = undefined;
    await this.load();
  }

  async handleConnect(): Promise<void> {
    const provider = this.chosen ?? 'google';
    this.isLate = false;
    this.note = '';
    await this.run(async () => {
      this.login = (await this.call('startMyMailbox', { provider, language: viewer.language })) as Login;
      this.isCancelled = false;
      this.before = this.standing;
      // Where the browser stops it, the link below does the same.
      const url = webUrl(this.loginAddress);
      if (url) window.open(url, '_blank', 'noopener');
    });
    this.plan();
  }

  async handleWithdraw(): Promise<void> {
    const { provider = null } = this.state ?? {};
    await this.run(async () => {
      const done = (await this.call('withdrawMyMailbox', { forget: this.isForgetting })) as Withdrawal;
      this.isAsking = false;
      this.note = withdrawnWords(done, provider);
      this.state = (await this.call('getMyMailbox')) as State;
    });
    this.plan();
  }

  private readonly call: Call = (operation, inputs, options) => {
    const road = this.template?.querySelector<HTMLElement & { call: Call }>('c-sync-api');
    return road ? road.call(operation, inputs, options) : Promise.reject(new Error(words.loading));
  };

  /** What a login changes. */
  private get standing(): string {
    const { since, loginProblem } = this.state ?? {};
    return JSON.stringify([since, loginProblem]);
  }

  private async load(): Promise<void> {
    try {
      this.state = (await this.call('getMyMailbox')) as State;
      this.fault = undefined;
      if (this.login && this.standing !== this.before) this.login = undefined;
      else if (this.login && Date.parse(this.login.expiresAt) < Date.now()) {
        this.login = undefined;
        this.isLate = true;
      }
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.plan();
  }

  /** Only while something is on its way and somebody can see it. */
  private plan(): void {
    this.cancelTimer?.();
    if (document.visibilityState === 'hidden' || !this.isConnected || this.isBusy) return;
    const isReading = this.state?.status === 'connected' && !this.state.lastSyncAt;
    if (!this.isWaiting && !isReading) return;
    this.cancelTimer = after(this.isWaiting ? POLL_MS : READING_MS, () => {
      void this.load();
    });
  }

  private async run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await work();
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }
}
