import TASK_FROM from '@salesforce/label/c.Task_From';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { dateTimeOf, fill, viewer } from 'c/conversationModel';
import type { ConversationSummary } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

/** The conversation that a task was made in. Tells `toggle` where somebody wants to see it, or no longer. */
export default class ConversationOrigin extends LightningElement {
  @api conversation?: ConversationSummary;
  @api isOpen = false;

  get text(): string {
    const { title = UNTITLED, startedAt } = this.conversation ?? {};
    return fill(TASK_FROM, startedAt ? `${title}, ${dateTimeOf(startedAt, viewer, Date.now())}` : title);
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get icon(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  handleClick(): void {
    this.dispatchEvent(new CustomEvent('toggle'));
  }
}
