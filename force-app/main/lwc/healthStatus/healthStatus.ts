import { dateTimeOf, fill, plural, viewer } from 'c/conversationModel';
import { whenOf } from 'c/healthModel';
import type { Budget } from 'c/healthModel';
import { faultOf, webUrl } from 'c/setupModel';
import type { Call, Connection, SyncFault } from 'c/setupModel';
import type { CheckWords } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { problemWords } from './problems';
import { words } from './words';

interface State {
  words: string;
  icon: string;
  variant?: string;
}
const STATES: Record<Connection['status'], State> = {
  connected: { words: words.connected, icon: 'utility:success', variant: 'success' },
  broken: { words: words.broken, icon: 'utility:error', variant: 'error' },
  waiting: { words: words.waitingForLogin, icon: 'utility:clock' },
  notConnected: { words: words.notConnected, icon: 'utility:routing_offline' },
};
const PAUSED: State = { words: words.paused, icon: 'utility:pause', variant: 'warning' };

interface Fact {
  label: string;
  text: string;
  url?: string;
}

/**
 * Whether the service is connected, as whom, and whether it runs; pauses it and lets it go on. Tells `budgetchange` with
 * the budget that the service answered, and `announce` with a sentence for screen readers.
 */
export default class HealthStatus extends LightningElement {
  @api connection?: Connection;
  @api budget?: Budget;
  @api call?: Call;
  words = words;
  isAsking = false;
  isBusy = false;
  fault?: SyncFault;
  private focusNext?: string;

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  get isPaused(): boolean {
    return this.budget?.paused === true;
  }

  get state(): State {
    const status = this.connection?.status ?? 'notConnected';
    return status === 'connected' && this.isPaused ? PAUSED : STATES[status];
  }

  get hasPause(): boolean {
    return this.budget !== undefined && !this.isUnconnected;
  }

  get switchLabel(): string {
    return this.isPaused ? words.resume : words.pause;
  }

  get switchIcon(): string {
    return this.isPaused ? 'utility:play' : 'utility:pause';
  }

  get pausedSince(): string {
    const since = this.budget?.pausedSince;
    return since ? fill(words.pausedSince, whenOf(since, viewer, Date.now())) : words.paused;
  }

  get ask(): { heading: string; text: string; keep: string } {
    if (!this.isPaused) return { heading: words.pauseTitle, text: words.pauseText, keep: words.pauseKeep };
    const waiting = this.budget?.waiting ?? 0;
    const text = waiting
      ? plural(waiting, { one: words.resumeOne, other: words.resumeOther }, viewer)
      : words.resumeNone;
    return { heading: words.resumeTitle, text, keep: words.resumeKeep };
  }

  get problem(): CheckWords | undefined {
    return this.connection?.problem ? problemWords(this.connection.problem) : undefined;
  }

  get isUnconnected(): boolean {
    const status = this.connection?.status;
    return status === 'notConnected' || status === 'waiting';
  }

  get facts(): Fact[] {
    const { organizationName, isSandbox, instanceUrl, user, lastSyncAt, status } = this.connection ?? {};
    const now = Date.now();
    const waiting = this.budget?.waiting;
    const host = webUrl(instanceUrl);
    const isOn = status === 'connected' || status === 'broken';
    const facts: (Fact | undefined)[] = [
      organizationName
        ? { label: words.organization, text: isSandbox ? fill(words.sandbox, organizationName) : organizationName }
        : undefined,
      host ? { label: words.address, text: new URL(host).host, url: host } : undefined,
      user ? { label: words.user, text: user.name || user.username } : undefined,
      isOn
        ? { label: words.lastSync, text: lastSyncAt ? dateTimeOf(lastSyncAt, viewer, now) : words.noSync }
        : undefined,
      waiting === undefined ? undefined : { label: words.waiting, text: this.waitingWords(waiting) },
    ];
    return facts.filter((fact) => fact !== undefined);
  }

  get hasFacts(): boolean {
    return this.facts.length > 0;
  }

  handleAsk(): void {
    this.isAsking = !this.isAsking;
    this.fault = undefined;
    if (this.isAsking) this.focusNext = '.confirm';
  }

  handleKeep(): void {
    this.isAsking = false;
    this.focusNext = '.switch';
  }

  async handleSwitch(): Promise<void> {
    const { isPaused } = this;
    this.isBusy = true;
    this.fault = undefined;
    try {
      const budget = (await this.call?.(isPaused ? 'resumeWriting' : 'pauseWriting')) as Budget;
      this.dispatchEvent(new CustomEvent('budgetchange', { detail: budget }));
      this.dispatchEvent(new CustomEvent('announce', { detail: isPaused ? words.resumedDone : words.pausedDone }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
    this.isAsking = false;
    this.focusNext = '.switch';
  }

  private waitingWords(waiting: number): string {
    if (waiting === 0) return words.waitingNone;
    return plural(waiting, { one: words.waitingOne, other: words.waitingOther }, viewer);
  }
}
