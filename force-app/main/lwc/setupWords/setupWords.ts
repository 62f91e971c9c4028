/** What several steps of the set-up say alike, in the viewer's language. */
import type { RightName, StepId, StepState, Writing } from 'c/setupModel';
import { words } from './words';

export { changeWords, checkWords, codeWords } from './checks';
export type { CheckWords } from './checks';
export { words } from './words';

const STEPS: Record<StepId, string> = {
  connect: words.stepConnect,
  permissions: words.stepPermissions,
  api: words.stepApi,
  notes: words.stepNotes,
  changes: words.stepChanges,
  people: words.stepPeople,
  writing: words.stepWriting,
  try: words.stepTry,
  emails: words.stepEmails,
  workflows: words.stepWorkflows,
  visitors: words.stepVisitors,
  summary: words.stepSummary,
};
const STATES: Record<StepState, string> = {
  done: words.stateDone,
  needs: words.stateNeeds,
  advice: words.stateAdvice,
  waiting: words.stateWaiting,
  off: words.stateOff,
  idle: '',
};
const ICONS: Record<StepState, { name: string; variant?: string }> = {
  done: { name: 'utility:success', variant: 'success' },
  needs: { name: 'utility:error', variant: 'error' },
  advice: { name: 'utility:info' },
  waiting: { name: 'utility:clock' },
  off: { name: 'utility:ban' },
  idle: { name: 'utility:summary' },
};
const WRITING: Record<Writing, string> = { off: words.off, suggest: words.suggest, on: words.on };
const RIGHTS: Record<RightName | 'delete' | 'viewAll', string> = {
  read: words.read,
  edit: words.edit,
  create: words.create,
  delete: words.delete,
  viewAll: words.viewAll,
};
const OBJECTS: Record<string, string> = {
  Account: words.objectAccount,
  Contact: words.objectContact,
  Lead: words.objectLead,
  Opportunity: words.objectOpportunity,
  Task: words.objectTask,
  Event: words.objectEvent,
  ContentNote: words.objectContentNote,
  ContentDocumentLink: words.objectNoteLink,
  Conversation__c: words.objectConversation,
  Conversation_Moment__c: words.objectMoment,
  Conversation_Participant__c: words.objectParticipant,
  Conversation_Suggestion__c: words.objectSuggestion,
};

export const stepName = (step: StepId): string => STEPS[step];
export const stateName = (state: StepState): string => STATES[state];
export const stateIcon = (state: StepState): { name: string; variant?: string } => ICONS[state];
export const writingName = (writing: string): string => WRITING[writing as Writing] ?? writing;
export const rightName = (right: string): string => RIGHTS[right as keyof typeof RIGHTS] ?? right;
export const objectName = (object: string, fallback = object): string => OBJECTS[object] ?? fallback;
