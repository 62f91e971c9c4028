/** As `POST /v1/simulations` answers. */
export type Outcome = 'linked' | 'needsReview' | 'accountOnly' | 'none' | 'locked';
export const OUTCOMES: readonly Outcome[] = ['linked', 'needsReview', 'accountOnly', 'none', 'locked'];

export interface Side {
  outcome: Outcome;
  opportunityId?: string;
  opportunity?: string;
  rule: string;
  evidence: string;
}
export interface Move {
  key: string;
  conversationId?: string;
  title: string;
  at: string;
  kind: string;
  today: Side;
  changed: Side;
}
export interface Simulation {
  days: number;
  total: number;
  read: number;
  stopped?: 'most' | 'time' | 'reserve';
  requests: number;
  today: Record<Outcome, number>;
  changed: Record<Outcome, number>;
  moves: Move[];
  movesTotal: number;
}

const DAYS: readonly number[] = [7, 14, 30, 60, 90];

/** The choices of days, with one that an admin has set in App Builder. */
export function daysToChoose(preset: number): number[] {
  return [...new Set([...DAYS, preset])].sort((a, b) => a - b);
}

/** A whole number of days that the service takes; 30 for anything else. */
export function daysOf(value: unknown): number {
  const days = Number(value);
  return Number.isInteger(days) && days >= 1 && days <= 90 ? days : 30;
}

/** `+12`, `−3`, `0` as the locale writes them. */
export function differenceOf(today: number, changed: number, locale: string): string {
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(changed - today);
}
