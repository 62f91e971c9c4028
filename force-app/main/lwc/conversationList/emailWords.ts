import FROM from '@salesforce/label/c.Email_Row_From';
import LAST_FROM from '@salesforce/label/c.Email_Last_From';
import LAST_TO from '@salesforce/label/c.Email_Last_To';
import RECEIVED from '@salesforce/label/c.Email_Received';
import SENT from '@salesforce/label/c.Email_Sent';
import TO from '@salesforce/label/c.Email_Row_To';
import WITH from '@salesforce/label/c.Email_Row_With';
import { fill } from 'c/conversationModel';
import type { ConversationSummary } from 'c/conversationModel';

const MANY = { Inbound: LAST_FROM, Outbound: LAST_TO };

/** Which way an email went, and with whom; of a thread, the newest that this row stands for. */
export function emailWords({ direction, withWhom, kindWords, emails = 1 }: ConversationSummary): string | undefined {
  if (emails > 1) return direction && withWhom && fill(MANY[direction], withWhom);
  switch (direction) {
    case 'Inbound':
      return withWhom ? fill(FROM, withWhom) : RECEIVED;
    case 'Outbound':
      return withWhom ? fill(TO, withWhom) : SENT;
    default:
      return withWhom ? fill(WITH, withWhom) : kindWords;
  }
}
