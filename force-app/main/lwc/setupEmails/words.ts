import EMAILS_BLOCKED from '@salesforce/label/c.Setup_Emails_Blocked';
import EMAILS_CONNECTED from '@salesforce/label/c.Setup_Emails_Connected';
import EMAILS_CONSENTED from '@salesforce/label/c.Setup_Emails_Consented';
import EMAILS_GOOGLE from '@salesforce/label/c.Setup_Emails_Google';
import EMAILS_KEPT from '@salesforce/label/c.Setup_Emails_Kept';
import EMAILS_MAILBOXES from '@salesforce/label/c.Setup_Emails_Mailboxes';
import EMAILS_MAILBOXES_HELP from '@salesforce/label/c.Setup_Emails_Mailboxes_Help';
import EMAILS_MICROSOFT from '@salesforce/label/c.Setup_Emails_Microsoft';
import EMAILS_NEVER from '@salesforce/label/c.Setup_Emails_Never';
import EMAILS_NEVER_HELP from '@salesforce/label/c.Setup_Emails_Never_Help';
import EMAILS_NO_PROVIDER from '@salesforce/label/c.Setup_Emails_No_Provider';
import EMAILS_NOBODY from '@salesforce/label/c.Setup_Emails_Nobody';
import EMAILS_ON from '@salesforce/label/c.Setup_Emails_On';
import EMAILS_ON_HELP from '@salesforce/label/c.Setup_Emails_On_Help';
import EMAILS_PROBLEM from '@salesforce/label/c.Setup_Emails_Problem';
import EMAILS_PROVIDER_MISSING from '@salesforce/label/c.Setup_Emails_Provider_Missing';
import EMAILS_READ from '@salesforce/label/c.Setup_Emails_Read';
import EMAILS_SINCE from '@salesforce/label/c.Setup_Emails_Since';
import EMAILS_WITHDRAWN from '@salesforce/label/c.Setup_Emails_Withdrawn';
import EMAILS_WORDS from '@salesforce/label/c.Setup_Emails_Words';
import EMAILS_WORDS_HELP from '@salesforce/label/c.Setup_Emails_Words_Help';

export const words = {
  on: EMAILS_ON,
  onHelp: EMAILS_ON_HELP,
  never: EMAILS_NEVER,
  neverHelp: EMAILS_NEVER_HELP,
  subjects: EMAILS_WORDS,
  subjectsHelp: EMAILS_WORDS_HELP,
  blocked: EMAILS_BLOCKED,
  mailboxes: EMAILS_MAILBOXES,
  mailboxesHelp: EMAILS_MAILBOXES_HELP,
  noProvider: EMAILS_NO_PROVIDER,
  providerMissing: EMAILS_PROVIDER_MISSING,
  nobody: EMAILS_NOBODY,
  connected: EMAILS_CONNECTED,
  problem: EMAILS_PROBLEM,
  consented: EMAILS_CONSENTED,
  withdrawn: EMAILS_WITHDRAWN,
  since: EMAILS_SINCE,
  lastRead: EMAILS_READ,
  kept: EMAILS_KEPT,
  google: EMAILS_GOOGLE,
  microsoft: EMAILS_MICROSOFT,
};
