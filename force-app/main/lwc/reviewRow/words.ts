import ACTIVITY from '@salesforce/label/c.Review_Activity';
import ANYWAY from '@salesforce/label/c.Review_Anyway';
import ASK_TEXT from '@salesforce/label/c.Review_Ask_Text';
import ASK_TITLE from '@salesforce/label/c.Review_Ask_Title';
import BACK from '@salesforce/label/c.Review_Back';
import CHOOSE from '@salesforce/label/c.Review_Choose';
import DECIDED from '@salesforce/label/c.Review_Decided';
import DECIDED_BY from '@salesforce/label/c.Review_Decided_By';
import HELD from '@salesforce/label/c.Link_Held';
import HIDDEN_ONE from '@salesforce/label/c.Link_Hidden_One';
import HIDDEN_OTHER from '@salesforce/label/c.Link_Hidden_Other';
import HIDDEN_RECORD from '@salesforce/label/c.Link_Hidden_Record';
import KEEP from '@salesforce/label/c.Review_Keep';
import LEAVE from '@salesforce/label/c.Review_Leave';
import LEFT from '@salesforce/label/c.Review_Left';
import LINK from '@salesforce/label/c.Review_Link';
import LINKED from '@salesforce/label/c.Link_Done_Linked';
import LINKED_ACTIVITY from '@salesforce/label/c.Review_Linked_Activity';
import NONE from '@salesforce/label/c.Review_None';
import NONE_DONE from '@salesforce/label/c.Review_None_Done';
import NOT_CUSTOMER from '@salesforce/label/c.Review_Not_Customer';
import NOT_CUSTOMER_DONE from '@salesforce/label/c.Review_Not_Customer_Done';
import NOT_CUSTOMER_PART from '@salesforce/label/c.Review_Not_Customer_Part';
import OPEN from '@salesforce/label/c.Review_Which_Deal';
import SELECT from '@salesforce/label/c.Review_Select';
import SLOW from '@salesforce/label/c.Receipt_Slow';
import TAKE_OUT from '@salesforce/label/c.Review_Take_Out';
import UNDO from '@salesforce/label/c.Link_Undo';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import WORKING from '@salesforce/label/c.Link_Working';

export const words = {
  activity: ACTIVITY,
  anyway: ANYWAY,
  askText: ASK_TEXT,
  askTitle: ASK_TITLE,
  back: BACK,
  choose: CHOOSE,
  deal: OPEN,
  decided: DECIDED,
  decidedBy: DECIDED_BY,
  held: HELD,
  hiddenOne: HIDDEN_ONE,
  hiddenOther: HIDDEN_OTHER,
  hiddenRecord: HIDDEN_RECORD,
  keep: KEEP,
  leave: LEAVE,
  left: LEFT,
  link: LINK,
  linked: LINKED,
  linkedActivity: LINKED_ACTIVITY,
  none: NONE,
  noneDone: NONE_DONE,
  notCustomer: NOT_CUSTOMER,
  notCustomerDone: NOT_CUSTOMER_DONE,
  notCustomerPart: NOT_CUSTOMER_PART,
  select: SELECT,
  slow: SLOW,
  takeOut: TAKE_OUT,
  undo: UNDO,
  untitled: UNTITLED,
  working: WORKING,
};
