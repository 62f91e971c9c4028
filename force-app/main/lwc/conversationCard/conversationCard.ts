import COMMENTS from '@salesforce/label/c.Insights_Tab_Comments';
import CONTENT from '@salesforce/label/c.Insights_Content';
import EMAIL_TEXT from '@salesforce/label/c.Insights_Tab_Text';
import HIGHLIGHTS from '@salesforce/label/c.Insights_Tab_Highlights';
import MOMENT_OBJECT from '@salesforce/schema/Conversation_Moment__c';
import NEXT_STEPS from '@salesforce/label/c.Insights_Next_Steps';
import NO_OUTCOME from '@salesforce/label/c.Insights_No_Outcome';
import OUTCOME from '@salesforce/label/c.Insights_Outcome';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import QUESTIONS from '@salesforce/label/c.Insights_Tab_Questions';
import RECEIPT from '@salesforce/label/c.Insights_Tab_Receipt';
import TAGS from '@salesforce/label/c.Insights_Tab_Tags';
import TOPICS from '@salesforce/label/c.Insights_Tab_Topics';
import TEXT_FIELD from '@salesforce/schema/Conversation_Moment__c.Text__c';
import TRANSCRIPT from '@salesforce/label/c.Insights_Tab_Transcript';
import TYPE_FIELD from '@salesforce/schema/Conversation_Moment__c.Type__c';
import { fill } from 'c/conversationModel';
import type { ConversationDetail } from 'c/conversationModel';
import { loadEmail } from 'c/loadEmail';
import { loadPanel } from 'c/loadPanel';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';

interface Tab {
  name: string;
  label: string;
  /** What stands under a tab is made when it is opened first, and stays. */
  isOpened?: boolean;
}
/** The timeline is in view without scrolling. */
const STEPS_SHOWN = { wide: 5, narrow: 3 };

/** The content of one conversation, whatever page it stands on: outcome, next steps, timeline, and the tabs. */
export default class ConversationCard extends LightningElement {
  @api conversation?: ConversationDetail;
  @api narrow = false;
  labels = { content: CONTENT, nextSteps: NEXT_STEPS, noOutcome: NO_OUTCOME, outcome: OUTCOME };
  mayComment?: boolean;
  commitmentList?: typeof LightningElement;
  emailParts: Record<string, typeof LightningElement> = {};
  timeline?: typeof LightningElement;
  panel?: typeof LightningElement;
  private more?: boolean;
  private opened: Record<string, true> = {};

  @wire(getObjectInfo, { objectApiName: MOMENT_OBJECT })
  handleObjectInfo({ data, error }: { data?: ObjectInfo; error?: unknown }): void {
    if (!data && !error) return;
    const may = (name: string) => data?.fields[name]?.createable === true;
    this.mayComment = data?.createable === true && may(TEXT_FIELD.fieldApiName) && may(TYPE_FIELD.fieldApiName);
  }

  connectedCallback(): void {
    void this.loadParts();
    void this.loadPanel();
  }

  get isEmail(): boolean {
    return this.conversation?.kind === 'Email';
  }

  /** An email is its text: nobody expects an outcome beside it. */
  get hasOutcome(): boolean {
    return !this.isEmail || Boolean(this.conversation?.summary);
  }

  get stepsShown(): number {
    return this.narrow ? STEPS_SHOWN.narrow : STEPS_SHOWN.wide;
  }

  get hasSteps(): boolean {
    return (this.conversation?.commitments.length ?? 0) > 0;
  }

  /** A tab with nothing under it is not there, but where the viewer may write the first comment. */
  get tabs(): Tab[] {
    const {
      key,
      highlights = [],
      topics = [],
      tags = [],
      questions = [],
      transcript = [],
      text,
      comments = [],
      people = [],
    } = this.conversation ?? {};
    const tab = (name: string, label: string, count: number, isThere = count > 0): Tab[] => {
      return isThere ? [{ name, label: fill(label, String(count)) }] : [];
    };
    const tabs = [
      ...(highlights.length > 0
        ? tab('highlights', HIGHLIGHTS, highlights.length)
        : tab('questions', QUESTIONS, questions.length)),
      ...(topics.length > 0 ? tab('topics', TOPICS, topics.length) : tab('topics', TAGS, tags.length)),
      ...tab('transcript', TRANSCRIPT, transcript.length),
      ...tab('text', EMAIL_TEXT, text && !this.isEmail ? 1 : 0),
      ...tab('comments', COMMENTS, comments.length, this.mayComment !== false || comments.length > 0),
      ...tab('receipt', RECEIPT, key ? 1 : 0),
      ...tab('people', PEOPLE, people.length),
    ];
    return tabs.map((each, index) => ({ ...each, isOpened: index === 0 || this.opened[each.name] }));
  }

  get hasTabs(): boolean {
    return this.tabs.length > 0;
  }

  /** An email is read without what can be done with it: that waits behind a button, but where somebody has commented. */
  get isMoreOpen(): boolean {
    return this.more ?? (!this.isEmail || (this.conversation?.comments.length ?? 0) > 0);
  }

  get moreLabel(): string {
    return this.tabs.map(({ label }) => label).join(' · ');
  }

  get firstTab(): string | undefined {
    return this.tabs[0]?.name;
  }

  handleMore(): void {
    this.more = !this.isMoreOpen;
  }

  get showsTabs(): boolean {
    return this.hasTabs && this.isMoreOpen;
  }

  handleActive(event: Event): void {
    this.open((event.currentTarget as HTMLElement).dataset.name ?? '');
  }

  handleSections(event: CustomEvent<{ openSections: string | string[] }>): void {
    for (const name of [event.detail.openSections].flat()) this.open(name);
  }

  /** The outcome does not wait for the code of what stands below it. */
  private async loadPanel(): Promise<void> {
    try {
      this.panel = (await loadPanel()).default;
    } catch {
      // as above: the rest stays readable
    }
  }

  private async loadParts(): Promise<void> {
    try {
      if (this.isEmail) this.emailParts = await loadEmail();
      if (this.isEmail && !this.hasSteps) return;
      const { CommitmentList, ConversationTimeline } = await import('c/cardParts');
      this.commitmentList = CommitmentList;
      this.timeline = ConversationTimeline;
    } catch {
      // the rest stays readable; whoever opens the page again has it
      this.more ??= true;
    }
  }

  private open(name: string): void {
    if (!this.opened[name]) this.opened = { ...this.opened, [name]: true };
  }
}
