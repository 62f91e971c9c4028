import ASSIGN from '@salesforce/label/c.Setup_Permissions_Assign';
import ASSIGN_OWN from '@salesforce/label/c.Setup_Permissions_Assign_Own';
import CAPTION from '@salesforce/label/c.Setup_Permissions_Caption';
import COPY_XML from '@salesforce/label/c.Setup_Permissions_Copy_Xml';
import FIELDS from '@salesforce/label/c.Setup_Permissions_Fields';
import FIELD_RIGHT from '@salesforce/label/c.Setup_Permissions_Field_Right';
import FOR_ADMIN from '@salesforce/label/c.Setup_Permissions_For_Admin';
import MANDATORY from '@salesforce/label/c.Setup_Permissions_Mandatory';
import MISSING from '@salesforce/label/c.Setup_Permissions_Missing';
import MISSING_FIELDS from '@salesforce/label/c.Setup_Permissions_Missing_Fields';
import MISSING_ITEM from '@salesforce/label/c.Setup_Permissions_Missing_Item';
import NO from '@salesforce/label/c.Setup_Permissions_No';
import NONE from '@salesforce/label/c.Setup_Permissions_None';
import NONE_MANDATORY from '@salesforce/label/c.Setup_Permissions_None_Mandatory';
import OBJECT from '@salesforce/label/c.Setup_Permissions_Object';
import ONLY_RECOMMENDED from '@salesforce/label/c.Setup_Permissions_Only_Recommended';
import THE_USER from '@salesforce/label/c.Setup_Permissions_The_User';
import USER from '@salesforce/label/c.Setup_Permissions_User';
import XML_HELP from '@salesforce/label/c.Setup_Permissions_Xml_Help';
import YOU from '@salesforce/label/c.Setup_Permissions_You';
import YOU_NOTE from '@salesforce/label/c.Setup_Permissions_You_Note';

export const words = {
  caption: CAPTION,
  object: OBJECT,
  user: USER,
  you: YOU,
  no: NO,
  fields: FIELDS,
  fieldRight: FIELD_RIGHT,
  missing: MISSING,
  missingItem: MISSING_ITEM,
  mandatory: MANDATORY,
  none: NONE,
  noneMandatory: NONE_MANDATORY,
  copyXml: COPY_XML,
  xmlHelp: XML_HELP,
  youNote: YOU_NOTE,
  forAdmin: FOR_ADMIN,
  theUser: THE_USER,
  onlyRecommended: ONLY_RECOMMENDED,
  assign: ASSIGN,
  assignOwn: ASSIGN_OWN,
  missingFields: MISSING_FIELDS,
};
