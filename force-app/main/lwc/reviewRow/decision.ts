import type { Candidate } from 'c/conversationModel';

/** What has to be chosen for one conversation. */
export interface Open {
  deal: boolean;
  activity: boolean;
}
export interface Chosen {
  deal?: string;
  activity?: string;
}
export interface Inputs {
  opportunityId?: string;
  activityId?: string;
  unlock?: true;
}

export const isDeal = ({ object }: Candidate): boolean => object === 'Opportunity';

/** As the service takes it; undefined while something that has to be chosen is not. */
export function linkInputs(open: Open, { deal, activity }: Chosen): Inputs | undefined {
  if ((open.deal && !deal) || (open.activity && !activity)) return undefined;
  return { ...(open.deal ? { opportunityId: deal } : {}), ...(open.activity ? { activityId: activity } : {}) };
}

export function noneInputs(open: Open): Inputs {
  return linkInputs(open, { deal: 'none', activity: 'none' }) ?? {};
}

/** Gives it back to the rules, which then ask again: an activity that was chosen would stay. */
export function undoInputs(open: Open): Inputs[] {
  return [...(open.activity ? [{ activityId: 'none' }] : []), { unlock: true }];
}
