import type { DealStep, Settings } from 'c/setupModel';

/** What decides which deal and which activity a conversation is linked to. */
export interface Rule {
  dealSteps: readonly DealStep[];
  dealTie: Settings['dealTie'];
  peopleOrder: Settings['peopleOrder'];
  threshold: number;
  margin: number;
}

/** In the order that they are gone through. */
export const STEPS: readonly DealStep[] = ['contactRole', 'owner', 'onlyOpenDeal'];

export function ruleOf({ dealSteps, dealTie, peopleOrder, threshold, margin }: Settings): Rule {
  return { dealSteps, dealTie, peopleOrder, threshold, margin };
}

/** The whole document with this rule; everything else stays as it was read. */
export function withRule(settings: Settings, rule: Rule): Settings {
  return { ...settings, ...rule, dealSteps: [...rule.dealSteps] };
}

export function isSameRule(a: Rule, b: Rule): boolean {
  const told = ({ dealSteps, dealTie, peopleOrder, threshold, margin }: Rule) =>
    JSON.stringify([STEPS.filter((step) => dealSteps.includes(step)), dealTie, peopleOrder, threshold, margin]);
  return told(a) === told(b);
}

export function withStep(rule: Rule, step: DealStep, isOn: boolean): Rule {
  return { ...rule, dealSteps: STEPS.filter((each) => (each === step ? isOn : rule.dealSteps.includes(each))) };
}

export type RuleFault = 'threshold' | 'margin' | 'marginAbove';

/** What is wrong with the numbers; a text that is none is NaN. */
export function faultsOf({ threshold, margin }: Rule): RuleFault[] {
  const isShare = (value: number) => value >= 0 && value <= 1;
  const faults: RuleFault[] = [];
  if (!isShare(threshold)) faults.push('threshold');
  if (!isShare(margin)) faults.push('margin');
  return faults.length === 0 && margin > threshold ? ['marginAbove'] : faults;
}

/** The number that an input holds; NaN for anything else, and for nothing. */
export function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

/** As the Flow takes it: plain values, whatever the user's locale. */
export function inputsOf(rule: Rule, days: number): Record<string, string | number> {
  return {
    dealSteps: rule.dealSteps.join(',') || 'none',
    dealTie: rule.dealTie,
    peopleOrder: rule.peopleOrder,
    threshold: String(rule.threshold),
    margin: String(rule.margin),
    days,
  };
}
