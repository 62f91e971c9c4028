import COUNT_ONE from '@salesforce/label/c.Transcript_Found_One';
import COUNT_OTHER from '@salesforce/label/c.Transcript_Found_Other';
import EVERYBODY from '@salesforce/label/c.Transcript_Everybody';
import MATCH from '@salesforce/label/c.Transcript_Match';
import NEXT from '@salesforce/label/c.Transcript_Next';
import NONE from '@salesforce/label/c.Transcript_None';
import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import PREVIOUS from '@salesforce/label/c.Transcript_Previous';
import SEARCH from '@salesforce/label/c.Transcript_Search';
import SHOW_MORE from '@salesforce/label/c.Transcript_Show_More';
import SPEAKER from '@salesforce/label/c.Transcript_Speaker';
import TITLE from '@salesforce/label/c.Insights_Tab_Transcript';
import { clockOf, fill, percentOf, plural, viewer } from 'c/conversationModel';
import type { ConversationDetail } from 'c/conversationModel';
import type { TextPart } from 'c/foundText';
import { linkAtSecond } from 'c/recordingLink';
import { speakersOf, timelineLength } from 'c/timelineModel';
import { api, LightningElement } from 'lwc';
import { searchLines } from './searchLines';
import type { FoundLine } from './searchLines';

const PAGE = 100;

interface Row {
  key: number;
  clock: string;
  speaker: string;
  parts: (TextPart & { className: string })[];
  url?: string;
  openLabel: string;
}

/** The words said, line by line, a hundred at a time; search as you type keeps the lines that hold the words. */
export default class ConversationTranscript extends LightningElement {
  labels = {
    next: NEXT,
    none: NONE,
    previous: PREVIOUS,
    search: SEARCH,
    showMore: SHOW_MORE,
    speaker: SPEAKER,
    title: TITLE,
  };
  term = '';
  speaker = '';
  shown = PAGE;
  speakers: { value: string; label: string }[] = [];
  found: FoundLine[] = [];
  matches = 0;
  /** The match that the person has gone to; -1 before. */
  current = -1;
  private detail?: ConversationDetail;
  private mustScroll = false;

  @api
  get conversation(): ConversationDetail | undefined {
    return this.detail;
  }
  set conversation(next: ConversationDetail | undefined) {
    this.detail = next;
    const { durationSec, transcript = [], people = [] } = next ?? {};
    const talk = people.flatMap(({ name, talkSeconds }) => (talkSeconds ? [[name, talkSeconds] as const] : []));
    const length = timelineLength(durationSec, transcript, []);
    this.speakers = speakersOf(transcript, length, new Map(talk)).map(({ speaker, share }) => ({
      value: speaker,
      label: `${speaker} · ${percentOf(share, viewer)}`,
    }));
    this.find();
  }

  renderedCallback(): void {
    if (!this.mustScroll) return;
    this.mustScroll = false;
    this.template?.querySelector('.current')?.scrollIntoView?.({ block: 'nearest' });
  }

  get rows(): Row[] {
    const link = this.detail?.link;
    return this.found.slice(0, this.shown).map(({ key, start, speaker, parts, before }) => {
      const clock = clockOf(start);
      let number = before;
      return {
        key,
        clock,
        speaker,
        parts: parts.map((part) => ({
          ...part,
          className: part.found && number++ === this.current ? 'current' : '',
        })),
        url: link && linkAtSecond(link, start),
        openLabel: fill(OPEN_AT, clock),
      };
    });
  }

  get hasSpeakers(): boolean {
    return this.speakers.length > 1;
  }

  get speakerOptions(): { value: string; label: string }[] {
    return [{ value: '', label: EVERYBODY }, ...this.speakers];
  }

  get hasMore(): boolean {
    return this.found.length > this.shown;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  get count(): string {
    if (!this.term.trim()) return '';
    return this.current < 0
      ? plural(this.matches, { one: COUNT_ONE, other: COUNT_OTHER }, viewer)
      : fill(MATCH, String(this.current + 1), String(this.matches));
  }

  get hasMatches(): boolean {
    return this.matches > 0;
  }

  get isFirst(): boolean {
    return this.current <= 0;
  }

  get isLast(): boolean {
    return this.current >= this.matches - 1;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.term = event.detail.value;
    this.search();
  }

  handleSpeaker(event: CustomEvent<{ value: string }>): void {
    this.speaker = event.detail.value;
    this.search();
  }

  handleKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.goTo(this.current + (event.shiftKey ? -1 : 1));
  }

  handlePrevious(): void {
    this.goTo(this.current - 1);
  }

  handleNext(): void {
    this.goTo(this.current + 1);
  }

  handleShowMore(): void {
    this.shown += PAGE;
  }

  private search(): void {
    this.current = -1;
    this.shown = PAGE;
    this.find();
  }

  private find(): void {
    const { lines, matches } = searchLines(this.detail?.transcript ?? [], this.term, this.speaker);
    this.found = lines;
    this.matches = matches;
  }

  private goTo(match: number): void {
    if (match < 0 || match >= this.matches) return;
    this.current = match;
    const row = this.found.findLastIndex(({ before }) => before <= match);
    this.shown = Math.max(this.shown, Math.ceil((row + 1) / PAGE) * PAGE);
    this.mustScroll = true;
  }
}
