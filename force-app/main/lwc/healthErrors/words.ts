import AFFECTED from '@salesforce/label/c.Health_Errors_Affected';
import CONVERSATION from '@salesforce/label/c.Health_Errors_Open_Conversation';
import EVENT from '@salesforce/label/c.Health_Errors_Open_Event';
import LAST from '@salesforce/label/c.Health_Errors_Last';
import MORE_ONE from '@salesforce/label/c.Health_Errors_More_One';
import MORE_OTHER from '@salesforce/label/c.Health_Errors_More_Other';
import NONE from '@salesforce/label/c.Health_Errors_None';
import NONE_TEXT from '@salesforce/label/c.Health_Errors_None_Text';
import ONE from '@salesforce/label/c.Health_Errors_One';
import OPPORTUNITY from '@salesforce/label/c.Health_Errors_Open_Opportunity';
import OTHER from '@salesforce/label/c.Health_Errors_Other';
import QUEUED_NONE from '@salesforce/label/c.Health_Errors_Queued_None';
import QUEUED_ONE from '@salesforce/label/c.Health_Errors_Queued_One';
import QUEUED_OTHER from '@salesforce/label/c.Health_Errors_Queued_Other';
import RETRY from '@salesforce/label/c.Health_Errors_Retry';
import RETRY_ALL from '@salesforce/label/c.Health_Errors_Retry_All';
import RETRY_ALL_WHAT from '@salesforce/label/c.Health_Errors_Retry_All_What';
import RETRY_WHAT from '@salesforce/label/c.Health_Errors_Retry_What';
import SAID from '@salesforce/label/c.Health_Errors_Said';
import SHOW_ALL from '@salesforce/label/c.Health_Errors_Show_All';
import TASK from '@salesforce/label/c.Health_Errors_Open_Task';
import TITLE from '@salesforce/label/c.Health_Errors_Title';
import TITLE_COUNT from '@salesforce/label/c.Health_Errors_Title_Count';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';

export const words = {
  affected: AFFECTED,
  conversation: CONVERSATION,
  event: EVENT,
  last: LAST,
  moreOne: MORE_ONE,
  moreOther: MORE_OTHER,
  none: NONE,
  noneText: NONE_TEXT,
  one: ONE,
  opportunity: OPPORTUNITY,
  other: OTHER,
  queuedNone: QUEUED_NONE,
  queuedOne: QUEUED_ONE,
  queuedOther: QUEUED_OTHER,
  retry: RETRY,
  retryAll: RETRY_ALL,
  retryAllWhat: RETRY_ALL_WHAT,
  retryWhat: RETRY_WHAT,
  said: SAID,
  showAll: SHOW_ALL,
  task: TASK,
  title: TITLE,
  titleCount: TITLE_COUNT,
  untitled: UNTITLED,
};
