import CAME_UP from '@salesforce/label/c.Trend_Came_Up';
import CAPTION from '@salesforce/label/c.Trend_Caption';
import COUNT from '@salesforce/label/c.Trend_Count';
import TOPIC from '@salesforce/label/c.Trend_Topic';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { dayOf, fill, numberOf, viewer } from 'c/conversationModel';
import type { ConversationRowNode } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';
import { trendOf } from './trend';
import type { Trend } from './trend';

interface Column {
  id: string;
  name: string;
  day: string;
  isShown: boolean;
}
interface Row {
  topic: string;
  count: string;
  cells: { id: string; name: string; isMarked: boolean }[];
}

/** Topics over the last conversations: a table that reads as a chart. Tells `topicselect` {topic}. */
export default class TopicTrend extends LightningElement {
  /** Newest first, as the org answers them. */
  @api conversations: readonly ConversationRowNode[] = [];
  labels = { cameUp: CAME_UP, count: COUNT, topic: TOPIC };

  get caption(): string {
    return fill(CAPTION, String(this.conversations.length));
  }

  /** Only the first and the last day are written: the others would not fit, and the table tells them. */
  get columns(): Column[] {
    const { columns } = this.trend;
    return columns.map(({ id, title, at }, index) => {
      const day = at ? dayOf(at, viewer, Date.now()) : '';
      return {
        id,
        day,
        name: `${day} · ${title ?? UNTITLED}`,
        isShown: index === 0 || index === columns.length - 1,
      };
    });
  }

  get rows(): Row[] {
    const { columns } = this;
    return this.trend.rows.map(({ topic, marks, count }) => ({
      topic,
      count: numberOf(count, viewer),
      cells: columns.map(({ id, name }, index) => ({ id, name, isMarked: marks[index] === true })),
    }));
  }

  handleTopic(event: Event): void {
    const { topic } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent('topicselect', { detail: { topic }, bubbles: true, composed: true }));
  }

  private get trend(): Trend {
    return trendOf(this.conversations);
  }
}
