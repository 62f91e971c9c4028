import { dateTimeOf, dayOf, fill, viewer } from 'c/conversationModel';
import { changedSettings, faultOf, linesIn, saveFeed } from 'c/setupModel';
import type { Call, EmailSettings, Mailbox, Mailboxes, SyncFault } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const OPERATIONS = { get: 'getEmailSettings', put: 'putEmailSettings' };
const PROVIDERS = { google: words.google, microsoft: words.microsoft };
const STATES: Record<Mailbox['state'], string> = {
  connected: words.connected,
  problem: words.problem,
  consented: words.consented,
  withdrawn: words.withdrawn,
};
const NAMES: Record<string, string> = { on: words.on, neverSubjects: words.subjects, blocked: words.blocked };

interface Row {
  mailbox: string;
  state: string;
  stateClass: string;
  facts: string;
  problem?: string;
}

/** Whether emails are taken, which never are, and whose mailboxes are read. Tells `feedchange` once it is saved. */
export default class SetupEmails extends LightningElement {
  @api call?: Call;
  words = words;
  shared = shared;
  mine?: EmailSettings;
  fault?: SyncFault;
  mailboxFault?: SyncFault;
  refusal = '';
  told = '';
  note = '';
  isBusy = false;
  private read?: EmailSettings;
  private known?: Mailboxes;

  connectedCallback(): void {
    void this.load();
    void this.loadMailboxes();
  }

  get isLoading(): boolean {
    return !this.mine;
  }

  get subjects(): string {
    return (this.mine?.neverSubjects ?? []).join('\n');
  }

  get blocked(): string {
    return (this.mine?.blocked ?? []).join('\n');
  }

  get isChanged(): boolean {
    return Boolean(this.read && this.mine && changedSettings(this.read, this.mine).length > 0);
  }

  /** Providers that users can't choose yet, and what their apps need. */
  get missing(): string[] {
    if (!this.known) return [];
    const { providers, callbackUrl } = this.known;
    if (providers.length === 0) return [fill(words.noProvider, callbackUrl)];
    return (Object.keys(PROVIDERS) as (keyof typeof PROVIDERS)[])
      .filter((provider) => !providers.includes(provider))
      .map((provider) => fill(words.providerMissing, PROVIDERS[provider], callbackUrl));
  }

  get isNobody(): boolean {
    return this.known?.mailboxes.length === 0;
  }

  get mailboxes(): Row[] {
    return (this.known?.mailboxes ?? []).map(
      ({ mailbox, user, provider, state, since, lastSyncAt, problem, kept }) => ({
        mailbox,
        state: STATES[state],
        stateClass: state === 'problem' ? 'error' : 'state',
        facts: [
          user && user !== mailbox ? user : '',
          provider ? PROVIDERS[provider] : '',
          fill(words.since, dayOf(since, viewer, Date.now())),
          lastSyncAt ? fill(words.lastRead, dateTimeOf(lastSyncAt, viewer, Date.now())) : '',
          fill(words.kept, new Intl.NumberFormat(viewer.locale).format(kept)),
        ]
          .filter(Boolean)
          .join(' · '),
        problem: problem ? [problem.message, problem.fix].filter(Boolean).join(' ') : undefined,
      }),
    );
  }

  handleOn(event: CustomEvent<{ checked: boolean }>): void {
    this.set({ on: event.detail.checked });
  }

  handleLines(event: CustomEvent<{ value: string }>): void {
    const { name = '' } = (event.currentTarget as HTMLElement).dataset;
    this.set({ [name]: linesIn(event.detail.value) });
  }

  handleDiscard(): void {
    this.mine = this.read;
    this.forget();
  }

  async handleSave(): Promise<void> {
    if (!this.call || !this.read || !this.mine) return;
    this.isBusy = true;
    this.forget();
    const answer = await saveFeed(this.call, OPERATIONS, this.read, this.mine);
    this.isBusy = false;
    if (answer.kind === 'refused') {
      this.refusal = answer.fault.message;
      return;
    }
    this.read = answer.settings;
    if (answer.kind === 'changed') {
      this.mine = answer.merged;
      const both = answer.both.map((name) => NAMES[name] ?? name).join(', ');
      this.told = [words.changed, both ? fill(words.changedBoth, both) : ''].filter(Boolean).join(' ');
    } else {
      this.mine = answer.settings;
      this.note = words.saved;
      this.tell();
    }
  }

  private set(change: Partial<EmailSettings>): void {
    this.mine = this.mine && { ...this.mine, ...change };
    this.note = '';
  }

  private forget(): void {
    this.refusal = '';
    this.told = '';
    this.note = '';
  }

  private tell(): void {
    const detail = { feed: 'emails', on: this.read?.on === true };
    this.dispatchEvent(new CustomEvent('feedchange', { detail, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      this.read = (await this.call?.(OPERATIONS.get)) as EmailSettings;
      this.mine = this.read;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  private async loadMailboxes(): Promise<void> {
    try {
      this.known = (await this.call?.('listMailboxes')) as Mailboxes;
    } catch (thrown) {
      this.mailboxFault = faultOf(thrown);
    }
  }
}
