import { fill, viewer } from 'c/conversationModel';
import { faultOf, webUrl } from 'c/setupModel';
import type { Call, Check, Connection, SyncFault } from 'c/setupModel';
import { after } from 'c/timer';
import { api, LightningElement } from 'lwc';
import { factsOf, timeOf } from './facts';
import type { Fact } from './facts';
import { foundProblem, toldProblem } from './problems';
import type { Problem } from './problems';
import { words } from './words';

const POLL_MS = 3_000;

interface Login {
  authorizeUrl: string;
  expiresAt: string;
}

/** Connects the org, and shows how it is connected. Tells `connectionchange` {connection}. */
export default class SetupConnect extends LightningElement {
  @api call?: Call;
  /** What the check of the connection found wrong. */
  @api trouble?: Check;
  words = words;
  environments = [
    { value: 'production', label: words.production },
    { value: 'sandbox', label: words.sandbox },
  ];
  environment = 'production';
  domain = '';
  domainFault = '';
  login?: Login;
  fault?: SyncFault;
  note = '';
  isLate = false;
  isBusy = false;
  isAsking = false;
  private focusDue?: string;
  /** The admin has stopped waiting; the service may still. */
  isCancelled = false;

  /** Until when a login may come back. */
  until?: string;
  /** What was wrong before it: told again meanwhile, that is no news. */
  private before?: string;
  private value?: Connection;
  private cancelPoll?: () => void;

  @api
  get connection(): Connection | undefined {
    return this.value;
  }
  set connection(next: Connection | undefined) {
    this.value = next;
    if (next?.status === 'connected') this.forgetLogin();
    else if (next?.status === 'waiting') {
      this.until = next.waitingUntil ?? this.until;
      this.before ??= JSON.stringify(next.problem);
    }
    this.planPoll();
  }

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.planPoll();
  }

  /** What somebody had the focus on is gone: it goes to what took its place. */
  renderedCallback(): void {
    const next = this.focusDue && this.template?.querySelector<HTMLElement>(this.focusDue);
    if (!next) return;
    this.focusDue = undefined;
    next.focus();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.cancelPoll?.();
  }

  get isOn(): boolean {
    return this.value?.status === 'connected';
  }

  get isWaiting(): boolean {
    return !this.isCancelled && (this.value?.status === 'waiting' || this.until !== undefined);
  }

  get isForm(): boolean {
    return !this.isWaiting && !this.isOn && this.value?.canConnect !== false;
  }

  get cannotConnect(): boolean {
    return !this.isOn && this.value?.canConnect === false;
  }

  /** What the connection suffers from: told by itself, or found when the org was asked. */
  get problem(): Problem | undefined {
    if (this.isWaiting) return undefined;
    if (this.isOn) return this.trouble && foundProblem(this.trouble);
    return this.value?.problem ? toldProblem(this.value.problem) : undefined;
  }

  get connectLabel(): string {
    return this.value?.status === 'broken' ? words.again : words.connect;
  }

  get facts(): Fact[] {
    return this.value ? factsOf(this.value) : [];
  }

  get canDisconnect(): boolean {
    return this.value?.via !== 'environment';
  }

  /** Only who has yet to connect needs it. */
  get callbackUrl(): string | undefined {
    return this.isOn || this.isWaiting ? undefined : (this.value?.callbackUrl ?? undefined);
  }

  get loginAddress(): string | undefined {
    return this.login?.authorizeUrl;
  }

  handleEnvironment(event: CustomEvent<{ value: string }>): void {
    this.environment = event.detail.value;
  }

  handleDomain(event: CustomEvent<{ value: string }>): void {
    this.domain = event.detail.value.trim();
    this.domainFault = '';
  }

  async handleConnect(): Promise<void> {
    if (this.domain && !webUrl(this.domain)) {
      this.domainFault = words.domainWrong;
      return;
    }
    this.isCancelled = false;
    this.isLate = false;
    this.note = '';
    await this.run(async (call) => {
      this.login = (await call('startConnection', {
        environment: this.environment,
        language: viewer.language,
        ...(this.domain ? { loginUrl: this.domain } : {}),
      })) as Login;
      this.until = this.login.expiresAt;
      this.before = JSON.stringify(this.value?.problem);
      // Where the browser stops it, the link below does the same.
      const url = webUrl(this.loginAddress);
      if (url) window.open(url, '_blank', 'noopener');
      this.planPoll();
    });
  }

  async handleCancel(): Promise<void> {
    this.isCancelled = true;
    this.forgetLogin();
    this.cancelPoll?.();
    // A login that was begun over a broken connection leaves that one as it is.
    if (this.value?.status === 'waiting' && !this.value.organizationId)
      await this.run(async (call) => this.tell(await call('endConnection')));
  }

  async handleTest(): Promise<void> {
    await this.run(async (call) => {
      const answer = (await call('testConnection')) as Connection & { checkedAt: string };
      this.note = answer.status === 'connected' ? fill(words.testOk, timeOf(answer.checkedAt)) : '';
      this.tell(answer);
    });
  }

  handleAsk(): void {
    this.isAsking = true;
    this.focusDue = '.stay';
  }

  handleKeep(): void {
    this.isAsking = false;
    this.focusDue = '.disconnect';
  }

  async handleDisconnect(): Promise<void> {
    await this.run(async (call) => {
      this.tell(await call('endConnection'));
      this.note = words.disconnected;
    });
    this.isAsking = false;
    this.focusDue = this.isOn ? '.disconnect' : '.note';
  }

  private handleVisibility = (): void => {
    this.planPoll();
  };

  /** Only while a login is on its way and somebody can see it. */
  private planPoll(): void {
    this.cancelPoll?.();
    if (!this.isWaiting || document.visibilityState === 'hidden' || !this.isConnected) return;
    this.cancelPoll = after(POLL_MS, () => {
      void this.poll();
    });
  }

  private async poll(): Promise<void> {
    try {
      const answer = (await this.call?.('getConnection')) as Connection;
      if (this.isCancelled) return;
      const isNews = answer.problem !== null && JSON.stringify(answer.problem) !== this.before;
      // Between the login and the connection the service waits no more, and has none yet.
      const isLate = answer.status !== 'waiting' && !isNews && this.hasRunOut();
      if (answer.status !== 'connected' && (isNews || isLate)) {
        this.forgetLogin();
        this.isLate = isLate;
      }
      this.fault = undefined;
      this.tell(answer);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.planPoll();
  }

  private hasRunOut(): boolean {
    return this.until === undefined || Date.parse(this.until) < Date.now();
  }

  private forgetLogin(): void {
    this.login = undefined;
    this.until = undefined;
  }

  private async run(work: (call: Call) => Promise<void>): Promise<void> {
    if (!this.call || this.isBusy) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await work(this.call);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  private tell(connection: unknown): void {
    this.dispatchEvent(new CustomEvent('connectionchange', { detail: { connection }, bubbles: true }));
  }
}
