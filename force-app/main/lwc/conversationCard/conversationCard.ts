import COMMENTS from '@salesforce/label/c.Insights_Tab_Comments';
import CONTENT from '@salesforce/label/c.Insights_Content';
import EMAIL_TEXT from '@salesforce/label/c.Insights_Tab_Text';
import HIGHLIGHTS from '@salesforce/label/c.Insights_Tab_Highlights';
import NEXT_STEPS from '@salesforce/label/c.Insights_Next_Steps';
import NO_OUTCOME from '@salesforce/label/c.Insights_No_Outcome';
import OUTCOME from '@salesforce/label/c.Insights_Outcome';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import QUESTIONS from '@salesforce/label/c.Insights_Tab_Questions';
import TAGS from '@salesforce/label/c.Insights_Tab_Tags';
import TOPICS from '@salesforce/label/c.Insights_Tab_Topics';
import TRANSCRIPT from '@salesforce/label/c.Insights_Tab_Transcript';
import { fill } from 'c/conversationModel';
import type { ConversationDetail } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

interface Tab {
  name: string;
  label: string;
}
const STEPS_SHOWN = 5;

/** The content of one conversation, whatever page it stands on: outcome, next steps, timeline, and the tabs. */
export default class ConversationCard extends LightningElement {
  @api conversation?: ConversationDetail;
  @api narrow = false;
  labels = { content: CONTENT, nextSteps: NEXT_STEPS, noOutcome: NO_OUTCOME, outcome: OUTCOME };
  stepsShown = STEPS_SHOWN;

  get hasSteps(): boolean {
    return (this.conversation?.commitments.length ?? 0) > 0;
  }

  /** A tab with nothing under it is not there. */
  get tabs(): Tab[] {
    const {
      highlights = [],
      topics = [],
      tags = [],
      questions = [],
      transcript = [],
      text,
      comments = [],
      people = [],
    } = this.conversation ?? {};
    const counted = (name: string, label: string, count: number) => {
      return count > 0 ? [{ name, label: fill(label, String(count)) }] : [];
    };
    return [
      ...(highlights.length > 0
        ? counted('highlights', HIGHLIGHTS, highlights.length)
        : counted('questions', QUESTIONS, questions.length)),
      ...(topics.length > 0 ? counted('topics', TOPICS, topics.length) : counted('topics', TAGS, tags.length)),
      ...counted('transcript', TRANSCRIPT, transcript.length),
      ...counted('text', EMAIL_TEXT, text ? 1 : 0),
      ...counted('comments', COMMENTS, comments.length),
      ...counted('people', PEOPLE, people.length),
    ];
  }

  get hasTabs(): boolean {
    return this.tabs.length > 0;
  }

  get firstTab(): string | undefined {
    return this.tabs[0]?.name;
  }
}
