/** From the org's answers to what the pages show: pure, apart from `viewer`. */
export {
  candidatesFilter,
  chosenBy,
  openLinks,
  optionsOf,
  readCandidates,
  reasonWords,
  seenRecords,
} from './candidates';
export type { Candidate, CandidatesAnswer, LinkOption, SeenRecord } from './candidates';
export { toCommitment, toDetail, toSummary } from './card';
export type {
  Comment,
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
export { byDue, peopleOf, toDealStory } from './deal';
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
  secondsOf,
  timeOf,
} from './format';
export type { PluralTexts, Viewer } from './format';
export {
  fits,
  listFilter,
  mergeRows,
  rowsOf,
  sameTopic,
  sinceRecent,
  takingPart,
  toOtherRow,
  toPage,
  topicsOf,
} from './list';
export type { ListFilters, ListPage, OtherRow, PersonChoice, Topic } from './list';
export { nodesOf, valueOf, wordsOf } from './nodes';
export type {
  Connection,
  ConversationAnswer,
  ConversationNode,
  ConversationRowNode,
  ListAnswer,
  MomentNode,
  OpportunityAnswer,
  SuggestionNode,
} from './nodes';
export { linkAtSecond, safeLink } from './recordingLink';
export { to18 } from './recordId';
export { lanesOf, pathOf, positionOf, spanOf, speakersOf, spreadOut, timelineLength, topicSpans } from './timeline';
export type { Lane, Span } from './timeline';
export { markFound, searchLines } from './transcript';
export type { FoundLine, TextPart, TranscriptLine } from './transcript';
export { viewer } from './viewer';
