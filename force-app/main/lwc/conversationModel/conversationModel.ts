/** From the org's answers to what the pages show: pure, apart from `viewer`. */
export type { Candidate, CandidateObject } from 'c/candidates';
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
  TranscriptLine,
} from './card';
export {
  agoOf,
  clockOf,
  dateOf,
  dateTimeOf,
  dayOf,
  daysOverdue,
  durationOf,
  fill,
  numberOf,
  percentOf,
  plural,
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
export { to18 } from './recordId';
export { viewer } from './viewer';
