import VISITORS_ANYBODY from '@salesforce/label/c.Setup_Visitors_Anybody';
import VISITORS_CUSTOMERS from '@salesforce/label/c.Setup_Visitors_Customers';
import VISITORS_IN_APP from '@salesforce/label/c.Setup_Visitors_In_App';
import VISITORS_IN_SLACK from '@salesforce/label/c.Setup_Visitors_In_Slack';
import VISITORS_NO_SEGMENTS from '@salesforce/label/c.Setup_Visitors_No_Segments';
import VISITORS_PROSPECTS from '@salesforce/label/c.Setup_Visitors_Prospects';
import VISITORS_SEGMENT from '@salesforce/label/c.Setup_Visitors_Segment';
import VISITORS_SEGMENT_ADD from '@salesforce/label/c.Setup_Visitors_Segment_Add';
import VISITORS_SEGMENT_NEW from '@salesforce/label/c.Setup_Visitors_Segment_New';
import VISITORS_SEGMENT_REMOVE from '@salesforce/label/c.Setup_Visitors_Segment_Remove';
import VISITORS_SEGMENT_WHO from '@salesforce/label/c.Setup_Visitors_Segment_Who';
import VISITORS_STAGES from '@salesforce/label/c.Setup_Visitors_Stages';
import VISITORS_TELL_OWNER from '@salesforce/label/c.Setup_Visitors_Tell_Owner';

export const words = {
  segment: VISITORS_SEGMENT,
  who: VISITORS_SEGMENT_WHO,
  anybody: VISITORS_ANYBODY,
  customers: VISITORS_CUSTOMERS,
  prospects: VISITORS_PROSPECTS,
  stages: VISITORS_STAGES,
  tellOwner: VISITORS_TELL_OWNER,
  inApp: VISITORS_IN_APP,
  inSlack: VISITORS_IN_SLACK,
  add: VISITORS_SEGMENT_ADD,
  remove: VISITORS_SEGMENT_REMOVE,
  segmentNew: VISITORS_SEGMENT_NEW,
  none: VISITORS_NO_SEGMENTS,
};
