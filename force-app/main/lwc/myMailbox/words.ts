import AGAIN from '@salesforce/label/c.Login_Again';
import AWAY from '@salesforce/label/c.Mailbox_Away';
import CONNECT from '@salesforce/label/c.Login_Connect';
import FACT_KEPT from '@salesforce/label/c.Mailbox_Fact_Kept';
import FACT_LAST_SYNC from '@salesforce/label/c.Mailbox_Fact_Last_Sync';
import FACT_MAILBOX from '@salesforce/label/c.Mailbox_Fact_Mailbox';
import FACT_PROVIDER from '@salesforce/label/c.Mailbox_Fact_Provider';
import FACT_SINCE from '@salesforce/label/c.Mailbox_Fact_Since';
import FORGET from '@salesforce/label/c.Mailbox_Forget';
import FORGOTTEN_ONE from '@salesforce/label/c.Mailbox_Forgotten_One';
import FORGOTTEN_OTHER from '@salesforce/label/c.Mailbox_Forgotten_Other';
import GOOGLE from '@salesforce/label/c.Mailbox_Google';
import KEEP from '@salesforce/label/c.Login_Keep';
import LATE from '@salesforce/label/c.Login_Late';
import LOADING from '@salesforce/label/c.Mailbox_Loading';
import LOGIN_DENIED from '@salesforce/label/c.Mailbox_Login_Denied';
import LOGIN_FAILED from '@salesforce/label/c.Mailbox_Login_Failed';
import LOGIN_OTHER from '@salesforce/label/c.Mailbox_Login_Other';
import LOGIN_SCOPE from '@salesforce/label/c.Mailbox_Login_Scope';
import MICROSOFT from '@salesforce/label/c.Mailbox_Microsoft';
import NO_PROVIDER from '@salesforce/label/c.Mailbox_No_Provider';
import NO_PROVIDER_TEXT from '@salesforce/label/c.Mailbox_No_Provider_Text';
import NO_SYNC from '@salesforce/label/c.Mailbox_No_Sync';
import OFF from '@salesforce/label/c.Mailbox_Off';
import OFF_CONNECTED from '@salesforce/label/c.Mailbox_Off_Connected';
import OFF_TEXT from '@salesforce/label/c.Mailbox_Off_Text';
import PROBLEM from '@salesforce/label/c.Mailbox_Problem';
import PROBLEM_TEXT from '@salesforce/label/c.Mailbox_Problem_Text';
import PROBLEM_USER from '@salesforce/label/c.Mailbox_Problem_User';
import PROBLEM_USER_TEXT from '@salesforce/label/c.Mailbox_Problem_User_Text';
import QUOTED from '@salesforce/label/c.Mailbox_Quoted';
import RULE_CONTENT from '@salesforce/label/c.Mailbox_Rule_Content';
import RULE_HEADERS from '@salesforce/label/c.Mailbox_Rule_Headers';
import RULE_ID from '@salesforce/label/c.Mailbox_Rule_Id';
import RULE_MAILBOX from '@salesforce/label/c.Mailbox_Rule_Mailbox';
import RULE_NEVER from '@salesforce/label/c.Mailbox_Rule_Never';
import RULES from '@salesforce/label/c.Mailbox_Rules';
import STARTING from '@salesforce/label/c.Login_Starting';
import TITLE from '@salesforce/label/c.Mailbox_Title';
import TRY_AGAIN from '@salesforce/label/c.Mailbox_Try_Again';
import WAIT_TEXT from '@salesforce/label/c.Mailbox_Wait_Text';
import WHAT_FOR from '@salesforce/label/c.Mailbox_What_For';
import WHERE from '@salesforce/label/c.Mailbox_Where';
import WITHDRAW from '@salesforce/label/c.Mailbox_Withdraw';
import WITHDRAW_TEXT from '@salesforce/label/c.Mailbox_Withdraw_Text';
import WITHDRAW_TITLE from '@salesforce/label/c.Mailbox_Withdraw_Title';
import WITHDRAWN from '@salesforce/label/c.Mailbox_Withdrawn';
import WITHDRAWN_AT from '@salesforce/label/c.Mailbox_Withdrawn_At';
import WITHDRAWN_KEPT_ONE from '@salesforce/label/c.Mailbox_Withdrawn_Kept_One';
import WITHDRAWN_KEPT_OTHER from '@salesforce/label/c.Mailbox_Withdrawn_Kept_Other';
import WITHDRAWN_MICROSOFT from '@salesforce/label/c.Mailbox_Withdrawn_Microsoft';

export const words = {
  again: AGAIN,
  away: AWAY,
  connect: CONNECT,
  factKept: FACT_KEPT,
  factLastSync: FACT_LAST_SYNC,
  factMailbox: FACT_MAILBOX,
  factProvider: FACT_PROVIDER,
  factSince: FACT_SINCE,
  forget: FORGET,
  forgottenOne: FORGOTTEN_ONE,
  forgottenOther: FORGOTTEN_OTHER,
  google: GOOGLE,
  keep: KEEP,
  late: LATE,
  loading: LOADING,
  loginDenied: LOGIN_DENIED,
  loginFailed: LOGIN_FAILED,
  loginOther: LOGIN_OTHER,
  loginScope: LOGIN_SCOPE,
  microsoft: MICROSOFT,
  noProvider: NO_PROVIDER,
  noProviderText: NO_PROVIDER_TEXT,
  noSync: NO_SYNC,
  off: OFF,
  offConnected: OFF_CONNECTED,
  offText: OFF_TEXT,
  problem: PROBLEM,
  problemText: PROBLEM_TEXT,
  problemUser: PROBLEM_USER,
  problemUserText: PROBLEM_USER_TEXT,
  quoted: QUOTED,
  ruleContent: RULE_CONTENT,
  ruleHeaders: RULE_HEADERS,
  ruleId: RULE_ID,
  ruleMailbox: RULE_MAILBOX,
  ruleNever: RULE_NEVER,
  rules: RULES,
  starting: STARTING,
  title: TITLE,
  tryAgain: TRY_AGAIN,
  waitText: WAIT_TEXT,
  whatFor: WHAT_FOR,
  where: WHERE,
  withdraw: WITHDRAW,
  withdrawText: WITHDRAW_TEXT,
  withdrawTitle: WITHDRAW_TITLE,
  withdrawn: WITHDRAWN,
  withdrawnAt: WITHDRAWN_AT,
  withdrawnKeptOne: WITHDRAWN_KEPT_ONE,
  withdrawnKeptOther: WITHDRAWN_KEPT_OTHER,
  withdrawnMicrosoft: WITHDRAWN_MICROSOFT,
};
