import ALL_DONE from '@salesforce/label/c.Review_All_Done';
import LINK_ONE from '@salesforce/label/c.Review_Link_Selected_One';
import LINK_OTHER from '@salesforce/label/c.Review_Link_Selected_Other';
import BULK_DONE_ONE from '@salesforce/label/c.Review_Bulk_Done_One';
import BULK_DONE_OTHER from '@salesforce/label/c.Review_Bulk_Done_Other';
import BULK_FAILED_ONE from '@salesforce/label/c.Review_Bulk_Failed_One';
import BULK_FAILED_OTHER from '@salesforce/label/c.Review_Bulk_Failed_Other';
import COUNT from '@salesforce/label/c.Review_Count';
import EMPTY_TEXT from '@salesforce/label/c.Review_Empty_Text';
import EMPTY_TITLE from '@salesforce/label/c.Review_Empty_Title';
import LEFT_ONE from '@salesforce/label/c.Review_Left_One';
import LEFT_OTHER from '@salesforce/label/c.Review_Left_Other';
import LOADING from '@salesforce/label/c.State_Loading';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import PROGRESS from '@salesforce/label/c.Review_Progress';
import REFRESH from '@salesforce/label/c.Review_Refresh';
import SELECT_ALL from '@salesforce/label/c.Review_Select_All';
import SHOW_MORE from '@salesforce/label/c.Deal_Show_More';
import TITLE from '@salesforce/label/c.Review_Title';

export const words = {
  allDone: ALL_DONE,
  bulkDoneOne: BULK_DONE_ONE,
  bulkDoneOther: BULK_DONE_OTHER,
  bulkFailedOne: BULK_FAILED_ONE,
  bulkFailedOther: BULK_FAILED_OTHER,
  count: COUNT,
  emptyText: EMPTY_TEXT,
  emptyTitle: EMPTY_TITLE,
  leftOne: LEFT_ONE,
  leftOther: LEFT_OTHER,
  linkOne: LINK_ONE,
  linkOther: LINK_OTHER,
  loading: LOADING,
  offline: OFFLINE,
  progress: PROGRESS,
  refresh: REFRESH,
  selectAll: SELECT_ALL,
  showMore: SHOW_MORE,
  title: TITLE,
};
