/** What was weighed for a conversation, and what of it the viewer may see. */
export { candidatesFilter, openLinks, optionsOf, reasonWords, seenRecords } from './candidates';
export type { CandidatesAnswer, LinkOption, SeenRecord } from './candidates';
export { CANDIDATES_QUERY } from './query';
