import { faultsOf, numberOf, orderWords, STEPS, stepWords, tieWords, withStep } from 'c/simulatorModel';
import type { Rule } from 'c/simulatorModel';
import type { DealStep } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

type Share = 'threshold' | 'margin';
const optionsOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, label]) => ({ value, label }));

/** A rule to change; tells `rulechange` with the rule as it is then, numbers that are none as NaN. */
export default class DealRuleForm extends LightningElement {
  @api isBusy = false;
  words = words;
  tieOptions = optionsOf(tieWords);
  orderOptions = optionsOf(orderWords);

  private given?: Rule;
  /** What stands in an input whose text is no number. */
  private typed: Partial<Record<Share, string>> = {};

  @api
  get rule(): Rule | undefined {
    return this.given;
  }
  set rule(next: Rule | undefined) {
    this.given = next;
    for (const share of ['threshold', 'margin'] as const)
      if (next && !Number.isNaN(next[share])) this.typed = { ...this.typed, [share]: undefined };
  }

  get steps(): { key: DealStep; label: string; isOn: boolean }[] {
    return STEPS.map((key) => ({ key, label: stepWords[key], isOn: this.given?.dealSteps.includes(key) ?? false }));
  }

  get tie(): string {
    return this.given?.dealTie ?? 'off';
  }

  get order(): string {
    return this.given?.peopleOrder ?? 'contactFirst';
  }

  get threshold(): string {
    return this.textOf('threshold');
  }

  get margin(): string {
    return this.textOf('margin');
  }

  get thresholdFault(): string {
    return this.has('threshold') ? words.numberWrong : '';
  }

  get marginFault(): string {
    if (this.has('margin')) return words.numberWrong;
    return this.has('marginAbove') ? words.marginWrong : '';
  }

  handleStep(event: CustomEvent<{ checked: boolean }>): void {
    const step = (event.currentTarget as HTMLElement).dataset.step as DealStep;
    if (this.given) this.tell(withStep(this.given, step, event.detail.checked));
  }

  handleTie(event: CustomEvent<{ value: Rule['dealTie'] }>): void {
    if (this.given) this.tell({ ...this.given, dealTie: event.detail.value });
  }

  handleOrder(event: CustomEvent<{ value: Rule['peopleOrder'] }>): void {
    if (this.given) this.tell({ ...this.given, peopleOrder: event.detail.value });
  }

  handleShare(event: CustomEvent<{ value: string }>): void {
    const share = (event.currentTarget as HTMLElement).dataset.share as Share;
    const { value } = event.detail;
    this.typed = { ...this.typed, [share]: value };
    if (this.given) this.tell({ ...this.given, [share]: numberOf(value) });
  }

  private has(fault: ReturnType<typeof faultsOf>[number]): boolean {
    return this.given !== undefined && faultsOf(this.given).includes(fault);
  }

  private textOf(share: Share): string {
    return this.typed[share] ?? String(this.given?.[share] ?? '');
  }

  private tell(rule: Rule): void {
    this.dispatchEvent(new CustomEvent('rulechange', { detail: rule }));
  }
}
