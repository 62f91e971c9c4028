import CHOOSE from '@salesforce/label/c.Setup_People_Choose';
import CONVERSATIONS_ONE from '@salesforce/label/c.Setup_People_Conversations_One';
import CONVERSATIONS_OTHER from '@salesforce/label/c.Setup_People_Conversations_Other';
import COUNT_EMAIL from '@salesforce/label/c.Setup_People_Count_Email';
import COUNT_HAND from '@salesforce/label/c.Setup_People_Count_Hand';
import COUNT_LEFT_OUT_ONE from '@salesforce/label/c.Setup_People_Count_Left_Out_One';
import COUNT_LEFT_OUT_OTHER from '@salesforce/label/c.Setup_People_Count_Left_Out_Other';
import COUNT_NONE from '@salesforce/label/c.Setup_People_Count_None';
import HOW_EMAIL from '@salesforce/label/c.Setup_People_How_Email';
import HOW_HAND from '@salesforce/label/c.Setup_People_How_Hand';
import HOW_LEFT_OUT from '@salesforce/label/c.Setup_People_How_Left_Out';
import HOW_NONE from '@salesforce/label/c.Setup_People_How_None';
import LEAVE_OUT from '@salesforce/label/c.Setup_People_Leave_Out';
import NONE from '@salesforce/label/c.Setup_People_None';
import NONE_FOUND from '@salesforce/label/c.Setup_People_None_Found';
import NONE_NEEDS from '@salesforce/label/c.Setup_People_None_Needs';
import NONE_TITLE from '@salesforce/label/c.Setup_People_None_Title';
import NO_MATCH from '@salesforce/label/c.Setup_People_No_Match';
import SAVED from '@salesforce/label/c.Setup_People_Saved';
import SAVED_PLAIN from '@salesforce/label/c.Setup_People_Saved_Plain';
import SEARCH from '@salesforce/label/c.Setup_People_Search';
import SEEN from '@salesforce/label/c.Setup_People_Seen';
import USER_OF from '@salesforce/label/c.Setup_People_User_Of';

export const words = {
  countNone: COUNT_NONE,
  countHand: COUNT_HAND,
  countEmail: COUNT_EMAIL,
  countLeftOutOne: COUNT_LEFT_OUT_ONE,
  countLeftOutOther: COUNT_LEFT_OUT_OTHER,
  search: SEARCH,
  noneTitle: NONE_TITLE,
  none: NONE,
  noneFound: NONE_FOUND,
  conversationsOne: CONVERSATIONS_ONE,
  conversationsOther: CONVERSATIONS_OTHER,
  userOf: USER_OF,
  howEmail: HOW_EMAIL,
  howHand: HOW_HAND,
  howNone: HOW_NONE,
  howLeftOut: HOW_LEFT_OUT,
  choose: CHOOSE,
  leaveOut: LEAVE_OUT,
  noMatch: NO_MATCH,
  saved: SAVED,
  savedPlain: SAVED_PLAIN,
  seen: SEEN,
  noneNeeds: NONE_NEEDS,
};
