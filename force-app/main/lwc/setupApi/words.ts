import ACCESS from '@salesforce/label/c.Setup_Api_Access';
import EDITION from '@salesforce/label/c.Setup_Api_Edition';
import LEFT from '@salesforce/label/c.Setup_Api_Left';
import LEFT_NONE from '@salesforce/label/c.Setup_Api_Left_None';
import MEANWHILE from '@salesforce/label/c.Setup_Api_Meanwhile';
import NO from '@salesforce/label/c.Setup_Api_No';
import RESERVE from '@salesforce/label/c.Setup_Api_Reserve';
import RESERVE_HELP from '@salesforce/label/c.Setup_Api_Reserve_Help';
import RESERVE_LABEL from '@salesforce/label/c.Setup_Api_Reserve_Label';
import RESERVE_WRONG from '@salesforce/label/c.Setup_Api_Reserve_Wrong';
import SAVE from '@salesforce/label/c.Setup_Api_Save';
import SAVED from '@salesforce/label/c.Setup_Api_Saved';
import UNKNOWN from '@salesforce/label/c.Setup_Api_Unknown';
import USAGE from '@salesforce/label/c.Setup_Api_Usage';
import YES from '@salesforce/label/c.Setup_Api_Yes';

export const words = {
  edition: EDITION,
  access: ACCESS,
  yes: YES,
  no: NO,
  unknown: UNKNOWN,
  usage: USAGE,
  left: LEFT,
  leftNone: LEFT_NONE,
  reserve: RESERVE,
  reserveHelp: RESERVE_HELP,
  reserveLabel: RESERVE_LABEL,
  reserveWrong: RESERVE_WRONG,
  save: SAVE,
  saved: SAVED,
  meanwhile: MEANWHILE,
};
