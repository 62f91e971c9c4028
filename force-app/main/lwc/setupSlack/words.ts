import SLACK_HEADING from '@salesforce/label/c.Setup_Slack_Heading';
import SLACK_IS_REMOVED from '@salesforce/label/c.Setup_Slack_Is_Removed';
import SLACK_IS_SET from '@salesforce/label/c.Setup_Slack_Is_Set';
import SLACK_KEEP from '@salesforce/label/c.Setup_Slack_Keep';
import SLACK_NONE from '@salesforce/label/c.Setup_Slack_None';
import SLACK_REMOVE from '@salesforce/label/c.Setup_Slack_Remove';
import SLACK_REPLACE from '@salesforce/label/c.Setup_Slack_Replace';
import SLACK_SENT from '@salesforce/label/c.Setup_Slack_Sent';
import SLACK_SET from '@salesforce/label/c.Setup_Slack_Set';
import SLACK_TEST from '@salesforce/label/c.Setup_Slack_Test';
import SLACK_URL from '@salesforce/label/c.Setup_Slack_Url';

export const words = {
  heading: SLACK_HEADING,
  set: SLACK_SET,
  none: SLACK_NONE,
  url: SLACK_URL,
  keep: SLACK_KEEP,
  replace: SLACK_REPLACE,
  remove: SLACK_REMOVE,
  test: SLACK_TEST,
  isSet: SLACK_IS_SET,
  isRemoved: SLACK_IS_REMOVED,
  sent: SLACK_SENT,
};
