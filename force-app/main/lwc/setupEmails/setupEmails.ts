import { dateTimeOf, dayOf, fill, viewer } from 'c/conversationModel';
import { faultOf, FEED_OPERATIONS, linesIn, unsaved } from 'c/setupModel';
import type { Call, EmailSettings, FeedDraft, Mailbox, Mailboxes, SyncFault } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

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

/** Whether emails are taken, which never are, and whose mailboxes are read. */
export default class SetupEmails extends LightningElement {
  @api call?: Call;
  /** What was left unsaved when the step was last open. */
  @api kept?: FeedDraft<EmailSettings>;
  words = words;
  shared = shared;
  names = NAMES;
  draft?: FeedDraft<EmailSettings>;
  fault?: SyncFault;
  mailboxFault?: SyncFault;
  private known?: Mailboxes;

  connectedCallback(): void {
    if (this.kept) this.draft = this.kept;
    else void this.load();
    void this.loadMailboxes();
  }

  get mine(): EmailSettings | undefined {
    return this.draft?.mine;
  }

  get isLoading(): boolean {
    return !this.draft;
  }

  get subjects(): string {
    return (this.mine?.neverSubjects ?? []).join('\n');
  }

  get blocked(): string {
    return (this.mine?.blocked ?? []).join('\n');
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
          .join('\u00a0· '),
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

  handleDraft(event: CustomEvent<FeedDraft<EmailSettings>>): void {
    this.draft = event.detail;
    this.keep();
  }

  private set(change: Partial<EmailSettings>): void {
    if (this.draft) this.draft = { ...this.draft, mine: { ...this.draft.mine, ...change } };
    this.keep();
  }

  private keep(): void {
    const detail = { step: 'emails', kept: unsaved(this.draft) };
    this.dispatchEvent(new CustomEvent('keepchoices', { detail, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      const read = (await this.call?.(FEED_OPERATIONS.emails.get)) as EmailSettings;
      this.draft = { read, mine: read };
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
