import { fill, plural, viewer } from 'c/conversationModel';
import type { ConversationDetail } from 'c/conversationModel';
import type { LinkOption } from 'c/candidateModel';
import { evidenceReader } from 'c/evidenceReader';
import type { Line } from 'c/evidenceReader';
import { RefreshEvent } from 'lightning/refresh';
import { api, LightningElement } from 'lwc';
import { changesOf, problemsOf } from './changes';
import type { Receipt } from './changes';
import { lineOf } from './lines';
import type { ChangeLine } from './lines';
import { KEEP, linksOf, NONE, relinkInputs, RULES, undoInputs } from './wish';
import type { Links, RelinkInputs, Wish } from './wish';
import { words } from './words';

type Step = 'choose' | 'preview' | 'done';
interface Standing {
  opportunityId?: string | null;
  match?: { status: string } | null;
}
type Sync = HTMLElement & { call(operation: string, inputs: object): Promise<unknown> };

/**
 * Links a conversation by hand: choose, see what would change, confirm, undo. Tells `linkchange` when the org says
 * otherwise than before, and `close`.
 */
export default class ChangeLink extends LightningElement {
  @api conversation?: ConversationDetail;
  /** Deals and activities that were weighed and the viewer may see. */
  @api deals: readonly LinkOption[] = [];
  @api activities: readonly LinkOption[] = [];
  words = words;
  step: Step = 'choose';
  isBusy = false;
  fault?: unknown;
  choiceError?: string;
  said = '';
  problems: readonly string[] = [];
  canUndo = false;
  remarks: readonly Line[] = [];

  private wished?: Wish;
  private before?: Links;
  private receipt?: Receipt;
  /** The deal that it was linked to when what would change was read. */
  private seenDealId?: string;
  /** What the service has said since. */
  private standing?: Links;
  private isUntold = false;
  private focusNext?: string = 'c-link-choice';

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  disconnectedCallback(): void {
    this.tellChange();
  }

  get isChoosing(): boolean {
    return this.step === 'choose';
  }

  get isPreview(): boolean {
    return this.step === 'preview';
  }

  get wish(): Wish {
    return (
      this.wished ?? {
        deal: this.current.dealId || !this.dealOptions[0] ? KEEP : this.dealOptions[0].value,
        activity: KEEP,
      }
    );
  }

  get dealOptions(): LinkOption[] {
    const { dealId, isLocked } = this.current;
    const deal = this.conversation?.match.records.find(({ id }) => id === dealId);
    const weighed = this.deals.find(({ value }) => value === dealId);
    return [
      ...(deal ? [{ ...weighed, value: KEEP, label: deal.name }] : []),
      ...this.deals.filter(({ value }) => value !== dealId),
      { value: deal || !isLocked ? NONE : KEEP, label: words.noDeal },
      ...(isLocked ? [{ value: RULES, label: words.rules, facts: words.rulesHelp }] : []),
    ];
  }

  get activityOptions(): LinkOption[] {
    const { activityId } = this.current;
    return [
      { value: activityId ? KEEP : NONE, label: activityId ? words.keepActivity : words.noActivity },
      ...this.activities.filter(({ value }) => value !== activityId),
      ...(activityId ? [{ value: NONE, label: words.noActivity }] : []),
    ];
  }

  /** What the rules decide is decided as a whole. */
  get hasActivities(): boolean {
    return this.activities.length > 0 && this.wish.deal !== RULES;
  }

  get confirmLabel(): string {
    return this.wish.deal === RULES ? words.giveBack : words.link;
  }

  get changes(): ChangeLine[] {
    return this.told.changes.map((change, index, all) => lineOf(change, all[index - 1]));
  }

  get others(): string | undefined {
    const count = this.told.others;
    return count > 0 ? plural(count, { one: words.othersOne, other: words.othersOther }, viewer) : undefined;
  }

  get isUnchanged(): boolean {
    return this.changes.length === 0;
  }

  /** Somebody else has linked it since this page was read. */
  get isChangedSince(): boolean {
    return this.seenDealId !== this.current.dealId;
  }

  private get told(): ReturnType<typeof changesOf> {
    const { records = [] } = this.conversation?.match ?? {};
    const options = [...this.deals, ...this.activities].map(({ value, label }) => [value, label]);
    const seen = Object.fromEntries([...options, ...records.map(({ id, name }) => [id, name])]) as Record<
      string,
      string
    >;
    return this.receipt ? changesOf(this.receipt, seen) : { changes: [], others: 0 };
  }

  private get current(): Links {
    return this.conversation ? linksOf(this.conversation) : { isLocked: false };
  }

  handleDeal(event: CustomEvent<{ value?: string }>): void {
    this.wished = { ...this.wish, deal: event.detail.value };
    this.choiceError = undefined;
  }

  handleActivity(event: CustomEvent<{ value?: string }>): void {
    this.wished = { ...this.wish, activity: event.detail.value ?? KEEP };
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.isBusy) return;
    event.stopPropagation();
    this.handleClose();
  }

  async handlePreview(): Promise<void> {
    // what was preselected stays chosen, whatever the card reads meanwhile
    this.wished = this.wish;
    const inputs = this.wish.deal ? relinkInputs(this.wish) : undefined;
    this.choiceError = inputs ? undefined : words.chooseFirst;
    // at once: told a second time it changes nothing that would be rendered
    if (!inputs) this.template?.querySelector<HTMLElement>('c-link-choice')?.focus();
    else {
      this.standing = undefined;
      await this.run(() => this.preview(inputs));
    }
  }

  handleBack(): void {
    this.step = 'choose';
    this.fault = undefined;
    this.focusNext = 'c-link-choice';
  }

  async handleConfirm(): Promise<void> {
    const inputs = relinkInputs(this.wish);
    if (!inputs) return;
    await this.run(async () => {
      if (await this.isLinkedMeanwhile()) {
        await this.preview(inputs);
        return;
      }
      const before = this.isChangedSince ? this.standing : this.current;
      const receipt = await this.relink(inputs);
      this.before = before;
      this.said = this.doneWords(receipt);
      this.problems = problemsOf(receipt);
      this.canUndo = receipt.outcome !== 'failed';
      this.end(inputs.activityId !== undefined);
    });
  }

  async handleUndo(): Promise<void> {
    const { before, wish } = this;
    if (!before) return;
    await this.run(async () => {
      const [first, second] = undoInputs(before, wish);
      let receipt = await this.relink(first);
      if (second) receipt = await this.relink(second);
      // the rules may have linked it by what has changed since
      if (!before.isLocked && receipt.match.opportunityId !== before.dealId)
        receipt = await this.relink({ opportunityId: before.dealId ?? NONE });
      this.said = words.undone;
      this.problems = problemsOf(receipt);
      this.canUndo = false;
      this.end(wish.activity !== KEEP);
    });
  }

  handleClose(): void {
    this.tellChange();
    this.dispatchEvent(new CustomEvent('close'));
  }

  /** A conversation that has left the activity on show leaves the page, too: that is told once this closes. */
  private end(hasLeft: boolean): void {
    this.step = 'done';
    this.focusNext = '.said';
    this.isUntold = true;
    if (!hasLeft) this.tellChange();
  }

  private tellChange(): void {
    if (!this.isUntold) return;
    this.isUntold = false;
    this.dispatchEvent(new CustomEvent('linkchange', { bubbles: true, composed: true }));
    // what the page itself shows of the activity has changed, too
    this.dispatchEvent(new RefreshEvent());
  }

  private doneWords({ outcome, match, names = {} }: Receipt): string {
    if (outcome === 'planned') return words.held;
    if (this.wish.deal === RULES) return words.doneRules;
    const { opportunityId: id } = match;
    return id ? fill(words.doneLinked, names[id] ?? id) : words.doneNone;
  }

  private async preview(inputs: RelinkInputs): Promise<void> {
    const receipt = await this.relink({ ...inputs, dryRun: true });
    const { chosen } = receipt.match;
    this.receipt = receipt;
    this.seenDealId = chosen ? chosen.before.opportunityId : this.current.dealId;
    const remarks = receipt.remarks.join('\n');
    this.remarks = remarks ? (await evidenceReader())(remarks) : [];
    this.step = 'preview';
    this.focusNext = '.heading';
  }

  /** Since what would change was read: then that is no longer what would change. */
  private async isLinkedMeanwhile(): Promise<boolean> {
    const { opportunityId, match } = (await this.ask('getConversation')) as Standing;
    const known = this.standing ? this.standing.dealId : this.seenDealId;
    this.standing = { ...this.current, dealId: opportunityId ?? undefined, isLocked: match?.status === 'Locked' };
    return this.standing.dealId !== known;
  }

  private relink(inputs: RelinkInputs & { dryRun?: true }): Promise<Receipt> {
    return this.ask('relinkConversation', inputs) as Promise<Receipt>;
  }

  private async ask(operation: string, inputs: object = {}): Promise<unknown> {
    const sync = this.template?.querySelector<Sync>('c-sync-api');
    return sync?.call(operation, { key: this.conversation?.key, ...inputs });
  }

  /** One at a time: a second click finds it busy. */
  private async run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.fault = undefined;
    try {
      await work();
    } catch (thrown) {
      this.fault = thrown;
    }
    this.isBusy = false;
  }
}
