import { fill, viewer } from 'c/conversationModel';
import { checkOf, choicesOf, choose, faultOf, saveChoices } from 'c/setupModel';
import type { Call, Check, Choices, Health, Settings, SyncFault } from 'c/setupModel';
import { checkWords } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const RESERVE = 'apiReservePercent';

/** What the org's API allowance looks like, and how much of it is left to others. */
export default class SetupApi extends LightningElement {
  @api health?: Health;
  @api call?: Call;
  words = words;
  fault?: SyncFault;
  inputFault = '';
  note = '';
  isBusy = false;

  private typed?: string;
  private settings?: Settings;

  get check(): Check | undefined {
    return checkOf(this.health, 'apiAccess');
  }

  get isMended(): boolean {
    return this.check?.state === 'ok';
  }

  get tone(): 'error' | 'warning' {
    return this.check?.state === 'blocked' ? 'error' : 'warning';
  }

  get reason(): string | undefined {
    return this.check && checkWords(this.check).reason;
  }

  get fix(): string | undefined {
    return this.check && checkWords(this.check).fix;
  }

  get message(): string {
    return [this.reason, this.fix].filter(Boolean).join(' ');
  }

  get hasProblem(): boolean {
    return this.check !== undefined && !this.isMended;
  }

  get facts(): { key: string; label: string; text: string }[] {
    const { edition, enabled } = this.health?.api ?? {};
    const access = enabled === true ? words.yes : enabled === false ? words.no : words.unknown;
    return [
      { key: 'edition', label: words.edition, text: edition ?? this.health?.organization?.edition ?? words.unknown },
      { key: 'access', label: words.access, text: access },
    ];
  }

  get hasMeter(): boolean {
    const { used, max } = this.health?.api ?? {};
    return typeof used === 'number' && typeof max === 'number' && max > 0;
  }

  get usage(): string {
    const { used, max } = this.health?.api ?? {};
    return fill(words.usage, count(used ?? 0), count(max ?? 0));
  }

  get leftWords(): string {
    const { reserve } = this.health?.api ?? {};
    return this.left > 0
      ? fill(words.left, count(this.left), count(reserve ?? 0))
      : fill(words.leftNone, count(reserve ?? 0));
  }

  get usedStyle(): string {
    return `inline-size: ${this.shareOf(this.health?.api?.used)}%`;
  }

  get reserveStyle(): string {
    return `inline-size: ${this.shareOf(this.health?.api?.reserve)}%`;
  }

  get reserve(): string {
    return this.typed ?? String(this.health?.api?.reservePercent ?? '');
  }

  get isSame(): boolean {
    return this.isBusy || this.typed === undefined || this.typed === String(this.health?.api?.reservePercent);
  }

  handleReserve(event: CustomEvent<{ value: string }>): void {
    this.typed = event.detail.value;
    this.inputFault = '';
  }

  async handleSave(): Promise<void> {
    const wanted = Number(this.typed);
    if (!this.typed?.trim() || !Number.isInteger(wanted) || wanted < 0 || wanted > 95) {
      this.inputFault = words.reserveWrong;
      return;
    }
    this.isBusy = true;
    this.fault = undefined;
    try {
      if (this.call) await this.save(this.call, String(wanted));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  private async save(call: Call, wanted: string): Promise<void> {
    const settings = this.settings ?? ((await call('getSettings')) as Settings);
    await this.put(call, settings, choose(choicesOf(settings), RESERVE, wanted));
  }

  /** Somebody else's other settings are no reason to ask: mine goes on top of theirs. */
  private async put(call: Call, settings: Settings, mine: Choices): Promise<void> {
    const answer = await saveChoices(call, settings, mine);
    this.settings = undefined;
    if (answer.kind === 'refused') {
      this.inputFault = answer.faults[RESERVE] ?? '';
      this.fault = this.inputFault ? undefined : answer.fault;
    } else if (answer.kind === 'saved') {
      this.note = fill(words.saved, String(answer.settings.apiReservePercent));
      this.typed = undefined;
      this.dispatchEvent(new CustomEvent('refreshchecks', { bubbles: true }));
    } else if (answer.merge.conflicts.length === 0) {
      await this.put(call, answer.settings, answer.merge.merged);
    } else {
      this.settings = answer.settings;
      this.inputFault = fill(words.meanwhile, String(answer.settings.apiReservePercent), mine[RESERVE]);
    }
  }

  private get left(): number {
    const { used, max, reserve } = this.health?.api ?? {};
    return Math.max(0, (max ?? 0) - (used ?? 0) - (reserve ?? 0));
  }

  private shareOf(part: number | null | undefined): number {
    const { max } = this.health?.api ?? {};
    return max ? Math.min(100, Math.max(0, (100 * (part ?? 0)) / max)) : 0;
  }
}

function count(value: number): string {
  return new Intl.NumberFormat(viewer.locale).format(value);
}
