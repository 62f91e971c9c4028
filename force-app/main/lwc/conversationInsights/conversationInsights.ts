import CARD_TITLE from '@salesforce/label/c.Insights_Card_Title';
import { api, LightningElement } from 'lwc';

/** The conversation of the Event or Task on show, or the Conversation on show itself. */
export default class ConversationInsights extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
  /** Heading while there is no conversation to name; set in App Builder. */
  @api cardTitle?: string;
  /** `Call` where follow-ups are calls; set in App Builder. */
  @api followUpType = 'Task';

  get title(): string {
    return this.cardTitle || CARD_TITLE;
  }

  get conversationId(): string | undefined {
    return this.isConversation ? this.recordId : undefined;
  }

  get activityId(): string | undefined {
    return this.isConversation ? undefined : this.recordId;
  }

  handleAskTaskType(event: CustomEvent<{ subtype: string }>): void {
    event.detail.subtype = this.followUpType;
  }

  private get isConversation(): boolean {
    return this.objectApiName?.endsWith('Conversation__c') ?? false;
  }
}
