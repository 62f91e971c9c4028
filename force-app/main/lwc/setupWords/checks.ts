import type { Check } from 'c/setupModel';

export interface CheckWords {
  reason: string;
  fix: string;
}

/** A check in the viewer's words; the service's own where this version knows none for its code. */
export function checkWords({ reason, fix }: Check): CheckWords {
  return { reason, fix };
}
