import ADD from '@salesforce/label/c.Setup_Mapping_Add';
import FROM from '@salesforce/label/c.Setup_Mapping_From';
import OBJECT from '@salesforce/label/c.Setup_Mapping_Object';
import REMOVE from '@salesforce/label/c.Setup_Mapping_Remove';
import ROW from '@salesforce/label/c.Setup_Mapping_Row';
import TO from '@salesforce/label/c.Setup_Mapping_To';

export const words = {
  object: OBJECT,
  from: FROM,
  to: TO,
  add: ADD,
  remove: REMOVE,
  row: ROW,
};
