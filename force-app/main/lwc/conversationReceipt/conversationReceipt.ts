import { dateTimeOf, fill, plural, viewer } from 'c/conversationModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import type { Line as Reason, Read } from 'c/evidenceReader';
import { RefreshEvent } from 'lightning/refresh';
import { api, LightningElement } from 'lwc';
import { linesOf } from './lines';
import type { Line } from './lines';
import { countsOf, isLeft, knownFrom, receiptsOf } from './receipt';
import type { Receipt, ReceiptAnswer } from './receipt';
import { words } from './words';

type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };
/** Whose receipt has the focus: with the conversation's record the card may go, and another receipt takes its place. */
let heir: string | undefined;

interface Run {
  key: string;
  heading: string;
  icon: string;
  variant?: string;
  lines: Line[];
  reasons: Reason[];
  remarks: Reason[];
  isOpen: boolean;
  expanded: string;
  chevron: string;
  toggle: string;
}

/**
 * What the service wrote for a conversation, why, and the way back. Tells `takenback` {key} once everything was taken
 * back: the conversation's own record may be gone then.
 */
export default class ConversationReceipt extends LightningElement {
  words = words;
  receipts: Receipt[] = [];
  isLoaded = false;
  fault?: { kind?: string };
  /** The dry run that asks the person. */
  plan?: Receipt;
  busy = '';
  private key?: string;
  private opened: Record<string, boolean> = {};
  private focusNext?: string;
  private reader = readAtOnce;

  @api
  get conversationKey(): string | undefined {
    return this.key;
  }
  set conversationKey(next: string | undefined) {
    if (next === this.key) return;
    this.key = next;
    this.plan = undefined;
    if (this.isLoaded) void this.load();
  }

  renderedCallback(): void {
    if (!this.isLoaded && !this.busy) void this.load();
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  get isLoading(): boolean {
    return !this.isLoaded;
  }

  get isNone(): boolean {
    return this.fault?.kind === 'notFound';
  }

  get isFault(): boolean {
    return this.fault !== undefined && !this.isNone;
  }

  get isUnread(): boolean {
    return this.receipts.length === 0;
  }

  get runs(): Run[] {
    const now = Date.now();
    const known = knownFrom(this.receipts);
    const first = this.receipts.find(({ entries }) => entries.length > 0);
    return this.receipts.map((receipt, index) => {
      const { at, action, match, remarks, entries } = receipt;
      const isOpen = this.opened[at] ?? receipt === first;
      return {
        key: `${at} ${index}`,
        ...headingOf(receipt, dateTimeOf(at, viewer, now)),
        lines: isOpen ? linesOf(receipt, known, viewer, now, this.inWords) : [],
        reasons: isOpen && action !== 'undo' && match.evidence ? (this.reader?.(match.evidence) ?? []) : [],
        remarks: isOpen ? this.inWords(remarks.join('\n')) : [],
        isOpen,
        expanded: String(isOpen),
        chevron: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
        toggle: entries.length > 0 ? at : '',
      };
    });
  }

  get isTakenBack(): boolean {
    return this.receipts[0]?.action === 'undo';
  }

  get canTakeBack(): boolean {
    return this.receipts.length > 0 && !this.isTakenBack && !this.plan;
  }

  get isBusy(): boolean {
    return this.busy !== '';
  }

  get planned(): { would: string; left?: string; lines: Line[]; isNothing: boolean } | undefined {
    if (!this.plan) return undefined;
    const { fields, records, left } = countsOf(this.plan);
    const known = knownFrom([this.plan, ...this.receipts]);
    const stays = { ...this.plan, entries: this.plan.entries.filter(isLeft) };
    return {
      would:
        records > 0
          ? fill(words.would, plural(fields, words.fields, viewer), plural(records, words.records, viewer))
          : words.nothing,
      left: left > 0 ? plural(left, words.left, viewer) : undefined,
      lines: linesOf(stays, known, viewer, Date.now(), this.inWords),
      isNothing: records === 0,
    };
  }

  /** As it was written until the words are here. */
  private inWords: Read = (text) => (text === '' ? [] : (this.reader?.(text) ?? [{ key: 0, text, lang: 'en' }]));

  handleToggle(event: Event): void {
    const { at = '', open } = (event.currentTarget as HTMLElement).dataset;
    this.opened = { ...this.opened, [at]: open !== 'true' };
  }

  async handleAsk(): Promise<void> {
    await this.run(words.asking, async () => {
      this.plan = (await this.call('undoConversation', { dryRun: true })) as Receipt;
      this.focusNext = '.plan';
    });
  }

  handleKeep(): void {
    this.plan = undefined;
    this.focusNext = '.take';
  }

  async handleTakeBack(): Promise<void> {
    await this.run(words.taking, async () => {
      await this.call('undoConversation');
      this.plan = undefined;
      this.focusNext = '.heading';
      heir = this.key;
      try {
        await this.read();
      } finally {
        this.dispatchEvent(new CustomEvent('takenback', { detail: { key: this.key }, bubbles: true, composed: true }));
        // what the page itself shows of the record has changed, too
        this.dispatchEvent(new RefreshEvent());
      }
    });
  }

  handleRetried(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    await this.run(words.loading, async () => {
      await this.read();
      if (heir && heir === this.key) this.focusNext = '.heading';
      heir = undefined;
    });
  }

  private async read(): Promise<void> {
    this.reader ??= await evidenceReader();
    this.receipts = receiptsOf((await this.call('getReceipt')) as ReceiptAnswer);
  }

  private async run(busy: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = busy;
    this.fault = undefined;
    try {
      await work();
    } catch (thrown) {
      this.fault = thrown as { kind?: string };
    }
    this.isLoaded = true;
    this.busy = '';
  }

  private call(operation: string, inputs: { dryRun?: boolean } = {}): Promise<unknown> {
    const service = this.template?.querySelector<Sync>('c-sync-api');
    return service ? service.call(operation, { key: this.key, ...inputs }) : Promise.reject(new Error());
  }
}

function headingOf({ action, outcome }: Receipt, when: string): Pick<Run, 'heading' | 'icon' | 'variant'> {
  if (outcome === 'failed') return { heading: fill(words.failed, when), icon: 'utility:warning', variant: 'warning' };
  if (outcome === 'planned') return { heading: fill(words.planned, when), icon: 'utility:clock' };
  if (action === 'undo')
    return { heading: fill(outcome === 'unchanged' ? words.nothingTaken : words.taken, when), icon: 'utility:undo' };
  if (outcome === 'unchanged') return { heading: fill(words.unchanged, when), icon: 'utility:check' };
  if (action === 'relink') return { heading: fill(words.linked, when), icon: 'utility:link' };
  return { heading: fill(words.written, when), icon: 'utility:success', variant: 'success' };
}
