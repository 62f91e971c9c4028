import CHANGES_ON from '@salesforce/label/c.Setup_Check_Panel_Changes_On';
import CHANGES_WITHOUT from '@salesforce/label/c.Setup_Check_Panel_Changes_Without';
import NOTES_ON from '@salesforce/label/c.Setup_Check_Panel_Notes_On';
import NOTES_WITHOUT from '@salesforce/label/c.Setup_Check_Panel_Notes_Without';

export const words = {
  notesOn: NOTES_ON,
  notesWithout: NOTES_WITHOUT,
  changesOn: CHANGES_ON,
  changesWithout: CHANGES_WITHOUT,
};
