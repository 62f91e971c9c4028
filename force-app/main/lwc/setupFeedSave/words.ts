import DISCARD from '@salesforce/label/c.Setup_Feed_Discard';
import SAVE from '@salesforce/label/c.Setup_Feed_Save';
import UNSAVED from '@salesforce/label/c.Setup_Feed_Unsaved';

export const words = { save: SAVE, discard: DISCARD, unsaved: UNSAVED };
