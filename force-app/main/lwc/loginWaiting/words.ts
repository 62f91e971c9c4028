import AGAIN from '@salesforce/label/c.Login_Again';
import CANCEL from '@salesforce/label/c.Login_Cancel';
import OPEN from '@salesforce/label/c.Login_Open';
import TITLE from '@salesforce/label/c.Login_Title';
import UNTIL from '@salesforce/label/c.Login_Until';

export const words = { again: AGAIN, cancel: CANCEL, open: OPEN, title: TITLE, until: UNTIL };
