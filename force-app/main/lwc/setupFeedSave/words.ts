import CHANGED from '@salesforce/label/c.Setup_Feed_Changed';
import CHANGED_BOTH from '@salesforce/label/c.Setup_Feed_Changed_Both';
import DISCARD from '@salesforce/label/c.Setup_Feed_Discard';
import SAVE from '@salesforce/label/c.Setup_Feed_Save';
import SAVED from '@salesforce/label/c.Setup_Feed_Saved';
import UNSAVED from '@salesforce/label/c.Setup_Feed_Unsaved';

export const words = {
  save: SAVE,
  saved: SAVED,
  discard: DISCARD,
  unsaved: UNSAVED,
  changed: CHANGED,
  changedBoth: CHANGED_BOTH,
};
