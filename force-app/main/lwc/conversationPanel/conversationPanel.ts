import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import TAGS from '@salesforce/label/c.Insights_Tags';
import { clockOf, fill, linkAtSecond } from 'c/conversationModel';
import type { ConversationDetail, Moment } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

export type PanelName = 'highlights' | 'topics' | 'questions' | 'transcript' | 'text' | 'comments' | 'people';

interface MomentRow {
  id: string;
  text: string;
  who?: string;
  clock?: string;
  url?: string;
  openLabel?: string;
}

/** What stands under one tab. */
export default class ConversationPanel extends LightningElement {
  @api name?: PanelName;
  @api conversation?: ConversationDetail;
  labels = { tags: TAGS };

  get isTranscript(): boolean {
    return this.name === 'transcript';
  }

  get isText(): boolean {
    return this.name === 'text';
  }

  get isPeople(): boolean {
    return this.name === 'people';
  }

  get rows(): MomentRow[] {
    return this.moments.map((moment) => this.rowOf(moment));
  }

  get hasRows(): boolean {
    return this.rows.length > 0;
  }

  get tags(): { key: number; text: string }[] {
    return this.name === 'topics' ? (this.conversation?.tags ?? []).map((text, key) => ({ key, text })) : [];
  }

  get hasTags(): boolean {
    return this.tags.length > 0;
  }

  private get moments(): readonly Moment[] {
    switch (this.name) {
      case 'highlights':
      case 'topics':
      case 'questions':
      case 'comments':
        return this.conversation?.[this.name] ?? [];
      default:
        return [];
    }
  }

  private rowOf({ id, text, who, start }: Moment): MomentRow {
    if (start === undefined) return { id, text, who };
    const clock = clockOf(start);
    const link = this.conversation?.link;
    return { id, text, who, clock, url: link && linkAtSecond(link, start), openLabel: fill(OPEN_AT, clock) };
  }
}
