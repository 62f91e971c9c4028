import ADDRESS from '@salesforce/label/c.Setup_Connect_Address';
import AGAIN from '@salesforce/label/c.Login_Again';
import AS_WHOM from '@salesforce/label/c.Setup_Connect_As_Whom';
import CALLBACK from '@salesforce/label/c.Setup_Connect_Callback';
import CANNOT from '@salesforce/label/c.Setup_Connect_Cannot';
import CONNECT from '@salesforce/label/c.Login_Connect';
import COPY_CALLBACK from '@salesforce/label/c.Setup_Connect_Copy_Callback';
import DENIED from '@salesforce/label/c.Setup_Connect_Denied';
import DENIED_FIX from '@salesforce/label/c.Setup_Connect_Denied_Fix';
import DISCONNECT from '@salesforce/label/c.Setup_Connect_Disconnect';
import DISCONNECTED from '@salesforce/label/c.Setup_Connect_Disconnected';
import DISCONNECT_TEXT from '@salesforce/label/c.Setup_Connect_Disconnect_Text';
import DISCONNECT_TITLE from '@salesforce/label/c.Setup_Connect_Disconnect_Title';
import DOMAIN from '@salesforce/label/c.Setup_Connect_Domain';
import DOMAIN_HELP from '@salesforce/label/c.Setup_Connect_Domain_Help';
import DOMAIN_WRONG from '@salesforce/label/c.Setup_Connect_Domain_Wrong';
import ENVIRONMENT from '@salesforce/label/c.Setup_Connect_Environment';
import KEEP from '@salesforce/label/c.Login_Keep';
import KIND_SANDBOX from '@salesforce/label/c.Setup_Connect_Kind_Sandbox';
import LAST_SYNC from '@salesforce/label/c.Setup_Connect_Last_Sync';
import LATE from '@salesforce/label/c.Login_Late';
import NO_SYNC from '@salesforce/label/c.Setup_Connect_No_Sync';
import ORGANIZATION from '@salesforce/label/c.Setup_Connect_Organization';
import PRODUCTION from '@salesforce/label/c.Setup_Connect_Production';
import SANDBOX from '@salesforce/label/c.Setup_Connect_Sandbox';
import SCOPES from '@salesforce/label/c.Setup_Connect_Scopes';
import SINCE from '@salesforce/label/c.Setup_Connect_Since';
import SINCE_BY from '@salesforce/label/c.Setup_Connect_Since_By';
import STARTING from '@salesforce/label/c.Login_Starting';
import TEST from '@salesforce/label/c.Setup_Connect_Test';
import TEST_OK from '@salesforce/label/c.Setup_Connect_Test_Ok';
import USER from '@salesforce/label/c.Setup_Connect_User';
import WAIT_TEXT from '@salesforce/label/c.Setup_Connect_Wait_Text';
import WHICH from '@salesforce/label/c.Setup_Connect_Which';

export const words = {
  which: WHICH,
  production: PRODUCTION,
  sandbox: SANDBOX,
  domain: DOMAIN,
  domainHelp: DOMAIN_HELP,
  domainWrong: DOMAIN_WRONG,
  asWhom: AS_WHOM,
  connect: CONNECT,
  again: AGAIN,
  starting: STARTING,
  waitText: WAIT_TEXT,
  late: LATE,
  organization: ORGANIZATION,
  address: ADDRESS,
  user: USER,
  scopes: SCOPES,
  since: SINCE,
  sinceBy: SINCE_BY,
  lastSync: LAST_SYNC,
  noSync: NO_SYNC,
  kindSandbox: KIND_SANDBOX,
  test: TEST,
  testOk: TEST_OK,
  disconnect: DISCONNECT,
  disconnectTitle: DISCONNECT_TITLE,
  disconnectText: DISCONNECT_TEXT,
  keep: KEEP,
  disconnected: DISCONNECTED,
  environment: ENVIRONMENT,
  cannot: CANNOT,
  callback: CALLBACK,
  copyCallback: COPY_CALLBACK,
  denied: DENIED,
  deniedFix: DENIED_FIX,
};
