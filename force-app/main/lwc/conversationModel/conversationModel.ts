/** From the org's answers to what the pages show: pure, apart from `viewer`. */
export { chosenBy, readCandidates } from './candidates';
export type { Candidate, CandidateObject } from './candidates';
export { byDue, namesOf, recordRef, textOf, toCommitment, toPerson, toSummary } from './card';
export type {
  Comment,
  Commitment,
  ConversationDetail,
  ConversationSummary,
  Direction,
  Kind,
  MatchStatus,
  Moment,
  Person,
  RecordRef,
  Status,
} from './card';
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
  numberOf,
  percentOf,
  plural,
  secondsOf,
  timeOf,
} from './format';
export type { PluralTexts, Viewer } from './format';
export { nodesOf, valueOf, wordsOf } from './nodes';
export type {
  Connection,
  ContactRoleNode,
  ConversationAnswer,
  ConversationNode,
  ConversationRowNode,
  Field,
  ListAnswer,
  MomentNode,
  NamedNode,
  OpportunityAnswer,
  OpportunityNode,
  ParticipantNode,
  SuggestionNode,
} from './nodes';
export { linkAtSecond, safeLink } from './recordingLink';
export { to18 } from './recordId';
export { markFound } from './transcript';
export type { TextPart, TranscriptLine } from './transcript';
export { viewer } from './viewer';
