import FROM from '@salesforce/label/c.Email_Row_From';
import RECEIVED from '@salesforce/label/c.Email_Received';
import SENT from '@salesforce/label/c.Email_Sent';
import TO from '@salesforce/label/c.Email_Row_To';
import WITH from '@salesforce/label/c.Email_Row_With';
import { fill } from 'c/conversationModel';
import type { ConversationSummary } from 'c/conversationModel';

/** Which way an email went, and with whom. */
export function emailWords({ direction, withWhom, kindWords }: ConversationSummary): string | undefined {
  switch (direction) {
    case 'Inbound':
      return withWhom ? fill(FROM, withWhom) : RECEIVED;
    case 'Outbound':
      return withWhom ? fill(TO, withWhom) : SENT;
    default:
      return withWhom ? fill(WITH, withWhom) : kindWords;
  }
}
