import ACCEPT from '@salesforce/label/c.Suggestions_Accept';
import ACCEPTED_BY from '@salesforce/label/c.Suggestions_Accepted_By';
import ALREADY from '@salesforce/label/c.Suggestions_Already';
import CANCEL from '@salesforce/label/c.Suggestions_Cancel';
import EDIT from '@salesforce/label/c.Suggestions_Edit';
import EMPTY from '@salesforce/label/c.Suggestions_Empty';
import FAILED_BEFORE from '@salesforce/label/c.Suggestions_Failed_Before';
import FINISH from '@salesforce/label/c.Suggestions_Finish';
import HIDDEN from '@salesforce/label/c.Suggestions_Hidden';
import INTERRUPTED from '@salesforce/label/c.Suggestions_Interrupted';
import LOCKED from '@salesforce/label/c.Suggestions_Locked';
import MARK_DONE from '@salesforce/label/c.Suggestions_Mark_Done';
import NO from '@salesforce/label/c.Suggestions_No';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import PUT_BACK from '@salesforce/label/c.Suggestions_Put_Back';
import REJECT from '@salesforce/label/c.Suggestions_Reject';
import REJECTED_BY from '@salesforce/label/c.Suggestions_Rejected_By';
import RIGHTS from '@salesforce/label/c.Suggestions_Rights';
import SAVE from '@salesforce/label/c.Suggestions_Save';
import SAVED from '@salesforce/label/c.Suggestions_Saved';
import SAVING from '@salesforce/label/c.Suggestions_Saving';
import SENTENCE from '@salesforce/label/c.Suggestions_Sentence';
import SOMEBODY from '@salesforce/label/c.Suggestions_Somebody';
import UNDO from '@salesforce/label/c.Suggestions_Undo';
import UNDONE from '@salesforce/label/c.Suggestions_Undone';
import YES from '@salesforce/label/c.Suggestions_Yes';

export const words = {
  accept: ACCEPT,
  acceptedBy: ACCEPTED_BY,
  already: ALREADY,
  cancel: CANCEL,
  edit: EDIT,
  empty: EMPTY,
  failedBefore: FAILED_BEFORE,
  finish: FINISH,
  hidden: HIDDEN,
  interrupted: INTERRUPTED,
  locked: LOCKED,
  markDone: MARK_DONE,
  no: NO,
  offline: OFFLINE,
  putBack: PUT_BACK,
  reject: REJECT,
  rejectedBy: REJECTED_BY,
  rights: RIGHTS,
  save: SAVE,
  saved: SAVED,
  saving: SAVING,
  sentence: SENTENCE,
  somebody: SOMEBODY,
  undo: UNDO,
  undone: UNDONE,
  yes: YES,
};
