import { DEAL_STEPS, type MatchSettings } from './types.ts';
import { MARGIN, THRESHOLD } from './weights.ts';

/** What a tenant starts with. */
export const DEFAULT_MATCH_SETTINGS: MatchSettings = {
  defaultCountry: 'US',
  peopleOrder: 'contactFirst',
  dealSteps: [...DEAL_STEPS],
  dealTie: 'off',
  threshold: THRESHOLD,
  margin: MARGIN,
};
