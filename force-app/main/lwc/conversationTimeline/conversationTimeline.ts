import COMMENT from '@salesforce/label/c.Timeline_Comment';
import HIGHLIGHT from '@salesforce/label/c.Timeline_Highlight';
import MOMENTS from '@salesforce/label/c.Timeline_Moments';
import OPENS from '@salesforce/label/c.Timeline_Opens';
import OTHERS from '@salesforce/label/c.Timeline_Others';
import QUESTION from '@salesforce/label/c.Timeline_Question';
import TIMELINE from '@salesforce/label/c.Timeline_Title';
import TOPICS from '@salesforce/label/c.Timeline_Topics';
import { clockOf, fill, percentOf, viewer } from 'c/conversationModel';
import type { ConversationDetail, Moment } from 'c/conversationModel';
import { linkAtSecond } from 'c/recordingLink';
import { lanesOf, pathOf, positionOf, spreadOut, timelineLength, topicSpans } from 'c/timelineModel';
import type { Lane } from 'c/timelineModel';
import { api, LightningElement } from 'lwc';

/** Least distance of two ticks, in per cent of the bar: the width of a glyph. */
const TICK_GAP = { wide: 2.5, narrow: 4.5 };
/** A number needs this much of the bar, in per cent. */
const NUMBER_NEEDS = { wide: 2.2, narrow: 4 };

interface TickKind {
  words: string;
  glyph: string;
  className: string;
}
const HIGHLIGHT_KIND: TickKind = { words: HIGHLIGHT, glyph: '▲', className: 'highlight' };
const COMMENT_KIND: TickKind = { words: COMMENT, glyph: '◆', className: 'comment' };
const QUESTION_KIND: TickKind = { words: QUESTION, glyph: '?', className: 'question' };

interface Tick {
  key: string;
  index: number;
  style: string;
  tabIndex: string;
  label: string;
  caption: string;
  glyph: string;
  className: string;
  url?: string;
}

/** One thin bar a speaker, topics as a band beneath, a tick for each highlight, comment and question. */
export default class ConversationTimeline extends LightningElement {
  @api conversation?: ConversationDetail;
  /** On a phone the lanes lie in one bar. */
  @api narrow = false;
  labels = { moments: MOMENTS, timeline: TIMELINE, topics: TOPICS };
  active = 0;
  pointed?: number;

  get lanes(): { key: string; speaker: string; path: string; share: string; className: string }[] {
    return this.speakers.map((lane, index) => ({
      key: lane.speaker,
      speaker: lane.others ? fill(OTHERS, String(lane.others)) : lane.speaker,
      path: pathOf(lane.spans),
      share: percentOf(lane.share, viewer),
      className: `lane lane-${lane.others ? 'others' : index}`,
    }));
  }

  /** Numbers in the band, names beneath it: a name is never cut. */
  get topics(): { key: string; number: string; shownNumber: string; text: string; style: string; title: string }[] {
    const least = this.narrow ? NUMBER_NEEDS.narrow : NUMBER_NEEDS.wide;
    return topicSpans(this.conversation?.topics ?? [], this.seconds).map((topic, index) => ({
      key: topic.id,
      number: String(index + 1),
      shownNumber: topic.width < least ? '' : String(index + 1),
      text: topic.text,
      style: `inset-inline-start: ${topic.left}%; width: ${topic.width}%`,
      title: `${clockOf(topic.start ?? 0)} · ${topic.text}`,
    }));
  }

  get ticks(): Tick[] {
    const places = spreadOut(
      this.timed.map(({ moment }) => positionOf(moment.start, this.seconds)),
      this.narrow ? TICK_GAP.narrow : TICK_GAP.wide,
    );
    return this.timed.map(({ kind, moment }, index) => {
      const clock = clockOf(moment.start);
      const url = this.conversation?.link && linkAtSecond(this.conversation.link, moment.start);
      const caption = `${clock} · ${kind.words}: ${moment.text}`;
      return {
        key: moment.id,
        index,
        style: `inset-inline-start: ${places[index]}%`,
        tabIndex: index === this.active ? '0' : '-1',
        label: url ? `${caption} ${OPENS}` : caption,
        caption,
        glyph: kind.glyph,
        className: `tick ${kind.className}`,
        url,
      };
    });
  }

  get caption(): string | undefined {
    return this.pointed === undefined ? undefined : this.ticks[this.pointed]?.caption;
  }

  get legend(): TickKind[] {
    const kinds = [HIGHLIGHT_KIND, COMMENT_KIND, QUESTION_KIND];
    return kinds.filter((kind) => this.timed.some((item) => item.kind === kind));
  }

  get isShown(): boolean {
    return this.seconds > 0 && this.lanes.length + this.topics.length + this.timed.length > 0;
  }

  get endClock(): string {
    return clockOf(this.seconds);
  }

  get frameClass(): string {
    return this.narrow ? 'frame narrow' : 'frame';
  }

  handleKeyDown(event: KeyboardEvent): void {
    const last = this.timed.length - 1;
    const later = Math.min(last, this.active + 1);
    const earlier = Math.max(0, this.active - 1);
    const isRightToLeft = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    const moves: Record<string, number> = {
      ArrowRight: isRightToLeft ? earlier : later,
      ArrowDown: later,
      ArrowLeft: isRightToLeft ? later : earlier,
      ArrowUp: earlier,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.template?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus();
  }

  handleFocus(event: Event): void {
    this.handlePoint(event);
    this.active = this.pointed ?? 0;
  }

  handlePoint(event: Event): void {
    const { index } = (event.target as HTMLElement).dataset;
    this.pointed = index === undefined ? undefined : Number(index);
  }

  handleLeave(): void {
    this.pointed = undefined;
  }

  private get seconds(): number {
    const { durationSec, transcript = [], topics = [], highlights = [] } = this.conversation ?? {};
    return timelineLength(durationSec, transcript, [...topics, ...highlights]);
  }

  private get speakers(): Lane[] {
    const { transcript = [], people = [] } = this.conversation ?? {};
    const talk = people.flatMap(({ name, talkSeconds }) => (talkSeconds ? [[name, talkSeconds] as const] : []));
    return lanesOf(transcript, this.seconds, new Map(talk));
  }

  private get timed(): { kind: TickKind; moment: Moment & { start: number } }[] {
    const { highlights = [], comments = [], questions = [] } = this.conversation ?? {};
    const of = (kind: TickKind, moments: readonly Moment[]) =>
      moments
        .filter((moment): moment is Moment & { start: number } => moment.start !== undefined)
        .map((moment) => ({ kind, moment }));
    return [...of(HIGHLIGHT_KIND, highlights), ...of(COMMENT_KIND, comments), ...of(QUESTION_KIND, questions)].sort(
      (a, b) => a.moment.start - b.moment.start,
    );
  }
}
