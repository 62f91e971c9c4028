import CHANGED_TEXT from '@salesforce/label/c.Setup_Writing_Changed_Text';
import CHANGED_THEIRS from '@salesforce/label/c.Setup_Writing_Changed_Theirs';
import CHANGED_TITLE from '@salesforce/label/c.Setup_Writing_Changed_Title';
import CONFLICT from '@salesforce/label/c.Setup_Writing_Conflict';
import CONTACT_FIRST from '@salesforce/label/c.Setup_Writing_Contact_First';
import COUNTRY from '@salesforce/label/c.Setup_Writing_Country';
import COUNTRY_HELP from '@salesforce/label/c.Setup_Writing_Country_Help';
import DEALS from '@salesforce/label/c.Setup_Writing_Deals';
import DEAL_TIE from '@salesforce/label/c.Setup_Writing_Deal_Tie';
import DEAL_TIE_LAST_MODIFIED from '@salesforce/label/c.Setup_Writing_Deal_Tie_Last_Modified';
import DEAL_TIE_MOST_ROLES from '@salesforce/label/c.Setup_Writing_Deal_Tie_Most_Roles';
import DEAL_TIE_NEWEST from '@salesforce/label/c.Setup_Writing_Deal_Tie_Newest';
import DEAL_TIE_OFF from '@salesforce/label/c.Setup_Writing_Deal_Tie_Off';
import DEAL_TIE_OLDEST from '@salesforce/label/c.Setup_Writing_Deal_Tie_Oldest';
import DISCARD from '@salesforce/label/c.Setup_Writing_Discard';
import ENRICH from '@salesforce/label/c.Setup_Writing_Enrich';
import FIELD_NAME from '@salesforce/label/c.Setup_Writing_Field_Name';
import LEAD_FIRST from '@salesforce/label/c.Setup_Writing_Lead_First';
import LINK_ONLY from '@salesforce/label/c.Setup_Writing_Link_Only';
import LOGGED_CALLS from '@salesforce/label/c.Setup_Writing_Logged_Calls';
import MAPPING from '@salesforce/label/c.Setup_Writing_Mapping';
import MAPPING_HELP from '@salesforce/label/c.Setup_Writing_Mapping_Help';
import MAPPING_NAME from '@salesforce/label/c.Setup_Writing_Mapping_Name';
import MORE from '@salesforce/label/c.Setup_Writing_More';
import NO from '@salesforce/label/c.Setup_Writing_No';
import NONE from '@salesforce/label/c.Setup_Writing_None';
import NOTE_ON_DEAL from '@salesforce/label/c.Setup_Writing_Note_On_Deal';
import NOT_SAVED from '@salesforce/label/c.Setup_Writing_Not_Saved';
import OBJECTS from '@salesforce/label/c.Setup_Writing_Objects';
import OBJECTS_HELP from '@salesforce/label/c.Setup_Writing_Objects_Help';
import OVERALL_NAME from '@salesforce/label/c.Setup_Writing_Overall_Name';
import OVERALL_OFF from '@salesforce/label/c.Setup_Writing_Overall_Off';
import OVERALL_ON from '@salesforce/label/c.Setup_Writing_Overall_On';
import OVERALL_SUGGEST from '@salesforce/label/c.Setup_Writing_Overall_Suggest';
import PEOPLE_ORDER from '@salesforce/label/c.Setup_Writing_People_Order';
import RESERVE from '@salesforce/label/c.Setup_Writing_Reserve';
import SAVE from '@salesforce/label/c.Setup_Writing_Save';
import SAVED from '@salesforce/label/c.Setup_Writing_Saved';
import UNSAVED from '@salesforce/label/c.Setup_Writing_Unsaved';
import UNSAVED_MORE from '@salesforce/label/c.Setup_Writing_Unsaved_More';
import USE_MINE from '@salesforce/label/c.Setup_Writing_Use_Mine';
import USUAL_VALUE from '@salesforce/label/c.Setup_Writing_Usual_Value';
import YES from '@salesforce/label/c.Setup_Writing_Yes';

export const words = {
  overallName: OVERALL_NAME,
  overallOff: OVERALL_OFF,
  overallSuggest: OVERALL_SUGGEST,
  overallOn: OVERALL_ON,
  objects: OBJECTS,
  objectsHelp: OBJECTS_HELP,
  mapping: MAPPING,
  mappingHelp: MAPPING_HELP,
  deals: DEALS,
  dealTie: DEAL_TIE,
  dealTieOff: DEAL_TIE_OFF,
  dealTieLastModified: DEAL_TIE_LAST_MODIFIED,
  dealTieNewest: DEAL_TIE_NEWEST,
  dealTieOldest: DEAL_TIE_OLDEST,
  dealTieMostRoles: DEAL_TIE_MOST_ROLES,
  peopleOrder: PEOPLE_ORDER,
  contactFirst: CONTACT_FIRST,
  leadFirst: LEAD_FIRST,
  country: COUNTRY,
  countryHelp: COUNTRY_HELP,
  more: MORE,
  noteOnDeal: NOTE_ON_DEAL,
  loggedCalls: LOGGED_CALLS,
  enrich: ENRICH,
  linkOnly: LINK_ONLY,
  unsaved: UNSAVED,
  unsavedMore: UNSAVED_MORE,
  save: SAVE,
  discard: DISCARD,
  saved: SAVED,
  notSaved: NOT_SAVED,
  changedTitle: CHANGED_TITLE,
  changedText: CHANGED_TEXT,
  changedTheirs: CHANGED_THEIRS,
  conflict: CONFLICT,
  useMine: USE_MINE,
  usualValue: USUAL_VALUE,
  none: NONE,
  yes: YES,
  no: NO,
  fieldName: FIELD_NAME,
  mappingName: MAPPING_NAME,
  reserve: RESERVE,
};
