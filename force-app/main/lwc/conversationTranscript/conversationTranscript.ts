import COUNT_ONE from '@salesforce/label/c.Transcript_Found_One';
import COUNT_OTHER from '@salesforce/label/c.Transcript_Found_Other';
import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import SEARCH from '@salesforce/label/c.Transcript_Search';
import SHOW_MORE from '@salesforce/label/c.Transcript_Show_More';
import { clockOf, fill, linkAtSecond, markFound, plural, viewer } from 'c/conversationModel';
import type { TextPart, TranscriptLine } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

const PAGE = 100;

interface Row {
  key: number;
  clock: string;
  speaker: string;
  parts: TextPart[];
  url?: string;
  openLabel: string;
}

/** The words said, line by line; search as you type keeps the lines that hold the words and marks them. */
export default class ConversationTranscript extends LightningElement {
  @api lines: readonly TranscriptLine[] = [];
  @api link?: string;
  labels = { search: SEARCH, showMore: SHOW_MORE };
  term = '';
  shown = PAGE;

  get rows(): Row[] {
    return this.foundRows.slice(0, this.shown);
  }

  get hasMore(): boolean {
    return this.foundRows.length > this.shown;
  }

  get count(): string {
    if (!this.term.trim()) return '';
    const marks = this.foundRows.reduce((sum, row) => sum + row.parts.filter((part) => part.found).length, 0);
    return plural(marks, { one: COUNT_ONE, other: COUNT_OTHER }, viewer);
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.term = event.detail.value;
    this.shown = PAGE;
  }

  handleShowMore(): void {
    this.shown += PAGE;
  }

  private get foundRows(): Row[] {
    return this.lines
      .map((line, key) => {
        const clock = clockOf(line.start);
        return {
          key,
          clock,
          speaker: line.speaker,
          parts: markFound(line.text, this.term),
          url: this.link ? linkAtSecond(this.link, line.start) : undefined,
          openLabel: fill(OPEN_AT, clock),
        };
      })
      .filter((row) => !this.term.trim() || row.parts.some((part) => part.found));
  }
}
