import type { ConversationDetail } from 'c/conversationModel';

/** Values of the rows that are no record. */
export const KEEP = 'keep';
export const NONE = 'none';
export const RULES = 'rules';

/** What a person wants: rows' values or the Ids of records; no deal where *Another deal* has none yet. */
export interface Wish {
  deal?: string;
  activity: string;
}
export interface RelinkInputs {
  opportunityId?: string;
  activityId?: string;
  unlock?: true;
}

/** As the service takes it; undefined where nothing would change. */
export function relinkInputs({ deal, activity }: Wish): RelinkInputs | undefined {
  if (deal === RULES) return { unlock: true };
  const inputs = {
    ...(deal && deal !== KEEP ? { opportunityId: deal } : {}),
    ...(activity !== KEEP ? { activityId: activity } : {}),
  };
  return Object.keys(inputs).length > 0 ? inputs : undefined;
}

/** What stood before, to go back to. */
export interface Links {
  isLocked: boolean;
  dealId?: string;
  activityId?: string;
}

export function linksOf({ match }: ConversationDetail): Links {
  return {
    isLocked: match.status === 'Locked',
    dealId: match.records.find(({ objectApiName }) => objectApiName === 'Opportunity')?.id,
    activityId: match.activityId,
  };
}

/** The calls that take a wish back, in order. What the rules had linked is given back to them. */
export function undoInputs(before: Links, { deal, activity }: Wish): RelinkInputs[] {
  const activityId = activity !== KEEP ? { activityId: before.activityId ?? NONE } : {};
  const isDealChanged = deal !== KEEP;
  if (before.isLocked) return [{ ...activityId, ...(isDealChanged ? { opportunityId: before.dealId ?? NONE } : {}) }];
  return [...('activityId' in activityId ? [activityId] : []), { unlock: true }];
}
