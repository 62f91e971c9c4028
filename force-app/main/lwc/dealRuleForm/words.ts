import ADVANCED from '@salesforce/label/c.Rules_Advanced';
import MARGIN from '@salesforce/label/c.Rules_Margin';
import MARGIN_WRONG from '@salesforce/label/c.Rules_Margin_Wrong';
import NUMBER_WRONG from '@salesforce/label/c.Rules_Number_Wrong';
import PEOPLE_ORDER from '@salesforce/label/c.Setup_Writing_People_Order';
import SCORE from '@salesforce/label/c.Rules_Score';
import STEPS from '@salesforce/label/c.Rules_Steps';
import STEPS_HELP from '@salesforce/label/c.Rules_Steps_Help';
import TIE from '@salesforce/label/c.Setup_Writing_Deal_Tie';

export const words = {
  advanced: ADVANCED,
  margin: MARGIN,
  marginWrong: MARGIN_WRONG,
  numberWrong: NUMBER_WRONG,
  peopleOrder: PEOPLE_ORDER,
  score: SCORE,
  steps: STEPS,
  stepsHelp: STEPS_HELP,
  tie: TIE,
};
