import SWITCH from '@salesforce/label/c.Insights_Switch';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { dateTimeOf, viewer } from 'c/conversationModel';
import type { ConversationSummary } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

/** Several conversations belong to one activity: tells `choose` {id} which of them somebody wants to see. */
export default class ConversationSwitch extends LightningElement {
  @api conversations: readonly ConversationSummary[] = [];
  @api shownId?: string;
  label = SWITCH;

  get options(): { value: string; label: string }[] {
    const now = Date.now();
    return this.conversations.map(({ id, title, startedAt }) => ({
      value: id,
      label: [startedAt && dateTimeOf(startedAt, viewer, now), title ?? UNTITLED].filter(Boolean).join(' · '),
    }));
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { id: event.detail.value } }));
  }
}
