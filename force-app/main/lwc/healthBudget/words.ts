import IDLE from '@salesforce/label/c.Health_Budget_Idle';
import LASTS from '@salesforce/label/c.Health_Budget_Lasts';
import LEFT from '@salesforce/label/c.Health_Budget_Left';
import PARKED from '@salesforce/label/c.Health_Budget_Parked';
import PARKED_UNTIL from '@salesforce/label/c.Health_Budget_Parked_Until';
import PAUSED from '@salesforce/label/c.Health_Budget_Paused';
import REACHED from '@salesforce/label/c.Health_Budget_Reached';
import READ from '@salesforce/label/c.Health_Budget_Read';
import RESERVE from '@salesforce/label/c.Health_Budget_Reserve';
import TITLE from '@salesforce/label/c.Health_Budget_Title';
import UNKNOWN from '@salesforce/label/c.Health_Budget_Unknown';
import UNTIL from '@salesforce/label/c.Health_Budget_Until';
import USED from '@salesforce/label/c.Health_Budget_Used';
import USED_UP from '@salesforce/label/c.Health_Budget_Used_Up';

export const words = {
  idle: IDLE,
  lasts: LASTS,
  left: LEFT,
  parked: PARKED,
  parkedUntil: PARKED_UNTIL,
  paused: PAUSED,
  reached: REACHED,
  read: READ,
  reserve: RESERVE,
  title: TITLE,
  unknown: UNKNOWN,
  until: UNTIL,
  used: USED,
  usedUp: USED_UP,
};
