import ALL from '@salesforce/label/c.Health_Log_All';
import ATTENTION from '@salesforce/label/c.Health_Log_Attention';
import FILTER from '@salesforce/label/c.Health_Log_Filter';
import KEY from '@salesforce/label/c.Health_Log_Key';
import KIND_ACCEPTED from '@salesforce/label/c.Health_Kind_Accepted';
import KIND_BACKFILL from '@salesforce/label/c.Health_Kind_Backfill';
import KIND_CHANGED from '@salesforce/label/c.Health_Kind_Changed';
import KIND_CONNECTED from '@salesforce/label/c.Health_Kind_Connected';
import KIND_DISCONNECTED from '@salesforce/label/c.Health_Kind_Disconnected';
import KIND_DRIFT from '@salesforce/label/c.Health_Kind_Drift';
import KIND_FAILED from '@salesforce/label/c.Health_Kind_Failed';
import KIND_IGNORED from '@salesforce/label/c.Health_Kind_Ignored';
import KIND_PARKED from '@salesforce/label/c.Health_Kind_Parked';
import KIND_PAUSED from '@salesforce/label/c.Health_Kind_Paused';
import KIND_PEOPLE from '@salesforce/label/c.Health_Kind_People';
import KIND_PLANNED from '@salesforce/label/c.Health_Kind_Planned';
import KIND_REJECTED from '@salesforce/label/c.Health_Kind_Rejected';
import KIND_RELINK from '@salesforce/label/c.Health_Kind_Relink';
import KIND_RESUMED from '@salesforce/label/c.Health_Kind_Resumed';
import KIND_RESYNC from '@salesforce/label/c.Health_Kind_Resync';
import KIND_SETTINGS from '@salesforce/label/c.Health_Kind_Settings';
import KIND_TRIED from '@salesforce/label/c.Health_Kind_Tried';
import KIND_UNCHANGED from '@salesforce/label/c.Health_Kind_Unchanged';
import KIND_UNDO from '@salesforce/label/c.Health_Kind_Undo';
import KIND_UNDONE from '@salesforce/label/c.Health_Kind_Undone';
import KIND_WAITING from '@salesforce/label/c.Health_Kind_Waiting';
import KIND_WRITTEN from '@salesforce/label/c.Health_Kind_Written';
import LOADING from '@salesforce/label/c.State_Loading';
import NONE from '@salesforce/label/c.Health_Log_None';
import NONE_FOUND from '@salesforce/label/c.Health_Log_None_Found';
import ONLY from '@salesforce/label/c.Health_Log_Only';
import ORG from '@salesforce/label/c.Health_Log_Org';
import PEOPLE from '@salesforce/label/c.Health_Log_People';
import RECEIVED from '@salesforce/label/c.Health_Log_Received';
import SEARCH from '@salesforce/label/c.Health_Log_Search';
import SEARCH_EXAMPLE from '@salesforce/label/c.Health_Log_Search_Example';
import SHOWN from '@salesforce/label/c.Health_Log_Earlier';
import SHOW_MORE from '@salesforce/label/c.Health_Log_Show_More';
import SKIPPED from '@salesforce/label/c.Health_Log_Skipped';
import TITLE from '@salesforce/label/c.Health_Log_Title';
import WAITING from '@salesforce/label/c.Health_Log_Waiting';
import WHAT from '@salesforce/label/c.Health_Log_What';
import WHEN from '@salesforce/label/c.Health_Log_When';
import WHY from '@salesforce/label/c.Health_Log_Why';
import WRITTEN from '@salesforce/label/c.Health_Log_Written';

export const words = {
  all: ALL,
  attention: ATTENTION,
  filter: FILTER,
  key: KEY,
  kindAccepted: KIND_ACCEPTED,
  kindBackfill: KIND_BACKFILL,
  kindChanged: KIND_CHANGED,
  kindConnected: KIND_CONNECTED,
  kindDisconnected: KIND_DISCONNECTED,
  kindDrift: KIND_DRIFT,
  kindFailed: KIND_FAILED,
  kindIgnored: KIND_IGNORED,
  kindParked: KIND_PARKED,
  kindPaused: KIND_PAUSED,
  kindPeople: KIND_PEOPLE,
  kindPlanned: KIND_PLANNED,
  kindRejected: KIND_REJECTED,
  kindRelink: KIND_RELINK,
  kindResumed: KIND_RESUMED,
  kindResync: KIND_RESYNC,
  kindSettings: KIND_SETTINGS,
  kindTried: KIND_TRIED,
  kindUnchanged: KIND_UNCHANGED,
  kindUndo: KIND_UNDO,
  kindUndone: KIND_UNDONE,
  kindWaiting: KIND_WAITING,
  kindWritten: KIND_WRITTEN,
  loading: LOADING,
  none: NONE,
  noneFound: NONE_FOUND,
  only: ONLY,
  org: ORG,
  people: PEOPLE,
  received: RECEIVED,
  search: SEARCH,
  searchExample: SEARCH_EXAMPLE,
  showMore: SHOW_MORE,
  shown: SHOWN,
  skipped: SKIPPED,
  title: TITLE,
  waiting: WAITING,
  what: WHAT,
  when: WHEN,
  why: WHY,
  written: WRITTEN,
};
