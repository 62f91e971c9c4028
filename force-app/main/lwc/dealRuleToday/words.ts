import ADVANCED from '@salesforce/label/c.Rules_Advanced';
import MARGIN from '@salesforce/label/c.Rules_Margin';
import PEOPLE_ORDER from '@salesforce/label/c.Setup_Writing_People_Order';
import SCORE from '@salesforce/label/c.Rules_Score';
import STEP_OFF from '@salesforce/label/c.Rules_Step_Off';
import STEPS from '@salesforce/label/c.Rules_Steps';
import TIE from '@salesforce/label/c.Setup_Writing_Deal_Tie';

export const words = {
  advanced: ADVANCED,
  margin: MARGIN,
  peopleOrder: PEOPLE_ORDER,
  score: SCORE,
  stepOff: STEP_OFF,
  steps: STEPS,
  tie: TIE,
};
