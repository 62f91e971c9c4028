import CHANGED from '@salesforce/label/c.Remark_Changed';
import CHANGED_BY from '@salesforce/label/c.Remark_Changed_By';
import FIRST_PEOPLE from '@salesforce/label/c.Remark_First_People';
import LEFT_TO_PEOPLE from '@salesforce/label/c.Remark_Left_To_People';
import NOTE_DELETED from '@salesforce/label/c.Remark_Note_Deleted';
import NOTE_EDITED from '@salesforce/label/c.Remark_Note_Edited';
import NOT_WRITTEN from '@salesforce/label/c.Remark_Not_Written';
import OF_FIELD from '@salesforce/label/c.Remark_Of_Field';
import UNDONE from '@salesforce/label/c.Remark_Undone';
import UNLINKED from '@salesforce/label/c.Remark_Unlinked';
import WENT from '@salesforce/label/c.Remark_Went';
import WRITING from '@salesforce/label/c.Remark_Writing';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** What a receipt remarks most often: which setting held something back, what was left as it is, and why. */
export const REMARKS_GRAMMAR: Grammar = {
  remark: [
    [en`Not written: ${'setting'} is set to off.`, NOT_WRITTEN],
    [en`Left to people: ${'setting'} is set to suggest.`, LEFT_TO_PEOPLE],
    [en`Went with its conversation.`, WENT],
    [en`It was undone already: nothing to do.`, UNDONE],
    [en`${'api'} was changed since (last by ${'text'} on ${'time'}): left as it is.`, CHANGED_BY],
    [en`${'api'} was changed since: left as it is.`, CHANGED],
    [en`${'api'} was not suggested: the conversation is linked to no ${'api'}.`, UNLINKED],
    [en`${'api'} people took part; the first ${'api'} are kept.`, FIRST_PEOPLE],
    [en`The note on the deal was edited by a person; its text was left as it is.`, NOTE_EDITED],
    [en`The note on the deal was deleted in the org; it is not made again.`, NOTE_DELETED],
  ],
  setting: [
    [en`writing`, WRITING],
    [en`${'api'} of ${'api'}`, OF_FIELD],
    [en`${'api'}`, '{0}'],
  ],
};
