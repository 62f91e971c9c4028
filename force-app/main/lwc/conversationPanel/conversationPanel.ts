import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import QUESTIONS from '@salesforce/label/c.Insights_Tab_Questions';
import RETRY from '@salesforce/label/c.Retry_Again';
import TAGS from '@salesforce/label/c.Insights_Tags';
import { clockOf, fill } from 'c/conversationModel';
import type { ConversationDetail, Moment } from 'c/conversationModel';
import { linkAtSecond } from 'c/recordingLink';
import { api, LightningElement } from 'lwc';

/** Their code comes when they are opened. */
const PARTS: readonly string[] = ['comments', 'people', 'receipt', 'retry', 'transcript'];

export type PanelName =
  'highlights' | 'topics' | 'questions' | 'text' | 'transcript' | 'comments' | 'receipt' | 'people' | 'retry';

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
  /** Whether the viewer may write comments; undefined while nobody has said. */
  @api mayComment?: boolean;
  labels = { offline: OFFLINE, tags: TAGS };
  part?: typeof LightningElement;
  isMissing = false;

  connectedCallback(): void {
    void this.loadPart();
  }

  get facts(): object {
    const { conversation, mayComment } = this;
    switch (this.name) {
      case 'comments':
        return { conversation, mayWrite: mayComment };
      case 'people':
        return { people: conversation?.people };
      case 'receipt':
        return { conversationKey: conversation?.key };
      case 'retry':
        return { conversationKey: conversation?.key, label: RETRY };
      default:
        return { conversation };
    }
  }

  get isMoments(): boolean {
    return !PARTS.includes(this.name ?? '');
  }

  get isText(): boolean {
    return this.name === 'text';
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

  get tags(): { key: number; text: string }[] {
    return this.name === 'topics' ? (this.conversation?.tags ?? []).map((text, key) => ({ key, text })) : [];
  }

  get moments(): readonly Moment[] {
    switch (this.name) {
      case 'highlights':
      case 'topics':
      case 'questions':
        return this.conversation?.[this.name] ?? [];
      default:
        return [];
    }
  }

  private async loadPart(): Promise<void> {
    if (this.isMoments) return;
    try {
      const parts: Record<string, typeof LightningElement> = await import('c/panelParts');
      this.part = parts[this.name ?? ''];
    } catch {
      this.isMissing = true;
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
