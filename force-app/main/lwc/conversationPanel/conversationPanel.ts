import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import QUESTIONS from '@salesforce/label/c.Insights_Tab_Questions';
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

interface MomentGroup {
  key: string;
  heading?: string;
  rows: MomentRow[];
}

/** What stands under one tab; questions stand below the highlights. */
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

  get groups(): MomentGroup[] {
    const groups = [{ key: 'moments', heading: undefined as string | undefined, rows: this.rowsOf(this.moments) }];
    const questions = this.name === 'highlights' ? (this.conversation?.questions ?? []) : [];
    if (questions.length > 0)
      groups.push({
        key: 'questions',
        heading: fill(QUESTIONS, String(questions.length)),
        rows: this.rowsOf(questions),
      });
    return groups;
  }

  get hasRows(): boolean {
    return this.moments.length > 0;
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

  private rowsOf(moments: readonly Moment[]): MomentRow[] {
    return moments.map((moment) => this.rowOf(moment));
  }

  private rowOf({ id, text, who, start }: Moment): MomentRow {
    if (start === undefined) return { id, text, who };
    const clock = clockOf(start);
    const link = this.conversation?.link;
    return { id, text, who, clock, url: link && linkAtSecond(link, start), openLabel: fill(OPEN_AT, clock) };
  }
}
