import NEEDED from '@salesforce/label/c.Setup_Permissions_Needed';
import NOT_NEEDED from '@salesforce/label/c.Setup_Permissions_Not_Needed';
import RECOMMENDED from '@salesforce/label/c.Setup_Permissions_Recommended';
import UNKNOWN from '@salesforce/label/c.Setup_Permissions_Unknown';
import YES from '@salesforce/label/c.Setup_Permissions_Yes';

export const words = {
  yes: YES,
  needed: NEEDED,
  recommended: RECOMMENDED,
  notNeeded: NOT_NEEDED,
  unknown: UNKNOWN,
};
