import type { MatchSettings } from './types.ts';

/** What a tenant starts with. */
export const DEFAULT_MATCH_SETTINGS: MatchSettings = {
  defaultCountry: 'US',
  peopleOrder: 'contactFirst',
  dealTie: 'off',
  threshold: 0.78,
  margin: 0.1,
};
