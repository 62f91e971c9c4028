/** From the org's answers to what the pages show: pure, apart from `viewer`. */
export { toDetail, toSummary } from './card';
export type {
  Commitment,
  ConversationDetail,
  ConversationSummary,
  Kind,
  MatchStatus,
  Moment,
  Person,
  RecordRef,
  Status,
} from './card';
export { toDealStory } from './deal';
export type { DealChange, DealPerson, DealStory } from './deal';
export { reduceErrors } from './errors';
export type { Fault, FaultKind } from './errors';
export {
  agoOf,
  clockOf,
  dateOf,
  dateTimeOf,
  dayOf,
  daysOverdue,
  durationOf,
  fill,
  languageOf,
  percentOf,
  plural,
} from './format';
export type { PluralTexts, Viewer } from './format';
export { nodesOf, valueOf } from './nodes';
export type { ConversationAnswer, OpportunityAnswer } from './nodes';
export { linkAtSecond, safeLink } from './recordingLink';
export { to18 } from './recordId';
export { lanesOf, pathOf, positionOf, spanOf, spreadOut, timelineLength, topicSpans } from './timeline';
export type { Lane, Span } from './timeline';
export { markFound } from './transcript';
export type { TextPart, TranscriptLine } from './transcript';
export { viewer } from './viewer';
