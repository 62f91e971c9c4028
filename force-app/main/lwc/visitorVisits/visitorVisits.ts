import CHATS from '@salesforce/label/c.Visitor_Chats';
import CHATS_MORE from '@salesforce/label/c.Visitor_Chats_More';
import CREATED from '@salesforce/label/c.Visitor_Created';
import FAILED from '@salesforce/label/c.State_Unreadable_Title';
import HELP from '@salesforce/label/c.State_No_Access_Help';
import LAST_SEEN from '@salesforce/label/c.Visitor_Last_Seen';
import LEAD from '@salesforce/label/c.Visitor_Lead';
import NEW_TAB from '@salesforce/label/c.Insights_New_Tab';
import NO_RIGHTS from '@salesforce/label/c.Visitor_No_Rights';
import NONE_ACCOUNT from '@salesforce/label/c.Visitor_None_Account';
import NONE_PERSON from '@salesforce/label/c.Visitor_None_Person';
import OPEN_COMPANY from '@salesforce/label/c.Visitor_Open_Company';
import OPEN_PERSON from '@salesforce/label/c.Visitor_Open_Person';
import PEOPLE from '@salesforce/label/c.Visitor_People';
import PEOPLE_MORE from '@salesforce/label/c.Visitor_People_More';
import RETRY from '@salesforce/label/c.List_Retry';
import SESSIONS from '@salesforce/label/c.Visitor_Sessions';
import SESSIONS_ONE from '@salesforce/label/c.Visitor_Sessions_One';
import SESSIONS_OTHER from '@salesforce/label/c.Visitor_Sessions_Other';
import SOURCE from '@salesforce/label/c.Visitor_Source';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { agoOf, dateTimeOf, fill, numberOf, plural, viewer } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import { api, LightningElement } from 'lwc';
import { toVisits } from './visits';
import type { Visitor, VisitorAnswer, Visits } from './visits';
import { campaignWords } from './words';

/** What visits have written, or why it can't be shown. */
export default class VisitorVisits extends LightningElement {
  @api objectApiName?: string;
  @api heading?: string;
  @api showPeople?: boolean;
  @api showChats?: boolean;

  labels = {
    ...{ chats: CHATS, created: CREATED, help: HELP, lastSeen: LAST_SEEN, newTab: NEW_TAB },
    ...{ noRights: NO_RIGHTS, people: PEOPLE, retry: RETRY, sessions: SESSIONS, source: SOURCE, failed: FAILED },
  };
  /** As the org answers the page's question. */
  @api answer?: VisitorAnswer;
  /** Why nothing could be read, as the org tells it. */
  @api thrown?: unknown;

  get visits(): Partial<Visits> {
    const query = this.answer?.uiapi?.query;
    return query ? toVisits(this.objectApiName ?? '', query) : {};
  }

  get fault(): 'hidden' | 'failed' | undefined {
    if (!this.thrown) return this.visits.isHidden ? 'hidden' : undefined;
    return reduceErrors(this.thrown).kind === 'noAccess' ? 'hidden' : 'failed';
  }

  get isHidden(): boolean {
    return this.fault === 'hidden';
  }

  get isEmpty(): boolean {
    const { created, lastSeen, sessions, people = [], chats = [] } = this.visits;
    return !created && !lastSeen && !sessions && people.length + chats.length === 0;
  }

  get emptyText(): string {
    return this.isAccount ? NONE_ACCOUNT : NONE_PERSON;
  }

  get lastSeen(): { ago: string; at: string } | undefined {
    const { lastSeen, people = [] } = this.visits;
    const instant = lastSeen ?? people[0]?.lastSeen;
    const now = Date.now();
    return instant ? { ago: agoOf(instant, viewer, now), at: dateTimeOf(instant, viewer, now) } : undefined;
  }

  get sessions(): string | undefined {
    const { sessions } = this.visits;
    return sessions === undefined ? undefined : numberOf(sessions, viewer);
  }

  get sources(): { key: number; text: string }[] {
    const { campaign, lastSeen } = this.visits;
    if (this.isAccount || !campaign || !lastSeen) return [];
    return campaignWords(campaign).map((text, key) => ({ key, text }));
  }

  get openLabel(): string {
    return this.isAccount ? OPEN_COMPANY : OPEN_PERSON;
  }

  get people(): (Visitor & { facts: string })[] {
    if (this.showPeople === false) return [];
    const now = Date.now();
    return (this.visits.people ?? []).map((person) => ({
      ...person,
      facts: [
        person.objectApiName === 'Lead' && LEAD,
        person.lastSeen && agoOf(person.lastSeen, viewer, now),
        person.sessions && plural(person.sessions, { one: SESSIONS_ONE, other: SESSIONS_OTHER }, viewer),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  }

  get peopleMore(): string | undefined {
    return moreOf(PEOPLE_MORE, this.people.length, this.visits.peopleTotal);
  }

  get chats(): { id: string; title: string; when?: string }[] {
    if (this.showChats === false) return [];
    const now = Date.now();
    return (this.visits.chats ?? []).map(({ id, title, at }) => ({
      id,
      title: title ?? UNTITLED,
      when: at && dateTimeOf(at, viewer, now),
    }));
  }

  get chatsMore(): string | undefined {
    return moreOf(CHATS_MORE, this.chats.length, this.visits.chatsTotal);
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  private get isAccount(): boolean {
    return this.objectApiName === 'Account';
  }
}

function moreOf(words: string, shown: number, total = 0): string | undefined {
  return total > shown && shown > 0 ? fill(words, numberOf(shown, viewer), numberOf(total, viewer)) : undefined;
}
