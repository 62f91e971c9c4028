import CHANGED from '@salesforce/label/c.Rules_Changed';
import LISTED from '@salesforce/label/c.Rules_Moves_Listed';
import MORE from '@salesforce/label/c.Rules_More';
import MOVES_ONE from '@salesforce/label/c.Rules_Moves_One';
import MOVES_OTHER from '@salesforce/label/c.Rules_Moves_Other';
import NEEDS_REVIEW from '@salesforce/label/c.Match_Needs_Review';
import NO_DEAL from '@salesforce/label/c.Rules_No_Deal';
import NONE from '@salesforce/label/c.Rules_Moves_None';
import NONE_TEXT from '@salesforce/label/c.Rules_Moves_None_Text';
import TODAY from '@salesforce/label/c.Rules_Today';

export const words = {
  changed: CHANGED,
  listed: LISTED,
  more: MORE,
  moves: { one: MOVES_ONE, other: MOVES_OTHER },
  needsReview: NEEDS_REVIEW,
  noDeal: NO_DEAL,
  none: NONE,
  noneText: NONE_TEXT,
  today: TODAY,
};
