import type { MatchSettings } from './types.ts';
import { MARGIN, THRESHOLD } from './weights.ts';

/** What a tenant starts with. */
export const DEFAULT_MATCH_SETTINGS: MatchSettings = {
  defaultCountry: 'US',
  peopleOrder: 'contactFirst',
  dealTie: 'off',
  threshold: THRESHOLD,
  margin: MARGIN,
};
