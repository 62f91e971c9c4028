import ACTIVITY_NAMED from '@salesforce/label/c.Evidence_Activity_Named';
import BLOCK from '@salesforce/label/c.Evidence_Block';
import CALLED_OFF from '@salesforce/label/c.Evidence_Called_Off';
import CALL_ID from '@salesforce/label/c.Evidence_Call_Id';
import CHOSEN from '@salesforce/label/c.Evidence_Chosen';
import CREATED_CALL from '@salesforce/label/c.Evidence_Created_Call';
import CREATED_CALL_OF from '@salesforce/label/c.Evidence_Created_Call_Of';
import CREATED_CHAT from '@salesforce/label/c.Evidence_Created_Chat';
import CREATED_EVENT from '@salesforce/label/c.Evidence_Created_Event';
import CREATED_EVENT_OF from '@salesforce/label/c.Evidence_Created_Event_Of';
import EARLIER from '@salesforce/label/c.Evidence_Earlier';
import EMAIL_LOGGED from '@salesforce/label/c.Evidence_Email_Logged';
import EMAIL_LOGGED_TASK from '@salesforce/label/c.Evidence_Email_Logged_Task';
import KNOWN_KEY from '@salesforce/label/c.Evidence_Known_Key';
import LOGGED_LATER from '@salesforce/label/c.Evidence_Logged_Later';
import LOGGED_MINUTE from '@salesforce/label/c.Evidence_Logged_Minute';
import LOGGED_MINUTES from '@salesforce/label/c.Evidence_Logged_Minutes';
import LOGGED_SECONDS from '@salesforce/label/c.Evidence_Logged_Seconds';
import NO_CALLER from '@salesforce/label/c.Evidence_No_Caller';
import NO_CUSTOMER from '@salesforce/label/c.Evidence_No_Customer';
import ONE_EVENT from '@salesforce/label/c.Evidence_One_Event';
import ONE_TASK from '@salesforce/label/c.Evidence_One_Task';
import ONLY_COLLEAGUES from '@salesforce/label/c.Evidence_Only_Colleagues';
import OTHER_CONFERENCE from '@salesforce/label/c.Evidence_Other_Conference';
import OTHER_DIRECTION from '@salesforce/label/c.Evidence_Other_Direction';
import OTHER_PEOPLE from '@salesforce/label/c.Evidence_Other_People';
import OTHER_TITLE from '@salesforce/label/c.Evidence_Other_Title';
import OWNED_BY from '@salesforce/label/c.Evidence_Owned_By';
import SAME_CALLER from '@salesforce/label/c.Evidence_Same_Caller';
import SAME_CONFERENCE from '@salesforce/label/c.Evidence_Same_Conference';
import SAME_DURATION from '@salesforce/label/c.Evidence_Same_Duration';
import SAME_ENTRY from '@salesforce/label/c.Evidence_Same_Entry';
import SAME_NUMBER from '@salesforce/label/c.Evidence_Same_Number';
import SAME_OWNER from '@salesforce/label/c.Evidence_Same_Owner';
import SAME_PEOPLE from '@salesforce/label/c.Evidence_Same_People';
import SAME_PEOPLE_NAMED from '@salesforce/label/c.Evidence_Same_People_Named';
import SAME_START from '@salesforce/label/c.Evidence_Same_Start';
import SAME_TITLE from '@salesforce/label/c.Evidence_Same_Title';
import SCORED from '@salesforce/label/c.Evidence_Scored';
import SECONDS_APART from '@salesforce/label/c.Evidence_Seconds_Apart';
import SEVERAL_EVENTS from '@salesforce/label/c.Evidence_Several_Events';
import SEVERAL_TASKS from '@salesforce/label/c.Evidence_Several_Tasks';
import SIMILAR_TITLE from '@salesforce/label/c.Evidence_Similar_Title';
import SOME_COLLEAGUES from '@salesforce/label/c.Evidence_Some_Colleagues';
import SOME_PEOPLE from '@salesforce/label/c.Evidence_Some_People';
import STARTS_APART_ONE from '@salesforce/label/c.Evidence_Starts_Apart_One';
import STARTS_APART_OTHER from '@salesforce/label/c.Evidence_Starts_Apart_Other';
import TAKEN from '@salesforce/label/c.Evidence_Taken';
import TO_EVENT from '@salesforce/label/c.Evidence_To_Event';
import TO_NO_ACTIVITY from '@salesforce/label/c.Evidence_To_No_Activity';
import TO_TASK from '@salesforce/label/c.Evidence_To_Task';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** Which event or task it is, and why. */
export const ACTIVITY_GRAMMAR: Grammar = {
  core: [
    [en`Linked ${'to'} because a person chose it`, CHOSEN],
    [en`Linked by an earlier run`, EARLIER],
    [en`Linked ${'to'}, which already carries this conversation’s key`, KNOWN_KEY],
    [en`Linked ${'to'} because the provider names it by its Id`, ACTIVITY_NAMED],
    [en`Linked ${'to'}: ${'evidence'} (score ${'score'}, at least ${'score'} is asked for)`, SCORED],
    [en`Created because no event in the calendar of ${'who'} fits ${'time'}`, CREATED_EVENT_OF],
    [en`Created because no event of anybody in the meeting fits ${'time'}`, CREATED_EVENT],
    [en`Created because no logged call of ${'who'} fits ${'time'}`, CREATED_CALL_OF],
    [en`Created because no logged call fits ${'time'}`, CREATED_CALL],
    [en`Created because no activity holds this chat yet`, CREATED_CHAT],
    [
      en`It is logged in Salesforce already (email message ${'text'}, by its Message-ID), without a task that the integration user sees`,
      EMAIL_LOGGED,
    ],
    [
      en`It is logged in Salesforce already (email message ${'text'}, by its Message-ID): linked to its task ${'name'}`,
      EMAIL_LOGGED_TASK,
    ],
    [en`One event might be it, without enough to link it: ${'each'}`, ONE_EVENT],
    [en`One task might be it, without enough to link it: ${'each'}`, ONE_TASK],
  ],
  several: [
    [en`${'count'} events fit about equally`, SEVERAL_EVENTS],
    [en`${'count'} tasks fit about equally`, SEVERAL_TASKS],
  ],
  to: [
    [en`to the event ${'name'}`, TO_EVENT],
    [en`to the task ${'name'}`, TO_TASK],
    [en`to no activity`, TO_NO_ACTIVITY],
  ],
  clause: [
    [en`the same calendar entry and occurrence`, SAME_ENTRY],
    [en`the phone system's own id of the call`, CALL_ID],
    [en`same owner`, SAME_OWNER],
    [en`owned by ${'who'}`, OWNED_BY],
    [en`same start`, SAME_START],
    [en`starts ${'count'} minute apart`, { one: STARTS_APART_ONE, other: STARTS_APART_OTHER }],
    [en`starts ${'count'} minutes apart`, { one: STARTS_APART_ONE, other: STARTS_APART_OTHER }],
    [en`same people`, SAME_PEOPLE],
    [en`same people where both name them`, SAME_PEOPLE_NAMED],
    [en`some of the same people`, SOME_PEOPLE],
    [en`other people`, OTHER_PEOPLE],
    [en`only colleagues invited`, ONLY_COLLEAGUES],
    [en`no customer on either side`, NO_CUSTOMER],
    [en`some of the same colleagues`, SOME_COLLEAGUES],
    [en`same title`, SAME_TITLE],
    [en`similar title`, SIMILAR_TITLE],
    [en`other title`, OTHER_TITLE],
    [en`same conference address`, SAME_CONFERENCE],
    [en`another conference address`, OTHER_CONFERENCE],
    [en`time kept free of meetings`, BLOCK],
    [en`called off in the calendar`, CALLED_OFF],
    [en`holds another conversation already`, TAKEN],
    [en`same caller`, SAME_CALLER],
    [en`same number`, SAME_NUMBER],
    [en`no caller named`, NO_CALLER],
    [en`logged within ${'count'} seconds`, LOGGED_SECONDS],
    [en`logged within a minute`, LOGGED_MINUTE],
    [en`logged within ${'count'} minutes`, LOGGED_MINUTES],
    [en`logged later that day`, LOGGED_LATER],
    [en`same duration`, SAME_DURATION],
    [en`${'count'} seconds longer or shorter`, SECONDS_APART],
    [en`the other direction`, OTHER_DIRECTION],
  ],
};
