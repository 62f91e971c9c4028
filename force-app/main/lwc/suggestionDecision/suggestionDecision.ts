/** Deciding a suggestion: loaded when somebody does. */
export { decide } from './decide';
export type { Choice, Decided, Ground, Mine, SuggestionFacts } from './decide';
export type { Saved, Status } from './decision';
export { RecordOrg } from './org';
export type { Settled } from './outcome';
