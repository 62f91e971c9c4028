/** From the sync service's answers to what the set-up pages show: pure. */
export { csvOf, csvUrl } from './csv';
export { faultOf, isConflict, setupUrl, webUrl } from './faults';
export { changedSettings, FEED_OPERATIONS, linesIn, refusalOf, saveFeed, unsaved, VISITOR_OBJECTS } from './feeds';
export type {
  EmailSettings,
  FeedAnswer,
  FeedDraft,
  FeedName,
  Feeds,
  FeedSettings,
  Segment,
  VisitorMapping,
  VisitorObject,
  VisitorSettings,
} from './feeds';
export { modesOf } from './fields';
export { countPeople, findReps, usersOf } from './people';
export type { PeopleCounts } from './people';
export { missingGroups, missingLines, rightsTable } from './permissions';
export type { Cell, Mark, MissingGroup, MissingLine, RightName, RightsRow, ViewerRights } from './permissions';
export {
  changedKeys,
  choicesOf,
  choose,
  fieldKey,
  mappingKey,
  objectKey,
  saveChoices,
  settingsWith,
  usualWriting,
} from './settings';
export type { Choices, Conflict, KeptChoices, Merge, SaveAnswer } from './settings';
export {
  checkOf,
  checksOf,
  FEED_STEPS,
  firstOpenStep,
  isFeed,
  isStep,
  stateOf,
  stepAfter,
  stepOf,
  STEPS,
  troubleOf,
} from './steps';
export type { StepEntry, StepId, StepState } from './steps';
export { isSettled, isWhole, linesOf, stagesOf } from './tryout';
export type { Stage, StageId, StageState } from './tryout';
export type {
  ApiUse,
  Call,
  Check,
  CheckId,
  Connection,
  ConversationState,
  DealStep,
  FieldInfo,
  FieldList,
  Health,
  Mailbox,
  Mailboxes,
  Missing,
  People,
  PermissionRow,
  Receipt,
  Rep,
  Settings,
  SyncFault,
  WorkflowList,
  Writing,
} from './types';
