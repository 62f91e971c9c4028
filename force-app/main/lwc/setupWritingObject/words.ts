import AS_OBJECT from '@salesforce/label/c.Setup_Writing_Object_As_Object';
import CHOSEN from '@salesforce/label/c.Setup_Writing_Object_Chosen';
import CHOSEN_ONE from '@salesforce/label/c.Setup_Writing_Object_Chosen_One';
import FIELDS_OF from '@salesforce/label/c.Setup_Writing_Object_Fields_Of';
import MEND_FIELDS from '@salesforce/label/c.Setup_Writing_Object_Mend_Fields';
import NO_FIELDS from '@salesforce/label/c.Setup_Writing_Object_No_Fields';
import SEARCH_FIELDS from '@salesforce/label/c.Setup_Writing_Object_Search_Fields';
import USUAL from '@salesforce/label/c.Setup_Writing_Object_Usual';

export const words = {
  usual: USUAL,
  asObject: AS_OBJECT,
  fieldsOf: FIELDS_OF,
  searchFields: SEARCH_FIELDS,
  chosen: CHOSEN,
  chosenOne: CHOSEN_ONE,
  noFields: NO_FIELDS,
  mendFields: MEND_FIELDS,
};
